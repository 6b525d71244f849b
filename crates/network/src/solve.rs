//! x = b + M x for some of the nodes, where M has coefficients from 0 on.

use crate::sparse::Rows;
use std::ops::Range;

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

/// The rows of the unknowns among themselves, counted from 0; what the others give is in the right side.
struct System {
    /// Where each row begins, and where its entries after the diagonal do.
    starts: Vec<(usize, usize)>,
    columns: Vec<u32>,
    values: Vec<f64>,
    right: Vec<f64>,
}

impl System {
    fn new(rows: &Rows, unknown: &[u32], place: &[u32], b: &[f64], x: &[f64]) -> System {
        let mut system = System { starts: Vec::new(), columns: Vec::new(), values: Vec::new(), right: Vec::new() };
        for (k, i) in unknown.iter().enumerate() {
            let (columns, values) = rows.row(*i as usize);
            let mut right = b[*i as usize];
            let start = system.columns.len();
            let mut after = start;
            for (column, value) in columns.iter().zip(values) {
                match place[*column as usize] {
                    u32::MAX => right += value * x[*column as usize],
                    at => {
                        // Unknowns and columns rise.
                        after += usize::from((at as usize) < k);
                        system.columns.push(at);
                        system.values.push(*value);
                    }
                }
            }
            system.starts.push((start, after));
            system.right.push(right);
        }
        system.starts.push((system.columns.len(), system.columns.len()));
        system
    }

    fn len(&self) -> usize {
        self.right.len()
    }

    #[inline]
    fn sum(&self, range: Range<usize>, x: &[f64]) -> f64 {
        self.columns[range.clone()]
            .iter()
            .zip(&self.values[range])
            .map(|(column, value)| value * x[*column as usize])
            .sum()
    }

    /// A row times a vector.
    #[inline]
    fn times(&self, k: usize, x: &[f64]) -> f64 {
        self.sum(self.starts[k].0..self.starts[k + 1].0, x)
    }

    /// What is left of the right side.
    fn residual(&self, x: &[f64]) -> Vec<f64> {
        (0..self.len()).map(|k| self.right[k] + self.times(k, x) - x[k]).collect()
    }

    /// (I - M) v.
    fn applied(&self, v: &[f64]) -> Vec<f64> {
        (0..self.len()).map(|k| v[k] - self.times(k, v)).collect()
    }

    /// With the entries before and after the diagonal L and U, of (I - M) the product (I - L) (I - U) undone.
    fn prepared(&self, v: &[f64]) -> Vec<f64> {
        let mut y = v.to_vec();
        for k in 0..self.len() {
            y[k] += self.sum(self.starts[k].0..self.starts[k].1, &y);
        }
        for k in (0..self.len()).rev() {
            y[k] += self.sum(self.starts[k].1..self.starts[k + 1].0, &y);
        }
        y
    }
}

fn iterate(rows: &Rows, unknown: &[u32], b: &[f64], x: &mut [f64], place: &[u32]) {
    let system = System::new(rows, unknown, place, b, x);
    let mut y: Vec<f64> = unknown.iter().map(|i| x[*i as usize]).collect();
    if !sweep(&system, &mut y, SWEEPS) {
        accelerate(&system, &mut y);
        sweep(&system, &mut y, LAST_SWEEPS);
    }
    for (i, value) in unknown.iter().zip(y) {
        x[*i as usize] = value;
    }
}

/// Gauss-Seidel, there and back: a chain of nodes is one sweep long in one of the directions. Says whether it has settled.
fn sweep(system: &System, x: &mut [f64], most: usize) -> bool {
    for _ in 0..most {
        let (mut change, mut size) = (0.0_f64, 0.0_f64);
        for k in (0..system.len()).chain((0..system.len()).rev()) {
            let new = system.right[k] + system.times(k, x);
            change = change.max((new - x[k]).abs());
            size = size.max(new.abs());
            x[k] = new;
        }
        if change <= 1e-15 * size {
            return true;
        }
    }
    false
}

/// Steps of the stabilised biconjugate gradient method (van der Vorst 1992), each after a sweep there and back.
fn accelerate(system: &System, x: &mut [f64]) {
    let n = system.len();
    let dot = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
    // A second time on what the first has left.
    for _ in 0..2 {
        let mut r = system.residual(x);
        let begun = dot(&r, &r);
        // What is below the rounding of the solution itself tells nothing.
        let enough = (1e-30 * begun).max(1e-33 * dot(x, x));
        if begun <= enough {
            return;
        }
        let first = r.clone();
        let (mut rho, mut alpha, mut omega) = (1.0, 1.0, 1.0);
        let (mut v, mut p) = (vec![0.0; n], vec![0.0; n]);
        let mut y = x.to_vec();
        for _ in 0..STEPS {
            let new_rho = dot(&first, &r);
            let beta = new_rho / rho * (alpha / omega);
            rho = new_rho;
            for k in 0..n {
                p[k] = r[k] + beta * (p[k] - omega * v[k]);
            }
            let p_hat = system.prepared(&p);
            v = system.applied(&p_hat);
            alpha = rho / dot(&first, &v);
            let s: Vec<f64> = r.iter().zip(&v).map(|(r, v)| r - alpha * v).collect();
            let s_hat = system.prepared(&s);
            let t = system.applied(&s_hat);
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
            if by == 0.0 || dot(&r, &r) <= enough {
                break;
            }
        }
        let after = system.residual(&y);
        if !(dot(&after, &after) < begun && y.iter().all(|y| y.is_finite())) {
            return;
        }
        x.copy_from_slice(&y);
    }
}
