//! The ways that edges take between rows of nodes, around their names.

/// What stands in the way in a row: from left to right.
pub(super) type Span = (f64, f64);

/// How far ways keep from what stands in a row, and from each other.
const CLEAR: f64 = 9.0;
const APART: f64 = 6.0;

/// A point of a way, and whether the way runs straight down to the next one.
pub(super) type Point = (f64, f64);

/// Where to pass a row: as near to where one wants to as nothing stands and nobody else passes.
pub(super) fn gap(wanted: f64, taken: &[Span], passed: &mut Vec<f64>, (left, right): Span) -> f64 {
    let free = |x: f64, apart: f64| {
        (left..=right).contains(&x)
            && taken.iter().all(|(from, to)| x < from - CLEAR || x > to + CLEAR)
            && passed.iter().all(|other| (other - x).abs() >= apart)
    };
    // What is nearest first; where there is no room left, ways run on top of each other.
    let tried = |apart: f64| {
        (0..=(2.0 * (right - left) / APART) as i32)
            .map(|n| wanted + APART * f64::from((n + 1) / 2) * if n % 2 == 0 { 1.0 } else { -1.0 })
            .find(|x| free(*x, apart))
    };
    let found = tried(APART).or_else(|| tried(0.0)).unwrap_or(wanted.clamp(left, right));
    passed.push(found);
    found
}

/// A smooth way through points, each pair of them either straight down (`true`) or in a curve that begins and ends upright.
pub(super) fn smooth(points: &[Point], straight: &[bool]) -> Vec<Point> {
    let mut way: Vec<Point> = points.first().copied().into_iter().collect();
    for (ends, straight) in points.windows(2).zip(straight) {
        let (from, to) = (ends[0], ends[1]);
        if *straight {
            way.push(to);
            continue;
        }
        let middle = from.1.midpoint(to.1);
        way.extend((1..=28).map(|n| bezier([from, (from.0, middle), (to.0, middle), to], f64::from(n) / 28.0)));
    }
    way
}

/// A way from one node of a row to another: over the heads of those between.
pub(super) fn arch(from: Point, to: Point, high: f64) -> Vec<Point> {
    let top = from.1.min(to.1) - high / 0.75;
    (0..=36).map(|n| bezier([from, (from.0, top), (to.0, top), to], f64::from(n) / 36.0)).collect()
}

fn bezier([a, b, c, d]: [Point; 4], t: f64) -> Point {
    let s = 1.0 - t;
    let at = |a: f64, b: f64, c: f64, d: f64| s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d;
    (at(a.0, b.0, c.0, d.0), at(a.1, b.1, c.1, d.1))
}

/// The head of an arrow at the end of a way, and the way without it.
pub(super) fn arrow(way: &mut Vec<Point>, long: f64, wide: f64) -> Vec<Point> {
    let Some(tip) = way.pop() else { return Vec::new() };
    let away = |p: &Point| (p.0 - tip.0).hypot(p.1 - tip.1);
    while way.len() > 1 && way.last().is_some_and(|p| away(p) < long) {
        way.pop();
    }
    let Some(last) = way.last().copied().filter(|p| away(p) > 0.0) else { return Vec::new() };
    let (x, y) = ((tip.0 - last.0) / away(&last), (tip.1 - last.1) / away(&last));
    let base = (tip.0 - x * long, tip.1 - y * long);
    way.push(base);
    vec![tip, (base.0 - y * wide, base.1 + x * wide), (base.0 + y * wide, base.1 - x * wide)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_pass_where_nothing_stands() {
        let taken = [(100.0, 200.0), (220.0, 400.0)];
        let mut passed = Vec::new();
        let first = gap(150.0, &taken, &mut passed, (0.0, 500.0));
        assert!(!(100.0 - CLEAR..=200.0 + CLEAR).contains(&first), "{first}");
        for _ in 0..60 {
            let x = gap(150.0, &taken, &mut passed, (0.0, 500.0));
            assert!(taken.iter().all(|(from, to)| x < *from || x > *to), "{x}");
        }
        // Where there is no room at all it still gives a place.
        assert_eq!(gap(50.0, &[(-9.0, 99.0)], &mut passed, (0.0, 90.0)), 50.0);
    }

    #[test]
    fn a_head_points_along_the_way() {
        let mut way = vec![(0.0, 0.0), (0.0, 50.0), (0.0, 100.0)];
        let head = arrow(&mut way, 12.0, 5.0);
        assert_eq!(head[0], (0.0, 100.0));
        assert_eq!(way.last(), Some(&(0.0, 88.0)));
    }
}
