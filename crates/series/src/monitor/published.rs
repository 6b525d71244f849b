//! Boundaries as they were published: what simulated ones are held against.

/// Levels of the tables.
const LEVELS: [f64; 3] = [0.90, 0.95, 0.99];
/// Training rows of Homm and Breitung's tables.
pub(super) const TRAINING: [usize; 3] = [20, 50, 100];
/// Rows in all, as multiples of the training, of the same tables.
pub(super) const MULTIPLES: [usize; 7] = [2, 3, 4, 5, 6, 8, 10];
/// Rows of the monitor, as multiples of the training, of Kurozumi's table.
pub(super) const HORIZONS: [usize; 3] = [1, 3, 5];

/// Homm and Breitung (2012), Journal of Financial Econometrics 10(1), table 7 (i): b of FLUC, by training and level.
const FLUC: [[[f64; 7]; 3]; 3] = [
    [
        [2.49, 3.12, 3.44, 3.65, 3.78, 3.99, 4.12],
        [3.88, 4.56, 4.86, 5.06, 5.19, 5.38, 5.52],
        [7.00, 7.84, 8.26, 8.49, 8.66, 9.12, 9.19],
    ],
    [
        [2.80, 3.33, 3.62, 3.80, 3.96, 4.14, 4.27],
        [4.19, 4.80, 5.11, 5.34, 5.50, 5.72, 5.81],
        [7.30, 8.11, 8.43, 8.82, 8.86, 9.25, 9.49],
    ],
    [
        [3.05, 3.60, 3.93, 4.15, 4.31, 4.48, 4.57],
        [4.50, 5.14, 5.55, 5.69, 5.89, 6.05, 6.26],
        [7.76, 8.59, 9.06, 9.48, 9.62, 9.79, 9.99],
    ],
];

/// The same, table 8 (i): b of CUSUM without an estimated drift.
const CUSUM: [[[f64; 7]; 3]; 3] = [
    [
        [0.81, 1.18, 1.43, 1.61, 1.75, 1.91, 2.02],
        [1.27, 1.96, 2.35, 2.53, 2.72, 3.00, 3.13],
        [2.61, 3.91, 4.49, 4.97, 5.16, 5.52, 5.74],
    ],
    [
        [0.87, 1.31, 1.55, 1.70, 1.82, 1.97, 2.06],
        [1.43, 2.03, 2.34, 2.62, 2.80, 3.03, 3.12],
        [2.85, 3.87, 4.25, 4.77, 5.03, 5.47, 5.94],
    ],
    [
        [0.92, 1.39, 1.62, 1.80, 1.92, 2.08, 2.19],
        [1.51, 2.14, 2.47, 2.73, 2.88, 3.20, 3.36],
        [2.86, 3.92, 4.57, 4.94, 5.30, 5.72, 6.02],
    ],
];

/// Kurozumi (2020), Econometric Reviews 39(5), table 1: q of SADF, of GSADF with s0 = 0.4 and with s0 = 0.8, by horizon and
/// level; of a training without end.
const KUROZUMI: [[[f64; 3]; 3]; 3] = [
    [[0.6946, 1.0381, 1.6474], [1.0299, 1.3330, 1.8978], [1.1308, 1.4255, 1.9735]],
    [[1.3969, 1.8081, 2.5927], [1.7088, 2.0737, 2.7677], [1.7988, 2.1480, 2.8276]],
    [[1.9369, 2.3330, 3.0941], [2.1315, 2.4944, 3.2136], [2.1794, 2.5369, 3.2616]],
];

fn level(of: f64) -> Option<usize> {
    LEVELS.iter().position(|level| (level - of).abs() < 1e-9)
}

fn homm_breitung(table: &[[[f64; 7]; 3]; 3], at: f64, training: usize, horizon: usize) -> Option<f64> {
    let row = TRAINING.iter().position(|n| *n == training)?;
    let column = MULTIPLES.iter().position(|k| (k - 1) * training == horizon)?;
    Some(table[row][level(at)?][column])
}

pub(super) fn fluc(at: f64, training: usize, horizon: usize) -> Option<f64> {
    homm_breitung(&FLUC, at, training, horizon)
}

pub(super) fn cusum(at: f64, training: usize, horizon: usize) -> Option<f64> {
    homm_breitung(&CUSUM, at, training, horizon)
}

/// Of SADF (`band` 0), GSADF with s0 = 0.4 (1) or 0.8 (2).
pub(super) fn kurozumi(band: usize, at: f64, training: usize, horizon: usize) -> Option<f64> {
    let row = HORIZONS.iter().position(|s| s * training == horizon)?;
    Some(KUROZUMI[band][row][level(at)?])
}
