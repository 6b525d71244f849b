//! Laws that hold for every network.

#![allow(clippy::unwrap_used, missing_docs)]

use froth_network::{Channel, Edge, Method, Network, Node, Outcome, Recovery, Shock};
use proptest::prelude::*;

fn node() -> impl Strategy<Value = Node> {
    let some = |most: u32| prop_oneof![Just(None), (0..most).prop_map(|x| Some(f64::from(x)))];
    (some(40), 0_u32..30, prop_oneof![Just(None), (-10_i32..40).prop_map(|x| Some(f64::from(x)))], some(2)).prop_map(
        |(external_assets, debts, equity, margin)| Node {
            external_assets,
            external_debts: f64::from(debts),
            equity,
            margin: margin.map(|m| 0.3 + 0.7 * m),
            ..Node::default()
        },
    )
}

fn edge(n: usize) -> impl Strategy<Value = Edge> {
    (0..3_usize, 0..n, 1..n, 0_u32..50).prop_map(move |(channel, from, step, amount)| {
        Edge::new(Channel::ALL[channel], from, (from + step) % n, f64::from(amount) * 0.7)
    })
}

/// Nodes, edges, and the nodes in another order with the edges in another.
fn network() -> impl Strategy<Value = (Vec<Node>, Vec<Edge>)> {
    (2_usize..9).prop_flat_map(|n| (prop::collection::vec(node(), n), prop::collection::vec(edge(n), 0..30)))
}

fn shock(nodes: &[Node], at: usize, share: f64) -> Shock {
    let at = at % nodes.len();
    match nodes[at].external_assets {
        Some(_) if share < 1.0 => Shock::share(at, share),
        _ => Shock::failure(at),
    }
}

const METHODS: [Method; 4] = [
    Method::DEBT_RANK,
    Method::CLEARING,
    Method::Clearing { recovery: Recovery { external: 0.5, claims: 0.7 } },
    Method::THRESHOLD,
];

fn run(nodes: &[Node], edges: &[Edge], method: Method, shock: &Shock) -> Outcome {
    Network::new(nodes.to_vec(), edges.to_vec()).unwrap().run(&method, shock, &()).unwrap()
}

proptest! {
    #[test]
    fn the_order_of_edges_changes_no_bit((nodes, edges) in network(), at in 0_usize..9, share in 0.0..1.5, by in 0_usize..30) {
        let shock = shock(&nodes, at, share);
        let mut other = edges.clone();
        other.rotate_left(by % edges.len().max(1));
        other.reverse();
        for method in METHODS {
            let (mut a, mut b) = (run(&nodes, &edges, method, &shock), run(&nodes, &other, method, &shock));
            (a.edges, b.edges) = (Vec::new(), Vec::new());
            prop_assert_eq!(a, b);
        }
    }

    #[test]
    fn losses_are_no_larger_than_equity((nodes, edges) in network(), at in 0_usize..9, share in 0.0..1.5) {
        let shock = shock(&nodes, at, share);
        for method in METHODS {
            let outcome = run(&nodes, &edges, method, &shock);
            let mut sum = 0.0;
            for (loss, node) in outcome.losses.iter().zip(&nodes) {
                if let Some(lost) = loss.loss {
                    sum += lost;
                    prop_assert!(lost >= 0.0);
                    if !matches!(method, Method::Clearing { .. }) {
                        prop_assert!(lost <= node.equity.unwrap() * (1.0 + 1e-12));
                    }
                }
                prop_assert!(loss.written_off.iter().all(|x| *x >= 0.0));
            }
            prop_assert!((sum - outcome.total_loss).abs() < 1e-9);
            let rounds: f64 = outcome.rounds.iter().map(|round| round.loss).sum();
            prop_assert!((rounds - outcome.total_loss).abs() < 1e-7, "{:?}", method);
            prop_assert!(outcome.rounds.len() <= 100);
        }
    }

    #[test]
    fn debtrank_is_the_limit_of_its_rounds((nodes, edges) in network(), at in 0_usize..9, share in 0.0..1.5) {
        let shock = shock(&nodes, at, share);
        let outcome = run(&nodes, &edges, Method::DEBT_RANK, &shock);
        // As the paper writes it, round by round.
        let n = nodes.len();
        let sound = |i: usize| nodes[i].equity.filter(|e| *e > 0.0);
        let mut before = vec![0.0; n];
        let mut now: Vec<f64> = (0..n)
            .map(|i| {
                let taken: f64 = shock.shares.iter().filter(|s| s.0 == i).map(|s| s.1 * nodes[i].external_assets.unwrap()).sum();
                if shock.failed.contains(&i) { 1.0 } else { sound(i).map_or(0.0, |e| (taken / e).min(1.0)) }
            })
            .collect();
        for _ in 0..20_000 {
            let mut next = now.clone();
            for edge in &edges {
                let (from, to) = edge.losing();
                let weight = if edge.channel == Channel::Purchases { nodes[to].margin.unwrap_or(0.0) } else { 1.0 };
                if let Some(equity) = sound(to) {
                    next[to] += edge.amount * weight / equity * (now[from] - before[from]);
                }
            }
            for h in &mut next {
                *h = h.min(1.0);
            }
            before = now;
            now = next;
        }
        for (loss, limit) in outcome.losses.iter().zip(&now) {
            if let Some(found) = loss.loss_share {
                prop_assert!((found - limit).abs() < 1e-7, "{} {}", found, limit);
            }
        }
    }

    #[test]
    fn payments_lie_between_nothing_and_what_is_owed((nodes, edges) in network(), at in 0_usize..9, share in 0.0..1.5) {
        let shock = shock(&nodes, at, share);
        for method in &METHODS[1..3] {
            let outcome = run(&nodes, &edges, *method, &shock);
            for (i, loss) in outcome.losses.iter().enumerate() {
                let claims: f64 = edges.iter().filter(|e| e.channel == Channel::Claims && e.from == i).map(|e| e.amount).sum();
                let owed = nodes[i].external_debts + claims;
                let paid = loss.payment.unwrap();
                prop_assert!(paid >= 0.0 && paid <= owed + 1e-9);
                // Limited liability: nobody pays more than it has; and absolute priority: who does not pay all has nothing left.
                if let Some(assets) = nodes[i].external_assets.filter(|_| !shock.failed.contains(&i)) {
                    let taken: f64 = shock.shares.iter().filter(|s| s.0 == i).map(|s| s.1 * assets).sum();
                    let received: f64 = edges
                        .iter()
                        .filter(|e| e.channel == Channel::Claims && e.to == i)
                        .map(|e| {
                            let owed: f64 = nodes[e.from].external_debts
                                + edges.iter().filter(|o| o.channel == Channel::Claims && o.from == e.from).map(|o| o.amount).sum::<f64>();
                            if owed > 0.0 { e.amount * outcome.losses[e.from].payment.unwrap() / owed } else { 0.0 }
                        })
                        .sum();
                    let has = assets - taken + received;
                    prop_assert!(paid <= has + 1e-9);
                    if *method == Method::CLEARING && paid < owed - 1e-9 {
                        prop_assert!((paid - has).abs() < 1e-9);
                    }
                }
            }
        }
    }

    #[test]
    fn more_assets_never_lower_a_payment((nodes, edges) in network(), at in 0_usize..9, more in 0.0..20.0) {
        let mut richer = nodes.clone();
        let at = at % nodes.len();
        if let Some(assets) = &mut richer[at].external_assets {
            *assets += more;
        }
        for method in &METHODS[1..3] {
            let (a, b) = (run(&nodes, &edges, *method, &Shock::default()), run(&richer, &edges, *method, &Shock::default()));
            for (a, b) in a.losses.iter().zip(&b.losses) {
                prop_assert!(b.payment.unwrap() >= a.payment.unwrap() - 1e-9);
            }
        }
    }

    #[test]
    fn without_distress_nothing_happens((nodes, edges) in network()) {
        for method in METHODS {
            let outcome = run(&nodes, &edges, method, &Shock::default());
            prop_assert_eq!(outcome.total_loss, 0.0);
            if !matches!(method, Method::Clearing { .. }) {
                prop_assert!(outcome.losses.iter().all(|loss| loss.failed_in_round.is_none() && loss.written_off() == 0.0));
            }
        }
    }

    /// What a failure does not reach is not looked at: nothing of one run may be left in the next.
    #[test]
    fn a_ranking_is_each_failure_alone((nodes, edges) in network()) {
        let network = Network::new(nodes.clone(), edges.clone()).unwrap();
        for method in METHODS {
            let calm = network.run(&method, &Shock::default(), &()).unwrap();
            for (node, ranked) in network.rank(&method, &()).unwrap().into_iter().enumerate() {
                let alone = network.run(&method, &Shock::failure(node), &()).unwrap();
                let others = || (0..nodes.len()).filter(|other| *other != node);
                let lost = others().filter_map(|other| alone.losses[other].loss).fold(0.0, |sum, loss| sum + loss);
                let fails = |other: &usize| {
                    let round = |outcome: &Outcome| outcome.losses[*other].failed_in_round;
                    round(&alone).is_some() && round(&calm).is_none()
                };
                prop_assert_eq!(ranked.loss_to_others.to_bits(), lost.to_bits());
                prop_assert_eq!(ranked.failures, others().filter(fails).count());
            }
        }
    }

    #[test]
    fn a_larger_shock_never_costs_less((nodes, edges) in network(), at in 0_usize..9, share in 0.0..1.0) {
        let at = at % nodes.len();
        prop_assume!(nodes[at].external_assets.is_some());
        for method in METHODS {
            let small = run(&nodes, &edges, method, &Shock::share(at, share / 2.0));
            let large = run(&nodes, &edges, method, &Shock::share(at, share));
            prop_assert!(large.total_loss >= small.total_loss - 1e-9);
        }
    }

    #[test]
    fn clearing_is_the_greatest_exact_solution(
        banks in prop::collection::vec((0_i128..12, 0_i128..10, prop::collection::vec(0_i128..9, 4)), 4),
    ) {
        let nodes: Vec<Node> = banks
            .iter()
            .map(|(e, d, _)| Node { external_assets: Some(*e as f64), external_debts: *d as f64, ..Node::default() })
            .collect();
        let owed = |i: usize, j: usize| if i == j { 0 } else { banks[i].2[j] };
        let edges: Vec<Edge> = (0..4)
            .flat_map(|i| (0..4).map(move |j| (i, j)))
            .filter(|(i, j)| owed(*i, *j) > 0)
            .map(|(i, j)| Edge::new(Channel::Claims, i, j, owed(i, j) as f64))
            .collect();
        let outcome = run(&nodes, &edges, Method::CLEARING, &Shock::default());
        let exact = exact::greatest(&banks.iter().map(|(e, d, _)| (*e, *d)).collect::<Vec<_>>(), &owed);
        for (loss, exact) in outcome.losses.iter().zip(exact) {
            prop_assert!((loss.payment.unwrap() - exact).abs() < 1e-9, "{:?} {}", loss.payment, exact);
        }
    }
}

/// Clearing by trying every set of defaulting nodes in fractions of whole numbers: nothing in common with what is tested.
mod exact {
    use std::cmp::Ordering;

    #[derive(Clone, Copy, PartialEq)]
    struct Fraction(i128, i128);

    fn fraction(a: i128, b: i128) -> Fraction {
        fn gcd(a: i128, b: i128) -> i128 {
            if b == 0 { a.abs() } else { gcd(b, a % b) }
        }
        let by = gcd(a, b).max(1) * if b < 0 { -1 } else { 1 };
        Fraction(a / by, b / by)
    }

    impl Fraction {
        fn add(self, o: Fraction) -> Fraction {
            fraction(self.0 * o.1 + o.0 * self.1, self.1 * o.1)
        }
        fn sub(self, o: Fraction) -> Fraction {
            self.add(Fraction(-o.0, o.1))
        }
        fn times(self, o: Fraction) -> Fraction {
            fraction(self.0 * o.0, self.1 * o.1)
        }
        fn over(self, o: Fraction) -> Fraction {
            fraction(self.0 * o.1, self.1 * o.0)
        }
        fn order(self, o: Fraction) -> Ordering {
            (self.0 * o.1).cmp(&(o.0 * self.1))
        }
    }

    pub(super) fn greatest(banks: &[(i128, i128)], owed: &dyn Fn(usize, usize) -> i128) -> Vec<f64> {
        let n = banks.len();
        let all: Vec<i128> = (0..n).map(|i| banks[i].1 + (0..n).map(|j| owed(i, j)).sum::<i128>()).collect();
        let mut best: Option<Vec<Fraction>> = None;
        for set in 0..1_u32 << n {
            let defaults = |i: usize| set >> i & 1 == 1;
            // p_i - sum over defaulting j of a_ji p_j = e_i + what the others pay in full.
            let mut rows: Vec<Vec<Fraction>> = (0..n)
                .map(|i| {
                    let mut row = vec![Fraction(0, 1); n + 1];
                    row[i] = Fraction(1, 1);
                    if !defaults(i) {
                        row[n] = Fraction(all[i], 1);
                        return row;
                    }
                    row[n] = Fraction(banks[i].0, 1);
                    for j in (0..n).filter(|j| owed(*j, i) > 0) {
                        row[j] = row[j].sub(fraction(owed(j, i), all[j]));
                    }
                    row
                })
                .collect();
            let Some(paid) = solved(&mut rows) else { continue };
            let sound = (0..n).all(|i| {
                let received = (0..n)
                    .filter(|j| owed(*j, i) > 0)
                    .fold(Fraction(banks[i].0, 1), |sum, j| sum.add(paid[j].times(fraction(owed(j, i), all[j]))));
                let enough = received.order(Fraction(all[i], 1));
                paid[i].0 >= 0 && if defaults(i) { enough != Ordering::Greater } else { enough != Ordering::Less }
            });
            let larger = |best: &Vec<Fraction>| paid.iter().zip(best).all(|(a, b)| a.order(*b) != Ordering::Less);
            if sound && best.as_ref().is_none_or(larger) {
                best = Some(paid);
            }
        }
        best.unwrap().iter().map(|x| x.0 as f64 / x.1 as f64).collect()
    }

    fn solved(rows: &mut [Vec<Fraction>]) -> Option<Vec<Fraction>> {
        let n = rows.len();
        for k in 0..n {
            let pivot = (k..n).find(|r| rows[*r][k].0 != 0)?;
            rows.swap(k, pivot);
            let row = rows[k].clone();
            for (r, other) in rows.iter_mut().enumerate() {
                if r != k && other[k].0 != 0 {
                    let by = other[k].over(row[k]);
                    for (x, y) in other.iter_mut().zip(&row) {
                        *x = x.sub(by.times(*y));
                    }
                }
            }
        }
        Some((0..n).map(|k| rows[k][n].over(rows[k][k])).collect())
    }
}

/// Nodes that owe each other about as much as each has of its own, so that distress goes round for long.
fn slow_loops(n: usize, each: usize) -> (Vec<Node>, Vec<Edge>) {
    let mut seed = 1_u64;
    let mut roll = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 11) as f64 / (1_u64 << 53) as f64
    };
    let node = Node { external_assets: Some(200.0), external_debts: 180.0, equity: Some(20.0), ..Node::default() };
    let edge = |at: usize| {
        let (from, step) = (at % n, 1 + (roll() * (n - 1) as f64) as usize);
        Edge::new(Channel::Claims, from, (from + step) % n, 2.0 * roll() * 19.8 / each as f64)
    };
    (vec![node; n], (0..n * each).map(edge).collect())
}

#[test]
fn loops_near_one_are_solved_in_a_large_network() {
    let (nodes, edges) = slow_loops(1000, 3);
    let outcome = run(&nodes, &edges, Method::DEBT_RANK, &Shock::failure(0));
    let lost: Vec<f64> = outcome.losses.iter().map(|loss| loss.loss_share.unwrap()).collect();
    let mut wanted = vec![0.0; nodes.len()];
    for edge in &edges {
        wanted[edge.to] += edge.amount / 20.0 * lost[edge.from];
    }
    wanted[0] = 1.0;
    for (node, (lost, wanted)) in lost.iter().zip(wanted).enumerate() {
        assert!((lost - wanted.min(1.0)).abs() < 1e-12, "{node}: {lost} for {wanted}");
    }
    assert!(lost.iter().filter(|lost| **lost > 0.0).count() > 900);
}

#[test]
fn a_ranking_is_the_same_on_any_number_of_threads() {
    let (nodes, edges) = slow_loops(120, 4);
    let network = Network::new(nodes, edges).unwrap();
    for method in METHODS {
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            format!("{:?}", pool.install(|| network.rank(&method, &()).unwrap()))
        };
        assert_eq!(on(1), on(3));
    }
}
