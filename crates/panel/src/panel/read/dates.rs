//! Dates as data files write them.

use super::layout::Forms;
pub(crate) use crate::days::{from_days, is_day, to_days};
use froth_core::diag::{Code, Diagnostic, shortened};
use jiff::Timestamp;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::TimeZone;

/// What a date may look like, for messages.
const FORMS: &str = "2000-03-31, 2000-03, 2000-Q1, 200003, Mar 2000, 2000.03 (Shiller), 20000331 or 2000";

/// How the dates of a table are written.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Dates {
    /// In any of the forms that can be read one way only; `2020.1` is October, as in Shiller's table.
    #[default]
    Known,
    /// The same, and `2020.1` is a quarter.
    Quarters,
    /// The same, and `2020.1` is October.
    Shiller,
    /// The same, and `2020.1` is January.
    Months,
    /// The same, and nothing says what `2020.1` is.
    TwoDigits,
    /// Days of a spreadsheet.
    Excel,
    /// As for `strptime`.
    Format(String),
}

/// What the other dates of a column say of one with a single digit behind its year: `2020.1` is October among `2020.09` and
/// `2020.11`, January among `2020.5` and `2020.10`, and a quarter among `2020.2` and `2020.3`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Evidence {
    single: bool,
    /// A point, or a comma, stands before the digits.
    point: bool,
    /// `01` to `09`.
    padded: bool,
    /// `10`.
    ten: bool,
    /// `11` and `12`.
    later: bool,
    /// `2` to `4`.
    low: bool,
    /// `5` to `9`.
    high: bool,
}

impl Evidence {
    /// Whether a column that begins so has to be looked at.
    pub(crate) fn is_needed(first: &str) -> bool {
        fraction(first.trim()).is_some_and(|(_, sign, part)| part.len() == 1 || matches!(sign, '.' | ','))
    }

    /// Looks at one more date.
    pub(crate) fn see(&mut self, text: &str) {
        let Some((_, sign, part)) = fraction(text.trim()) else { return };
        self.point |= matches!(sign, '.' | ',');
        match part {
            "10" => self.ten = true,
            part if part.len() == 2 && part.starts_with('0') => self.padded = true,
            part if part.len() == 2 => self.later = true,
            part => {
                self.single = true;
                self.low |= matches!(part, "2" | "3" | "4");
                self.high |= matches!(part, "5" | "6" | "7" | "8" | "9");
            }
        }
    }

    /// How to read the column.
    pub(crate) fn settle(self, dates: &Dates) -> Dates {
        if *dates != Dates::Known || !self.single {
            return dates.clone();
        }
        let unpadded = self.high || self.ten || (self.later && self.low);
        if self.padded {
            return if self.point && !unpadded && !self.low { Dates::Shiller } else { Dates::TwoDigits };
        }
        if unpadded || (!self.point && self.later) {
            Dates::Months
        } else if !self.point {
            Dates::TwoDigits
        } else if self.low {
            Dates::Quarters
        } else {
            Dates::Known
        }
    }
}

impl Dates {
    pub(crate) fn new(forms: &Forms) -> Result<Self, Diagnostic> {
        Ok(match forms.date_format.as_deref() {
            None => Dates::Known,
            Some("excel") => Dates::Excel,
            Some("shiller") => Dates::Shiller,
            Some("quarters") => Dates::Quarters,
            Some("months") => Dates::Months,
            Some(format) if format.contains('%') => {
                // What the format itself gets wrong is said before a file is read.
                if !can_be_read(format) {
                    let message = format!("`{}` is no format of dates: it cannot be read back", shortened(format));
                    let help = "write `options.date_format` as for strptime, with a year: %d/%m/%Y, %m/%d/%y, %b-%Y";
                    return Err(Diagnostic::error(Code::Data, message).help(help));
                }
                Dates::Format(format.to_owned())
            }
            Some(other) => {
                let message = format!("`{}` is no format of dates", shortened(other));
                let help = "`options.date_format` is as for strptime (%d/%m/%Y), or excel, shiller, months or quarters";
                return Err(Diagnostic::error(Code::Data, message).help(help));
            }
        })
    }

    /// Reads a date. A week, a month, a quarter and a year are their last days.
    pub(crate) fn parse(&self, text: &str) -> Option<Date> {
        // Most dates are plain.
        if matches!(self, Dates::Known)
            && let Some(date) = plain(text.as_bytes())
        {
            return Some(date);
        }
        let text = text.trim();
        match self {
            Dates::Excel => text.parse().ok().and_then(excel).or_else(|| day(text)),
            // A day that begins with its year is none that a format without a year in front could mean otherwise.
            Dates::Format(format) => {
                strptime(format, text).or_else(|| if format.starts_with("%Y") { None } else { day(text) })
            }
            _ => match fraction(text) {
                Some(parts) => self.of_fraction(parts),
                None => known(text),
            },
        }
    }

    fn of_fraction(&self, (year, sign, part): (i16, char, &str)) -> Option<Date> {
        let number: i8 = part.parse().ok()?;
        let october = number == 1 && matches!(sign, '.' | ',');
        match (self, part.len()) {
            (Dates::Quarters, 1) => quarter(year, number),
            (Dates::Months, _) | (Dates::Known | Dates::Shiller | Dates::TwoDigits, 2) => month(year, number),
            (Dates::Known | Dates::Shiller, 1) if october => month(year, 10),
            _ => None,
        }
    }

    /// What to say about a text that is no date.
    pub(crate) fn help(&self, text: &str) -> String {
        let text = text.trim();
        let reads = |format: &&str| strptime(format, text).is_some();
        match self {
            Dates::Excel => "`options.date_format` excel reads days of a spreadsheet, such as 43861".to_owned(),
            Dates::Format(format) => format!("`options.date_format` asks for {format}"),
            _ if fraction(text).is_some() => {
                "say what stands behind the year: `options.date_format` months where 2020.1 is January, quarters where it is a \
                 quarter, shiller where it is October"
                    .to_owned()
            }
            _ => {
                let formats: Vec<&str> = AMBIGUOUS.into_iter().filter(reads).collect();
                if !formats.is_empty() {
                    let formats: Vec<String> = formats.iter().map(|f| format!("`options.date_format` {f}")).collect();
                    return format!("say how to read it: {}", formats.join(" or "));
                }
                match text.parse().ok().and_then(excel).filter(|d| (1930..=2100).contains(&d.year())) {
                    Some(day) => {
                        format!(
                            "as a day of a spreadsheet it is {day}: `options.date_format` excel reads it so; dates are written as {FORMS}"
                        )
                    }
                    None => format!("dates are written as {FORMS}; other forms are named with `options.date_format`"),
                }
            }
        }
    }
}

/// Forms that say no date by themselves: which number is the day, which century?
const AMBIGUOUS: [&str; 10] =
    ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%d/%m/%y", "%m/%d/%y", "%b-%y", "%d-%b-%y", "%m/%Y"];

/// Forms that can be read one way only.
const PLAIN: [&str; 17] = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%b. %Y",
    "%Y年%m月%d日",
    "%Y年%m月",
    "%d. %B %Y",
    "%Y.%m.%d",
    "%b %Y",
    "%B %Y",
    "%b-%Y",
    "%Y %b",
    "%Y-%b",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
];

/// Whether a format says which day, month, quarter or year it is: what it writes of dates can be read back as them.
fn can_be_read(format: &str) -> bool {
    let back = |date: Date| {
        let text = strtime::format(format, date.at(0, 0, 0, 0)).ok()?;
        Some((strptime(format, &text)?, text))
    };
    let days = [
        Date::constant(2001, 11, 23),
        Date::constant(2001, 4, 2),
        Date::constant(2001, 4, 17),
        Date::constant(2006, 4, 17),
    ];
    let read: Option<Vec<(Date, String)>> = days.into_iter().map(back).collect();
    // Two texts that differ are two dates.
    read.is_some_and(|read| {
        read.iter().zip(days).all(|((date, _), day)| date.year() == day.year())
            && read.windows(2).all(|pair| (pair[0].0 == pair[1].0) == (pair[0].1 == pair[1].1))
    })
}

/// `2020.1`, `2020:10`: a year, a sign and what stands behind it.
fn fraction(text: &str) -> Option<(i16, char, &str)> {
    let (year, rest) = text.split_at_checked(4).filter(|(year, _)| digits(year))?;
    let sign = rest.chars().next().filter(|sign| matches!(sign, '.' | ',' | ':' | '-' | '/'))?;
    let part = &rest[1..];
    (matches!(part.len(), 1 | 2) && digits(part)).then_some((year.parse().ok()?, sign, part))
}

/// A day as `2020-01-31`, and nothing else.
fn plain(text: &[u8]) -> Option<Date> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = text else { return None };
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| i16::from(byte - b'0'));
    let two = |tens: &u8, ones: &u8| Some(10 * digit(tens)? + digit(ones)?);
    let year = 100 * two(a, b)? + two(c, d)?;
    Date::new(year, i8::try_from(two(e, f)?).ok()?, i8::try_from(two(g, h)?).ok()?).ok()
}

/// A day as `2020-01-31`, perhaps with a time and a zone behind it.
fn day(text: &str) -> Option<Date> {
    let (day, rest) = text.split_at_checked(10)?;
    let time = rest.strip_prefix(['T', ' ']).map(str::trim_start);
    let is_time = |time: &str| {
        let hour = time.get(..2).and_then(|hour| hour.parse::<u8>().ok());
        hour.is_some_and(|hour| hour <= 24) && time.get(2..3).is_none_or(|sign| sign == ":")
    };
    (matches!(rest, "" | "Z") || time.is_some_and(is_time)).then(|| day.parse().ok()).flatten()
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn month(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

fn quarter(year: i16, quarter: i8) -> Option<Date> {
    (1..=4).contains(&quarter).then(|| month(year, 3 * quarter)).flatten()
}

fn known(text: &str) -> Option<Date> {
    if let Some(date) = day(text) {
        return Some(date);
    }
    if digits(text) {
        let part = |range: std::ops::Range<usize>| text[range].parse().ok();
        let year = text.get(..4)?.parse().ok()?;
        return match text.len() {
            4 => month(year, 12),
            6 => month(year, part(4..6)?),
            8 => Date::new(year, part(4..6)?, part(6..8)?).ok(),
            _ => None,
        };
    }
    of_parts(text).or_else(|| PLAIN.iter().find_map(|format| strptime(format, text)))
}

/// A year with a month (`2020-01`, `2020M01`), a quarter (`2020-Q1`, `2020:Q1`, `Q1 2020`) or a week (`2020-W05`).
fn of_parts(text: &str) -> Option<Date> {
    if let Some((part, year)) = text.split_once([' ', '-', '/'])
        && let Some(number) = part.strip_prefix(['Q', 'q']).or_else(|| part.strip_suffix(['Q', 'q']))
        && year.len() == 4
    {
        return quarter(year.parse().ok()?, number.parse().ok()?);
    }
    if let Some((number, year)) = text.split_once(['Q', 'q']).filter(|(_, year)| year.len() == 4) {
        return quarter(year.parse().ok()?, number.parse().ok()?);
    }
    let (year, rest) = text.split_at_checked(4).filter(|(year, _)| digits(year))?;
    let year = year.parse().ok()?;
    let part = rest.strip_prefix(['-', ':', ' ']).unwrap_or(rest);
    let number = |text: &str, lengths: std::ops::RangeInclusive<usize>| -> Option<i8> {
        (lengths.contains(&text.len()) && digits(text)).then(|| text.parse().ok()).flatten()
    };
    if let Some(part) = part.strip_prefix(['Q', 'q']) {
        return quarter(year, number(part, 1..=1)?);
    }
    if let Some(part) = part.strip_prefix(['M', 'm']) {
        return month(year, number(part, 1..=2)?);
    }
    if let Some(part) = part.strip_prefix(['W', 'w']) {
        return ISOWeekDate::new(year, number(part, 1..=2)?, Weekday::Sunday).ok().map(ISOWeekDate::date);
    }
    None
}

/// A date of a form; the last day of what it leaves open.
fn strptime(format: &str, text: &str) -> Option<Date> {
    let read = BrokenDownTime::parse(format, text).ok()?;
    let date = read.to_date().ok().or_else(|| match (read.year(), read.month(), read.day()) {
        (Some(year), Some(of_year), None) => month(year, of_year),
        (Some(year), None, None) => month(year, 12),
        _ => None,
    });
    // A hyphen before a year is no minus, and two digits are no year.
    date.filter(|date| date.year() >= 1000)
}

/// Day 60 of a spreadsheet is a 29 February 1900 that never was; from the next one on days count from 1899-12-30.
fn excel(serial: f64) -> Option<Date> {
    let day =
        serial.is_finite().then_some(serial.floor()).filter(|day| (1.0..2_958_466.0).contains(day) && *day != 60.0)?;
    let first = if day < 60.0 { Date::constant(1899, 12, 31) } else { Date::constant(1899, 12, 30) };
    first.checked_add(jiff::Span::new().try_days(day as i64).ok()?).ok()
}

/// A time zone by its name (`Europe/Berlin`) or its distance from Greenwich (`+02:00`).
pub(crate) fn zone(name: &str) -> Option<TimeZone> {
    DateTimeParser::new().parse_time_zone(name).ok()
}

/// The day that a clock in a zone shows so many seconds after 1970 began in Greenwich, as days since 1970-01-01.
pub(crate) fn local_day(seconds: i64, zone: &TimeZone) -> Option<i32> {
    Timestamp::from_second(seconds).ok().map(|moment| to_days(zone.to_datetime(moment).date()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(format: &str) -> Dates {
        Dates::new(&Forms { date_format: Some(format.to_owned()), ..Forms::default() }).unwrap()
    }

    #[test]
    fn a_day_is_that_of_its_clock() {
        // 2020-01-31 23:00 in Greenwich is the next day in Berlin.
        let day = |name| local_day(1_580_511_600, &zone(name).unwrap()).and_then(from_days).unwrap().to_string();
        assert_eq!(
            ["UTC", "Europe/Berlin", "+01:00", "America/New_York"].map(day),
            ["2020-01-31", "2020-02-01", "2020-02-01", "2020-01-31"]
        );
        assert!(zone("Europe/Nowhere").is_none() && local_day(i64::MAX, &TimeZone::UTC).is_none());
    }

    #[test]
    fn plain_dates_are_read_as_any_other() {
        for text in ["2000-02-29", "1900-02-29", "2000-13-01", "2000-00-10", "0000-01-01", "9999-12-31", "20a0-01-01"] {
            assert_eq!(plain(text.as_bytes()), text.parse().ok(), "{text}");
        }
        for text in ["2000-1-001", "+200-01-01", "2000/01/01", "2000-01-01 ", "２000-01-1"] {
            assert_eq!(plain(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn dates_of_many_files() {
        let read = |text| Dates::Known.parse(text).map(|d| d.to_string());
        for (text, date) in [
            ("2000-03-31", "2000-03-31"),
            ("2000-03-31T00:00:00", "2000-03-31"),
            ("2000-03-31 00:00", "2000-03-31"),
            (" 2000-03 ", "2000-03-31"),
            ("2000/3/31", "2000-03-31"),
            ("2000/03/31", "2000-03-31"),
            ("2000.03.31", "2000-03-31"),
            ("1871.01", "1871-01-31"),
            ("1871.1", "1871-10-31"),
            ("1871.12", "1871-12-31"),
            ("20000331", "2000-03-31"),
            ("200003", "2000-03-31"),
            ("2000", "2000-12-31"),
            ("2000-Q1", "2000-03-31"),
            ("2000Q1", "2000-03-31"),
            ("2000:Q4", "2000-12-31"),
            ("2000q2", "2000-06-30"),
            ("Q1 2000", "2000-03-31"),
            ("Q3-2000", "2000-09-30"),
            ("2000M02", "2000-02-29"),
            ("2000-M02", "2000-02-29"),
            ("2000:02", "2000-02-29"),
            ("2020-W05", "2020-02-02"),
            ("2020W53", "2021-01-03"),
            ("Jan 2020", "2020-01-31"),
            ("January 2020", "2020-01-31"),
            ("jan-2020", "2020-01-31"),
            ("2020 Feb", "2020-02-29"),
            ("5 Feb 2020", "2020-02-05"),
            ("05-Feb-2020", "2020-02-05"),
            ("February 5, 2020", "2020-02-05"),
            ("2020-2-5", "2020-02-05"),
            ("Jan. 2020", "2020-01-31"),
            ("1Q2020", "2020-03-31"),
            ("1Q 2020", "2020-03-31"),
            ("2020年2月5日", "2020-02-05"),
            ("2020-01-31Z", "2020-01-31"),
            ("2020-01-31T24:00:00+01:00", "2020-01-31"),
        ] {
            assert_eq!(read(text).as_deref(), Some(date), "{text}");
        }
        for text in [
            "",
            "03/31/2000",
            "01/02/2020",
            "31.01.2020",
            "2000-13-01",
            "2000-02-30",
            "1871.13",
            "x",
            "é000-01-01é",
            "20001331",
            "200013",
            "2000-Q5",
            "2000.5",
            "2021-W53",
            "43861",
            "Jan-20",
            "2000M13",
            "Q0 2000",
            "2000-W00",
            "May",
            "2000--1",
            "2000-1",
            "2020-01-31 to 2020-02-29",
            "2020-01-31 x",
            "2020-01-31T25:00",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        for date in ["1871-01-31", "1970-01-01", "2026-09-30"] {
            let date: Date = date.parse().unwrap();
            assert_eq!(from_days(to_days(date)), Some(date));
        }
    }

    #[test]
    fn quarters_are_told_from_months() {
        let settled = |texts: &[&str]| {
            let mut evidence = Evidence::default();
            for text in texts {
                evidence.see(text);
            }
            evidence.settle(&Dates::Known)
        };
        for (texts, wanted) in [
            (&["2020.1", "2020.2"][..], Dates::Quarters),
            (&["2020.1", "2020.2", "2020.3", "2020.4", "2021.1"], Dates::Quarters),
            (&["1871.09", "1871.1", "1871.11"], Dates::Shiller),
            (&["1871.01", "1871.1"], Dates::Shiller),
            (&["2020.1", "2020.2", "2020.5"], Dates::Months),
            (&["2019.10", "2019.11", "2020.1"], Dates::Months),
            (&["2019.12", "2020.1", "2020.2"], Dates::Months),
            (&["2020.01", "2020.10", "2021.1"], Dates::TwoDigits),
            (&["2020.01", "2020.2"], Dates::TwoDigits),
            (&["1871.1", "1872.1"], Dates::Known),
            (&["2019:1", "2019:2", "2019:3", "2019:4"], Dates::TwoDigits),
            (&["2019-1", "2019-2", "2019-5"], Dates::Months),
            (&["2019-11", "2019-12", "2020-1"], Dates::Months),
            (&["2019-01", "2019-02"], Dates::Known),
        ] {
            assert_eq!(settled(texts), wanted, "{texts:?}");
        }
        let read = |dates: &Dates, text| dates.parse(text).map(|d| d.to_string());
        assert_eq!(read(&Dates::Quarters, "2020.1").as_deref(), Some("2020-03-31"));
        assert_eq!(read(&Dates::Quarters, "2020:4").as_deref(), Some("2020-12-31"));
        assert_eq!(read(&Dates::Quarters, "2020.10"), None);
        assert_eq!(read(&Dates::Shiller, "2020.1").as_deref(), Some("2020-10-31"));
        assert_eq!(read(&Dates::Shiller, "2020.2"), None);
        assert_eq!(read(&Dates::Months, "2020.1").as_deref(), Some("2020-01-31"));
        assert_eq!((read(&Dates::TwoDigits, "2020.1"), read(&Dates::Known, "2020-1")), (None, None));
        assert!(Dates::Known.help("2020.7").contains("`options.date_format` months"));
    }

    #[test]
    fn forms_can_be_named() {
        let read = |format: &str, text| of(format).parse(text).map(|d| d.to_string());
        assert_eq!(read("%d/%m/%Y", "01/02/2020").as_deref(), Some("2020-02-01"));
        assert_eq!(read("%m/%d/%Y", "1/2/2020").as_deref(), Some("2020-01-02"));
        assert_eq!(read("%b-%y", "Jan-20").as_deref(), Some("2020-01-31"));
        assert_eq!(read("%m/%d/%Y", "Transform:"), None);
        // Both sides of the day that never was.
        assert_eq!(read("excel", "43861").as_deref(), Some("2020-01-31"));
        assert_eq!(read("excel", "43861.75").as_deref(), Some("2020-01-31"));
        assert_eq!(read("excel", "59").as_deref(), Some("1900-02-28"));
        assert_eq!(read("excel", "61").as_deref(), Some("1900-03-01"));
        assert_eq!((read("excel", "60"), read("excel", "0"), read("excel", "1e300")), (None, None, None));
        assert_eq!(read("%d/%m/%Y %H:%M", "31/01/2020 00:00").as_deref(), Some("2020-01-31"));
        assert_eq!(read("%d/%m/%Y", "2020-01-31").as_deref(), Some("2020-01-31"));
        assert_eq!(read("%Y-%d-%m", "2020-01-31"), None);
        for wrong in ["%Y %W", "%Y %U", "%H:%M", "%d", "iso", "%Q9", "", "%", "%Y %"] {
            let forms = Forms { date_format: Some(wrong.to_owned()), ..Forms::default() };
            assert!(Dates::new(&forms).is_err(), "{wrong}");
        }
    }

    #[test]
    fn help_names_the_forms_that_fit() {
        let help = |text| Dates::Known.help(text);
        assert!(help("01/02/2020").contains("`options.date_format` %d/%m/%Y or `options.date_format` %m/%d/%Y"));
        assert!(help("31.01.2020").contains("%d.%m.%Y") && !help("13/02/2020").contains("%m/%d/%Y"));
        assert!(help("43861").contains("2020-01-31: `options.date_format` excel"));
        assert!(help("x").contains("2000-03-31"));
    }
}
