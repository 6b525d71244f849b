//! Findings of audits as sentences, and why there is no number.

use super::audit_words::{Words, words};
use crate::locale::Language;
use froth_core::diag::Diagnostic;
use froth_core::number::{raw, score, share};
use froth_panel::Unscored;
use froth_panel::audit::{Column, ConstantEnd, End, Fact, Finding, Idle, NoStatistic, Takes, Unmoved};
use jiff::civil::Date;

/// A finding in a language: a sentence, and what to do about it.
pub(crate) fn said(finding: &Finding, language: Language) -> Diagnostic {
    let speaker = Speaker::new(language);
    let (message, help) = match &finding.fact {
        Fact::ConstantEnds { column, zeros, runs } => constant_ends(column, *zeros, runs, &speaker),
        fact => {
            let (message, help) = sentence(fact, &speaker);
            (message, help.to_owned())
        }
    };
    Diagnostic::warning(finding.code(), message).help(help).at_location(finding.location.clone())
}

/// The most ids that are named.
const SHOWN: usize = 12;

/// Says parts of sentences in a language.
pub(super) struct Speaker {
    pub(super) words: Words,
    pub(super) language: Language,
}

impl Speaker {
    pub(super) fn new(language: Language) -> Self {
        Speaker { words: words(language), language }
    }

    /// Ids in quotes, the first few.
    fn ids(&self, ids: &[String]) -> String {
        let quoted: Vec<String> = ids.iter().take(SHOWN).map(|id| format!("`{id}`")).collect();
        let list = quoted.join(self.words.comma());
        if ids.len() > SHOWN { self.words.more(list, ids.len() - SHOWN) } else { list }
    }

    fn figures(&self, figures: &[(String, Date)]) -> String {
        let dated = figures.iter().map(|(id, date)| self.words.id_and_date(id, self.date(*date)));
        dated.collect::<Vec<_>>().join(self.words.comma())
    }

    fn pairs(&self, pairs: &[(String, String, f64)]) -> String {
        let pairs = pairs.iter().map(|(a, b, r)| self.words.pair(a, b, format!("{r:.2}")));
        pairs.collect::<Vec<_>>().join(self.words.comma())
    }

    pub(super) fn date(&self, date: Date) -> String {
        match self.language {
            Language::English => date.to_string(),
            Language::TraditionalChinese => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        }
    }

    /// Chinese has no space before the sign.
    pub(super) fn percent(&self, text: String) -> String {
        match self.language {
            Language::English => text,
            Language::TraditionalChinese => text.replace(' ', ""),
        }
    }

    pub(super) fn share(&self, x: f64) -> String {
        self.percent(share(x))
    }

    fn score(&self, x: Option<f64>) -> String {
        x.map_or_else(|| self.words.none().to_owned(), score)
    }

    fn top(&self, overlay: bool) -> &'static str {
        if overlay { self.words.its_overlay() } else { self.words.the_score() }
    }

    fn takes(&self, takes: Takes) -> &'static str {
        match takes {
            Takes::Smallest => self.words.smallest(),
            Takes::Largest => self.words.largest(),
            Takes::Median => self.words.median(),
        }
    }

    /// Why there is no number.
    pub(super) fn absent(&self, why: &NoStatistic) -> String {
        if self.language == Language::English {
            return why.to_string();
        }
        let text = match why {
            NoStatistic::NoHeadline => "沒有任何一列有分數",
            NoStatistic::OneHeadline => "有分數的列不到2列",
            NoStatistic::NoScore => "沒有任何一列有它的分數",
            NoStatistic::FewOfBoth { rows, needed } => return format!("兩者皆有分數的有{rows}列，至少需要{needed}列"),
            NoStatistic::ConstantOfBoth(Column::Own) => "在兩者皆有分數的列，它沒有變動",
            NoStatistic::ConstantOfBoth(Column::Score) => "在兩者皆有分數的列，總分沒有變動",
            NoStatistic::ConstantOfBoth(Column::Child(id)) => return format!("在兩者皆有分數的列，{id}沒有變動"),
            NoStatistic::NoPart => "它沒有權重",
            NoStatistic::NothingMoves => "沒有任何指標隨總分變動",
            NoStatistic::NoWeight => "它的名目權重為0",
            NoStatistic::TooManyRows { most } => return format!("等級相關最多只計算{most}列"),
            NoStatistic::FittedWeight => "它的權重由各列資料決定，名目權重只是檔案所寫",
            NoStatistic::NothingToAverage => "沒有任何一列有兩個下層分數可以平均",
            NoStatistic::OneChild => "它只有一個下層項目",
            NoStatistic::FewComplete { rows, needed } => {
                return format!("下層全部有分數的有{rows}列，至少需要{needed}列");
            }
            NoStatistic::ConstantChildren(ids) => {
                return format!("在全部都有分數的列，以下各項沒有變動：{}", ids.join("、"));
            }
            NoStatistic::OneChildLeft => "剔除後只剩一項",
            NoStatistic::ConstantSum => "下層總和沒有變動",
            NoStatistic::ConstantStandardised => "標準化後的下層總和沒有變動",
            NoStatistic::Constant => "它沒有變動",
            NoStatistic::ConstantRest => "其餘各項的總和沒有變動",
            NoStatistic::Singular => "相關矩陣是奇異矩陣：有一項可由其餘各項完全推得",
            _ => "數值不是有限數",
        };
        text.to_owned()
    }

    fn idle(&self, why: &Idle) -> String {
        match (self.language, why) {
            (Language::English, _) => why.to_string(),
            (_, Idle::NoWeightAbove(id)) => format!("上層`{id}`的權重為0"),
            (_, Idle::OneScore(x)) => format!("不論數值多少，規則都給{x}分"),
            (_, Idle::NeverTaken { dimension, takes, scores: [low, high] }) => {
                let takes = self.takes(*takes);
                format!("`{dimension}`只取下層的{takes}，而它介於{low}～{high}分，在全部都有分數時不會被取用")
            }
            _ => "它的權重為0".to_owned(),
        }
    }

    fn unmoved(&self, why: &Unmoved) -> String {
        match (self.language, why) {
            (Language::English, _) => why.to_string(),
            (_, Unmoved::NoScore(None)) => "沒有任何一列有它的分數".to_owned(),
            (_, Unmoved::NoScore(Some(why))) => format!("沒有任何一列有它的分數：{}", unscored(*why)),
            (_, Unmoved::OneScore(x)) => format!("有分數的列都是{}分", score(*x)),
            _ => "它或上層維度的權重為0".to_owned(),
        }
    }
}

/// Why an indicator has no score in any row, in Chinese.
fn unscored(why: Unscored) -> &'static str {
    match why {
        Unscored::NoValue => "沒有任何一列有它的數值",
        Unscored::NotMade => "有資料，但公式、轉換或分母算不出任何數值",
        Unscored::AloneAtItsDates => "它的規則比較同一日期的各列（cross_section），但沒有任何日期有兩列以上的數值",
        Unscored::AloneInItsSeries => "它的規則比較同一個體的各列，但沒有任何個體有兩列以上的數值",
        Unscored::MadeEqual => "離群值經縮尾處理後，規則所比較的數值全部相同",
        Unscored::Equal => "規則所比較的數值全部相同",
        Unscored::RequiresFalse => "沒有任何一列符合它的requires",
        _ => "它的規則對所有數值都沒有分數",
    }
}

/// Runs of one value at ends of a column, and what to do about them.
fn constant_ends(column: &str, zeros: bool, runs: &[ConstantEnd], say: &Speaker) -> (String, String) {
    let words = say.words;
    let one = |run: &ConstantEnd| {
        let (value, dates) = (raw(run.value), words.span(say.date(run.from), say.date(run.to)));
        let run_of =
            if run.at_end { words.last_rows(value, run.rows, dates) } else { words.first_rows(value, run.rows, dates) };
        match &run.entity {
            Some(entity) => words.of_entity(entity, run_of),
            None => run_of,
        }
    };
    let shown: Vec<String> = runs.iter().take(SHOWN).map(one).collect();
    let list = shown.join(words.semicolon());
    let list = if runs.len() > SHOWN { words.more(list, runs.len() - SHOWN) } else { list };
    let help = if zeros { words.constant_zeros_help(column) } else { words.constant_ends_help().to_owned() };
    (words.constant_ends(column, list), help)
}

/// What a fact is in words, and what to do about it.
fn sentence(fact: &Fact, say: &Speaker) -> (String, &'static str) {
    let words = say.words;
    match fact {
        Fact::NoBasis { indicators } => (words.no_basis(say.ids(indicators)), words.no_basis_help()),
        Fact::LateYear { indicator, end, year, frozen } => {
            let frozen = say.date(*frozen);
            let message = match end {
                End::Calm => words.late_calm(indicator, year, frozen),
                End::Worst => words.late_worst(indicator, year, frozen),
            };
            (message, words.late_help())
        }
        Fact::LateEra { indicator, era, begins, frozen } => {
            (words.late_era(indicator, era, say.date(*begins), say.date(*frozen)), words.late_help())
        }
        Fact::LateValue { indicator, end, date, scenario, frozen } => {
            let message = words.late_value(raw(*end), indicator, say.date(*date), scenario, say.date(*frozen));
            (message, words.late_help())
        }
        Fact::BeyondWorst(b) => {
            let (at, furthest) = (raw(b.at), raw(b.furthest));
            let date = say.date(b.date);
            let message = words.beyond_worst(&b.indicator, at, b.values, b.of, furthest, &b.scenario, date);
            (message, words.beyond_worst_help())
        }
        Fact::BeyondCalm { indicators } => (words.beyond_calm(say.ids(indicators)), words.beyond_calm_help()),
        Fact::OldUsed { scenario, as_of, figures } => {
            (words.old_used(scenario, say.date(*as_of), say.figures(figures)), words.old_used_help())
        }
        Fact::TooOld { scenario, as_of, figures } => {
            (words.too_old(scenario, say.date(*as_of), say.figures(figures)), words.too_old_help())
        }
        Fact::Due { scenario, as_of, figures } => {
            (words.due(scenario, say.date(*as_of), say.figures(figures)), words.due_help())
        }
        Fact::LowConfidence { scenario, weight, score: headline, indicators, without } => {
            let without = without.map_or_else(|| words.without_none().to_owned(), |x| words.without_score(score(x)));
            let (weight, headline) = (say.share(*weight), say.score(*headline));
            let message = words.low_confidence(scenario, weight, headline, say.ids(indicators), without);
            (message, words.low_confidence_help())
        }
        Fact::EdgesWithoutAddress { network, edges, of } => {
            (words.no_address(network, edges.len(), of, say.ids(edges)), words.no_address_help())
        }
        Fact::EdgesWithoutDate { network, edges, of } => {
            (words.no_date(network, edges.len(), of, say.ids(edges)), words.no_date_help())
        }
        Fact::UnsureAmounts { network, share } => {
            (words.unsure_amounts(network, say.share(*share)), words.unsure_amounts_help())
        }
        Fact::OldEdges { network, as_of, edges } => {
            (words.old_edges(network, say.date(*as_of), say.figures(edges)), words.old_edges_help())
        }
        Fact::OneIndicatorHere { scenario, dimension, indicator, weight, overlay } => {
            let (weight, top) = (say.share(*weight), say.top(*overlay));
            let message = words.one_indicator_here(scenario, dimension, indicator, weight, top);
            (message, words.one_indicator_here_help())
        }
        Fact::OneSourceHere { scenario, dimension, source } => {
            (words.one_source_here(scenario, dimension, source), words.one_source_here_help())
        }
        Fact::CalmHides { scenario, found: c } => {
            let scores = [c.score, c.calm_score, c.alarmed_score].map(score);
            let [own, calm, alarmed] = scores;
            let without = say.score(c.without_calm);
            let message = words.calm_hides(scenario, &c.dimension, own, &c.calm, calm, &c.alarmed, alarmed, without);
            (message, words.calm_hides_help())
        }
        Fact::CannotMove { indicator, overlay, why } => {
            (words.cannot_move(indicator, say.top(*overlay), say.idle(why)), words.cannot_move_help())
        }
        Fact::IgnoredWeights { dimension, takes } => {
            (words.ignored_weights(dimension, say.takes(*takes)), words.ignored_weights_help())
        }
        Fact::OneIndicator { dimension, indicator, weight, overlay } => {
            let message = words.one_indicator(dimension, indicator, say.share(*weight), say.top(*overlay));
            (message, words.one_indicator_help())
        }
        Fact::OneSource { dimension, indicators, source, weight, overlay } => {
            let message = words.one_source(indicators, dimension, source, say.share(*weight), say.top(*overlay));
            (message, words.one_source_help())
        }
        Fact::NoScores { rows } => (words.no_scores(rows), words.no_scores_help()),
        Fact::ConstantScore { score, rows } => {
            (words.constant_score(say.score(*score), rows), words.constant_score_help())
        }
        Fact::EntitiesWithoutValues { entities, of } => {
            (words.no_values(entities.len(), of, say.ids(entities)), words.no_values_help())
        }
        Fact::EntitiesWithoutScores { entities, of } => {
            (words.without_scores(entities.len(), of, say.ids(entities)), words.without_scores_help())
        }
        Fact::DoesNotMove { indicator, overlay, why } => {
            (words.does_not_move(indicator, say.top(*overlay), say.unmoved(why)), words.does_not_move_help())
        }
        Fact::FallsAgainst { indicator, overlay, correlation } => {
            let message = words.falls_against(indicator, say.top(*overlay), format!("{correlation:.2}"));
            (message, words.falls_against_help())
        }
        Fact::Influence { id, nominal, effective, ratio, among_siblings } => {
            let (nominal, effective) = (say.share(*nominal), say.share(*effective));
            let message = if *among_siblings {
                words.influence_among(id, nominal, effective)
            } else {
                words.influence(id, nominal, effective)
            };
            (message, if *ratio > 1.0 { words.influence_more_help() } else { words.influence_less_help() })
        }
        Fact::OftenAt100 { indicator, rows } => {
            (words.often_at_100(indicator, say.share(*rows)), words.often_at_100_help())
        }
        Fact::MostlyAt0 { indicator, overlay, rows } => {
            (words.mostly_at_0(indicator, say.share(*rows), say.top(*overlay)), words.mostly_at_0_help())
        }
        Fact::MostlyMissing { indicator, rows } => {
            (words.mostly_missing(indicator, say.share(*rows)), words.mostly_missing_help())
        }
        Fact::Opposed { dimension, against, pairs } => {
            let message = if against.is_empty() {
                words.opposed_pairs(dimension, say.pairs(pairs))
            } else if pairs.is_empty() {
                words.opposed(dimension, say.ids(against))
            } else {
                words.opposed_both(dimension, say.ids(against), say.pairs(pairs))
            };
            (message, words.opposed_help())
        }
        Fact::WithSize { indicator, denominator, correlation, divided: false } => {
            (words.with_size(indicator, denominator, format!("{correlation:.2}")), words.with_size_help())
        }
        Fact::WithSize { indicator, denominator, correlation, divided: true } => (
            words.with_size_divided(indicator, denominator, format!("{correlation:.2}")),
            words.with_size_divided_help(),
        ),
        Fact::Redundant { dimension, pairs } => (words.redundant(dimension, say.pairs(pairs)), words.redundant_help()),
        Fact::Singular { dimension } => {
            (words.singular(dimension, say.absent(&NoStatistic::Singular)), words.singular_help())
        }
        Fact::CalmBesideAlarmed { dimension, rows } => {
            (words.calm_beside(dimension, say.share(*rows)), words.calm_beside_help())
        }
        Fact::Inconsistent { dimension, alpha, rows } => {
            (words.inconsistent(dimension, format!("{alpha:.2}"), rows), words.inconsistent_help())
        }
        // Only this workspace adds facts.
        _ => (String::new(), ""),
    }
}
