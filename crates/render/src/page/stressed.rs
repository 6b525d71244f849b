//! Stress and reverse stress as a page.

use super::content::{Cell, Page, Part, Span, Table};
use super::scorecard::{value, value_with_unit};
use super::{amount, bare, points, score, share};
use crate::locale::Locale;
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::scenario::Value;
use froth_core::score::{Difference, Scorecard};
use froth_core::stress::{Joint, LastKnown, Reverse, Skipped, WeightShift};
use jiff::civil::Date;
use serde::Serialize;

/// What `stress` found.
#[derive(Debug, Clone, PartialEq)]
pub struct Stressed {
    /// Without the shocks asked for.
    pub before: Scorecard,
    /// With them.
    pub after: Scorecard,
    /// What they do: after less before.
    pub difference: Option<Difference>,
    /// What it would take to reach a score.
    pub reverse: Option<Reverse>,
    /// Which weights would turn the order round.
    pub weights: Option<WeightShift>,
    /// The scenario that the weights were to be turned against.
    pub versus: Option<String>,
    /// Figures too old for the day that stand in, on both sides.
    pub last_known: Vec<LastKnown>,
    /// Shocks that found nothing to work on.
    pub skipped: Vec<Skipped>,
}

#[derive(Serialize)]
struct Data<'a> {
    before: &'a Scorecard,
    after: &'a Scorecard,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<&'a Difference>,
    last_known: &'a [LastKnown],
    skipped: &'a [Skipped],
    #[serde(flatten)]
    reverse: Option<&'a Reverse>,
    /// What `--versus` asked for, null where the two have nothing in common; absent without it.
    #[serde(flatten)]
    versus: Option<Versus<'a>>,
}

#[derive(Serialize)]
struct Versus<'a> {
    weights: Option<&'a WeightShift>,
}

/// Everything as JSON.
pub fn stressed_json(made_from: &MadeFrom, of: &Stressed) -> String {
    let data = Data {
        before: &of.before,
        after: &of.after,
        difference: of.difference.as_ref(),
        last_known: &of.last_known,
        skipped: &of.skipped,
        reverse: of.reverse.as_ref(),
        versus: of.versus.as_ref().map(|_| Versus { weights: of.weights.as_ref() }),
    };
    super::json(made_from, data)
}

/// Before and after, what it would take, and the weights: what was asked for.
pub fn stressed(of: &Stressed, model: &Model, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    let name = locale.scenario(&of.before.scenario);
    page.parts.push(Part::Title(words.stress_title(name)));
    if of.after.score.is_none() && of.before.score.is_none() {
        let reason = locale.reason(of.before.reason.as_ref());
        page.parts.push(Part::Lines(vec![vec![Span::plain(words.alone_none(name, &reason))]]));
    } else if shocks(of).next().is_some() {
        let line = match (of.before.score, of.after.score) {
            (Some(before), Some(after)) => words.shocks_move(score(before), score(after), points(after - before)),
            _ => words.shocks_no_score().to_owned(),
        };
        page.parts.push(Part::Lines(vec![vec![Span::plain(line)]]));
        page.section(words.dimensions(), dimensions(of, locale));
        page.section(words.what_shocks_change(), indicators(of, locale));
    } else if let Some(x) = of.before.score {
        let band = of.before.band.as_deref().map_or("", |band| locale.band(band));
        page.parts.push(Part::Lines(vec![vec![Span::plain(words.no_shocks(name, score(x), band))]]));
    }
    let stand_ins = stand_ins(&of.last_known, &of.skipped, of.before.as_of, locale);
    page.list(words.stand_ins(), false, stand_ins.into_iter().map(|text| vec![Span::plain(text)]).collect());
    if let Some(reverse) = &of.reverse {
        page.parts.push(Part::Heading(words.what_it_takes(name, score(reverse.target))));
        let sentences = what_it_takes(reverse, locale);
        page.parts.push(Part::Lines(sentences.into_iter().map(|s| vec![Span::plain(s)]).collect()));
        if !reverse.is_there() {
            page.section(words.all_together(), together(reverse, model, locale));
            page.section(words.one_alone(), alone(reverse, locale));
        }
    }
    if let Some(weights) = &of.weights {
        page.parts.push(Part::Heading(words.weights_heading().to_owned()));
        let sentences = turned(weights, locale);
        page.parts.push(Part::Lines(sentences.into_iter().map(|s| vec![Span::plain(s)]).collect()));
    } else if let Some(versus) = &of.versus {
        page.parts.push(Part::Lines(vec![vec![Span::plain(words.nothing_shared(name, locale.scenario(versus)))]]));
    }
    page
}

/// What stands in for figures that are missing, and what was left out.
pub fn stand_ins(last_known: &[LastKnown], skipped: &[Skipped], as_of: Date, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let known = last_known.iter().map(|k| words.last_known(locale.title(&k.id), value(&k.value), k.date, as_of));
    let left = skipped.iter().map(|s| words.skipped(locale.title(&s.id), s.kind.as_str(), value(&s.kind.amount())));
    known.chain(left).collect()
}

/// Indicators that are not after as they were before.
fn shocks(
    of: &Stressed,
) -> impl Iterator<Item = (&froth_core::score::IndicatorScore, &froth_core::score::IndicatorScore)> {
    let both = of.before.indicators.iter().zip(&of.after.indicators);
    both.filter(|(before, after)| before.value != after.value || before.score != after.score)
}

fn dimensions(of: &Stressed, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.dimension(), false),
        (words.before(), true),
        (words.after(), true),
        (words.change(), true),
    ]);
    for (before, after) in of.before.dimensions.iter().zip(&of.after.dimensions) {
        let change = before.score.zip(after.score).map(|(b, a)| points(a - b)).unwrap_or_default();
        let depth = std::iter::successors(before.parent.as_ref(), |p| {
            of.before.dimensions.iter().find(|d| d.id == **p)?.parent.as_ref()
        });
        let title = format!("{}{}", "  ".repeat(depth.count()), locale.dimension(&before.id));
        table.push(vec![
            Cell::plain(title),
            Span::score(before.score).into(),
            Span::score(after.score).into(),
            Cell::plain(change),
        ]);
    }
    table
}

fn indicators(of: &Stressed, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.indicator(), false),
        (words.before(), true),
        (words.after(), true),
        (words.score(), true),
        (words.points_of_change(), true),
    ]);
    for (before, after) in shocks(of) {
        let found = of.difference.iter().flat_map(|d| &d.indicators).find(|p| p.id == before.id);
        let scores = words.to(&Span::score(before.score).text, &Span::score(after.score).text);
        table.push(vec![
            Cell::plain(locale.indicator(&before.id)),
            Cell::plain(value_with_unit(before, locale)),
            Cell::plain(value_with_unit(after, locale)),
            Cell::plain(scores),
            Cell::plain(found.map(|p| points(p.points)).unwrap_or_default()),
        ]);
    }
    table
}

/// What it would take, in sentences: all together first, then the smallest sets, then whether any alone can.
pub fn what_it_takes(of: &Reverse, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let name = locale.scenario(&of.scenario);
    let (now, target) = (score(of.score), score(of.target));
    if of.is_there() {
        return vec![words.there_already(name, &target)];
    }
    let gap = score((of.target - of.score).abs());
    let limit = if of.target > of.score { of.possible[1] } else { of.possible[0] };
    let beyond = (limit - of.score).abs() < (of.target - of.score).abs() - 1e-9;
    let Some(joint) = of.joint.as_ref().filter(|_| !beyond) else {
        return vec![words.unreachable(name, &target, score(limit))];
    };
    let mut sentences = vec![words.distance(name, &now, &target, &gap, score(joint.distance))];
    if joint.local {
        sentences.push(words.local_best().to_owned());
    }
    let missed = |c: &Joint| c.attained.filter(|x| (x - of.target).abs() > 1e-6);
    if let Some(attained) = missed(joint) {
        sentences.push(words.not_attained(score(attained)));
    }
    for set in &of.sets {
        let Some(change) = set.change.as_ref().filter(|_| set.size <= MOST_TRIED) else { continue };
        sentences.push(words.smallest_set(set.size, listed_moves(&set.indicators, change, of, locale)));
        sentences.extend(missed(change).map(|attained| words.not_attained(score(attained))));
    }
    sentences.extend(alone_or_together(of, &gap, locale));
    let many = of.sets.iter().find(|s| s.size > MOST_TRIED).and_then(|s| missed(s.change.as_ref()?));
    sentences.extend(many.map(|attained| words.not_attained(score(attained))));
    sentences
}

/// The most indicators in sets of which every one is tried.
const MOST_TRIED: usize = 3;

/// The most changes that a sentence names.
const MOST_NAMED: usize = 6;

fn listed_moves(indicators: &[String], change: &Joint, of: &Reverse, locale: &Locale) -> String {
    locale.listed(&indicators.iter().map(|id| moved(id, change, of, locale)).collect::<Vec<_>>())
}

/// How many indicators could alone, or that none can, and then how many it takes.
fn alone_or_together(of: &Reverse, gap: &str, locale: &Locale) -> Option<String> {
    let words = locale.words();
    let able = of.break_even.iter().filter(|b| b.to.is_some()).count();
    if able > 0 {
        return Some(words.some_alone(able, of.break_even.len()));
    }
    let best = of.break_even.iter().max_by(|a, b| a.reach.total_cmp(&b.reach))?;
    let (farthest, reach) = (locale.indicator(&best.indicator), score(best.reach));
    if of.sets.is_empty() || of.sets.iter().any(|s| s.size <= MOST_TRIED && s.change.is_some()) {
        return Some(words.none_alone(farthest, reach, gap));
    }
    let several = of.sets.iter().find_map(|s| Some((s.size, &s.indicators, s.change.as_ref()?)));
    let together = match several {
        Some((size, indicators, change)) if size <= MOST_NAMED => {
            words.takes_these(size, listed_moves(indicators, change, of, locale))
        }
        Some((size, _, _)) => words.takes_at_least(size),
        None => words.takes_all().to_owned(),
    };
    Some(words.none_to_three(farthest, reach, gap, together))
}

/// "Margin loans / GDP from 2.29 to 2.5 %".
fn moved(id: &str, change: &Joint, of: &Reverse, locale: &Locale) -> String {
    let even = of.break_even.iter().find(|b| b.indicator == id);
    let unit = even.map(|b| b.unit.as_str()).unwrap_or_default();
    let from = even.and_then(|b| b.from.as_ref()).map_or_else(|| "-".to_owned(), |x| bare(x, unit, locale));
    let to = change.values.get(id).map_or_else(|| "-".to_owned(), |x| amount(x, unit, locale));
    locale.words().moved(locale.title(id), &from, &to)
}

/// Every indicator in the joint change that moves by a tenth of a point or more.
pub(crate) fn together(of: &Reverse, model: &Model, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.indicator(), false),
        (words.now(), true),
        (words.needed(), true),
        (words.unit(), false),
        (words.score(), true),
        (words.needed_score(), true),
    ]);
    let Some(joint) = &of.joint else { return table };
    for even in &of.break_even {
        let (Some(to), Some(i)) = (joint.scores.get(&even.indicator), model.indicator(&even.indicator)) else {
            continue;
        };
        let text = |v: Option<&Value>| Cell::plain(v.map(value).unwrap_or_default());
        let from = score_of(even.from.as_ref(), &model.indicators[i]);
        if from.is_some_and(|from| (from - to).abs() < 0.05) {
            continue;
        }
        table.push(vec![
            Cell::plain(locale.indicator(&even.indicator)),
            text(even.from.as_ref()),
            text(joint.values.get(&even.indicator)),
            Cell::plain(locale.unit(&even.unit)),
            Span::score(from).into(),
            Span::score(Some(*to)).into(),
        ]);
    }
    table
}

fn score_of(value: Option<&Value>, indicator: &froth_core::model::Indicator) -> Option<f64> {
    let rule = indicator.rule.as_ref()?;
    let x = match value? {
        Value::Number(x) => *x,
        Value::Word(word) => rule.words()?.iter().position(|(w, _)| w == word)? as f64,
    };
    Some(rule.score(x)).filter(|x| !x.is_nan())
}

/// Each indicator alone: the raw value it would need, or that it cannot.
fn alone(of: &Reverse, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.indicator(), false),
        (words.now(), true),
        (words.needed(), true),
        (words.unit(), false),
        ("", false),
    ]);
    let gap = (of.target - of.score).abs();
    let mut order: Vec<_> = of.break_even.iter().collect();
    order.sort_by(|a, b| b.to.is_some().cmp(&a.to.is_some()).then(b.reach.total_cmp(&a.reach)));
    for even in order {
        let end = if of.target > of.score { words.at_its_worst() } else { words.at_its_calmest() };
        let note = match &even.to {
            Some(_) if even.jumps => words.jumps().to_owned(),
            Some(_) => String::new(),
            None => words.cannot(end, score(even.reach), score(gap)),
        };
        table.push(vec![
            Cell::plain(locale.indicator(&even.indicator)),
            Cell::plain(even.from.as_ref().map(value).unwrap_or_default()),
            Cell::plain(even.to.as_ref().map_or_else(|| "-".to_owned(), value)),
            Cell::plain(locale.unit(&even.unit)),
            Span::faint(note).into(),
        ]);
    }
    table
}

/// How the weights of the dimensions decide between two scenarios.
pub fn turned(of: &WeightShift, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let (a, b) = (locale.scenario(&of.a), locale.scenario(&of.b));
    let share = if of.share_a_above > 0.0 && of.share_a_above < 0.001 {
        words.below_a_thousandth().to_owned()
    } else if of.share_a_above < 1.0 && of.share_a_above > 0.999 {
        words.above_a_thousandth().to_owned()
    } else {
        share(of.share_a_above)
    };
    let [x, y] = of.scores.map(score);
    let mut sentences = vec![words.weights_share(of.indicators, a, &x, b, &y, &share)];
    sentences.push(match (&of.weights, of.smallest_change) {
        (Some(weights), Some(change)) => {
            let named: Vec<String> = weights
                .iter()
                .map(|(id, w)| {
                    let now = of.weights_now.get(id).copied().unwrap_or_default();
                    words.weight_moves(locale.title(id), super::share(now), super::share(*w))
                })
                .collect();
            words.weights_turn(format!("{change:.2}"), locale.listed(&named))
        }
        _ => words.weights_never().to_owned(),
    });
    sentences
}

/// A row an indicator: before, after, and what it would take.
pub fn stressed_csv(of: &Stressed) -> String {
    let header = [
        "indicator",
        "unit",
        "value_before",
        "value_after",
        "score_before",
        "score_after",
        "points",
        "break_even",
        "jumps",
        "joint_score",
        "joint_value",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let number = |x: Option<f64>| x.map(|x| x.to_string()).unwrap_or_default();
    let exact = |v: Option<&Value>| match v {
        Some(Value::Number(x)) => x.to_string(),
        Some(Value::Word(word)) => word.clone(),
        None => String::new(),
    };
    for (before, after) in of.before.indicators.iter().zip(&of.after.indicators) {
        let moved = of.difference.iter().flat_map(|d| &d.indicators).find(|p| p.id == before.id);
        let even = of.reverse.iter().flat_map(|r| &r.break_even).find(|b| b.indicator == before.id);
        let joint = of.reverse.as_ref().and_then(|r| r.joint.as_ref());
        rows.push(vec![
            before.id.clone(),
            before.unit.clone(),
            exact(before.value.as_ref()),
            exact(after.value.as_ref()),
            number(before.score),
            number(after.score),
            number(moved.map(|p| p.points)),
            exact(even.and_then(|b| b.to.as_ref())),
            even.map(|b| b.jumps.to_string()).unwrap_or_default(),
            number(joint.and_then(|j| j.scores.get(&before.id).copied())),
            exact(joint.and_then(|j| j.values.get(&before.id))),
        ]);
    }
    super::data::csv_rows(rows)
}
