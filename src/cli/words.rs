//! The sentences of what the command line alone says: what was fetched, and what was added to a scenario.

use crate::feeds::{Change, Outcome, Point};
use froth_render::sentences;

sentences! {
    outcome_new: "new", "新增";
    outcome_changed: "changed", "已變更";
    outcome_same: "same", "未變";
    outcome_kept: "kept", "沿用";
    spanning(points, first, last) by points: "{points} point, {first} to {last}", "{points} points, {first} to {last}", "{points}筆，{first}至{last}";
    retrieved(id, source, day): "{id} ({source}, retrieved {day})", "{id}（{source}，{day}取得）";
    added(day, value): "added {day}: {value}", "新增{day}：{value}";
    added_late(day, value, published): "added {day}: {value}, first published on {published}", "新增{day}：{value}，首次公布於{published}";
    revised(day, now, was): "revised {day}: {now}, was {was}", "修正{day}：{now}，原為{was}";
    with_revise: "; written with --revise", "；加上--revise才會寫入";
    out_of_range(day, now, was): "revised {day}: {now}, was {was}; left as it is, for {now} lies outside of the range that stands with it",
        "修正{day}：{now}，原為{was}；維持不變，因{now}超出所附的可能範圍";
    lost(points, first) by points: "{points} point before {first}, where what is published now begins: kept", "{points} points before {first}, where what is published now begins: kept",
        "{first}（現行公布的起點）以前{points}筆：保留";
    later(points, day) by points: "{points} point after as_of ({day}): left out until as_of is later", "{points} points after as_of ({day}): left out until as_of is later",
        "as_of（{day}）之後{points}筆：as_of延後前不列入";
    unpublished(points, day) by points: "{points} point published after as_of ({day}): left out until as_of is later", "{points} points published after as_of ({day}): left out until as_of is later",
        "as_of（{day}）之後才公布的{points}筆：as_of延後前不列入";
    is_value: "a value and no series: left as it is", "是單一數值而非序列：維持不變";
}

impl Words {
    /// What became of an answer.
    pub(super) fn outcome(self, of: Outcome) -> &'static str {
        match of {
            Outcome::New => self.outcome_new(),
            Outcome::Changed => self.outcome_changed(),
            Outcome::Same => self.outcome_same(),
            Outcome::Kept => self.outcome_kept(),
        }
    }

    /// What became of a series' points.
    pub(super) fn change(self, of: &Change) -> String {
        match of {
            Change::Added(Point { date, value, published: None }) => self.added(date, value),
            Change::Added(Point { date, value, published: Some(day) }) => self.added_late(date, value, day),
            Change::Revised(date, was, now) => self.revised(date, now, was),
            Change::OutOfRange(date, was, now) => self.out_of_range(date, now, was),
            Change::Lost(n, first) => self.lost(n, first),
            Change::Later(n, day) => self.later(n, day),
            Change::Unpublished(n, day) => self.unpublished(n, day),
            Change::IsValue => self.is_value().to_owned(),
            other => other.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use froth_render::locale::Language;
    use jiff::civil::date;

    /// English is what the library itself says.
    #[test]
    fn every_change_is_said_in_both_languages() {
        let day = date(2026, 9, 30);
        let point = |published| Point { date: day, value: 1.5, published };
        let all = [
            Change::Added(point(None)),
            Change::Added(point(Some(day))),
            Change::Revised(day, 1.0, 2.0),
            Change::OutOfRange(day, 1.0, 2.0),
            Change::Lost(1, day),
            Change::Lost(2, day),
            Change::Later(1, day),
            Change::Later(2, day),
            Change::Unpublished(1, day),
            Change::Unpublished(2, day),
            Change::IsValue,
        ];
        for change in all {
            assert_eq!(words(Language::English).change(&change), change.to_string());
            let chinese = words(Language::TraditionalChinese).change(&change);
            assert!(chinese.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{chinese}");
        }
    }
}
