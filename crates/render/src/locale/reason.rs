//! Why something has no score, in words.

use super::{Language, Locale};
use froth_core::expr::NoValue;
use froth_core::model::NoScore;
use froth_core::scenario::Value;
use froth_core::score::Missing;
use jiff::civil::Date;

/// Why something has no score or answer, what it names called as the locale calls it. English is what `Display` says.
pub fn reason(missing: &Missing, locale: &Locale) -> String {
    let named = named(missing, locale);
    match locale.language {
        Language::English => named.to_string(),
        Language::TraditionalChinese => chinese(&named),
    }
}

/// The same with titles for ids.
fn named(missing: &Missing, locale: &Locale) -> Missing {
    let title = |id: &str| locale.title(id).to_owned();
    match missing.clone() {
        Missing::InputMissing { input, latest } => Missing::InputMissing { input: title(&input), latest },
        Missing::Undefined(NoValue::Name(name)) => Missing::Undefined(NoValue::Name(title(&name))),
        Missing::Undefined(NoValue::DivisionByZero(Some(name))) => {
            Missing::Undefined(NoValue::DivisionByZero(Some(title(&name))))
        }
        Missing::RequiresFalse { condition, facts } => {
            let facts = facts.into_iter().map(|(name, value)| (title(&name), value)).collect();
            Missing::RequiresFalse { condition, facts }
        }
        other => other,
    }
}

fn chinese(missing: &Missing) -> String {
    let share = |x: f64| format!("{:.0}%", 100.0 * x);
    match missing {
        Missing::Watched { figure: true } => "僅列示、不計分".to_owned(),
        Missing::Watched { figure: false } => "僅列示，且無資料".to_owned(),
        Missing::NoFigure { date } => format!("{}無資料", day(*date)),
        Missing::Stale { date, latest } => format!("{}無資料，最新數據為{}", day(*date), day(*latest)),
        Missing::WordUnknown { figure: Value::Word(word) } => format!("評分規則沒有「{word}」一詞"),
        Missing::WordUnknown { figure: Value::Number(x) } => format!("評分規則只認文字，不認數字{x}"),
        Missing::InputMissing { input, latest: None } => format!("{input}無資料"),
        Missing::InputMissing { input, latest: Some(latest) } => format!("{input}無資料，最新數據為{}", day(*latest)),
        Missing::Undefined(why) => undefined(why),
        Missing::RequiresFalse { condition, facts } => {
            let fact = |(name, value): &(String, Option<f64>)| match value {
                Some(x) => format!("{name}為{x}"),
                None => format!("{name}無資料"),
            };
            format!("須符合{condition}，但{}", facts.iter().map(fact).collect::<Vec<_>>().join("、"))
        }
        Missing::OutsideDomain(why) => outside(*why).to_owned(),
        Missing::NothingScored => "其下各項都沒有分數".to_owned(),
        Missing::BelowQuorum { scored, quorum } => format!("只有{scored}個子項有分數，至少須有{quorum}個"),
        Missing::BelowCoverage { coverage, needed } => {
            format!("資料涵蓋率{}，低於所需的{}", share(*coverage), share(*needed))
        }
        Missing::PolicyFail { coverage } => format!("資料涵蓋率{}，須齊全才有分數", share(*coverage)),
        other => other.to_string(),
    }
}

fn undefined(why: &NoValue) -> String {
    match why {
        NoValue::Name(name) => format!("{name}無資料"),
        NoValue::DivisionByZero(Some(name)) => format!("除數{name}為0"),
        NoValue::DivisionByZero(None) => "除數為0".to_owned(),
        NoValue::Ln => "0或負數沒有對數".to_owned(),
        NoValue::Sqrt => "負數沒有平方根".to_owned(),
        NoValue::TooLarge => "計算結果過大".to_owned(),
        NoValue::NotFinite => "計算結果不是有限的數".to_owned(),
        NoValue::NoBranch => "各項條件都不成立，也沒有其他情形的值".to_owned(),
        other => other.to_string(),
    }
}

fn outside(why: NoScore) -> &'static str {
    match why {
        NoScore::NotAboveZero => "對數規則不適用於0或負數",
        NoScore::ReferenceConstant => "參考樣本不足兩個數值，或數值全部相同",
        NoScore::ReferenceEndsEqual => "參考樣本的最小值與最大值相同",
        NoScore::ReferenceEmpty => "沒有參考樣本",
        NoScore::TooFewToRank => "可排序的數值不足兩個",
        NoScore::TargetNotBeyond => "目標值未超出參考樣本",
        _ => "評分規則不適用於此數值",
    }
}

fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_reasons_hold_no_english_word() {
        let date = jiff::civil::date(2026, 9, 30);
        let locale = Locale::new(Language::TraditionalChinese);
        let all = [
            Missing::Watched { figure: true },
            Missing::Watched { figure: false },
            Missing::NoFigure { date },
            Missing::Stale { date, latest: date },
            Missing::NothingScored,
            Missing::BelowQuorum { scored: 1, quorum: 2 },
            Missing::BelowCoverage { coverage: 0.25, needed: 0.5 },
            Missing::PolicyFail { coverage: 0.75 },
            Missing::Undefined(NoValue::Ln),
            Missing::Undefined(NoValue::NoBranch),
            Missing::OutsideDomain(NoScore::NotAboveZero),
            Missing::OutsideDomain(NoScore::ThisValue),
        ];
        for missing in all {
            let text = reason(&missing, &locale);
            assert!(!text.chars().any(|c| c.is_ascii_alphabetic()), "{text}");
        }
        let input = Missing::InputMissing { input: "capex".to_owned(), latest: Some(date) };
        assert_eq!(reason(&input, &locale), "capex無資料，最新數據為2026年9月30日");
    }
}
