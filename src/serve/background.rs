//! Long work, told as it is done (server-sent events), and stopped when nobody listens any more: draws of all that is uncertain, and
//! the report.

use super::job::Job;
use super::limits::{self, refusal};
use super::request::Request;
use super::shared::{Shared, findings_json};
use super::words::words;
use crate::catalog::beside;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use froth_core::analysis::{Analysis, Effort};
use froth_core::uncertainty::{Options, uncertainty};
use froth_core::{Error, ErrorKind};
use froth_render::locale::Locale;
use froth_render::page;
use froth_render::report::Report;
use froth_series::watch::Watch;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

/// Tells of progress in so many steps.
const STEPS: u64 = 50;

type Told = Result<Event, Infallible>;

/// Draws in the background.
pub(super) fn drawn(request: Request, shared: &Arc<Shared>) -> Response {
    run(shared, move |shared, listener| {
        let job = Job::load(&request, &shared.shelf)?;
        let options = Options { scoring: Job::settings(), ..Options::default() };
        listener.expect(options.draws.saturating_mul(options.runs()));
        let drawn = uncertainty(&job.model, &[&job.now, &job.versus], &options, listener)?;
        let both = [&job.now, job.versus.as_ref()];
        let analysis = Analysis::new(&job.model, &both, Job::settings())?.with_intervals(&drawn)?;
        let language = request.language();
        let locale = Locale::of(&analysis, language);
        let chart = super::answer::rows(&analysis, &locale);
        let interval = analysis.scorecards().first().and_then(|card| card.interval.interval());
        let html = Drawn {
            words: words(language),
            interval: interval.map(|i| words(language).interval(page::score(i.low), page::score(i.high))),
            finding: locale.paragraph(&page::finding(analysis.comparison(), &locale)),
            title: chart.title,
            svg: chart.svg,
            sentences: page::how_sure(&drawn, &locale),
        };
        // Lines of an event's data are put together again by the page.
        Ok(Event::default().event("result").data(askama::Template::render(&html).unwrap_or_default()))
    })
}

/// Makes the report in the background: its page comes as a JSON string.
pub(super) fn reported(request: Request, shared: &Arc<Shared>) -> Response {
    run(shared, move |shared, listener| {
        let page = report(&request, shared, listener)?;
        Ok(Event::default().event("result").data(serde_json::Value::from(page).to_string()))
    })
}

/// The report of what is on the page, as one file.
pub(super) fn report(request: &Request, shared: &Shared, watch: &dyn Watch) -> Result<String, Error> {
    let job = Job::load(request, &shared.shelf)?;
    watch.expect(Effort::full(Job::settings()).steps());
    let scenarios = [&job.versus, &job.now];
    let analysis = beside(Analysis::full(&job.model, &scenarios, Job::settings(), watch)?)?;
    watch.step(0)?;
    Ok(Report::new(&analysis, request.language()).html())
}

/// Works in the background, after those that came before; the response goes on until the work is done.
fn run<W>(shared: &Arc<Shared>, work: W) -> Response
where
    W: FnOnce(&Shared, &Listener) -> Result<Event, Error> + Send + 'static,
{
    let Ok(place) = Arc::clone(&shared.places).try_acquire_owned() else {
        let message = format!("{} long runs are under way or waiting: try again later", limits::MOST_RUNS);
        return refusal(StatusCode::SERVICE_UNAVAILABLE, &message);
    };
    let (sender, receiver) = channel::<Told>(STEPS as usize + 4);
    let shared = Arc::clone(shared);
    tokio::spawn(async move {
        let turn = tokio::select! {
            turn = Arc::clone(&shared.runs).acquire_owned() => turn,
            () = sender.closed() => return,
        };
        let Ok(turn) = turn else { return };
        let done = tokio::task::spawn_blocking(move || {
            let listener = Listener::new(sender);
            let last = match work(&shared, &listener) {
                Ok(event) => event,
                Err(error) if error.kind() == ErrorKind::Stopped => Event::default().event("stopped"),
                Err(error) => Event::default().event("trouble").data(findings_json(error.findings()).to_string()),
            };
            drop((turn, place));
            // Whoever asked may be gone.
            let _ = listener.sender.blocking_send(Ok(last));
        });
        let _ = done.await;
    });
    Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::default()).into_response()
}

/// A page that listens to the work, and may go away.
struct Listener {
    sender: Sender<Told>,
    whole: AtomicU64,
    done: AtomicU64,
    said: AtomicU64,
}

impl Listener {
    fn new(sender: Sender<Told>) -> Self {
        Listener { sender, whole: AtomicU64::new(0), done: AtomicU64::new(0), said: AtomicU64::new(0) }
    }
}

impl Watch for Listener {
    fn expect(&self, steps: u64) {
        self.whole.fetch_add(steps, Ordering::Relaxed);
    }

    fn advance(&self, steps: u64) {
        let now = self.done.fetch_add(steps, Ordering::Relaxed) + steps;
        let whole = self.whole.load(Ordering::Relaxed).max(1);
        let step = now.min(whole) * STEPS / whole;
        if self.said.fetch_max(step, Ordering::Relaxed) < step {
            let share = (now as f64 / whole as f64).min(1.0);
            // A page that reads slowly misses a step.
            let _ = self.sender.try_send(Ok(Event::default().event("progress").data(share.to_string())));
        }
    }

    fn stopped(&self) -> bool {
        self.sender.is_closed()
    }
}

/// What the draws add to the page: the interval, the paragraph and the chart with it, and what they say.
#[derive(askama::Template)]
#[template(path = "drawn.html")]
struct Drawn {
    words: super::words::Words,
    interval: Option<String>,
    finding: String,
    title: String,
    svg: String,
    sentences: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::shelf::Shelf;
    use froth_series::watch::Stopped;
    use std::sync::atomic::AtomicBool;
    use std::time::Duration;
    use tokio::sync::Semaphore;

    fn shared(runs: usize, places: usize) -> Arc<Shared> {
        let semaphore = |n| Arc::new(Semaphore::new(n));
        let first = [String::new(), String::new()];
        let cores = semaphore(2);
        Arc::new(Shared { shelf: Shelf::new(), first, cores, runs: semaphore(runs), places: semaphore(places) })
    }

    /// Work that goes on until it is stopped, and says when it begins and ends.
    fn endless(
        begun: &Arc<AtomicBool>,
        ended: &Arc<AtomicBool>,
    ) -> impl FnOnce(&Shared, &Listener) -> Result<Event, Error> + use<> {
        let (begun, ended) = (Arc::clone(begun), Arc::clone(ended));
        move |_, listener| {
            begun.store(true, Ordering::SeqCst);
            while listener.step(1).is_ok() {
                std::thread::sleep(Duration::from_millis(1));
            }
            ended.store(true, Ordering::SeqCst);
            Err(Stopped.into())
        }
    }

    async fn becomes(flag: &AtomicBool) {
        while !flag.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    #[test]
    fn work_that_nobody_listens_to_is_stopped_and_places_are_bounded() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let shared = shared(1, 2);
            let flags: [Arc<AtomicBool>; 4] = std::array::from_fn(|_| Arc::new(AtomicBool::new(false)));
            let [begun, ended, later, never] = &flags;
            let first = run(&shared, endless(begun, ended));
            becomes(begun).await;
            let second = run(&shared, endless(later, never));
            assert_eq!(run(&shared, endless(later, never)).status(), StatusCode::SERVICE_UNAVAILABLE);
            // One at a time, and one that is left before its turn never begins.
            assert!(!later.load(Ordering::SeqCst));
            drop(second);
            drop(first);
            becomes(ended).await;
            while shared.places.available_permits() < 2 || shared.runs.available_permits() < 1 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            assert!(!later.load(Ordering::SeqCst));
        });
    }
}
