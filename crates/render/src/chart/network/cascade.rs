//! What a shock costs, round by round, and whom it costs most.

use super::{Chart, Kind, Net};
use crate::chart::canvas::Label;
use crate::chart::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use crate::chart::labels::{Room, labels};
use crate::chart::measure::{first_lines, width_of};
use crate::chart::palette::{Colour, FAINT, GRID, heat, mix};
use crate::locale::Locale;
use crate::page::{network_amount, network_condition, network_number, share};
use froth_core::network::{Found, NodeFound};

/// Rounds with a bar of their own; those after them share one.
const ROUNDS: usize = 6;
const LOSERS: usize = 8;
const HEIGHT: f64 = 46.0;
const LEFT: f64 = MARGIN + INNER * 0.27;

/// A row of bars.
struct Bar {
    name: String,
    size: f64,
    /// What stands behind the number.
    said: String,
    colour: Colour,
}

/// Draws losses by round, and who loses most.
pub fn cascade(of: &Found, locale: &Locale) -> Chart {
    let net = Net::new(of, locale);
    let words = net.words;
    let subtitle = words.cascade_subtitle(net.title(), of.as_of, net.unit());
    let mut frame = Frame::new(Kind::Cascade, title(&net), &subtitle);
    let (rounds, losers) = (rounds(&net), losers(&net));
    let most = rounds.iter().chain(&losers).fold(0.0, |most: f64, bar| most.max(bar.size));
    let top = frame.top;
    let mut y = bars(&mut frame, &rounds, most, top);
    if !losers.is_empty() {
        y += 26.0;
        frame.canvas.line(vec![(MARGIN, y), (MARGIN + INNER, y)], GRID, 2.0);
        y += 34.0;
        frame.canvas.text(Label::new(words.cascade_losers(), MARGIN, y, BODY).bold());
        y = bars(&mut frame, &losers, most, y + 26.0);
    }
    let mut data = vec![row(&["what", "id", "loss", "written_off", "loss_share", "failed"])];
    for round in &of.rounds {
        data.push(row(&[
            "round",
            &round.round.to_string(),
            &number(Some(round.loss)),
            "",
            "",
            &round.failed.join(" "),
        ]));
    }
    for node in hurt(of) {
        let failed = node.failed_in_round.map(|round| round.to_string()).unwrap_or_default();
        let cells = [node.loss, Some(node.written_off), node.loss_share].map(number);
        data.push(row(&["node", &node.id, &cells[0], &cells[1], &cells[2], &failed]));
    }
    net.finish(frame, y, "", data)
}

fn title(net: &Net<'_>) -> String {
    let (of, words) = (net.of, net.words);
    let first = network_condition(of, net.locale);
    let written_off: f64 = hurt(of).iter().map(|node| node.written_off).fold(0.0, |sum, x| sum + x);
    if of.total_loss <= 0.0 {
        return if written_off > 0.0 {
            words.cascade_written(first, network_amount(written_off, of, net.locale))
        } else {
            words.cascade_nothing(first)
        };
    }
    let amount = network_amount(of.total_loss, of, net.locale);
    let next = of.rounds.iter().find(|round| round.round == 1).map_or(0.0, |round| round.loss);
    if of.initial_loss >= of.total_loss || next <= 0.0 {
        words.cascade_at_once(first, amount)
    } else if next >= 0.995 * of.total_loss {
        words.cascade_title_all(first, amount)
    } else {
        words.cascade_title(first, amount, share(next / of.total_loss))
    }
}

/// Bars of rounds; the last holds all that come later.
fn rounds(net: &Net<'_>) -> Vec<Bar> {
    let (words, locale) = (net.words, net.locale);
    let colour = |round: usize| match round {
        0 => heat(100.0),
        1 => heat(72.0),
        2 => heat(46.0),
        _ => heat(30.0),
    };
    let fails = |ids: &mut dyn Iterator<Item = &String>| {
        let names: Vec<&str> = ids.map(|id| locale.node(id)).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => words.cascade_fail(one),
            several => words.cascade_fail_several(several.join(words.comma())),
        }
    };
    let rounds = &net.of.rounds;
    let own = if rounds.len() > ROUNDS + 1 { ROUNDS } else { rounds.len() };
    let (own, later) = rounds.split_at(own);
    let bar = |round: &froth_core::network::RoundFound| Bar {
        name: words.cascade_round(round.round),
        size: round.loss,
        said: fails(&mut round.failed.iter()),
        colour: colour(round.round),
    };
    let mut bars: Vec<Bar> = own.iter().map(bar).collect();
    if let [first, .., last] = later {
        bars.push(Bar {
            name: words.cascade_rounds(first.round, last.round),
            size: later.iter().fold(0.0, |sum, round| sum + round.loss),
            said: fails(&mut later.iter().flat_map(|round| &round.failed)),
            colour: colour(first.round),
        });
    }
    bars
}

/// Who loses something by what happened to others, the most first.
fn hurt(of: &Found) -> Vec<&NodeFound> {
    let shocked = |node: &NodeFound| of.shock.iter().any(|shock| shock.id == node.id);
    let mut nodes: Vec<&NodeFound> = of.nodes.iter().filter(|node| !shocked(node) && size(node) > 0.0).collect();
    nodes.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.id.cmp(&b.id)));
    nodes
}

/// What a node loses of its equity, or writes off where that is not known.
fn size(node: &NodeFound) -> f64 {
    node.loss.unwrap_or(node.written_off)
}

fn losers(net: &Net<'_>) -> Vec<Bar> {
    let words = net.words;
    let nodes = hurt(net.of);
    let nodes = &nodes[..nodes.len().min(LOSERS)];
    let names: Vec<&str> = nodes.iter().map(|node| net.locale.node(&node.id)).collect();
    let names = labels(&names, Room::line(BODY, false, LEFT - MARGIN - 24.0));
    let bar = |(node, name): (&&NodeFound, Vec<String>)| Bar {
        name: name.concat(),
        size: size(node),
        said: match node.loss_share {
            Some(part) => words.cascade_of_equity(share(part)),
            None => words.cascade_no_equity().to_owned(),
        },
        colour: if node.loss.is_some() {
            crate::chart::palette::AI
        } else {
            mix(crate::chart::palette::AI, GRID, 0.55)
        },
    };
    nodes.iter().zip(names).map(bar).collect()
}

/// Draws bars below each other and gives the lower end.
fn bars(frame: &mut Frame, bars: &[Bar], most: f64, top: f64) -> f64 {
    // Beside the longest bar there is room for what is said of it.
    let end = MARGIN + INNER;
    let wide = (end - LEFT) * 0.52;
    for (n, bar) in bars.iter().enumerate() {
        let y = top + (HEIGHT + 8.0) * n as f64;
        let middle = y + HEIGHT / 2.0;
        frame.canvas.text(Label::new(bar.name.clone(), MARGIN, middle, BODY));
        let to = LEFT + if most > 0.0 { wide * bar.size / most } else { 0.0 };
        frame.canvas.bar([LEFT, y + 6.0, to.max(LEFT + 2.0), y + HEIGHT - 6.0], bar.colour);
        let shown = network_number(bar.size);
        frame.canvas.text(Label::new(shown.clone(), to + 12.0, middle, BODY).bold());
        let after = to + 12.0 + width_of(&shown, BODY, true) + 18.0;
        let said = first_lines(&bar.said, SMALL, false, end - after, 1).concat();
        if !said.is_empty() {
            frame.canvas.text(Label::new(said, after, middle, SMALL).coloured(FAINT));
        }
    }
    top + (HEIGHT + 8.0) * bars.len() as f64
}
