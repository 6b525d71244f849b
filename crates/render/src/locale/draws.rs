//! How often something came about in draws.

use super::Language;
use crate::sentences;

sentences! {
    of_few(count, draws): "{count} of {draws} draws", "{draws}次抽樣中的{count}次";
    below_a_thousandth: "fewer than 1 in 1,000 draws", "每千次抽樣不到1次";
    above_a_thousandth: "more than 999 of 1,000 draws", "每千次抽樣逾999次";
    percent(percent): "{percent} % of draws", "{percent}%的抽樣";
}

/// A share of so many draws: never 0 % or 100 % of them for what some draws may do, "fewer than 1 in 1,000" where it is that rare.
///
/// ```
/// use froth_render::locale::{Language, share_of_draws};
/// assert_eq!(share_of_draws(0.636, 10_000, Language::English), "64 % of draws");
/// assert_eq!(share_of_draws(0.0004, 10_000, Language::English), "fewer than 1 in 1,000 draws");
/// assert_eq!(share_of_draws(1.0, 10_000, Language::English), "more than 999 of 1,000 draws");
/// assert_eq!(share_of_draws(0.0, 5, Language::English), "0 of 5 draws");
/// ```
pub fn share_of_draws(share: f64, draws: u64, language: Language) -> String {
    let words = words(language);
    match share {
        _ if draws < 1000 => words.of_few((share * draws as f64 * 2.0).round() / 2.0, draws),
        x if x < 0.001 => words.below_a_thousandth().to_owned(),
        x if x > 0.999 => words.above_a_thousandth().to_owned(),
        // Close to the ends a decimal more, so that no rounding says all or none.
        x if (0.01..=0.99).contains(&x) => words.percent(format!("{:.0}", 100.0 * x)),
        x => words.percent(format!("{:.1}", 100.0 * x)),
    }
}
