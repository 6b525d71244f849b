//! Every publication of a series, as FRED's API gives them.

use crate::history::{History, Rows};
use crate::points::at_ends;
use froth_core::diag::{Code, Diagnostic, shortened};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct Answer {
    count: Option<usize>,
    observations: Vec<Observation>,
}

#[derive(Deserialize)]
struct Observation {
    realtime_start: String,
    realtime_end: String,
    date: String,
    value: String,
}

/// What FRED says where it refuses.
#[derive(Deserialize)]
struct Refused {
    error_message: String,
}

/// A series with its publications.
#[derive(Debug)]
pub(crate) struct Vintages {
    /// First day, last day, date and number of each figure, by first day.
    figures: Vec<(Date, Date, Date, Option<f64>)>,
    /// How many of them have been taken.
    taken: usize,
    /// By date: the day on which it stops to be known, and the number.
    known: BTreeMap<Date, (Date, Option<f64>)>,
}

/// The reason of a refusal.
pub(crate) fn reason(bytes: &[u8]) -> Option<String> {
    serde_json::from_slice(bytes).ok().map(|refused: Refused| refused.error_message)
}

/// Whether the answer is only a part of what there is.
pub(crate) fn is_part(bytes: &[u8]) -> bool {
    serde_json::from_slice(bytes)
        .is_ok_and(|answer: Answer| answer.count.is_some_and(|count| count > answer.observations.len()))
}

impl Vintages {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Diagnostic> {
        let broken = |what: &str| {
            let help = "it is cut off, or FRED has another layout now: without FRED_API_KEY the CSV is read";
            Diagnostic::error(Code::Data, format!("no observations: {what}")).help(help)
        };
        let answer: Answer = serde_json::from_slice(bytes).map_err(|e| broken(&e.to_string()))?;
        let day = |text: &str| text.parse::<Date>().map_err(|_| broken(&format!("`{}` is no day", shortened(text))));
        let mut figures = Vec::with_capacity(answer.observations.len());
        for one in &answer.observations {
            let value = match one.value.trim() {
                "." | "" => None,
                text => match text.parse::<f64>() {
                    Ok(x) if x.is_finite() => Some(x),
                    _ => return Err(broken(&format!("`{}` is no number", shortened(text)))),
                },
            };
            figures.push((day(&one.realtime_start)?, day(&one.realtime_end)?, day(&one.date)?, value));
        }
        // What a date stands for follows from all dates: a first publication may hold one alone.
        let dates: BTreeSet<Date> = figures.iter().map(|figure| figure.2).collect();
        let mut rows: Rows = dates.iter().map(|date| (*date, None)).collect();
        at_ends(&mut rows);
        let ends: BTreeMap<Date, Date> = dates.into_iter().zip(rows).map(|(date, (end, _))| (date, end)).collect();
        for figure in &mut figures {
            figure.2 = ends.get(&figure.2).copied().unwrap_or(figure.2);
        }
        figures.sort_by_key(|figure| (figure.0, figure.2));
        Ok(Vintages { figures, taken: 0, known: BTreeMap::new() })
    }
}

impl History for Vintages {
    fn days(&self) -> Vec<Date> {
        let days: BTreeSet<Date> = self.figures.iter().map(|figure| figure.0).collect();
        days.into_iter().collect()
    }

    fn known(&mut self, day: Date) -> Rows {
        while let Some((start, end, date, value)) = self.figures.get(self.taken)
            && *start <= day
        {
            self.known.insert(*date, (*end, *value));
            self.taken += 1;
        }
        self.known.iter().filter(|(_, (end, _))| day <= *end).map(|(date, (_, value))| (*date, *value)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn observation(start: &str, end: &str, date: &str, value: &str) -> String {
        format!(r#"{{"realtime_start":"{start}","realtime_end":"{end}","date":"{date}","value":"{value}"}}"#)
    }

    fn answer(observations: &[String]) -> String {
        format!(r#"{{"count":{},"observations":[{}]}}"#, observations.len(), observations.join(","))
    }

    #[test]
    fn a_figure_is_known_from_its_first_day_to_its_last() {
        let text = answer(&[
            observation("2014-04-30", "2014-05-28", "2014-01-01", "17149.6"),
            observation("2014-05-29", "9999-12-31", "2014-01-01", "17101.3"),
            observation("2014-07-30", "9999-12-31", "2014-04-01", "17294.7"),
            observation("2014-04-30", "2014-07-29", "2013-10-01", "."),
        ]);
        let mut vintages = Vintages::read(text.as_bytes()).unwrap();
        let days = [date(2014, 4, 30), date(2014, 5, 29), date(2014, 7, 30)];
        assert_eq!(vintages.days(), days);
        let (q4, q1, q2) = (date(2013, 12, 31), date(2014, 3, 31), date(2014, 6, 30));
        assert_eq!(vintages.known(days[0]), [(q4, None), (q1, Some(17149.6))]);
        assert_eq!(vintages.known(days[1]), [(q4, None), (q1, Some(17101.3))]);
        assert_eq!(vintages.known(days[2]), [(q1, Some(17101.3)), (q2, Some(17294.7))]);
    }

    #[test]
    fn what_is_no_answer_of_the_api_is_refused() {
        let said = |text: &str| Vintages::read(text.as_bytes()).unwrap_err().message;
        assert!(said("{\"observations\":[").contains("EOF"));
        assert!(said("{}").contains("observations"));
        assert!(said(&answer(&[observation("2014-04-30", "x", "2014-01-01", "1")])).contains("`x` is no day"));
        assert!(said(&answer(&[observation("2014-04-30", "2014-04-30", "2014-01-01", "inf")])).contains("no number"));
        assert!(is_part(br#"{"count":2,"observations":[]}"#) && !is_part(br#"{"count":0,"observations":[]}"#));
        assert_eq!(reason(br#"{"error_code":400,"error_message":"Bad Request."}"#).as_deref(), Some("Bad Request."));
    }
}
