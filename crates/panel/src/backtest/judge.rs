//! Scores against labels: everything together.

use super::auroc::Ranked;
use super::event::Event;
use super::label::{Horizon, Label, Windows};
use super::result::{
    Backtest, Bootstrap, ByPeriod, DatedThreshold, EntityFound, EntityThreshold, EpisodeFound, Judged, LeaveOneOut,
    NoThreshold, Rival, RocPoint, Shown, ShownEntity, ShownRow, ThresholdFrom, WalkForward, Warnings,
};
use super::samples::Drawn;
use super::signals::{Counted, Outcome, Place, Rate, count};
use super::threshold::{LEAST_EPISODES, Offer, Walk, best, falling, judged, walk_forward};
use super::{Entity, Input, Options, Resample, two_years};
use crate::resample::{Resampling, interval};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_series::watch::Watch;
use jiff::civil::Date;
use std::ops::Range;

/// Points of a ROC curve that are kept at most.
const CURVE: usize = 1000;

/// Judges scores against what came after them.
///
/// `watch` is told, from any thread, how many resamples were drawn since it was last told, and says whether to go on.
///
/// # Errors
///
/// There is nothing to judge: no event, nothing but events, no score, or no score where one is needed; and that the
/// run was ended.
pub fn backtest(input: &Input, options: &Options, watch: &dyn Watch) -> Result<Backtest, Error> {
    let rows = Rows::new(input, options)?;
    let score = rows.measures.first().map_or(&[][..], Vec::as_slice);
    rows.check(score, options)?;
    let ranked: Vec<Ranked> = rows.measures.iter().map(|values| rows.ranked(values, &|_| true)).collect();
    let episodes: Vec<usize> =
        rows.measures.iter().map(|values| judged(&rows.labels, &rows.ranges(), values)).collect();
    let block = options.block.unwrap_or_else(|| rows.block());
    let how = Resampling { replications: options.replications, seed: options.seed, block };
    let pairs: Vec<[Ranked; 2]> = rows.rivals.iter().map(|rival| rows.pair(score, rival)).collect();
    let resampled = rows.drawn().samples(&ranked, &pairs, how, watch)?;
    let (resampled, differences) = resampled.split_at(ranked.len());
    let ends = |sorted: &[f64], episodes: usize| interval(sorted).filter(|_| episodes > 1 && rows.several());
    let intervals: Vec<Option<(f64, f64)>> =
        resampled.iter().zip(&episodes).map(|(sorted, episodes)| ends(sorted, *episodes)).collect();
    let rivals = input.rivals.iter().zip(&pairs).zip(differences).map(|((rival, [own, other]), sorted)| {
        let ends = ends(sorted, episodes[0]);
        Rival {
            column: rival.id.clone(),
            auroc: other.auroc(),
            score_auroc: own.auroc(),
            difference: own.auroc().zip(other.auroc()).map(|(own, other)| own - other),
            low: ends.map(|e| e.0),
            high: ends.map(|e| e.1),
            wanted_periods: own.wanted,
            calm_periods: own.calm,
        }
    });
    let rivals: Vec<Rival> = rivals.collect();

    let in_sample = |values: &[f64], episodes: usize| {
        let label = |row: usize| rows.labels[row];
        let enough = episodes >= LEAST_EPISODES;
        enough.then(|| best(&falling(values), values, &label, options.preference)).flatten()
    };
    let threshold = options.threshold.or_else(|| in_sample(score, episodes[0]));
    let counted = threshold.map(|threshold| rows.count(score, threshold));
    let preference = options.preference;
    let periods = counted.as_ref().map(|c| c.periods);
    let (walked, offers) = rows.walk(score, episodes[0], options, watch)?;

    let common: Vec<bool> = rows.common(&ranked);
    let measures = input.measures.iter().enumerate().map(|(m, measure)| {
        let values = rows.measures[m].as_slice();
        let found = &ranked[m];
        let threshold = in_sample(values, episodes[m]);
        let counted = threshold.map(|threshold| rows.count(values, threshold));
        let periods = counted.as_ref().map(|c| c.periods);
        Judged {
            kind: measure.kind,
            id: measure.id.clone(),
            title: measure.title.clone(),
            auroc: found.auroc(),
            auroc_low: intervals[m].map(|i| i.0),
            auroc_high: intervals[m].map(|i| i.1),
            wanted_periods: found.wanted,
            calm_periods: found.calm,
            episodes: episodes[m],
            constant: found.is_constant(),
            score_auroc: rows.ranked(score, &|row| !values[row].is_nan()).auroc(),
            common_auroc: rows.ranked(values, &|row| common[row]).auroc(),
            threshold,
            hits: counted.as_ref().map(Counted::hits),
            misses: counted.as_ref().map(Counted::misses),
            false_alarms: counted.as_ref().map(|c| c.false_runs),
            noise_to_signal: periods.and_then(|p| p.noise_to_signal()),
            usefulness: periods.and_then(|p| p.usefulness(preference)),
            relative_usefulness: periods.and_then(|p| p.relative_usefulness(preference)),
        }
    });
    let measures: Vec<Judged> = measures.collect();
    let reason = match (threshold, episodes[0]) {
        (Some(_), _) => None,
        (None, few @ ..LEAST_EPISODES) => Some(NoThreshold::FewEpisodes { found: few, needed: LEAST_EPISODES }),
        (None, _) => Some(NoThreshold::NoneUseful),
    };
    let without = |entity: &&Place| score[entity.rows.clone()].iter().all(|x| x.is_nan());
    let nameless = rows.places.iter().zip(&input.entities).filter(|(place, _)| without(place));
    Ok(Backtest {
        event: options.event.to_string(),
        horizon: [rows.windows.horizon.from, rows.windows.horizon.to],
        aftermath: options.aftermath,
        preference,
        bootstrap: Bootstrap {
            replications: options.replications,
            resample: options.resample,
            block,
            seed: options.seed,
            used: resampled.first().map_or(0, Vec::len),
        },
        from: rows.dates[0],
        to: rows.dates[rows.dates.len() - 1],
        entities: input.entities.len(),
        entities_without_score: nameless.map(|(_, entity)| entity.name.clone()).collect(),
        looks_ahead: input.looks_ahead.clone(),
        auroc: measures[0].auroc,
        auroc_low: measures[0].auroc_low,
        auroc_high: measures[0].auroc_high,
        wanted_periods: ranked[0].wanted,
        calm_periods: ranked[0].calm,
        episodes: episodes[0],
        episodes_in_data: rows.places.iter().map(|p| p.starts.len()).sum(),
        inconclusive: episodes[0] < LEAST_EPISODES,
        reason,
        threshold,
        threshold_from: threshold.map(|_| match options.threshold {
            Some(_) => ThresholdFrom::Given,
            None => ThresholdFrom::InSample,
        }),
        hits: counted.as_ref().map(Counted::hits),
        misses: counted.as_ref().map(Counted::misses),
        false_alarms: counted.as_ref().map(|c| c.false_runs),
        hit_rate: counted.as_ref().map(hit_rate),
        precision: counted.as_ref().map(precision),
        by_period: periods.map(ByPeriod::new),
        noise_to_signal: periods.and_then(|p| p.noise_to_signal()),
        usefulness: periods.and_then(|p| p.usefulness(preference)),
        relative_usefulness: periods.and_then(|p| p.relative_usefulness(preference)),
        lead_times: counted.as_ref().map(Counted::lead_times),
        walk_forward: walked,
        leave_one_out: rows.leave_one_out(input, score, episodes[0], options.preference),
        by_entity: rows.by_entity(input, score),
        rivals,
        common_periods: common.iter().filter(|c| **c).count(),
        measures,
        episode_list: rows.episode_list(input, score, counted.as_ref()),
        shown: rows.shown(input, score, threshold, &offers),
    })
}

fn hit_rate(counted: &Counted) -> Rate {
    Rate::new(counted.hits(), counted.hits() + counted.misses())
}

fn precision(counted: &Counted) -> Rate {
    Rate::new(counted.right_runs, counted.right_runs + counted.false_runs)
}

impl Warnings {
    fn new(counted: &Counted, preference: f64) -> Self {
        let periods = counted.periods;
        Warnings {
            episodes: counted.hits() + counted.misses(),
            hits: counted.hits(),
            misses: counted.misses(),
            false_alarms: counted.false_runs,
            hit_rate: hit_rate(counted),
            precision: precision(counted),
            by_period: ByPeriod::new(periods),
            noise_to_signal: periods.noise_to_signal(),
            usefulness: periods.usefulness(preference),
            relative_usefulness: periods.relative_usefulness(preference),
            lead_times: counted.lead_times(),
        }
    }
}

/// All rows, entity after entity.
struct Rows {
    windows: Windows,
    /// Every date once.
    dates: Vec<Date>,
    /// The place of each row's date.
    at: Vec<u32>,
    /// The entity of each row.
    whose: Vec<u32>,
    resample: Resample,
    places: Vec<Place>,
    /// The last row of each episode, counted from its entity's own.
    ends: Vec<Vec<usize>>,
    labels: Vec<Label>,
    /// The column of the event; missing is NaN.
    column: Vec<f64>,
    /// By measure; missing is NaN.
    measures: Vec<Vec<f64>>,
    /// By rival.
    rivals: Vec<Vec<f64>>,
}

impl Rows {
    fn new(input: &Input, options: &Options) -> Result<Self, Error> {
        let longest = input.entities.iter().max_by_key(|e| e.dates.len());
        let Some(longest) = longest.filter(|e| !e.dates.is_empty() && !input.measures.is_empty()) else {
            return fail(Code::Empty, "there are no rows to judge", "a data file has a row for each date");
        };
        let horizon = options.horizon.unwrap_or_else(|| two_years(&longest.dates));
        let windows = Windows { event: options.event.clone(), horizon, aftermath: options.aftermath };
        let mut dates: Vec<Date> = input.entities.iter().flat_map(|e| e.dates.iter().copied()).collect();
        dates.sort_unstable();
        dates.dedup();
        let mut rows = Rows {
            windows,
            dates,
            at: Vec::new(),
            whose: Vec::new(),
            resample: options.resample,
            places: Vec::new(),
            ends: Vec::new(),
            labels: Vec::new(),
            column: Vec::new(),
            measures: vec![Vec::new(); input.measures.len()],
            rivals: vec![Vec::new(); input.rivals.len()],
        };
        for (e, entity) in input.entities.iter().enumerate() {
            rows.push(e, entity, input);
        }
        Ok(rows)
    }

    fn push(&mut self, e: usize, entity: &Entity, input: &Input) {
        // A row a date, whatever was given.
        let by_date = |column: &[f64]| -> Vec<f64> {
            let missing = std::iter::repeat(f64::NAN);
            column.iter().copied().chain(missing).take(entity.dates.len()).collect()
        };
        let column = by_date(&entity.column);
        let (found, labels) = self.windows.label(&column);
        let start = self.labels.len();
        let dates = &self.dates;
        self.at.extend(entity.dates.iter().map(|date| dates.partition_point(|d| d < date) as u32));
        self.labels.extend(labels);
        self.column.extend(column);
        self.whose.extend(entity.dates.iter().map(|_| e as u32));
        let columns = self.measures.iter_mut().zip(&input.measures).chain(self.rivals.iter_mut().zip(&input.rivals));
        for (all, measure) in columns {
            all.extend(by_date(measure.values.get(e).map_or(&[], Vec::as_slice)));
        }
        let starts = found.spans.iter().map(|s| s.start).collect();
        self.places.push(Place { rows: start..self.labels.len(), starts });
        self.ends.push(found.spans.iter().map(|s| s.end).collect());
    }

    fn ranges(&self) -> Vec<Range<usize>> {
        self.places.iter().map(|p| p.rows.clone()).collect()
    }

    /// There must be something to judge.
    fn check(&self, score: &[f64], options: &Options) -> Result<(), Error> {
        let name = options.event.column();
        let span = format!("{} to {}", self.dates[0], self.dates[self.dates.len() - 1]);
        if score.iter().all(|x| x.is_nan()) {
            let help =
                "too little of the model has data in any row: see the coverage of its panel, or `options.min_coverage`";
            return fail(Code::Data, &format!("no row has a score, {span}"), help);
        }
        let episodes: usize = self.places.iter().map(|p| p.starts.len()).sum();
        if episodes == 0 {
            return match &options.event {
                Event::Column(_) => {
                    let message = format!("there is no event: `{name}` is 1 in no row, {span}");
                    fail(Code::Data, &message, "name another column with `options.event`")
                }
                Event::Fall { percent, periods, .. } => {
                    let message =
                        format!("there is no event: `{name}` never falls by {percent} % within {periods} rows, {span}");
                    fail(Code::Data, &message, "ask for a smaller fall, or for more rows")
                }
            };
        }
        let counts = |wanted: bool| {
            let kind = |l: &Label| if wanted { matches!(l, Label::Wanted(_)) } else { *l == Label::Calm };
            let with = self.labels.iter().zip(score).filter(|(l, x)| kind(l) && !x.is_nan()).count();
            (self.labels.iter().filter(|l| kind(l)).count(), with)
        };
        let horizon = self.windows.horizon;
        let scored = || {
            let with = |row: &usize| !score[*row].is_nan();
            let rows = (0..score.len()).filter(with).map(|row| self.dates[self.at[row] as usize]);
            let (first, last) = (rows.clone().min().unwrap_or(self.dates[0]), rows.max().unwrap_or(self.dates[0]));
            format!("scores are there from {first} to {last}")
        };
        match (counts(false), counts(true)) {
            ((0, _), _) => {
                let message = format!(
                    "there are only events: no row of {span} is known to have none within {} rows after it",
                    horizon.to
                );
                fail(Code::Data, &message, "take a rarer event, a shorter `options.horizon`, or a longer table")
            }
            (_, (_, 0)) => {
                let message = format!(
                    "no episode can be judged: none of {episodes} has a score in the rows {horizon} before it; {}",
                    scored()
                );
                fail(Code::Data, &message, "events must lie within the scores, and some time after the first one")
            }
            ((_, 0), _) => {
                let message = format!("no calm period has a score; {}", scored());
                fail(Code::Data, &message, "take a shorter `options.horizon`, or a longer table")
            }
            _ => Ok(()),
        }
    }

    /// Twice as many dates as warnings reach, or as an episode lasts; at least four blocks in all.
    fn block(&self) -> f64 {
        let lasts = self.places.iter().zip(&self.ends).flat_map(|(p, ends)| p.starts.iter().zip(ends));
        let (sum, count) = lasts.fold((0, 0), |(sum, count), (start, end)| (sum + end - start + 1, count + 1));
        let mean = sum.div_ceil(count.max(1));
        let Horizon { to, .. } = self.windows.horizon;
        (2.0 * to.max(mean) as f64).min(self.dates.len() as f64 / 4.0).max(1.0)
    }

    /// The rows that count and have a value.
    fn ranked(&self, values: &[f64], with: &dyn Fn(usize) -> bool) -> Ranked {
        self.ranked_in(0..values.len(), values, with)
    }

    /// The same of some rows.
    fn ranked_in(&self, rows: Range<usize>, values: &[f64], with: &dyn Fn(usize) -> bool) -> Ranked {
        let counts = |row: usize| match self.labels[row] {
            Label::Wanted(_) => Some(true),
            Label::Calm => Some(false),
            _ => None,
        };
        let rows = rows.filter(|row| !values[*row].is_nan() && with(*row));
        let drawn = self.drawn();
        Ranked::new(rows.filter_map(|row| Some((values[row], drawn.place(row), counts(row)?))).collect())
    }

    /// Where rows stand among what samples draw.
    fn drawn(&self) -> Drawn<'_> {
        Drawn { of: self.resample, dates: (&self.at, self.dates.len()), entities: (&self.whose, self.places.len()) }
    }

    /// Whether samples can differ: there is more than one entity, where entities are drawn.
    fn several(&self) -> bool {
        self.resample != Resample::Entity || self.places.len() > 1
    }

    /// The score and a rival in the rows that count and have both.
    fn pair(&self, score: &[f64], rival: &[f64]) -> [Ranked; 2] {
        [self.ranked(score, &|row| !rival[row].is_nan()), self.ranked(rival, &|row| !score[row].is_nan())]
    }

    /// The score in each entity's own rows, of several.
    fn by_entity(&self, input: &Input, score: &[f64]) -> Vec<EntityFound> {
        let several = self.places.iter().zip(&input.entities).filter(|_| self.places.len() > 1);
        several
            .map(|(place, entity)| {
                let ranked = self.ranked_in(place.rows.clone(), score, &|_| true);
                EntityFound {
                    entity: entity.name.clone(),
                    auroc: ranked.auroc(),
                    wanted_periods: ranked.wanted,
                    calm_periods: ranked.calm,
                    episodes: judged(&self.labels, std::slice::from_ref(&place.rows), score),
                }
            })
            .collect()
    }

    /// Each entity judged at the threshold that was best in the others.
    fn leave_one_out(&self, input: &Input, score: &[f64], episodes: usize, preference: f64) -> Option<LeaveOneOut> {
        if self.places.len() < 2 || episodes < LEAST_EPISODES {
            return None;
        }
        let order = falling(score);
        let without = |place: &Place| {
            let own = judged(&self.labels, std::slice::from_ref(&place.rows), score);
            let label = |row: usize| if place.rows.contains(&row) { Label::Unknown } else { self.labels[row] };
            (episodes - own >= LEAST_EPISODES).then(|| best(&order, score, &label, preference)).flatten()
        };
        let thresholds: Vec<Option<f64>> = self.places.iter().map(without).collect();
        let warns = |row: usize| {
            let threshold = thresholds[self.whose[row] as usize]?;
            Some(score[row]).filter(|x| !x.is_nan()).map(|x| x >= threshold)
        };
        let counted = count(&self.places, &self.labels, &warns);
        let named = input.entities.iter().zip(&thresholds);
        Some(LeaveOneOut {
            thresholds: named
                .map(|(entity, threshold)| EntityThreshold { entity: entity.name.clone(), threshold: *threshold })
                .collect(),
            warnings: Warnings::new(&counted, preference),
        })
    }

    /// Rows that count in which every measure that has any such row has a value.
    fn common(&self, ranked: &[Ranked]) -> Vec<bool> {
        let taking_part: Vec<&Vec<f64>> =
            self.measures.iter().zip(ranked).filter(|(_, r)| r.wanted + r.calm > 0).map(|(m, _)| m).collect();
        let counts = |row: usize| matches!(self.labels[row], Label::Wanted(_) | Label::Calm);
        (0..self.labels.len()).map(|row| counts(row) && taking_part.iter().all(|m| !m[row].is_nan())).collect()
    }

    fn count(&self, values: &[f64], threshold: f64) -> Counted {
        count(&self.places, &self.labels, &|row| Some(values[row]).filter(|x| !x.is_nan()).map(|x| x >= threshold))
    }

    fn walk(
        &self,
        score: &[f64],
        episodes: usize,
        options: &Options,
        watch: &dyn Watch,
    ) -> Result<(Option<WalkForward>, Vec<Offer>), Error> {
        if episodes < LEAST_EPISODES {
            return Ok((None, vec![Offer::TooFew; self.dates.len()]));
        }
        let walk = Walk {
            windows: &self.windows,
            entities: &self.ranges(),
            column: &self.column,
            scores: score,
            dates: &self.at,
            places: self.dates.len(),
            preference: options.preference,
        };
        let offers = walk_forward(walk, watch)?;
        let Some(first) = offers.iter().position(|offer| *offer != Offer::TooFew) else { return Ok((None, offers)) };
        let warns = |row: usize| offers[self.at[row] as usize].warns(score[row]).filter(|_| !score[row].is_nan());
        let counted = count(&self.places, &self.labels, &warns);
        let dated =
            |(place, offer): (usize, &Offer)| DatedThreshold { date: self.dates[place], threshold: offer.threshold() };
        let walked = WalkForward {
            thresholds: offers.iter().enumerate().skip(first).map(dated).collect(),
            warnings: Warnings::new(&counted, options.preference),
        };
        Ok((Some(walked), offers))
    }

    fn episode_list(&self, input: &Input, score: &[f64], counted: Option<&Counted>) -> Vec<EpisodeFound> {
        let is_fall = matches!(self.windows.event, Event::Fall { .. });
        let mut list = Vec::new();
        for (e, (place, entity)) in self.places.iter().zip(&input.entities).enumerate() {
            for (number, (start, end)) in place.starts.iter().zip(&self.ends[e]).enumerate() {
                let wanted = |row: &usize| self.labels[*row] == Label::Wanted(number as u32) && !score[*row].is_nan();
                let scores: Vec<f64> = place.rows.clone().filter(wanted).map(|row| score[row]).collect();
                let outcome = counted.map(|c| c.outcomes[e][number]);
                let (high, low) = (self.column[place.rows.start + start], self.column[place.rows.start + end]);
                list.push(EpisodeFound {
                    entity: Some(entity.name.clone()).filter(|name| !name.is_empty()),
                    start: entity.dates[*start],
                    end: entity.dates[*end],
                    duration: end - start + 1,
                    fall: is_fall.then(|| 100.0 * (1.0 - low / high)),
                    periods: scores.len(),
                    highest_score: scores.into_iter().reduce(f64::max),
                    warned: match outcome {
                        Some(Outcome::Warned(_)) => Some(true),
                        Some(Outcome::Missed) => Some(false),
                        Some(Outcome::NotJudged) | None => None,
                    },
                    lead_time: match outcome {
                        Some(Outcome::Warned(lead)) => Some(lead),
                        _ => None,
                    },
                });
            }
        }
        list
    }

    fn shown(&self, input: &Input, score: &[f64], threshold: Option<f64>, offers: &[Offer]) -> Shown {
        let curves = self.measures.iter().enumerate().filter_map(|(m, values)| Some((m, self.curve(values)?)));
        let entities = self.places.iter().zip(&input.entities).enumerate();
        // A chart over time shows one entity.
        let lines = entities.filter(|_| input.entities.len() == 1).map(|(e, (place, entity))| {
            let row = |row: usize| {
                let own = row - place.rows.start;
                let value = Some(score[row]).filter(|x| !x.is_nan());
                ShownRow {
                    date: entity.dates[own],
                    score: value,
                    label: self.labels[row],
                    in_episode: place.starts.iter().zip(&self.ends[e]).any(|(s, end)| (*s..=*end).contains(&own)),
                    warned: value.zip(threshold).map(|(x, threshold)| x >= threshold),
                    walk_forward: offers[self.at[row] as usize].threshold(),
                }
            };
            ShownEntity { name: entity.name.clone(), rows: place.rows.clone().map(row).collect() }
        });
        Shown { curves: curves.collect(), lines: lines.collect() }
    }

    /// Shares of calm and wanted rows from every score on, highest first; none without rows of both kinds.
    fn curve(&self, values: &[f64]) -> Option<Vec<RocPoint>> {
        let (mut points, mut right, mut wrong) = (Vec::new(), 0usize, 0usize);
        for row in falling(values).into_iter().map(|row| row as usize) {
            match self.labels[row] {
                Label::Wanted(_) => right += 1,
                Label::Calm => wrong += 1,
                _ => continue,
            }
            match points.last_mut() {
                Some((threshold, r, w)) if *threshold == values[row] => (*r, *w) = (right, wrong),
                _ => points.push((values[row], right, wrong)),
            }
        }
        if right == 0 || wrong == 0 {
            return None;
        }
        let step = points.len().div_ceil(CURVE);
        let last = points.len() - 1;
        let kept = points.into_iter().enumerate().filter(|(k, _)| k % step == 0 || *k == last);
        let point = |(_, (threshold, r, w)): (usize, (f64, usize, usize))| RocPoint {
            threshold,
            false_alarms: w as f64 / wrong as f64,
            hits: r as f64 / right as f64,
        };
        Some(kept.map(point).collect())
    }
}

fn fail<T>(code: Code, message: &str, help: &str) -> Result<T, Error> {
    Err(Diagnostic::error(code, message).help(help).into())
}
