//! The addresses of the page and what stands behind them.

use super::answer::answer;
use super::job::Job;
use super::limits::{self, MOST_BYTES, refusal};
use super::request::{Request, language};
use super::shared::{Shared, findings_json};
use super::{background, file, networks, shell};
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, Json, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, middleware};
use froth_core::diag::Diagnostics;
use froth_core::{Error, ErrorKind};
use froth_render::chart::{AI, DOTCOM, heat_style, merit_style};
use froth_series::watch::Watch;
use serde::Deserialize;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

type Body<T> = Result<Json<T>, JsonRejection>;

/// All routes; `loopback`: whether only this machine can reach them.
pub(super) fn routes(shared: Arc<Shared>, loopback: bool) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/page.css", get(css))
        .route("/page.js", get(|| async { ([(header::CONTENT_TYPE, "text/javascript")], include_str!("what_if.js")) }))
        .route("/networks", get(networks_page))
        .route(
            "/networks.js",
            get(|| async { ([(header::CONTENT_TYPE, "text/javascript")], include_str!("networks/networks.js")) }),
        )
        .route("/api/network", post(networked))
        .route("/api/answer", post(answered))
        .route("/api/scenario", post(scenario))
        .route("/api/model", post(model))
        .route("/api/report", post(report))
        .route("/api/uncertainty", post(drawn))
        .route("/api/file", post(dropped))
        .fallback(|| async { refusal(StatusCode::NOT_FOUND, "there is nothing here") })
        .method_not_allowed_fallback(|| async { refusal(StatusCode::METHOD_NOT_ALLOWED, "not in this way") })
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn_with_state(loopback, limits::guard))
        .with_state(shared)
}

#[derive(Deserialize)]
struct Tag {
    #[serde(default)]
    lang: String,
}

async fn page(State(shared): State<Arc<Shared>>, Query(tag): Query<Tag>) -> Response {
    let language = language(&tag.lang);
    let html = shell::shell(&shared.shelf, &shared.first, language);
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

async fn networks_page(State(shared): State<Arc<Shared>>, Query(tag): Query<Tag>) -> Response {
    let html = networks::shell(&shared.shelf, language(&tag.lang));
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

async fn networked(State(shared): State<Arc<Shared>>, body: Body<networks::Asked>) -> Response {
    work(
        &shared,
        body,
        |shared, asked, watch| Ok(Json(networks::answer(&asked, &shared.shelf, watch)?).into_response()),
    )
    .await
}

/// The style sheet, with a class for every five points of a score and one for each era that has a colour.
async fn css() -> Response {
    let mut css = String::new();
    // Writing to a String cannot fail. Eras come first: on a dark page the sheet lightens them.
    for (name, colour) in [("dotcom", DOTCOM), ("ai", AI)] {
        let _ = writeln!(css, ".ticks .{name} {{ stroke: {colour} }} .stands .{name} {{ border-color: {colour} }}");
    }
    css.push_str(include_str!("what_if.css"));
    css.push_str(include_str!("networks/networks.css"));
    for step in 0..=20 {
        let score = f64::from(step) * 5.0;
        let _ = writeln!(css, ".h{step} {{ {} }} .g{step} {{ {} }}", heat_style(score), merit_style(score));
    }
    ([(header::CONTENT_TYPE, "text/css")], css).into_response()
}

/// What a request asks, or why that cannot be read.
#[allow(clippy::result_large_err)] // it is sent at once
fn asked<T>(body: Body<T>) -> Result<T, Response> {
    body.map(|Json(asked)| asked).map_err(|rejection| refusal(rejection.status(), &rejection.body_text()))
}

/// Ends the work on a request once nobody waits for its answer: the time is over, or whoever asked is gone.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Works on a request away from the threads that serve, on one of so many cores; the work asks a watch whether to go on.
async fn work<T, W>(shared: &Arc<Shared>, body: Body<T>, work: W) -> Response
where
    T: Send + 'static,
    W: FnOnce(&Shared, T, &dyn Watch) -> Result<Response, Error> + Send + 'static,
{
    let asked = match asked(body) {
        Ok(asked) => asked,
        Err(refused) => return refused,
    };
    let Ok(permit) = Arc::clone(&shared.cores).acquire_owned().await else {
        return refusal(StatusCode::SERVICE_UNAVAILABLE, "the program is ending");
    };
    let shared = Arc::clone(shared);
    let waiting = Waiting(Arc::new(AtomicBool::new(false)));
    let left = Arc::clone(&waiting.0);
    let done = tokio::task::spawn_blocking(move || {
        let answer = work(&shared, asked, left.as_ref());
        drop(permit);
        answer
    });
    match done.await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) if error.kind() == ErrorKind::Stopped => refusal(StatusCode::REQUEST_TIMEOUT, "stopped"),
        Ok(Err(error)) => findings_of(error.findings()),
        Err(_) => refusal(StatusCode::INTERNAL_SERVER_ERROR, "this went wrong in the program itself: please report it"),
    }
}

/// What is wrong with a request's figures and files, with places and the lines themselves.
pub(super) fn findings_of(findings: &Diagnostics) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(findings_json(findings))).into_response()
}

async fn answered(State(shared): State<Arc<Shared>>, body: Body<Request>) -> Response {
    work(&shared, body, |shared, request, watch| Ok(Json(answer(&request, &shared.shelf, watch)?).into_response()))
        .await
}

/// A file to keep.
fn attached(kind: &'static str, name: &str, content: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, content).into_response()
}

async fn scenario(State(shared): State<Arc<Shared>>, body: Body<Request>) -> Response {
    work(&shared, body, |shared, request, _| {
        let job = Job::load(&request, &shared.shelf)?;
        Ok(attached("application/toml", "what-if.toml", job.scenario_text))
    })
    .await
}

async fn model(State(shared): State<Arc<Shared>>, body: Body<Request>) -> Response {
    work(&shared, body, |shared, request, _| {
        let job = Job::load(&request, &shared.shelf)?;
        let text = job.model_text.unwrap_or_else(|| job.model.source.text().to_owned());
        Ok(attached("application/toml", "what-if-model.toml", text))
    })
    .await
}

/// The report: told as it is made to whoever accepts events, as the page does, and else at once as a file.
async fn report(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Body<Request>) -> Response {
    let accepted = headers.get(header::ACCEPT).and_then(|h| h.to_str().ok());
    if accepted.is_some_and(|kinds| kinds.contains("text/event-stream")) {
        return match asked(body) {
            Ok(request) => background::reported(request, &shared),
            Err(refused) => refused,
        };
    }
    work(&shared, body, |shared, request, watch| {
        Ok(attached("text/html; charset=utf-8", "what-if.html", background::report(&request, shared, watch)?))
    })
    .await
}

async fn drawn(State(shared): State<Arc<Shared>>, body: Body<Request>) -> Response {
    match asked(body) {
        Ok(request) => background::drawn(request, &shared),
        Err(refused) => refused,
    }
}

async fn dropped(State(shared): State<Arc<Shared>>, body: Body<file::Brought>) -> Response {
    work(&shared, body, |shared, brought, _| Ok(Json(file::looked_at(&brought, &shared.shelf)).into_response())).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::shelf::Shelf;
    use std::time::Duration;
    use tokio::sync::Semaphore;

    #[test]
    fn work_whose_answer_nobody_waits_for_is_stopped_and_gives_its_core_back() {
        let semaphore = |n| Arc::new(Semaphore::new(n));
        let first = [String::new(), String::new()];
        let (cores, runs, places) = (semaphore(2), semaphore(1), semaphore(1));
        let shared = Arc::new(Shared { shelf: Shelf::new(), first, cores, runs, places });
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            // As many requests as there are cores, that only end when they are stopped; each is given up after a while.
            let slow = || {
                work(&shared, Ok(Json(())), |_, (), watch| {
                    while watch.step(1).is_ok() {
                        std::thread::sleep(Duration::from_millis(1));
                    }
                    Err(froth_series::watch::Stopped.into())
                })
            };
            let limit = Duration::from_millis(50);
            let (a, b) = tokio::join!(tokio::time::timeout(limit, slow()), tokio::time::timeout(limit, slow()));
            assert!(a.is_err() && b.is_err());
            // The next finds a core, and in the end all are free.
            let quick = work(&shared, Ok(Json(5)), |_, n, _| Ok(Json(n).into_response())).await;
            assert_eq!(quick.status(), StatusCode::OK);
            while shared.cores.available_permits() < 2 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        });
    }
}
