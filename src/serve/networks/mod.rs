//! The view of networks: who fails is chosen on a picture or in a table, and the cascade is stepped through round by round. The same
//! engine as everywhere: every request is run anew, and the server remembers nothing.

use super::request::language;
use super::shelf::Shelf;
use super::words::{Words, words};
use askama::Template;
use froth_core::Error;
use froth_core::network::{Found, Network, Options, Status, run};
use froth_render::chart::{WIDTH, network_until};
use froth_render::locale::{Language, Locale, network_title};
use froth_render::page::{self, Cell, Part, Row, share};
use froth_series::watch::Watch;
use serde::{Deserialize, Serialize};

/// What the page asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Asked {
    /// A language tag.
    lang: String,
    /// A network: a built-in's id, or the name of a file given on the command line.
    network: String,
    /// Who fails.
    failed: Vec<String>,
    /// How real an edge must be to count; none: paid and contracted.
    status: Option<Vec<Status>>,
    /// The round that is shown; none: the last.
    round: Option<usize>,
}

/// What the page shows.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    /// What a reader who cannot see the page is told.
    spoken: String,
    round: usize,
    /// The last round.
    rounds: usize,
    /// What the round is called.
    called: String,
    failed: Vec<String>,
    svg: String,
    nodes: Vec<Place>,
    /// HTML.
    results: String,
}

/// A node on the picture: in shares of its width and height.
#[derive(Debug, Serialize)]
struct Place {
    id: String,
    /// What it is called, and what becomes of it.
    label: String,
    left: f64,
    top: f64,
    radius: f64,
    failed: bool,
}

#[derive(Template)]
#[template(path = "networks/results.html")]
struct Results<'a> {
    words: Words,
    finding: &'a [Part],
    tables: &'a [Part],
    nodes: Vec<Choice>,
}

/// A node in the table in which it can be chosen.
struct Choice {
    id: String,
    name: String,
    failed: bool,
    state: String,
    loss: String,
    share: String,
}

#[derive(Template)]
#[template(path = "networks/shell.html")]
struct Shell {
    words: Words,
    networks: Vec<(String, String)>,
    /// Tag, name, and whether it counts at first.
    statuses: Vec<(&'static str, &'static str, bool)>,
    start: String,
}

/// The page.
pub(super) fn shell(shelf: &Shelf, language: Language) -> String {
    let words = words(language);
    let networks: Vec<(String, String)> =
        (shelf.networks()).map(|(id, network)| (id.to_owned(), network_title(network, language).to_owned())).collect();
    let first = Options::default().status;
    let counted = Status::ALL.into_iter().filter(|status| *status != Status::Dead);
    let statuses = counted.map(|s| (s.as_str(), words.status(s), first.contains(&s))).collect();
    let start = serde_json::json!({
        "lang": words.tag(),
        "words": { "lost": words.lost(), "play": words.play(), "pause": words.pause(), "line": words.line("{line}", "{column}") },
    });
    // Inside a script element only an end tag could be misread.
    let start = start.to_string().replace('<', "\\u003c");
    Shell { words, networks, statuses, start }.render().unwrap_or_default()
}

/// Runs what is asked, and shows it as it is after a round.
pub(super) fn answer(asked: &Asked, shelf: &Shelf, watch: &dyn Watch) -> Result<Answer, Error> {
    let language = language(&asked.lang);
    let words = words(language);
    let network = shelf.network(&asked.network)?;
    let mut options = Options { failed: asked.failed.clone(), ..Options::default() };
    if let Some(status) = &asked.status {
        options.status.clone_from(status);
    }
    let found = run(&network, &options, watch)?;
    let locale = Locale::new(language).with_network(&network);
    let reached = found.reached();
    let rounds = last_round(&found, &reached);
    let round = asked.round.unwrap_or(rounds).min(rounds);
    let (chart, standing) = network_until(&found, &locale, round);
    let states: Vec<String> = (0..found.nodes.len()).map(|node| state(&found, &reached, node, round, words)).collect();
    let failed = |id: &str| found.shock.iter().any(|shock| shock.id == id);
    let nodes = standing.into_iter().map(|spot| {
        let state = found.nodes.iter().position(|node| node.id == spot.id).map_or("", |node| states[node].as_str());
        Place {
            label: words.node_is(locale.node(&spot.id), state),
            left: spot.x / WIDTH,
            top: spot.y / chart.canvas.height,
            radius: spot.radius / WIDTH,
            failed: failed(&spot.id),
            id: spot.id,
        }
    });
    let nodes: Vec<Place> = nodes.collect();
    let parts = page::networked(&found, &locale).parts;
    let first = parts.iter().position(|part| matches!(part, Part::Lines(_))).map_or(0, |place| place + 1);
    let (finding, tables) = parts.split_at(first);
    let results = Results { words, finding, tables, nodes: choices(&network, &found, &locale, &states) };
    let called = words.round_of(round, rounds);
    Ok(Answer {
        spoken: words.network_spoken(&chart.title, &called),
        round,
        rounds,
        called,
        failed: found.shock.iter().map(|shock| shock.id.clone()).collect(),
        svg: chart.svg(),
        nodes,
        results: results.render().unwrap_or_default(),
    })
}

/// The last round in which somebody is reached or fails.
fn last_round(found: &Found, reached: &[Option<usize>]) -> usize {
    let fails = found.nodes.iter().filter_map(|node| node.failed_in_round);
    reached.iter().copied().flatten().chain(fails).max().unwrap_or(0)
}

/// What has become of a node after a round.
fn state(found: &Found, reached: &[Option<usize>], node: usize, round: usize, words: Words) -> String {
    let fails = found.nodes[node].failed_in_round.filter(|at| *at <= round);
    match (fails, reached[node].filter(|at| *at <= round)) {
        (Some(0), _) => words.fails_first().to_owned(),
        (Some(at), _) => words.fails_in_round(at),
        (None, Some(at)) => words.loses_in_round(at),
        (None, None) => words.unhurt().to_owned(),
    }
}

/// Every node, in the order of the file's groups.
fn choices(network: &Network, found: &Found, locale: &Locale, states: &[String]) -> Vec<Choice> {
    let mut order: Vec<usize> = (0..found.nodes.len()).collect();
    order.sort_by(|a, b| {
        let key = |n: usize| (&network.nodes[n].group, &network.nodes[n].id);
        key(*a).cmp(&key(*b))
    });
    let choice = |n: usize| {
        let node = &found.nodes[n];
        Choice {
            id: node.id.clone(),
            name: locale.node(&node.id).to_owned(),
            failed: found.shock.iter().any(|shock| shock.id == node.id),
            state: states[n].clone(),
            loss: node.loss.filter(|loss| *loss > 0.0).map(page::raw).unwrap_or_default(),
            share: node.loss_share.filter(|lost| *lost > 0.0).map(share).unwrap_or_default(),
        }
    };
    order.into_iter().map(choice).collect()
}

impl Results<'_> {
    /// Whether a column holds numbers.
    #[allow(clippy::trivially_copy_pass_by_ref, clippy::unused_self)] // templates call it so
    fn numbers(&self, columns: &[page::Column], index: &usize) -> bool {
        columns.get(*index).is_some_and(|c| c.numbers)
    }
}
