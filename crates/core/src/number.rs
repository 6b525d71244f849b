//! The one place where numbers become text for people.

/// A score or points on the scale of 0 to 100: one decimal.
///
/// ```
/// assert_eq!(froth_core::number::score(85.649), "85.6");
/// ```
pub fn score(x: f64) -> String {
    plain(format!("{x:.1}"))
}

/// Points of a difference: one decimal and a sign.
///
/// ```
/// assert_eq!(froth_core::number::points(3.04), "+3.0");
/// assert_eq!(froth_core::number::points(-0.01), "0.0");
/// ```
pub fn points(x: f64) -> String {
    let text = score(x);
    if x > 0.0 && text != "0.0" { format!("+{text}") } else { text }
}

/// The first of two scores less the second, as both are printed: a gap is that of the two numbers beside it.
///
/// ```
/// use froth_core::number::{gap, score};
/// assert_eq!(score(85.66 - 52.24), "33.4");
/// assert_eq!(score(gap(85.66, 52.24)), "33.5");
/// ```
pub fn gap(a: f64, b: f64) -> f64 {
    let printed = |x: f64| score(x).parse().unwrap_or(x);
    printed(a) - printed(b)
}

/// Parts of a move in the tenths that people read, so that they sum to the total printed beside them: what rounding leaves goes where
/// it shows least (the largest remainders), and what is nothing stays nothing.
///
/// ```
/// use froth_core::number::summing;
/// assert_eq!(summing([1.27, 2.26, 0.0], 3.5), [1.3, 2.2, 0.0]);
/// assert_eq!(summing([1.85, 0.0], 1.8), [1.8, 0.0]);
/// ```
pub fn summing<const N: usize>(parts: [f64; N], total: f64) -> [f64; N] {
    let mut tenths = parts.map(|x| (10.0 * x).round());
    let mut left = (10.0 * total).round() - tenths.iter().sum::<f64>();
    // A total that is not that of the parts is not made so by rounding.
    if !left.is_finite() || left.abs() > N as f64 + 1.0 {
        return parts;
    }
    while left.abs() >= 1.0 {
        let step = left.signum();
        // Where one more tenth takes the part least away from what it is.
        let away = |i: usize| (tenths[i] + step - 10.0 * parts[i]).abs();
        let parted = (0..N).filter(|i| tenths[*i] != 0.0);
        let Some(least) = parted.min_by(|a, b| away(*a).total_cmp(&away(*b))) else { break };
        tenths[least] += step;
        left -= step;
    }
    tenths.map(|x| x / 10.0)
}

/// A count with what it counts, of which there is one or are several.
///
/// ```
/// use froth_core::number::counted;
/// assert_eq!([counted(1, "row", "rows"), counted(0, "row", "rows")], ["1 row", "0 rows"]);
/// ```
pub fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// A share between 0 and 1 as a percentage.
///
/// ```
/// assert_eq!(froth_core::number::share(0.636), "64 %");
/// assert_eq!(froth_core::number::share(0.001), "<1 %");
/// ```
pub fn share(x: f64) -> String {
    if x > 0.0 && x < 0.005 { "<1 %".to_owned() } else { format!("{:.0} %", 100.0 * x) }
}

/// A number as data: full precision, empty where there is none.
///
/// ```
/// assert_eq!(froth_core::number::data(Some(0.1)), "0.1");
/// assert_eq!(froth_core::number::data(None), "");
/// ```
pub fn data(x: Option<f64>) -> String {
    x.map(|x| x.to_string()).unwrap_or_default()
}

/// A raw value: four significant digits (three below 1), thousands separated, no idle zeros.
///
/// ```
/// use froth_core::number::raw;
/// assert_eq!(raw(39.58), "39.58");
/// assert_eq!(raw(53.0), "53");
/// assert_eq!(raw(31_095.4), "31,095");
/// assert_eq!(raw(0.70342), "0.703");
/// assert_eq!(raw(-1.049), "-1.049");
/// ```
pub fn raw(x: f64) -> String {
    let size = x.abs();
    if x == 0.0 {
        return "0".to_owned();
    }
    if !(1e-4..1e15).contains(&size) {
        return format!("{x:.3e}");
    }
    let digits: i32 = if size < 1.0 { 3 } else { 4 };
    let before = size.log10().floor() as i32 + 1;
    let decimals = (digits - before).clamp(0, 8) as usize;
    let text = format!("{x:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    plain(separated(text))
}

fn separated(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(w, r)| (w, Some(r)));
    let mut out = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

/// Rounding leaves no minus before a zero.
fn plain(text: String) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| matches!(c, '0' | '.')) => rest.to_owned(),
        _ => text,
    }
}

/// What to write instead of a text that means a number: as people write numbers in other places.
///
/// ```
/// use froth_core::number::meant;
/// assert_eq!(meant("41,2").as_deref(), Some("write 41.2"));
/// assert_eq!(meant("25%").as_deref(), Some("write 25: the unit says percent"));
/// assert_eq!(meant("41.2").as_deref(), Some("write 41.2 without quotes"));
/// assert_eq!(meant("calm"), None);
/// ```
pub fn meant(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && text.parse().is_ok_and(f64::is_finite)
    };
    if plain(text) {
        return Some(format!("write {text} without quotes"));
    }
    let (figure, percent) = match text.strip_suffix('%') {
        Some(figure) => (figure.trim_end(), ": the unit says percent"),
        None => (text, ""),
    };
    let figure: String = figure.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '_')).collect();
    let thousands = |text: &str, by: char| text.split(by).skip(1).all(|group| group.len() == 3);
    let read = match (figure.rsplit_once(','), figure.rsplit_once('.')) {
        // The last of the two marks the decimals.
        (Some((whole, decimals)), Some(_)) if whole.contains('.') && thousands(whole, '.') => {
            format!("{}.{decimals}", whole.replace('.', ""))
        }
        (Some(_), Some((whole, decimals))) if thousands(whole, ',') => format!("{}.{decimals}", whole.replace(',', "")),
        (Some((whole, decimals)), None) if !whole.contains(',') => {
            let (large, small) = (format!("{whole}{decimals}"), format!("{whole}.{decimals}"));
            if decimals.len() == 3 && !whole.trim_start_matches('-').starts_with('0') && plain(&large) {
                return Some(format!("write {large} or {small}{percent}"));
            }
            small
        }
        (Some(_), None) if thousands(&figure, ',') => figure.replace(',', ""),
        _ => figure,
    };
    plain(&read).then(|| format!("write {read}{percent}"))
}

#[cfg(test)]
mod tests {
    use super::{score, summing};
    use proptest::prelude::*;

    proptest! {
        /// What stands in a column sums to what stands below it, and nothing is told far from what it is.
        #[test]
        fn printed_parts_sum_to_the_printed_total(parts in prop::array::uniform5(-60.0..60.0_f64), zeros in 0_usize..5) {
            let mut parts = parts;
            parts[..zeros].fill(0.0);
            let total = (10.0 * parts.iter().sum::<f64>()).round() / 10.0;
            let told = summing(parts, total);
            let printed = told.iter().map(|x| score(*x).parse::<f64>().unwrap()).sum::<f64>();
            prop_assert_eq!(score(printed), score(total));
            for (part, told) in parts.iter().zip(told) {
                prop_assert!((part - told).abs() < 0.2, "{part} told as {told}");
                prop_assert!(*part != 0.0 || told == 0.0);
            }
        }
    }

    #[test]
    fn numbers_of_other_places_are_understood() {
        let said = [
            ("1.234,5", "write 1234.5"),
            ("1,234.5", "write 1234.5"),
            ("1,234", "write 1234 or 1.234"),
            ("0,123", "write 0.123"),
            ("1,234,567", "write 1234567"),
            ("1 234,5", "write 1234.5"),
            ("-2,5 %", "write -2.5: the unit says percent"),
        ];
        for (text, help) in said {
            assert_eq!(super::meant(text).as_deref(), Some(help), "{text}");
        }
        assert!(["", "%", ",", "1,2,3", "inf", "NaN", "a,b", "1e400"].iter().all(|text| super::meant(text).is_none()));
    }
}
