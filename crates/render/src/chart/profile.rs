//! One entity: its dimensions and its best and worst indicators, each against the median of all and of its peers.

use super::axis;
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, as_title, made_by, number, row};
use super::labels::{Room, labels};
use super::palette::{FAINT, INK, heat, merit};
use super::words::words;
use super::{Chart, Kind};
use crate::locale::Locale;
use crate::page::{profile_found, raw, score};
use froth_panel::profile::{Profile, Standing};

/// Room of a bar, and between one and the next.
const BAR: f64 = 20.0;
const STEP: f64 = 34.0;

/// Draws a profile.
pub fn profile(of: &Profile, file: &str, locale: &Locale) -> Chart {
    let words = words(locale.language);
    let title = profile_found(of, locale).into_iter().next().unwrap_or_default();
    let mut frame = Frame::new(Kind::Profile, as_title(&title), words.profile());
    let (left, right) = (MARGIN + INNER * 0.32, MARGIN + INNER - 150.0);
    let x = |points: f64| left + (right - left) * points / 100.0;
    let top = frame.top + 36.0;
    let blocks: [(&str, &[Standing]); 3] = [
        (words.profile_dimensions(), &of.dimensions),
        (words.profile_strengths(), &of.strengths),
        (words.profile_weaknesses(), &of.weaknesses),
    ];
    let blocks: Vec<_> = blocks.into_iter().filter(|(_, rows)| !rows.is_empty()).collect();
    let rows: usize = blocks.iter().map(|(_, rows)| rows.len() + 1).sum();
    let bottom = top + STEP * rows.max(1) as f64;
    axis::scores_across(&mut frame, &x, (top, bottom));
    let mut data = vec![row(&["part", "id", "score", "place", "of", "median", "peers_median"])];
    let mut y = top + STEP / 2.0;
    for (heading, standings) in blocks {
        frame.canvas.text(Label::new(heading, MARGIN, y, BODY).bold());
        y += STEP;
        let names: Vec<&str> = standings.iter().map(|s| locale.title(&s.id)).collect();
        let names = labels(&names, Room::line(SMALL, false, INNER * 0.32 - 20.0));
        for (s, name) in standings.iter().zip(names) {
            frame.canvas.text(Label::new(name.concat(), left - 12.0, y, SMALL).anchored(Anchor::End));
            let colour = if of.high_is_good { merit(s.score) } else { heat(s.score) };
            frame.canvas.bar([left, y - BAR / 2.0, x(s.score).max(left + 2.0), y + BAR / 2.0], colour);
            // The median of all as a stroke across the bar, that of the peers as a dot.
            let median = x(s.median);
            frame.canvas.line(vec![(median, y - BAR * 0.75), (median, y + BAR * 0.75)], INK, 3.0);
            if let Some(peers) = s.peers {
                frame.canvas.dot(x(peers), y, 6.0, INK);
            }
            let place = words.profile_place(score(s.score), raw(s.place), s.of);
            frame.canvas.text(Label::new(place, right + 14.0, y, SMALL).coloured(FAINT));
            let numbers = [s.score, s.place, s.of as f64, s.median].map(|x| number(Some(x)));
            let start = [heading.to_owned(), s.id.clone()];
            data.push(start.into_iter().chain(numbers).chain([number(s.peers)]).collect());
            y += STEP;
        }
    }
    let model = format!("{} {}", locale.model(&of.model), of.version);
    frame.foot(made_by(words, &model, file), bottom, data).typeset(locale.language)
}
