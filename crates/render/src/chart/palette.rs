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
/// Three steps from what counts most to what counts least, dark to light.
pub(super) const FADING: [Colour; 3] = [Colour(0, 68, 108), Colour(80, 150, 190), Colour(190, 215, 230)];

/// Where there is no data.
pub(super) const NO_DATA: Colour = Colour(206, 212, 218);

/// Okabe and Ito's colours, with violet, olive and grey for those that vanish on paper: each has a contrast of 3 to it, which is
/// what lines need, and no two are alike to readers with any colour vision.
const HUES: [Colour; 7] = [
    DOTCOM,
    AI,
    Colour(0, 158, 115),
    Colour(204, 121, 167),
    Colour(80, 30, 140),
    Colour(110, 85, 0),
    Colour(90, 90, 90),
];

/// The dot-com era in every chart, and what else warns.
pub const DOTCOM: Colour = Colour(213, 94, 0);
/// The AI era in every chart, and the score where there is no era.
pub const AI: Colour = Colour(0, 114, 178);

/// The eras whose colours are theirs alone where there is room.
const KNOWN: [&str; 2] = ["dotcom", "ai"];

/// How far shades of a hue go towards ink.
const SHADES: [f64; 4] = [0.0, 0.3, 0.55, 0.8];

/// From calm to the worst: light to dark, so that it also works in grey.
const HEAT: [Colour; 5] =
    [Colour(255, 247, 236), Colour(253, 212, 158), Colour(252, 141, 89), Colour(215, 48, 31), Colour(127, 0, 0)];

/// How lines are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dash {
    /// Without a gap.
    Solid,
    /// Long strokes.
    Dashed,
    /// Short ones.
    Dotted,
}

/// The form of a dot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Marker {
    Circle,
    Square,
    Diamond,
    Triangle,
}

/// How a series is drawn: no two of a chart share all three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) colour: Colour,
    pub(super) dash: Dash,
    pub(super) marker: Marker,
}

const DASHES: [Dash; 3] = [Dash::Solid, Dash::Dashed, Dash::Dotted];
const MARKERS: [Marker; 4] = [Marker::Circle, Marker::Square, Marker::Diamond, Marker::Triangle];

impl Style {
    /// The n-th series of a hue: its own colour first, then darker ones. Colour and dot alone tell sixteen apart.
    fn of(hue: usize, n: usize) -> Self {
        // Eras that are not known also differ in the form of their dots.
        let own = hue.saturating_sub(KNOWN.len() - 1);
        Style {
            colour: mix(HUES[hue], INK, SHADES[n % SHADES.len()]),
            dash: DASHES[n % DASHES.len()],
            marker: MARKERS[(n + n / SHADES.len() + own) % MARKERS.len()],
        }
    }
}

/// The styles of the series of a chart. Each is said by its era, or by its own name where it has none, and by what orders the series
/// of one era, the one that comes first there having the era's own colour.
///
/// The order of the series plays no part. A name prefers a hue, the same in every chart, and takes the next one where another name
/// that comes before it has taken that; the two known eras have theirs for certain.
pub(super) fn styles<K: Ord>(series: &[(&str, K)]) -> Vec<Style> {
    let mut names: Vec<&str> = series.iter().map(|(name, _)| *name).collect();
    names.sort_unstable_by_key(|name| (KNOWN.iter().position(|known| known == name).unwrap_or(KNOWN.len()), *name));
    names.dedup();
    let mut users = [0usize; HUES.len()];
    let hues: Vec<usize> = names
        .iter()
        .map(|name| {
            let preferred = preferred(name);
            let after = |hue: usize| (hue + HUES.len() - preferred) % HUES.len();
            let free = (0..HUES.len()).min_by_key(|hue| (users[*hue], *hue < KNOWN.len(), after(*hue)));
            let hue = if KNOWN.contains(name) { preferred } else { free.unwrap_or(preferred) };
            users[hue] += 1;
            hue
        })
        .collect();
    let mut order: Vec<usize> = (0..series.len()).collect();
    order.sort_by(|a, b| (series[*a].0, &series[*a].1).cmp(&(series[*b].0, &series[*b].1)));
    // Names that share a hue go on where the one before ended.
    order.sort_by_key(|place| names.iter().position(|name| *name == series[*place].0));
    let mut drawn = [0usize; HUES.len()];
    let mut found = vec![Style::of(0, 0); series.len()];
    for place in order {
        let hue = names.iter().position(|name| *name == series[place].0).map_or(0, |n| hues[n]);
        found[place] = Style::of(hue, drawn[hue]);
        drawn[hue] += 1;
    }
    found
}

/// The hue that a name has wherever it can.
fn preferred(name: &str) -> usize {
    let sum = || name.bytes().fold(7usize, |sum, b| sum.wrapping_mul(31).wrapping_add(usize::from(b)));
    KNOWN.iter().position(|known| *known == name).unwrap_or_else(|| KNOWN.len() + sum() % (HUES.len() - KNOWN.len()))
}

/// The colour of the n-th part of a whole.
pub(super) fn part(n: usize) -> Colour {
    mix(HUES[(n + 1) % HUES.len()], INK, SHADES[n / HUES.len() % SHADES.len()])
}

/// The colour of the n-th of so many parts of a score: greys, which no era has.
pub(super) fn neutral(n: usize, of: usize) -> Colour {
    const DARK: Colour = Colour(58, 66, 74);
    const LIGHT: Colour = Colour(206, 212, 218);
    mix(DARK, LIGHT, n as f64 / of.saturating_sub(1).max(1) as f64)
}

/// Rows of an episode, and those before it that should warn.
pub(super) const EPISODE: Colour = Colour(240, 196, 168);
pub(super) const WINDOW: Colour = Colour(224, 235, 243);
/// Warnings that came true, and that did not.
pub(super) const RIGHT: Colour = HUES[2];
pub(super) const WRONG: Colour = DOTCOM;
/// Thresholds of their time.
pub(super) const WALKED: Colour = HUES[3];

/// The colour of a score in [0, 100].
pub fn heat(score: f64) -> Colour {
    let place = (score.clamp(0.0, 100.0) / 100.0) * (HEAT.len() - 1) as f64;
    let below = (place.floor() as usize).min(HEAT.len() - 2);
    mix(HEAT[below], HEAT[below + 1], place - below as f64)
}

/// The colour of a score in [0, 100] where high is good: from pale to a deep blue, which warns of nothing.
pub(super) fn merit(score: f64) -> Colour {
    const PALE: Colour = Colour(222, 235, 247);
    const DEEP: Colour = Colour(8, 81, 156);
    mix(PALE, DEEP, score / 100.0)
}

/// The colours of a score as CSS: the ground and what can be read on it.
pub fn heat_style(score: f64) -> String {
    let ground = heat(score);
    format!("background: {ground}; color: {}", on(ground))
}

/// The same where high is good.
pub fn merit_style(score: f64) -> String {
    let ground = merit(score);
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Relative luminance of linear channels, by WCAG 2.
    fn luminance([r, g, b]: [f64; 3]) -> f64 {
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn linear(colour: Colour) -> [f64; 3] {
        [colour.0, colour.1, colour.2].map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Contrast to white paper.
    fn contrast(colour: Colour) -> f64 {
        1.05 / (luminance(linear(colour)) + 0.05)
    }

    /// Machado, Oliveira and Fernandes (2009): normal vision, and none of the long, middle and short cones.
    #[allow(clippy::unreadable_literal)] // as published
    const VISIONS: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    /// A colour as it is seen, in CIELAB.
    #[allow(clippy::unreadable_literal)] // as published
    fn seen(colour: Colour, vision: &[[f64; 3]; 3]) -> [f64; 3] {
        let own = linear(colour);
        let [r, g, b] = vision.map(|row| row.iter().zip(own).map(|(m, c)| m * c).sum::<f64>().clamp(0.0, 1.0));
        let f = |t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
        let (y, z) = (f(luminance([r, g, b])), f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089));
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn every_hue_and_shade_can_be_seen_on_paper() {
        for hue in HUES {
            for shade in SHADES {
                assert!(contrast(mix(hue, INK, shade)) >= 3.0, "{hue} {shade}");
            }
        }
        assert!((0..28).all(|n| contrast(part(n)) >= 3.0));
    }

    #[test]
    fn hues_are_told_apart_with_any_colour_vision() {
        for vision in VISIONS {
            for (n, a) in HUES.iter().enumerate() {
                for b in &HUES[n + 1..] {
                    let (p, q) = (seen(*a, &vision), seen(*b, &vision));
                    let apart = p.iter().zip(q).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt();
                    // A just noticeable difference is 2.3.
                    assert!(apart > 12.0, "{a} and {b}: {apart:.1}");
                }
            }
        }
    }

    #[test]
    fn the_known_eras_have_their_colours_in_any_company() {
        let all = styles(&[("1929", 0), ("telecom", 0), ("ai", 0), ("dotcom", 0), ("ai", 1)]);
        assert_eq!((all[2].colour, all[3].colour), (AI, DOTCOM));
        assert_ne!(all[0].colour, all[1].colour, "names whose letters choose one hue");
        assert_ne!(all[4], all[2], "an earlier date of an era");
        let alone = styles(&[("1929", 0)]);
        assert!(alone[0].colour != AI && alone[0].colour != DOTCOM);
    }

    proptest! {
        #[test]
        fn no_two_series_look_alike_whatever_they_are_called(names in prop::collection::vec("[a-d]{0,2}|ai|dotcom", 1..=12), turn in 0usize..12) {
            let series: Vec<(&str, usize)> = names.iter().map(String::as_str).zip(0..).collect();
            let found = styles(&series);
            for (n, a) in found.iter().enumerate() {
                prop_assert!(contrast(a.colour) >= 3.0);
                prop_assert!(!found[n + 1..].contains(a), "{:?}", found);
            }
            // Whatever their order.
            let mut turned = series.clone();
            turned.rotate_left(turn % series.len());
            for ((name, key), style) in turned.iter().zip(styles(&turned)) {
                let place = series.iter().position(|s| s == &(*name, *key)).unwrap();
                prop_assert_eq!(found[place], style);
            }
        }
    }
}
