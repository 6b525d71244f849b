//! Draws of all that is uncertain, told as they are made (server-sent events), and stopped when nobody listens any more.

use super::job::Job;
use super::request::Request;
use super::shared::{Shared, findings_json};
use super::words::words;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use froth_core::ErrorKind;
use froth_core::uncertainty::{Options, uncertainty};
use froth_render::locale::Locale;
use froth_render::page;
use froth_series::watch::Watch;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

/// Tells of progress in so many steps.
const STEPS: u64 = 50;

type Told = Result<Event, Infallible>;

/// Draws in the background; the response goes on until the draws are made.
pub(super) fn drawn(request: Request, shared: Arc<Shared>) -> Response {
    let (sender, receiver) = channel::<Told>(STEPS as usize + 4);
    tokio::spawn(async move {
        let Ok(permit) = Arc::clone(&shared.cores).acquire_owned().await else { return };
        let done = tokio::task::spawn_blocking(move || {
            let last = run(&request, &shared, &sender);
            drop(permit);
            // Whoever asked may be gone.
            let _ = sender.blocking_send(Ok(last));
        });
        let _ = done.await;
    });
    Sse::new(ReceiverStream::new(receiver)).into_response()
}

fn run(request: &Request, shared: &Shared, sender: &Sender<Told>) -> Event {
    let trouble = |findings| Event::default().event("trouble").data(findings_json(findings).to_string());
    let job = match Job::load(request, &shared.shelf) {
        Ok(job) => job,
        Err(error) => return trouble(error.findings()),
    };
    let options = Options { scoring: Job::settings(), ..Options::default() };
    let whole = options.draws.saturating_mul(options.runs()).max(1);
    let watch = Listener { sender, whole, done: AtomicU64::new(0), said: AtomicU64::new(0) };
    let drawn = match uncertainty(&job.model, &[&job.now, &job.versus], &options, &watch) {
        Ok(drawn) => drawn,
        Err(error) if error.kind() == ErrorKind::Stopped => return Event::default().event("stopped"),
        Err(error) => return trouble(error.findings()),
    };
    let language = request.language();
    let locale = Locale::new(language).with_scenarios([&job.now, job.versus.as_ref()]).calling_by_title();
    let html = Drawn { words: words(language), sentences: page::how_sure(&drawn, &locale) };
    // Lines of an event's data are put together again by the page.
    Event::default().event("result").data(askama::Template::render(&html).unwrap_or_default())
}

/// A page that listens to the draws, and may go away.
struct Listener<'a> {
    sender: &'a Sender<Told>,
    whole: u64,
    done: AtomicU64,
    said: AtomicU64,
}

impl Watch for Listener<'_> {
    fn advance(&self, steps: u64) {
        let now = self.done.fetch_add(steps, Ordering::Relaxed) + steps;
        let step = now * STEPS / self.whole;
        if self.said.fetch_max(step, Ordering::Relaxed) < step {
            let share = (now as f64 / self.whole as f64).min(1.0);
            // A page that reads slowly misses a step.
            let _ = self.sender.try_send(Ok(Event::default().event("progress").data(share.to_string())));
        }
    }

    fn stopped(&self) -> bool {
        self.sender.is_closed()
    }
}

#[derive(askama::Template)]
#[template(
    source = "<ul data-words=\"{{ words.tag() }}\">{% for s in sentences %}<li>{{ s }}</li>{% endfor %}</ul>",
    ext = "html"
)]
struct Drawn {
    words: super::words::Words,
    sentences: Vec<String>,
}
