//! The what-if page: figures and weights are moved in a browser, and scored here, by the same code as everywhere.
//!
//! A server on this machine. It remembers nothing: every request carries what was changed on the page, becomes the two texts that
//! a user can take away (a scenario, and a model where weights were changed), and these texts are scored. No request names a file.

mod answer;
mod background;
mod controls;
mod file;
mod job;
mod limits;
mod networks;
mod request;
mod routes;
mod shared;
mod shelf;
mod shell;
mod texts;
mod words;

use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, SourceFile};
use froth_series::watch::Watch;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use shared::Shared;
use shelf::Shelf;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

/// Scenarios that the page starts with, where none are named.
const DEFAULT: [&str; 2] = ["ai-2026q3", "dotcom-2000q1"];

/// How often the server looks whether it should end.
const LOOK: Duration = Duration::from_millis(100);

/// How long requests that are being answered may go on at the end.
const GRACE: Duration = Duration::from_secs(5);

/// A server that is bound to its address.
#[derive(Debug)]
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// What the page starts with.
#[derive(Debug, Clone)]
pub enum Start {
    /// A built-in's id.
    Builtin(String),
    /// A file.
    File(Arc<SourceFile>),
    /// A network that is no built-in: the view of networks offers it.
    Network(Arc<SourceFile>),
}

impl Server {
    /// Binds the address. `scenarios`: what the page offers first; the first one is what it opens with, the second what that is
    /// held against.
    ///
    /// # Errors
    ///
    /// A port that is taken, an address that is not this machine's.
    pub fn bind(ip: IpAddr, port: u16, scenarios: &[Start]) -> Result<Server, Error> {
        let cannot =
            |what: &str, e: &std::io::Error| Diagnostic::error(Code::Unreadable, format!("cannot {what}: {e}"));
        let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads)
            .enable_all()
            .build()
            .map_err(|e| cannot("start", &e))?;
        let address = SocketAddr::new(ip, port);
        let listener = runtime.block_on(TcpListener::bind(address)).map_err(|e| {
            let help = match e.kind() {
                std::io::ErrorKind::AddrInUse => {
                    format!("the port is taken: try port {}", port.wrapping_add(1).max(1024))
                }
                std::io::ErrorKind::PermissionDenied => "ports below 1024 need rights: try port 8787".to_owned(),
                _ => "give an address of this machine: 127.0.0.1, or 0.0.0.0 for all of them".to_owned(),
            };
            cannot(&format!("listen on {address}"), &e).help(help)
        })?;
        let address = listener.local_addr().unwrap_or(address);
        let mut shelf = Shelf::new();
        let mut named: Vec<String> = Vec::new();
        for start in scenarios {
            match start {
                Start::Builtin(id) => named.push(id.clone()),
                Start::File(source) => named.push(shelf.put(source)),
                Start::Network(source) => shelf.put_network(source)?,
            }
        }
        named.extend(DEFAULT.iter().map(|d| (*d).to_owned()).filter(|d| !named.contains(d)).collect::<Vec<_>>());
        let first = [named[0].clone(), named[1].clone()];
        let shared = Arc::new(Shared {
            shelf,
            first,
            cores: Arc::new(Semaphore::new(threads)),
            runs: Arc::new(Semaphore::new((threads / 2).max(1))),
            places: Arc::new(Semaphore::new(limits::MOST_RUNS)),
        });
        Ok(Server { runtime, listener, address, shared })
    }

    /// Where it is reached.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `watch` ends it; requests that are being answered then have a few seconds left.
    pub fn run(self, watch: &dyn Watch) {
        let Server { runtime, listener, address, shared } = self;
        let routes = routes::routes(shared, address.ip().is_loopback());
        runtime.block_on(async {
            let graceful = GracefulShutdown::new();
            let room = Arc::new(Semaphore::new(limits::MOST_CONNECTIONS));
            while !watch.stopped() {
                // Whoever finds no room waits in the system's queue.
                let Ok(Ok(place)) = tokio::time::timeout(LOOK, Arc::clone(&room).acquire_owned()).await else {
                    continue;
                };
                let Ok(Ok((stream, _))) = tokio::time::timeout(LOOK, listener.accept()).await else { continue };
                let service = TowerToHyperService::new(routes.clone());
                let mut builder = Builder::new();
                builder.timer(TokioTimer::new()).header_read_timeout(limits::HEAD).max_headers(64);
                let connection = builder.serve_connection(TokioIo::new(stream), service);
                let watched = graceful.watch(connection);
                tokio::spawn(async move {
                    // A connection that breaks off concerns nobody else.
                    let _ = watched.await;
                    drop(place);
                });
            }
            let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
        });
        runtime.shutdown_timeout(Duration::from_secs(1));
    }
}
