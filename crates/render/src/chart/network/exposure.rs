//! Who stands to lose how much on whom: a matrix with totals.

use super::{Chart, Kind, Net};
use crate::chart::canvas::{Anchor, Label};
use crate::chart::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use crate::chart::labels::{Room, labels};
use crate::chart::measure::width_of;
use crate::chart::palette::{FAINT, GRID, heat, on};
use crate::locale::Locale;
use crate::page::{network_amount, network_number, share};
use froth_core::network::Found;
use std::collections::BTreeMap;

/// Rows and columns with a name; what is smaller shares one.
const MOST: usize = 14;
const ROW: f64 = 40.0;
const HEADS: f64 = 300.0;
/// Columns as wide as they get, and those that are too narrow for a name above them.
const WIDEST: f64 = 200.0;
const NARROW: f64 = 110.0;

/// Draws what each node stands to lose on each other, over the edges that count.
pub fn exposure(of: &Found, locale: &Locale) -> Chart {
    let net = Net::new(of, locale);
    let words = net.words;
    let mut cells: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (edge, amount) in net.counted().filter(|(_, amount)| *amount > 0.0) {
        if let Some((cause, loser)) = net.losing(edge) {
            *cells.entry((loser, cause)).or_default() += amount;
        }
    }
    let mut data = vec![row(&["loser", "cause", "amount"])];
    let id = |node: usize| of.nodes[node].id.as_str();
    data.extend(cells.iter().map(|((loser, cause), x)| row(&[id(*loser), id(*cause), &number(Some(*x))])));
    let sums = |end: fn(&(usize, usize)) -> usize| {
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for (ends, amount) in &cells {
            *sums.entry(end(ends)).or_default() += amount;
        }
        let mut sums: Vec<(usize, f64)> = sums.into_iter().collect();
        sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        sums
    };
    let (losers, causes) = (sums(|ends| ends.0), sums(|ends| ends.1));
    let title = match losers.first() {
        Some((most, all)) => {
            let largest = cells.iter().filter(|(ends, _)| ends.0 == *most).max_by(|a, b| a.1.total_cmp(b.1));
            let (other, part) = largest.map_or((*most, 0.0), |(ends, amount)| (ends.1, amount / all));
            let amount = network_amount(*all, of, locale);
            if part >= 0.995 {
                words.exposure_title_all(net.name(*most), amount, net.name(other))
            } else {
                words.exposure_title(net.name(*most), amount, share(part), net.name(other))
            }
        }
        None => words.net_none().to_owned(),
    };
    let mut frame = Frame::new(Kind::Exposure, title, &words.exposure_subtitle(net.title(), of.as_of, net.unit()));
    if losers.is_empty() {
        let bottom = frame.top;
        return net.finish(frame, bottom, "", data);
    }
    let (rows, columns) = (Side::new(&losers), Side::new(&causes));
    let mut sums = vec![vec![0.0; columns.len() + 1]; rows.len() + 1];
    for ((loser, cause), amount) in &cells {
        let (r, c) = (rows.place(*loser), columns.place(*cause));
        for (r, c) in [(r, c), (r, columns.len()), (rows.len(), c), (rows.len(), columns.len())] {
            sums[r][c] += amount;
        }
    }
    let bottom = matrix(&mut frame, &net, (&rows, &columns), &sums);
    net.finish(frame, bottom, "", data)
}

/// The nodes along a side, and how many share the last place.
struct Side {
    named: Vec<usize>,
    others: usize,
}

impl Side {
    fn new(sums: &[(usize, f64)]) -> Self {
        // One alone needs no name for others.
        let named = if sums.len() > MOST + 1 { MOST } else { sums.len() };
        Side { named: sums[..named].iter().map(|(node, _)| *node).collect(), others: sums.len() - named }
    }

    fn len(&self) -> usize {
        self.named.len() + usize::from(self.others > 0)
    }

    fn place(&self, node: usize) -> usize {
        self.named.iter().position(|named| *named == node).unwrap_or(self.named.len())
    }

    fn names(&self, net: &Net<'_>) -> Vec<String> {
        let others = (self.others > 0).then(|| net.words.exposure_others(self.others));
        self.named.iter().map(|node| net.name(*node).to_owned()).chain(others).collect()
    }
}

fn matrix(frame: &mut Frame, net: &Net<'_>, (rows, columns): (&Side, &Side), sums: &[Vec<f64>]) -> f64 {
    let words = net.words;
    let total = 110.0;
    let own = rows.names(net);
    let longest = own.iter().map(|name| width_of(name, BODY, false)).fold(100.0, f64::max) + 30.0;
    let count = columns.len() as f64;
    let names = longest.min((INNER - total - count * WIDEST).max(INNER * 0.27));
    let width = ((INNER - total - names) / count).min(WIDEST);
    let left = MARGIN + names;
    let right = left + width * count + total;
    // Names of wide columns stand above them, those of narrow ones run upwards.
    let upright = width < NARROW;
    let room = if upright {
        Room::line(SMALL, false, HEADS)
    } else {
        Room { size: SMALL, bold: false, width: width - 12.0, lines: 3 }
    };
    let heads = labels(&columns.names(net), room);
    let high = |head: &Vec<String>| {
        if upright { width_of(&head.concat(), SMALL, false) } else { SMALL * 1.2 * head.len() as f64 }
    };
    let top = frame.top + heads.iter().map(high).fold(SMALL, f64::max) + 18.0;
    for (c, head) in heads.iter().enumerate() {
        let x = left + width * (c as f64 + 0.5);
        if upright {
            frame.canvas.text(Label::new(head.concat(), x, top - 10.0, SMALL).upright());
        } else {
            let y = top - 10.0 - high(head) / 2.0;
            frame.block(head.clone(), &Label::new("", x, y, SMALL).anchored(Anchor::Middle));
        }
    }
    let head = Label::new(words.exposure_total(), right, top - 10.0 - SMALL * 0.6, SMALL);
    frame.canvas.text(head.bold().anchored(Anchor::End));
    let shown = labels(&own, Room::line(BODY, false, names - 20.0));
    let most = sums[..rows.len()].iter().flat_map(|row| &row[..columns.len()]).copied().fold(0.0, f64::max);
    for (r, name) in shown.iter().enumerate() {
        let y = top + ROW * r as f64;
        frame.canvas.text(Label::new(name.concat(), MARGIN, y + ROW / 2.0, BODY));
        for (c, amount) in sums[r][..columns.len()].iter().enumerate() {
            let x = left + width * c as f64;
            let ground = heat(8.0 + 92.0 * (amount / most).sqrt());
            if *amount > 0.0 {
                frame.canvas.bar([x + 1.0, y + 1.0, x + width - 1.0, y + ROW - 1.0], ground);
                let text = short(*amount, width - 6.0);
                let label = Label::new(text, x + width / 2.0, y + ROW / 2.0, SMALL).anchored(Anchor::Middle);
                frame.canvas.text(label.coloured(on(ground)));
            } else {
                frame.canvas.dot(x + width / 2.0, y + ROW / 2.0, 2.0, GRID);
            }
        }
        let label = Label::new(network_number(sums[r][columns.len()]), right, y + ROW / 2.0, BODY).bold();
        frame.canvas.text(label.anchored(Anchor::End));
    }
    let y = top + ROW * rows.len() as f64 + 6.0;
    frame.canvas.line(vec![(MARGIN, y), (right, y)], FAINT, 2.0);
    frame.canvas.text(Label::new(words.exposure_total(), MARGIN, y + ROW / 2.0, BODY).bold());
    for (c, amount) in sums[rows.len()][..columns.len()].iter().enumerate() {
        let x = left + width * (c as f64 + 0.5);
        let text = short(*amount, width - 6.0);
        frame.canvas.text(Label::new(text, x, y + ROW / 2.0, SMALL).bold().anchored(Anchor::Middle));
    }
    let all = network_number(sums[rows.len()][columns.len()]);
    frame.canvas.text(Label::new(all, right, y + ROW / 2.0, BODY).bold().anchored(Anchor::End));
    y + ROW
}

/// An amount in the room of a cell: three digits, fewer, or a power of ten.
fn short(amount: f64, room: f64) -> String {
    let fits = |text: &String| width_of(text, SMALL, true) <= room;
    let step = 10f64.powf(amount.log10().floor() - 2.0);
    let three = network_number((amount / step).round() * step);
    let tried = [three, format!("{amount:.1}"), format!("{amount:.0}"), format!("{amount:.0e}")];
    tried.into_iter().find(fits).unwrap_or_default()
}
