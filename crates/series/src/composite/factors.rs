//! Factors: principal components rotated so that each column belongs to one.

use super::eigen::Eigen;

/// Squared loadings of rotated factors, each column's largest.
pub(super) fn factor_weights(of: &Eigen, factors: usize) -> Vec<f64> {
    let k = of.values.len();
    let loading = |i: usize, f: usize| of.vectors[f][i] * of.values[f].max(0.0).sqrt();
    let loadings: Vec<Vec<f64>> = (0..k).map(|i| (0..factors).map(|f| loading(i, f)).collect()).collect();
    let rotated = varimax(&loadings);
    let explained: Vec<f64> = (0..factors).map(|f| rotated.iter().map(|row| row[f] * row[f]).sum()).collect();
    // A square over what its factor explains, times the factor's share of all: the square itself, but for the scale.
    let largest = |row: &Vec<f64>| {
        let shares = row.iter().zip(&explained).map(|(x, e)| if *e > 0.0 { (x * x / e, x * x) } else { (0.0, 0.0) });
        shares.max_by(|a, b| a.0.total_cmp(&b.0)).map_or(0.0, |best| best.1)
    };
    rotated.iter().map(largest).collect()
}

/// Loadings rotated so that their squares vary most within factors (Kaiser 1958): planar rotations of rows of unit length.
pub(super) fn varimax(loadings: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let (k, factors) = (loadings.len(), loadings.first().map_or(0, Vec::len));
    let lengths: Vec<f64> = loadings.iter().map(|row| row.iter().map(|x| x * x).sum::<f64>().sqrt()).collect();
    let unit = |(row, length): (&Vec<f64>, &f64)| -> Vec<f64> {
        row.iter().map(|x| if *length > 0.0 { x / length } else { 0.0 }).collect()
    };
    let mut rows: Vec<Vec<f64>> = loadings.iter().zip(&lengths).map(unit).collect();
    for _ in 0..200 {
        let mut turned = 0.0f64;
        for p in 0..factors {
            for q in p + 1..factors {
                let (mut a, mut b, mut c, mut d) = (0.0, 0.0, 0.0, 0.0);
                for row in &rows {
                    let (u, v) = (row[p] * row[p] - row[q] * row[q], 2.0 * row[p] * row[q]);
                    a += u;
                    b += v;
                    c += u * u - v * v;
                    d += 2.0 * u * v;
                }
                let angle = (d - 2.0 * a * b / k as f64).atan2(c - (a * a - b * b) / k as f64) / 4.0;
                turned = turned.max(angle.abs());
                let (sin, cos) = angle.sin_cos();
                for row in &mut rows {
                    (row[p], row[q]) = (cos * row[p] + sin * row[q], cos * row[q] - sin * row[p]);
                }
            }
        }
        if turned < 1e-12 {
            break;
        }
    }
    rows.iter().zip(&lengths).map(|(row, length)| row.iter().map(|x| x * length).collect()).collect()
}
