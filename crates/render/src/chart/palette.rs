//! The one palette: told apart by readers with any colour vision, on paper and on screens.

/// Red, green and blue, 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// As style sheets write it.
impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Colour(r, g, b) = self;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

/// The page.
pub(super) const PAPER: Colour = Colour(255, 255, 255);
/// Text and outlines.
pub(super) const INK: Colour = Colour(33, 37, 41);
/// Text that stands back.
pub(super) const FAINT: Colour = Colour(95, 103, 112);
/// Grid lines.
pub(super) const GRID: Colour = Colour(222, 226, 230);
/// Where there is no data.
pub(super) const NO_DATA: Colour = Colour(206, 212, 218);

/// Okabe and Ito's colours, without yellow, which vanishes on paper.
const SERIES: [Colour; 7] = [
    Colour(213, 94, 0),
    Colour(0, 114, 178),
    Colour(0, 158, 115),
    Colour(204, 121, 167),
    Colour(86, 180, 233),
    Colour(230, 159, 0),
    Colour(90, 90, 90),
];

/// From calm to the worst: light to dark, so that it also works in grey.
const HEAT: [Colour; 5] =
    [Colour(255, 247, 236), Colour(253, 212, 158), Colour(252, 141, 89), Colour(215, 48, 31), Colour(127, 0, 0)];

/// The colour of an era: the same in every chart. The dot-com era and the AI era have the first two; any other
/// name has one of its own by its letters.
pub fn era(name: Option<&str>) -> Colour {
    match name {
        Some("dotcom") => SERIES[0],
        Some("ai") => SERIES[1],
        None => SERIES[6],
        Some(other) => {
            let sum = other.bytes().fold(0usize, |sum, b| sum.wrapping_mul(31).wrapping_add(usize::from(b)));
            SERIES[2 + sum % 4]
        }
    }
}

/// The colour of the n-th part of a whole.
pub(super) fn part(n: usize) -> Colour {
    SERIES[(n + 1) % SERIES.len()]
}

/// Rows of an episode, and those before it that should warn.
pub(super) const EPISODE: Colour = Colour(240, 196, 168);
pub(super) const WINDOW: Colour = Colour(224, 235, 243);
/// Warnings that came true, and that did not.
pub(super) const RIGHT: Colour = SERIES[2];
pub(super) const WRONG: Colour = SERIES[0];
/// Thresholds of their time.
pub(super) const WALKED: Colour = SERIES[3];

/// The colour of a score in [0, 100].
pub fn heat(score: f64) -> Colour {
    let place = (score.clamp(0.0, 100.0) / 100.0) * (HEAT.len() - 1) as f64;
    let below = (place.floor() as usize).min(HEAT.len() - 2);
    mix(HEAT[below], HEAT[below + 1], place - below as f64)
}

/// The colours of a score as CSS: the ground and what can be read on it.
pub fn heat_style(score: f64) -> String {
    let ground = heat(score);
    format!("background: {ground}; color: {}", on(ground))
}

/// A colour between two: 0 the first, 1 the second.
pub(super) fn mix(a: Colour, b: Colour, share: f64) -> Colour {
    let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share.clamp(0.0, 1.0)).round() as u8;
    Colour(channel(a.0, b.0), channel(a.1, b.1), channel(a.2, b.2))
}

/// Black or white, whichever can be read on a ground.
pub(super) fn on(ground: Colour) -> Colour {
    let light = 0.299 * f64::from(ground.0) + 0.587 * f64::from(ground.1) + 0.114 * f64::from(ground.2);
    if light > 150.0 { INK } else { PAPER }
}
