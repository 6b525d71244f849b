//! Run-ups counted, with intervals.

use super::prices::Prices as Rows;
use super::{BaseRate, BaseRates, EndedAs, Ends, Episode, Input, Move, Options, Prices, Resampled, Step, Suspect};
use crate::backtest::{Rate, two_years};
use crate::days::{self, different_steps, first_gap, to_days, usual_step};
use crate::resample::{Resampling, interval, resample};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_series::watch::Watch;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Rises that are counted where none is given, in percent: those of Greenwood, Shleifer and You (2019, table 3).
const RISES: [f64; 3] = [50.0, 100.0, 150.0];
/// Their fall.
const FALL: f64 = 40.0;

/// Counts run-ups and the falls that came after them.
///
/// `watch` is told, from any thread, how many resamples were drawn since it was last told, and says whether to go on: there are
/// twice `replications`.
///
/// # Errors
///
/// No price at all; entities whose rows are not equally far apart, as daily ones among monthly ones; that the run was ended.
pub fn base_rates(input: &Input, options: &Options, watch: &dyn Watch) -> Result<BaseRates, Error> {
    let entities: Vec<&Prices> = input.entities.iter().filter(|e| !e.price.is_empty()).collect();
    let mut listed: BTreeMap<Date, usize> = BTreeMap::new();
    for entity in &entities {
        for (date, _) in entity.dates.iter().zip(&entity.price).filter(|(_, x)| !x.is_nan()) {
            *listed.entry(*date).or_default() += 1;
        }
    }
    let (Some((from, _)), Some((to, _))) = (listed.first_key_value(), listed.last_key_value()) else {
        let help = "name the column of prices with `options.price`";
        return Err(Diagnostic::error(Code::Data, "there is no price in any row").help(help).into());
    };
    let (from, to) = (*from, *to);
    let days: Vec<Vec<i32>> = entities.iter().map(|e| e.dates.iter().map(|date| to_days(*date)).collect()).collect();
    if let Some((first, other)) = different_steps(days.iter().map(Vec::as_slice)) {
        let [first, other] = [first, other].map(|e| &entities[e].name);
        let message = format!("rows of `{other}` are mostly not as far apart as those of `{first}`");
        let help = "periods count rows, and one number of them must be one span of time: give daily, monthly and yearly prices \
                    in files of their own";
        return Err(Diagnostic::error(Code::Data, message).help(help).into());
    }
    let longest = entities.iter().max_by_key(|e| e.dates.len()).map_or(&[][..], |e| &e.dates);
    let years = two_years(longest).to;
    let rises: Vec<Move> = match options.rises.as_slice() {
        [] => RISES.map(|percent| Move { percent, periods: years }).to_vec(),
        given => given.to_vec(),
    };
    let fall = options.fall.unwrap_or(Move { percent: FALL, periods: years });
    let span = rises.iter().map(|rise| rise.periods).max().unwrap_or_default() + fall.periods;
    let block = options.block.unwrap_or(span as f64);
    let counts = |date: &Date| listed.get(date).is_some_and(|n| *n >= options.min_entities);

    let mut found: Vec<Found> = rises.iter().map(|_| Found::default()).collect();
    let (mut suspects, mut uneven, mut ended) = (Vec::new(), Vec::new(), 0);
    for (e, entity) in entities.iter().enumerate() {
        let rows = Rows { price: &entity.price, market: entity.market.as_deref() };
        let has_ended = entity.dates.last().is_some_and(|last| *last < to);
        ended += usize::from(has_ended);
        let falls = rows.falls(fall, has_ended && options.ended_as == EndedAs::Fall);
        suspects.extend(rows.suspects().into_iter().map(|row| Suspect {
            entity: entity.name.clone(),
            date: entity.dates[row],
            prices: [row - 1, row, row + 1].map(|row| entity.price[row]),
        }));
        if first_gap(&days[e]).is_some() {
            uneven.push(entity.name.clone());
        }
        let counted: Vec<bool> = entity.dates.iter().map(counts).collect();
        for (rise, found) in rises.iter().zip(&mut found) {
            let pairs = entity.price.iter().zip(entity.price.iter().skip(rise.periods)).zip(rise.periods..);
            for ((before, price), row) in pairs {
                let known = !price.is_nan() && !before.is_nan();
                let outcome = falls.after(row);
                if known && counted[row] && !outcome.open {
                    found.rows += 1;
                    found.fell += usize::from(outcome.fell);
                }
            }
            for row in rows.run_ups(*rise, options.gap.unwrap_or(rise.periods), &|row| counted[row]) {
                let outcome = falls.after(row);
                let (peak, trough) = rows.deepest(row, fall.periods);
                let to = (row + fall.periods + 1).min(entity.price.len());
                let path = entity.price[row - rise.periods..to].iter().map(|x| x / entity.price[row]);
                found.entity.push(e);
                found.episodes.push(Episode {
                    entity: entity.name.clone(),
                    date: entity.dates[row],
                    threshold: rise.percent,
                    within: rise.periods,
                    rise: rows.rise(row, rise.periods),
                    peak,
                    trough,
                    fell: outcome.fell,
                    open: outcome.open,
                    path: path.map(|x| Some(x).filter(|x| x.is_finite())).collect(),
                });
            }
        }
    }

    let places: BTreeMap<Date, usize> = listed.keys().enumerate().map(|(place, date)| (*date, place)).collect();
    let how = Resampling { replications: options.replications, seed: options.seed, block };
    let place_of_date = |_: usize, episode: &Episode| places.get(&episode.date).copied().unwrap_or_default();
    let by_date = intervals(&found, places.len(), how, &place_of_date, watch)?;
    let by_entity = intervals(&found, entities.len(), Resampling { block: 1.0, ..how }, &|entity, _| entity, watch)?;
    let rates = found.iter().zip(&rises).zip(by_entity.into_iter().zip(by_date));
    let rates = rates.map(|((found, rise), (by_entity, by_date))| {
        let rate = Rate::new(found.falls(), found.finished().count());
        BaseRate {
            rise: rise.percent,
            within: rise.periods,
            fall: fall.percent,
            horizon: fall.periods,
            gap: options.gap.unwrap_or(rise.periods),
            runups: found.episodes.len(),
            falls: rate.count,
            open: found.episodes.len() - rate.of,
            share: rate.share,
            low: rate.low,
            high: rate.high,
            entities: found.finished().map(|(entity, _)| entity).collect::<BTreeSet<_>>().len(),
            by_entity,
            by_date,
            unconditional: (found.rows > 0).then(|| found.fell as f64 / found.rows as f64),
            unconditional_n: found.rows,
        }
    });
    Ok(BaseRates {
        from,
        to,
        step: step(longest).filter(|_| 2 * uneven.len() < entities.len()),
        entities: entities.len(),
        dates: listed.len(),
        ended,
        ended_as: options.ended_as,
        min_entities: options.min_entities,
        excess: entities.iter().any(|e| e.market.is_some()),
        bootstrap: Resampled { replications: options.replications, block, seed: options.seed },
        rates: rates.collect(),
        episodes: found.into_iter().flat_map(|found| found.episodes).collect(),
        suspects,
        uneven,
    })
}

/// Run-ups of one size.
#[derive(Default)]
struct Found {
    episodes: Vec<Episode>,
    /// Whose they are.
    entity: Vec<usize>,
    /// Rows that could have been followed by a fall, and those that were.
    rows: usize,
    fell: usize,
}

impl Found {
    /// Run-ups whose window is finished, with whose they are.
    fn finished(&self) -> impl Iterator<Item = (usize, &Episode)> {
        self.entity.iter().copied().zip(&self.episodes).filter(|(_, episode)| !episode.open)
    }

    fn falls(&self) -> usize {
        self.finished().filter(|(_, episode)| episode.fell).count()
    }
}

/// The 95 % interval of the share of every rise, over samples of places.
fn intervals(
    found: &[Found],
    places: usize,
    how: Resampling,
    place: &dyn Fn(usize, &Episode) -> usize,
    watch: &dyn Watch,
) -> Result<Vec<Option<Ends>>, Error> {
    // By rise and place: finished run-ups, and falls.
    let cells: Vec<Vec<(usize, [u32; 2])>> = found
        .iter()
        .map(|found| {
            let mut cells: BTreeMap<usize, [u32; 2]> = BTreeMap::new();
            for (entity, episode) in found.finished() {
                let cell = cells.entry(place(entity, episode)).or_default();
                cell[0] += 1;
                cell[1] += u32::from(episode.fell);
            }
            cells.into_iter().collect()
        })
        .collect();
    let share = |_, times: &[u32], out: &mut [f64]| {
        for (x, cells) in out.iter_mut().zip(&cells) {
            let sum = |k: usize| -> u64 { cells.iter().map(|(at, n)| u64::from(times[*at]) * u64::from(n[k])).sum() };
            let finished = sum(0);
            *x = if finished == 0 { f64::NAN } else { sum(1) as f64 / finished as f64 };
        }
    };
    let sorted = resample(found.len(), places, how, &share, watch)?;
    let several = sorted.iter().zip(&cells);
    Ok(several
        .map(|(sorted, cells)| interval(sorted).filter(|_| cells.len() > 1).map(|(low, high)| Ends { low, high }))
        .collect())
}

/// What a row is, by how far apart most are.
fn step(dates: &[Date]) -> Option<Step> {
    let days: Vec<i32> = dates.iter().copied().map(to_days).collect();
    Some(match usual_step(&days)? {
        days::Step::Days => Step::Day,
        days::Step::Weeks => Step::Week,
        days::Step::Months(1) => Step::Month,
        days::Step::Months(3) => Step::Quarter,
        days::Step::Months(12) => Step::Year,
        days::Step::Fortnights | days::Step::Months(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn yearly(name: &str, prices: &[f64]) -> Prices {
        let dates: Vec<Date> = (1900..).take(prices.len()).map(|year| date(year, 12, 31)).collect();
        Prices::new(name, &dates, &prices.iter().map(|x| Some(*x)).collect::<Vec<_>>(), None)
    }

    fn options(rise: &str, fall: &str) -> Options {
        Options {
            rises: vec![Move::rise(rise).unwrap()],
            fall: Some(Move::fall(fall).unwrap()),
            replications: 200,
            ..Options::default()
        }
    }

    #[test]
    fn open_windows_stand_apart_and_ended_entities_as_asked() {
        let doubled = [10.0, 20.0, 40.0];
        let input = Input { entities: vec![yearly("a", &doubled), yearly("b", &[10.0, 20.0, 10.0, 10.0, 10.0])] };
        let found = base_rates(&input, &options("100/1", "40/2"), &()).unwrap();
        let rate = &found.rates[0];
        assert_eq!((rate.runups, rate.falls, rate.open, rate.share), (3, 1, 2, Some(1.0)));
        assert_eq!((found.ended, rate.by_entity), (1, None));
        let fallen = Options { ended_as: EndedAs::Fall, ..options("100/1", "40/2") };
        let rate = &base_rates(&input, &fallen, &()).unwrap().rates[0];
        assert_eq!((rate.runups, rate.falls, rate.open), (3, 3, 0));
    }

    #[test]
    fn without_a_run_up_there_is_no_share() {
        let input = Input { entities: vec![yearly("a", &[10.0; 9])] };
        let rate = &base_rates(&input, &options("100/1", "40/2"), &()).unwrap().rates[0];
        assert_eq!((rate.runups, rate.share, rate.low, rate.by_date), (0, None, None, None));
        assert_eq!((rate.unconditional, rate.unconditional_n), (Some(0.0), 6));
        assert!(base_rates(&Input::default(), &Options::default(), &()).is_err());
    }

    #[test]
    fn monthly_prices_among_yearly_ones_are_refused() {
        let dates: Vec<Date> = (1..=9).map(|month| date(1903, month, 28)).collect();
        let months = Prices::new("m", &dates, &[Some(10.0); 9], None);
        let input = Input { entities: vec![yearly("y", &[10.0; 9]), months] };
        let error = base_rates(&input, &options("100/1", "40/2"), &()).unwrap_err().to_string();
        assert!(error.contains("rows of `m` are mostly not as far apart as those of `y`"), "{error}");
    }

    #[test]
    fn dates_with_few_entities_do_not_count() {
        let input = Input { entities: vec![yearly("a", &[10.0, 20.0, 10.0, 9.0, 8.0]), yearly("b", &[5.0])] };
        let alone = Options { min_entities: 2, ..options("100/1", "40/1") };
        let rate = &base_rates(&input, &alone, &()).unwrap().rates[0];
        assert_eq!((rate.runups, rate.unconditional_n, rate.unconditional), (0, 0, None));
    }

    /// Coins of known odds: Wilson's interval and both bootstraps hold the truth about as often as they say.
    #[test]
    fn intervals_hold_the_truth_at_their_rate() {
        let (odds, worlds) = (0.4, 200u32);
        let mut held = [0u32; 3];
        for world in 0..worlds {
            let mut state = u64::from(world).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
            let mut coin = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                ((state >> 33) as f64 / f64::from(1u32 << 31)) < odds
            };
            // Every tenth row doubles; the row after it halves, or not.
            let entities = (0..30).map(|e| {
                let mut price = 1.0;
                let prices: Vec<f64> = (0..60)
                    .map(|t| {
                        match t % 10 {
                            5 => price *= 2.0,
                            6 if coin() => price *= 0.5,
                            _ => {}
                        }
                        price
                    })
                    .collect();
                yearly(&e.to_string(), &prices)
            });
            let options = Options { block: Some(1.0), replications: 400, ..options("100/1", "40/1") };
            let found = base_rates(&Input { entities: entities.collect() }, &options, &()).unwrap();
            let rate = &found.rates[0];
            assert_eq!(rate.finished(), 180);
            let ends = [
                (rate.low.unwrap(), rate.high.unwrap()),
                (rate.by_entity.unwrap().low, rate.by_entity.unwrap().high),
                (rate.by_date.unwrap().low, rate.by_date.unwrap().high),
            ];
            for (held, (low, high)) in held.iter_mut().zip(ends) {
                *held += u32::from(low <= odds && odds <= high);
            }
        }
        // 95 % of 200 is 190, give or take 6; six dates make a bootstrap over dates too narrow.
        assert!(held[0] >= 180 && held[1] >= 178 && held[2] >= 140, "{held:?}");
    }
}
