//! What was known when: the figures of a feed on each day on which its publisher published something.

use crate::points::{Point, Points, derived, empty};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::feed::{Feed, Vintage};
use froth_series::watch::Watch;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a series, dates rising; a missing number is `None`.
pub(crate) type Rows = Vec<(Date, Option<f64>)>;

/// More days than this are no publisher's: FRED gives 2000 at most, a company files some dozens of times.
const MOST_DAYS: usize = 5000;

/// A series that was published bit by bit.
pub(crate) trait History {
    /// The days on which something was published, rising.
    fn days(&self) -> Vec<Date>;

    /// The series as it was known on one of these days. Asked for in order of time.
    fn known(&mut self, day: Date) -> Rows;
}

/// A figure on its way through the days.
struct Known {
    value: f64,
    /// When it was first there.
    since: Date,
}

/// The points of a feed as they were known on a day; on the last day of all where none is given. Each day's rows go through
/// `every`, `transform` and `scale` by themselves, so that nothing in a figure is younger than the figure.
pub(crate) fn figures(
    feed: &Feed,
    history: &mut dyn History,
    as_of: Option<Date>,
    watch: &dyn Watch,
) -> Result<Points, Error> {
    let days = history.days();
    if days.len() > MOST_DAYS {
        let message = format!("it was published on {} days, more than {MOST_DAYS}", days.len());
        return Err(Diagnostic::error(Code::Data, message).help("look at the answer: it is no publisher's").into());
    }
    let until = match feed.vintage {
        Vintage::At(day) => as_of.map_or(Some(day), |as_of| Some(as_of.min(day))),
        Vintage::Latest | Vintage::First => as_of,
    };
    let mut all: BTreeMap<Date, Known> = BTreeMap::new();
    let mut later: BTreeSet<Date> = BTreeSet::new();
    let mut begun = None;
    let (mut first, mut current) = (None, Vec::new());
    for day in days {
        if watch.stopped() {
            return Err(froth_series::watch::Stopped.into());
        }
        let Some((start, points)) = derived(feed, history.known(day), day, watch)? else { continue };
        if until.is_some_and(|until| day > until) {
            let new = points.iter().filter(|(date, _)| !all.contains_key(date));
            later.extend(new.map(|(date, _)| *date));
            continue;
        }
        begun = begun.or(Some(day).filter(|_| !points.is_empty()));
        for (date, value) in &points {
            all.entry(*date).or_insert(Known { value: *value, since: day });
        }
        (first, current) = (Some(start), points);
    }
    if let Vintage::First = feed.vintage {
        current = all.iter().map(|(date, known)| (*date, known.value)).collect();
    }
    // What stood in the first publication of all may be older: nobody knows when it was printed.
    let published = |date: &Date| all.get(date).map(|known| known.since).filter(|since| Some(*since) != begun);
    let points = current.iter().map(|(date, value)| Point { date: *date, value: *value, published: published(date) });
    let points: Vec<Point> = points.collect();
    let later: Vec<Date> = later.into_iter().collect();
    match first {
        Some(first) if !points.is_empty() => Ok(Points { points, first, later, gaps: Vec::new() }),
        // Nothing was known yet.
        _ if !later.is_empty() => Ok(Points { points, first: Date::MIN, later, gaps: Vec::new() }),
        _ => Err(empty(feed, "nothing is left after `every`, `transform` and `since`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use froth_core::diag::SourceFile;
    use froth_core::feed::FeedFile;
    use jiff::civil::date;

    /// A quarter a day, the first of which is restated on the third day.
    struct Told(Vec<(Date, Rows)>);

    impl History for Told {
        fn days(&self) -> Vec<Date> {
            self.0.iter().map(|told| told.0).collect()
        }

        fn known(&mut self, day: Date) -> Rows {
            self.0.iter().find(|told| told.0 == day).map(|told| told.1.clone()).unwrap_or_default()
        }
    }

    fn told(vintage: &str, transform: &str, as_of: Option<Date>) -> Points {
        let text = format!(
            "schema = 1\nid = 'f'\ntitle = 'F'\n[feed.x]\nfrom = 'fred'\nseries = 'X'\nvintage = '{vintage}'\n{transform}"
        );
        let feeds = FeedFile::parse(&SourceFile::new("f.toml", text)).unwrap();
        let (q1, q2, q3) = (date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30));
        let mut history = Told(vec![
            (date(2024, 4, 30), vec![(q1, Some(1.0))]),
            (date(2024, 7, 30), vec![(q1, Some(1.0)), (q2, Some(2.0))]),
            (date(2024, 10, 30), vec![(q1, Some(4.0)), (q2, Some(2.0)), (q3, Some(8.0))]),
        ]);
        figures(&feeds.feeds[0], &mut history, as_of, &()).unwrap()
    }

    fn values(points: &Points) -> Vec<f64> {
        points.points.iter().map(|point| point.value).collect()
    }

    #[test]
    fn the_publication_that_counts_is_the_one_asked_for() {
        assert_eq!(values(&told("first", "", None)), [1.0, 2.0, 8.0]);
        assert_eq!(values(&told("latest", "", None)), [4.0, 2.0, 8.0]);
        assert_eq!(values(&told("2024-08-01", "", None)), [1.0, 2.0]);
        let august = told("latest", "", Some(date(2024, 8, 1)));
        assert_eq!(values(&august), [1.0, 2.0]);
        assert_eq!(august.later, [date(2024, 9, 30)]);
        // The first publication of all may repeat what was printed before.
        assert_eq!(august.points[0].published, None);
        assert_eq!(august.points[1].published, Some(date(2024, 7, 30)));
        assert_eq!(told("latest", "", Some(date(2024, 4, 1))).points, []);
    }

    #[test]
    fn a_transform_sees_what_was_known_on_the_day() {
        let growth = "transform = [{ growth = { periods = 1 } }]";
        // As first told, the second quarter doubled the first: what the first was said to be later changes nothing.
        assert_eq!(values(&told("first", growth, None)), [100.0, 300.0]);
        assert_eq!(values(&told("latest", growth, None)), [-50.0, 300.0]);
    }
}
