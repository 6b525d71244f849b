//! Names in the room that a chart has for them, no two of a set alike.

use super::canvas::{Anchor, Label};
use super::frame::{INNER, MARGIN};
use super::measure::{first_lines, lines_of, width_of};
use std::collections::{BTreeMap, BTreeSet};

/// The room for each name of a set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Height of the font.
    pub(super) size: f64,
    pub(super) bold: bool,
    /// How wide a line may be.
    pub(super) width: f64,
    /// The most lines.
    pub(super) lines: usize,
}

impl Room {
    /// One line.
    pub(super) fn line(size: f64, bold: bool, width: f64) -> Self {
        Room { size, bold, width, lines: 1 }
    }

    fn fits(&self, text: &str) -> bool {
        lines_of(text, self.size, self.bold, self.width).len() <= self.lines
    }

    fn cut(&self, text: &str) -> Vec<String> {
        first_lines(text, self.size, self.bold, self.width, self.lines)
    }
}

/// The names in lines. What does not fit ends in dots; where two would then read the same, the dots stand for what they have in
/// common instead, and what differs is kept. Names that still read the same, as those that are the same do, are numbered by their
/// place in the set.
pub(super) fn labels<S: AsRef<str>>(names: &[S], room: Room) -> Vec<Vec<String>> {
    labels_in(names, &|_| room)
}

/// The same with a room of its own for each.
pub(super) fn labels_in<S: AsRef<str>>(names: &[S], room: &dyn Fn(usize) -> Room) -> Vec<Vec<String>> {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    let mut shown: Vec<Vec<String>> = names.iter().enumerate().map(|(n, name)| room(n).cut(name)).collect();
    for group in alike(&shown) {
        let own: Vec<(&str, Room)> = group.iter().map(|n| (names[*n], room(*n))).collect();
        for (n, text) in group.iter().zip(without_common(&own)) {
            shown[*n] = room(*n).cut(&text);
        }
    }
    // A number in front is enough, but for names that begin with one.
    for width in 0..=names.len() {
        let groups = alike(&shown);
        if groups.is_empty() {
            break;
        }
        for n in groups.into_iter().flatten() {
            shown[n] = room(n).cut(&format!("{}{}: {}", "#".repeat(width), n + 1, names[n]));
        }
    }
    shown
}

/// Places of what reads the same.
fn alike(shown: &[Vec<String>]) -> Vec<Vec<usize>> {
    let mut places: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (n, lines) in shown.iter().enumerate() {
        places.entry(lines.as_slice()).or_default().push(n);
    }
    places.into_values().filter(|places| places.len() > 1).collect()
}

/// The names with dots for what they have in common at both ends, as much of their beginning as there is room for before it.
fn without_common(names: &[(&str, Room)]) -> Vec<String> {
    let chars: Vec<Vec<char>> = names.iter().map(|(name, _)| name.chars().collect()).collect();
    let Some(first) = chars.first() else { return Vec::new() };
    let least = chars.iter().map(Vec::len).min().unwrap_or(0);
    let same = |at: &dyn Fn(&[char], usize) -> char| {
        (0..least).take_while(|n| chars.iter().all(|c| at(c, *n) == at(first, *n))).count()
    };
    let mut start = same(&|c, n| c[n]);
    let mut end = same(&|c, n| c[c.len() - 1 - n]).min(least - start);
    // Whole words and whole numbers.
    let joined = |a: char, b: char| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric();
    while start > 0 && chars.iter().any(|c| c.len() > start && joined(c[start - 1], c[start])) {
        start -= 1;
    }
    while end > 0 && chars.iter().any(|c| c.len() > end && joined(c[c.len() - end - 1], c[c.len() - end])) {
        end -= 1;
    }
    let text = |c: &[char]| c.iter().collect::<String>();
    let one = |(c, (_, room)): (&Vec<char>, &(&str, Room))| {
        let own = text(&c[start..c.len() - end]);
        let own = if end > 0 { format!("{}…", own.trim()) } else { own.trim().to_owned() };
        // How much of the beginning fits: the width of a line says about how much.
        let mut kept = String::new();
        for head in (1..start).rev() {
            let head = text(&c[..head]);
            let whole = format!("{}… {own}", head.trim_end());
            if room.fits(&whole) {
                kept = whole;
                break;
            }
        }
        if kept.is_empty() && room.lines == 1 && width_of(&own, room.size, room.bold) > room.width {
            return own;
        }
        if kept.is_empty() { format!("…{own}") } else { kept }
    };
    let found: Vec<String> = chars.iter().zip(names).map(one).collect();
    let different: BTreeSet<&String> = found.iter().collect();
    if different.len() == found.len() { found } else { names.iter().map(|(name, _)| (*name).to_owned()).collect() }
}

/// A name beside the dot that it stands on, at the first place where it covers nothing and is not cut: left of `right` where there
/// is one. As an error the name where it may cover something.
pub(super) fn free_place(label: &Label, right: f64, taken: &[[f64; 4]]) -> Result<Label, Label> {
    let (x, y, near) = (label.x, label.y, label.size * 0.6 + if label.bold { 13.0 } else { 4.0 });
    let place = |dx: f64, dy: f64| {
        let anchor = if dx < 0.0 { Anchor::End } else { Anchor::Start };
        Label { x: x + dx, y: y + dy, ..label.clone() }.anchored(anchor)
    };
    let free = |label: &Label, limit: f64| {
        let [left, top, right, bottom] = label.bounds();
        let inside = left > MARGIN && right < limit && top > 0.0;
        inside && taken.iter().all(|t| right < t[0] || left > t[2] || bottom < t[1] || top > t[3])
    };
    // Names may move far from their dots, years may not.
    let reach = if label.bold { 30 } else { 3 };
    let places = || {
        let steps = (0..reach).flat_map(|n| [f64::from(n) * 13.0, -f64::from(n) * 13.0]);
        steps.flat_map(|dy| [place(near, dy), place(-near, dy)])
    };
    let found =
        places().find(|label| free(label, right)).or_else(|| places().find(|label| free(label, MARGIN + INNER)));
    found.ok_or_else(|| {
        let cut = x > MARGIN + INNER - width_of(&label.text, label.size, label.bold);
        place(if cut { -near } else { near }, 0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn in_line(names: &[&str], width: f64) -> Vec<String> {
        labels(names, Room::line(20.0, false, width)).into_iter().map(|lines| lines.concat()).collect()
    }

    #[test]
    fn what_differs_is_kept() {
        let name = |n: usize| format!("Long Company Name Number {n} Holdings Incorporated plc");
        let names: Vec<String> = (0..60).map(name).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let shown = in_line(&names, 260.0);
        assert_eq!(shown[7], "Long Company Na… 7…");
        assert_eq!(shown[59], "Long Company Na… 59…");
        // In the middle of ids, whole words of them.
        let shown = in_line(&["a-boom-that-lasted-1995q4-x", "a-boom-that-lasted-1998q4-x"], 150.0);
        assert_eq!(shown, ["a-… 1995q4…", "a-… 1998q4…"]);
    }

    #[test]
    fn names_with_room_stay_as_they_are_and_the_same_ones_are_numbered() {
        assert_eq!(in_line(&["one", "two"], 200.0), ["one", "two"]);
        assert_eq!(in_line(&["a long name of one thing", "another"], 120.0), ["a long…", "another"]);
        assert_eq!(in_line(&["T", "T", "2: T"], 200.0), ["1: T", "#2: T", "#3: 2: T"]);
        assert_eq!(labels::<&str>(&[], Room::line(20.0, false, 100.0)), Vec::<Vec<String>>::new());
    }

    proptest! {
        #[test]
        fn no_two_read_the_same_and_all_fit(
            names in prop::collection::vec("(Long Company |非金融企業|x){0,3}[0-9]{0,2}( Holdings| plc){0,3}", 1..40),
            width in 90.0f64..400.0,
            lines in 1usize..4,
        ) {
            let room = Room { size: 20.0, bold: true, width, lines };
            let shown = labels(&names, room);
            prop_assert!(alike(&shown).is_empty(), "{:?}", shown);
            for lines in &shown {
                prop_assert!(lines.len() <= room.lines.max(1));
                prop_assert!(lines.iter().all(|l| width_of(l, 20.0, true) <= width + 1e-9), "{:?}", lines);
            }
        }
    }
}
