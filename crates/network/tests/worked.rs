//! Worked values: of the literature, and of small networks whose exact solution can be written down.

#![allow(clippy::unwrap_used, clippy::cast_possible_wrap, missing_docs)]

use froth_network::{Channel, Edge, Method, Network, Node, Outcome, Recovery, Shock};

fn claim(from: usize, to: usize, amount: f64) -> Edge {
    Edge::new(Channel::Claims, from, to, amount)
}

fn firm(equity: f64) -> Node {
    Node { equity: Some(equity), ..Node::default() }
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

fn run(network: &Network, method: Method, shock: &Shock) -> Outcome {
    network.run(&method, shock, &()).unwrap()
}

fn payments(method: Method) -> Vec<f64> {
    let bank = |external: f64, debts: f64| Node {
        external_assets: Some(external),
        external_debts: debts,
        equity: Some(external - debts),
        ..Node::default()
    };
    let nodes = vec![bank(0.5, 1.5), bank(0.625, 0.5), bank(0.75, 0.5)];
    let pairs = [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)];
    let network = Network::new(nodes, pairs.iter().map(|(a, b)| claim(*a, *b, 0.5)).collect()).unwrap();
    run(&network, method, &Shock::default()).losses.iter().map(|loss| loss.payment.unwrap()).collect()
}

#[test]
fn three_banks_clear_at_the_fractions_of_the_literature() {
    let found = payments(Method::CLEARING);
    for (found, expected) in found.iter().zip([165.0 / 112.0, 159.0 / 112.0, 1.5]) {
        close(*found, expected);
    }
    let found = payments(Method::Clearing { recovery: Recovery { external: 0.5, claims: 0.7 } });
    for (found, expected) in found.iter().zip([4225.0 / 8416.0, 160_275.0 / 311_392.0, 176_055.0 / 311_392.0]) {
        close(*found, expected);
    }
}

fn three() -> Network {
    let (a, b, c) = (0, 1, 2);
    let claims = [claim(b, a, 1.0), claim(a, b, 10.0), claim(c, b, 3.0), claim(a, c, 3.0), claim(b, c, 2.0)];
    Network::new(vec![firm(2.0), firm(5.0), firm(2.0)], claims.to_vec()).unwrap()
}

#[test]
fn debtrank_has_the_published_losses_of_three_banks() {
    let expected = [([1.0, 1.0, 1.0], 19.0), ([0.5, 1.0, 1.0], 12.5), ([0.5, 1.0, 1.0], 12.5)];
    for (node, (shares, written_off)) in expected.iter().enumerate() {
        let outcome = run(&three(), Method::DEBT_RANK, &Shock::failure(node));
        for (loss, share) in outcome.losses.iter().zip(shares) {
            close(loss.loss_share.unwrap(), *share);
        }
        close(outcome.written_off().iter().sum(), *written_off);
        close(outcome.rounds.iter().map(|round| round.loss).sum(), outcome.total_loss);
        close(outcome.edges.iter().sum(), *written_off);
    }
}

#[test]
fn a_threshold_writes_off_what_defaults_take() {
    for (node, written_off) in [19.0, 6.0, 3.0].into_iter().enumerate() {
        let outcome = run(&three(), Method::THRESHOLD, &Shock::failure(node));
        close(outcome.written_off().iter().sum(), written_off);
        close(outcome.rounds.iter().map(|round| round.loss).sum(), outcome.total_loss);
    }
}

/// Two nodes that lose a share `r` of what the other loses: h = s / (1 - r * r) and r times that.
#[test]
fn loops_near_one_have_their_limit() {
    for (r, s) in [(0.9, 0.05), (0.999_99, 1e-5), (1.0 - 1e-7, 1e-8), (0.999_999, 1e-13)] {
        let shock = Shock::share(0, s);
        let node = |assets: f64| Node { external_assets: Some(assets), equity: Some(1.0), ..Node::default() };
        let network = Network::new(vec![node(1.0), node(1.0)], vec![claim(0, 1, r), claim(1, 0, r)]).unwrap();
        let outcome = run(&network, Method::DEBT_RANK, &shock);
        let limit = s / (1.0 - r * r);
        close(outcome.losses[0].loss_share.unwrap(), limit);
        close(outcome.losses[1].loss_share.unwrap(), r * limit);
        assert!(outcome.rounds.len() <= 100);
        close(outcome.rounds.iter().map(|round| round.loss).sum(), outcome.total_loss);
    }
}

/// A ring too long to be solved by elimination, with nearly nothing lost on the way round.
#[test]
fn long_loops_near_one_have_their_limit() {
    for (n, r, s) in [(3000, 1.0 - 1e-6, 1e-4), (5000, 1.0 - 1e-8, 3e-9)] {
        let r: f64 = r;
        let nodes = vec![Node { external_assets: Some(1.0), equity: Some(1.0), ..Node::default() }; n];
        let first = s / (1.0 - r.powi(n as i32));
        // In the order of nodes, and against it.
        for back in [false, true] {
            let at = |i: usize| if back { (n - i) % n } else { i };
            let claims = (0..n).map(|i| claim(at(i), at((i + 1) % n), r)).collect();
            let network = Network::new(nodes.clone(), claims).unwrap();
            let outcome = run(&network, Method::DEBT_RANK, &Shock::share(0, s));
            for i in 0..n {
                close(outcome.losses[at(i)].loss_share.unwrap(), first * r.powi(i as i32));
            }
        }
    }
}

#[test]
fn stakes_and_purchases_carry_losses_their_own_way() {
    // 0 buys 8 a year of 1, which keeps half of what it sells, and 2 holds 3 of 1's equity of 10.
    let edges = vec![Edge::new(Channel::Purchases, 0, 1, 8.0), Edge::new(Channel::Stakes, 2, 1, 3.0)];
    let nodes = vec![Node::default(), Node { margin: Some(0.5), ..firm(10.0) }, firm(6.0)];
    let outcome = run(&Network::new(nodes, edges.clone()).unwrap(), Method::DEBT_RANK, &Shock::failure(0));
    close(outcome.losses[1].loss.unwrap(), 4.0);
    close(outcome.losses[2].loss.unwrap(), 1.2);
    assert_eq!(outcome.losses[0].loss, None);
    assert_eq!(outcome.losses[0].failed_in_round, Some(0));
    close(outcome.losses[1].lost_sales, 8.0);
    assert_eq!(outcome.amplification(), None);
    // Without a margin lost sales are shown, and no loss follows.
    let silent = Network::new(vec![Node::default(), firm(10.0), firm(6.0)], edges).unwrap();
    let outcome = run(&silent, Method::DEBT_RANK, &Shock::failure(0));
    close(outcome.losses[1].lost_sales, 8.0);
    close(outcome.total_loss, 0.0);
}

#[test]
fn a_sink_pays_until_it_is_failed() {
    let bank = Node { external_assets: Some(5.0), external_debts: 3.0, equity: Some(6.0), ..Node::default() };
    let network = Network::new(vec![Node::default(), bank], vec![claim(0, 1, 4.0)]).unwrap();
    let calm = run(&network, Method::CLEARING, &Shock::default());
    assert_eq!((calm.losses[0].payment, calm.losses[0].failed_in_round), (Some(4.0), None));
    let failed = run(&network, Method::CLEARING, &Shock::failure(0));
    assert_eq!(failed.losses[0].payment, Some(0.0));
    close(failed.losses[1].loss.unwrap(), 4.0);
    assert_eq!(failed.losses[1].failed_in_round, None);
}

#[test]
fn rank_and_target_are_runs_in_turn() {
    let network = three();
    let ranked = network.rank(&Method::DEBT_RANK, &()).unwrap();
    close(ranked[0].loss_to_others, 7.0);
    close(ranked[1].loss_to_others, 3.0);
    assert_eq!(ranked[0].failures, 2);
    close(ranked[0].loss_from_others.unwrap(), 1.0);
    // 1 owns 20 outside and owes 0 the whole of its equity: half of 10 of equity gone is 5 of 20.
    let node = |assets: f64, equity: f64| Node { external_assets: Some(assets), ..firm(equity) };
    let network = Network::new(
        vec![node(0.0, 5.0), node(20.0, 10.0), Node::default()],
        vec![claim(1, 0, 10.0), claim(2, 0, 5.0)],
    );
    let found = network.unwrap().target(&Method::DEBT_RANK, 0, &()).unwrap().unwrap();
    close(found[0].share.unwrap(), 0.25);
    assert!(found[0].by_failure && found[1].by_failure);
    assert_eq!(found[1].share, None);
}
