//! x = b + M x for some of the nodes, where M has coefficients from 0 on.

use crate::sparse::Rows;

/// Up to so many unknowns are solved by elimination.
const DENSE: usize = 400;

/// Sweeps before a system is given to the accelerated solver, and after it.
const SWEEPS: usize = 20;
const LAST_SWEEPS: usize = 100;

/// Steps of the accelerated solver.
const STEPS: usize = 500;

/// Solves `x_i = b_i + sum_j M_ij x_j` for the `active` nodes of a component; the others of `x` stay as they are. Active ones hold
/// a guess. Elimination needs no pivots: of a system that has a solution from 0 on none is 0.
pub(crate) fn solve(rows: &Rows, component: &[u32], active: &[bool], b: &[f64], x: &mut [f64], scratch: &mut Scratch) {
    let Scratch { unknown, place } = scratch;
    unknown.clear();
    unknown.extend(component.iter().copied().filter(|i| active[*i as usize]));
    match unknown.as_slice() {
        [] => {}
        [one] => {
            let i = *one as usize;
            x[i] = b[i] + rows.times(i, x);
        }
        unknown => {
            place.resize(rows.len(), u32::MAX);
            for (k, i) in unknown.iter().enumerate() {
                place[*i as usize] = k as u32;
            }
            if unknown.len() <= DENSE {
                eliminate(rows, unknown, place, b, x);
            } else {
                iterate(rows, unknown, b, x, place);
            }
            for i in unknown {
                place[*i as usize] = u32::MAX;
            }
        }
    }
}

/// What solving needs again and again.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    unknown: Vec<u32>,
    place: Vec<u32>,
}

fn eliminate(rows: &Rows, unknown: &[u32], place: &[u32], b: &[f64], x: &mut [f64]) {
    let n = unknown.len();
    let mut a = vec![0.0; n * n];
    let mut right = vec![0.0; n];
    for (k, i) in unknown.iter().enumerate() {
        let i = *i as usize;
        a[k * n + k] = 1.0;
        right[k] = b[i];
        let (columns, values) = rows.row(i);
        for (column, value) in columns.iter().zip(values) {
            match place[*column as usize] {
                u32::MAX => right[k] += value * x[*column as usize],
                place => a[k * n + place as usize] -= value,
            }
        }
    }
    for pivot in 0..n {
        let (above, below) = a.split_at_mut((pivot + 1) * n);
        let row = &above[pivot * n..];
        for (k, other) in below.chunks_exact_mut(n).enumerate() {
            let by = other[pivot] / row[pivot];
            if by != 0.0 && by.is_finite() {
                other[pivot..].iter_mut().zip(&row[pivot..]).for_each(|(x, y)| *x -= by * y);
                right[pivot + 1 + k] -= by * right[pivot];
            }
        }
    }
    for k in (0..n).rev() {
        let known: f64 = (k + 1..n).map(|j| a[k * n + j] * right[j]).sum();
        right[k] = (right[k] - known) / a[k * n + k];
    }
    for (i, value) in unknown.iter().zip(right) {
        if value.is_finite() {
            x[*i as usize] = value;
        }
    }
}

fn iterate(rows: &Rows, unknown: &[u32], b: &[f64], x: &mut [f64], place: &[u32]) {
    if sweep(rows, unknown, b, x, SWEEPS) {
        return;
    }
    accelerate(rows, unknown, b, x, place);
    sweep(rows, unknown, b, x, LAST_SWEEPS);
}

/// Gauss-Seidel, there and back: a chain of nodes is one sweep long in one of the directions. Says whether it has settled.
fn sweep(rows: &Rows, unknown: &[u32], b: &[f64], x: &mut [f64], most: usize) -> bool {
    for _ in 0..most {
        let (mut change, mut size) = (0.0_f64, 0.0_f64);
        for i in unknown.iter().chain(unknown.iter().rev()) {
            let i = *i as usize;
            let new = b[i] + rows.times(i, x);
            change = change.max((new - x[i]).abs());
            size = size.max(new.abs());
            x[i] = new;
        }
        if change <= 1e-15 * size {
            return true;
        }
    }
    false
}

/// Steps of the stabilised biconjugate gradient method (van der Vorst 1992), each after a sweep there and back: with the entries
/// before and after the diagonal L and U, of (I - M) the product (I - L) (I - U) is undone first.
fn accelerate(rows: &Rows, unknown: &[u32], b: &[f64], x: &mut [f64], place: &[u32]) {
    let n = unknown.len();
    // An entry of a row among the unknowns, with its place.
    let entries = |k: usize| {
        let (columns, values) = rows.row(unknown[k] as usize);
        columns.iter().zip(values).filter_map(|(column, value)| match place[*column as usize] {
            u32::MAX => None,
            place => Some((place as usize, *value)),
        })
    };
    let applied = |v: &[f64]| -> Vec<f64> {
        (0..n).map(|k| v[k] - entries(k).map(|(j, value)| value * v[j]).sum::<f64>()).collect()
    };
    let prepared = |v: &[f64]| -> Vec<f64> {
        let mut y = v.to_vec();
        for k in 0..n {
            y[k] += entries(k).filter(|(j, _)| *j < k).map(|(j, value)| value * y[j]).sum::<f64>();
        }
        for k in (0..n).rev() {
            y[k] += entries(k).filter(|(j, _)| *j > k).map(|(j, value)| value * y[j]).sum::<f64>();
        }
        y
    };
    let dot = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
    let residual = |x: &[f64]| -> Vec<f64> {
        unknown.iter().map(|i| b[*i as usize] + rows.times(*i as usize, x) - x[*i as usize]).collect()
    };
    // A second time on what the first has left.
    for _ in 0..2 {
        let mut r = residual(x);
        let begun = dot(&r, &r);
        if begun == 0.0 {
            return;
        }
        let first = r.clone();
        let (mut rho, mut alpha, mut omega) = (1.0, 1.0, 1.0);
        let (mut v, mut p) = (vec![0.0; n], vec![0.0; n]);
        let before: Vec<f64> = unknown.iter().map(|i| x[*i as usize]).collect();
        let mut y = before.clone();
        for _ in 0..STEPS {
            let new_rho = dot(&first, &r);
            let beta = new_rho / rho * (alpha / omega);
            rho = new_rho;
            for k in 0..n {
                p[k] = r[k] + beta * (p[k] - omega * v[k]);
            }
            let p_hat = prepared(&p);
            v = applied(&p_hat);
            alpha = rho / dot(&first, &v);
            let s: Vec<f64> = r.iter().zip(&v).map(|(r, v)| r - alpha * v).collect();
            let s_hat = prepared(&s);
            let t = applied(&s_hat);
            omega = dot(&t, &s) / dot(&t, &t);
            if !alpha.is_finite() {
                break;
            }
            // Nothing is left to be done where s is 0.
            let by = if omega.is_finite() { omega } else { 0.0 };
            for k in 0..n {
                y[k] += alpha * p_hat[k] + by * s_hat[k];
                r[k] = s[k] - by * t[k];
            }
            if by == 0.0 || dot(&r, &r) <= 1e-30 * begun {
                break;
            }
        }
        for (i, value) in unknown.iter().zip(&y) {
            x[*i as usize] = *value;
        }
        let after = residual(x);
        if !(dot(&after, &after) < begun && y.iter().all(|y| y.is_finite())) {
            for (i, value) in unknown.iter().zip(before) {
                x[*i as usize] = value;
            }
            return;
        }
    }
}
