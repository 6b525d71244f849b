//! What a file must say, what it must not, and what names make of numbers.

use super::*;
use proptest::prelude::*;

const HEAD: &str = "schema = 1\nid = 'n'\ntitle = 'N'\nas_of = 2026-09-30\n";
const TWO: &str =
    "[node.bank]\ntitle = 'Bank'\nequity = 20\n[node.firm]\ntitle = 'Firm'\nexternal_assets = 50\nrevenue = 8\n";

fn parsed(lines: &str) -> Result<Network, Error> {
    Network::parse(&SourceFile::new("n.toml", format!("{HEAD}{lines}"))).map(|(network, _)| network)
}

fn said(lines: &str) -> String {
    parsed(&format!("{TWO}{lines}")).map_or_else(|e| e.to_string(), |_| String::new())
}

fn edge(lines: &str) -> String {
    said(&format!("[[claim]]\nfrom = 'firm'\nto = 'bank'\n{lines}"))
}

#[test]
fn what_is_wrong_with_a_network_is_said_with_its_place() {
    assert_eq!(edge("amount = 3\nlow = 2\nhigh = 5\nkind = 'bond'\nstatus = 'talks'"), "");
    assert!(
        said("[[claim]]\nfrom = 'firn'\nto = 'bank'")
            .contains("n.toml:13:8: error: there is no node `firn` (did you mean `firm`?)")
    );
    assert!(said("[[stake]]\nfrom = 'firm'\nto = 'firm'").contains("an edge from `firm` to itself"));
    assert!(
        edge("amount = -3").contains("`amount` is negative: -3 (a claim runs from debtor to creditor: turn it round)")
    );
    assert!(edge("amount = 3\nlow = 4\nhigh = 5").contains("3 does not lie between 4 and 5"));
    assert!(edge("low = 4\nhigh = 5").contains("a range without an amount"));
    assert!(edge("amount = 3\nkind = 'lone'").contains("did you mean `loan`"));
    assert!(edge("amount = 3\nshare = 0.5").contains("unknown key `share`"));
    assert!(edge("amount = 3\ndate = 2027-01-01").contains("2027-01-01 is after as_of"));
    assert!(edge("amount = 3\nsource = 'x'").contains("there is no source `x`"));
    assert!(edge("amount = 3\npart_of = 'x'").contains("no edge is called `x`"));
    assert!(edge("amount = 1e101").contains("larger unit"));
    assert!(edge("id = 'a'\n[[stake]]\nid = 'a'\nfrom = 'bank'\nto = 'firm'").contains("two edges are called `a`"));
    let circle = "[[stake]]\nid = 'a'\nfrom = 'bank'\nto = 'firm'\npart_of = 'b'\n[[stake]]\nid = 'b'\nfrom = 'bank'\nto = 'firm'\npart_of = 'a'";
    assert!(said(circle).contains("comes back to this edge"));
    let buys =
        |from: &str, to: &str, lines: &str| said(&format!("[[purchase]]\nfrom = '{from}'\nto = '{to}'\n{lines}"));
    assert_eq!(buys("bank", "firm", "share = 0.6438"), "");
    assert!(buys("bank", "firm", "share = 64.38").contains("more than all of the revenue"));
    assert!(buys("firm", "bank", "share = 0.6").contains("a share of the revenue of `bank`, which is not given"));
    assert!(buys("firm", "bank", "total = 6").contains("`total` needs `years`"));
    assert!(buys("firm", "bank", "total = 6\nyears = 0").contains("`years` is 0"));
    assert!(buys("firm", "bank", "years = 3").contains("`years` without a `total`"));
    assert!(buys("bank", "firm", "amount = 3\nshare = 0.1").contains("say the same thing twice"));
    assert!(said("[node.x]\ntitle = 'X'\nmargin = 40").contains("`margin` of `x` is 40: a share lies between 0 and 1"));
    assert!(said("[node.x]\ntitle = 'X'\nexternal_assets = -4").contains("`external_assets` of `x` is negative"));
    assert!(said("[node.x]\ntitle = 'X'\nequity = { valeu = 3 }").contains("unknown key `valeu`"));
    assert!(said("[node.x]\ntitle = 'X'\nequity = nan").contains("NaN"));
    assert!(said("[uncertainty]\nstatus = { talks = 1.5 }").contains("the chance of `talks` is 1.5"));
    assert!(said("[claim]\nfrom = 'firm'").contains("`claim` must be a list of tables"));
    assert!(parsed("").unwrap_err().to_string().contains("there is no node"));
    // All of them at once.
    let all = said("[[claim]]\nfrom = 'x'\nto = 'y'\namount = -1\n[[stake]]\nfrom = 'bank'\nto = 'bank'");
    assert_eq!(all.lines().count(), 4, "{all}");
}

fn losses(network: &Network, options: &Options) -> Found {
    run(network, options, &()).unwrap()
}

#[test]
fn what_is_asked_of_a_network_is_checked() {
    let network = parsed(TWO).unwrap();
    let said = |options: Options| run(&network, &options, &()).unwrap_err().to_string();
    let shock = |id: &str, share: f64| Options { shocks: vec![(id.to_owned(), share)], ..Options::default() };
    assert!(said(shock("bank", 0.5)).contains("`bank` has no external assets"));
    assert!(said(shock("firm", 1.5)).contains("a share lies between 0 and 1"));
    assert!(said(shock("fir", 0.5)).contains("did you mean `firm`"));
    let stakes = Some(vec![Channel::Stakes]);
    assert!(
        said(Options { method: Method::CLEARING, channels: stakes, ..Options::default() }).contains("claims alone")
    );
}

#[test]
fn equity_comes_from_what_is_paid_and_parts_are_not_counted_twice() {
    let text = "[node.a]\ntitle = 'A'\nexternal_assets = 100\nexternal_debts = 60\n[node.b]\ntitle = 'B'\n[node.c]\ntitle = 'C'\nrevenue = 10\nmargin = 0.5\nequity = 4
        [[claim]]\nid = 'all'\nfrom = 'b'\nto = 'a'\namount = 10
        [[claim]]\nfrom = 'b'\nto = 'a'\namount = 4\npart_of = 'all'
        [[claim]]\nfrom = 'b'\nto = 'a'\namount = 7\nstatus = 'contracted'
        [[claim]]\nfrom = 'b'\nto = 'a'\namount = 9\nkind = 'guarantee'\nstatus = 'paid'
        [[stake]]\nfrom = 'a'\nto = 'c'\namount = 5
        [[claim]]\nfrom = 'a'\nto = 'c'\namount = 3
        [[purchase]]\nfrom = 'b'\nto = 'c'\nshare = 0.4
        [[claim]]\nfrom = 'b'\nto = 'c'\nstatus = 'dead'\namount = 1000";
    let network = parsed(text).unwrap();
    let found = losses(&network, &Options { failed: vec!["b".to_owned()], ..Options::default() });
    let (a, b, c) = (&found.nodes[0], &found.nodes[1], &found.nodes[2]);
    assert_eq!(a.equity, Some(100.0 + 10.0 + 5.0 - 60.0 - 3.0));
    assert_eq!((b.loss, b.failed_in_round), (None, Some(0)));
    // 4 a year of sales, half of which is income, of an equity of 4; what a owes c follows.
    assert!(c.loss_share.unwrap() > 0.5 && (c.lost_sales - 4.0).abs() < 1e-12);
    // 10 and 7 and the guarantee of 9, and what is lost with c.
    assert!((a.written_off - (26.0 + 5.0 * c.loss_share.unwrap())).abs() < 1e-9);
    assert_eq!(found.edges.iter().filter(|edge| edge.counted).count(), 6);
    // A guarantee is never cleared.
    let cleared =
        losses(&network, &Options { method: Method::CLEARING, failed: vec!["b".to_owned()], ..Options::default() });
    assert!((cleared.nodes[0].written_off - 17.0).abs() < 1e-9);
    let talks =
        Options { status: vec![Status::Dead, Status::Talks], failed: vec!["b".to_owned()], ..Options::default() };
    assert_eq!(losses(&network, &talks).written_off, 0.0);
}

#[test]
fn draws_stay_within_ranges_and_chances() {
    let text = "[uncertainty]\nstatus = { talks = 0.5 }\n[node.a]\ntitle = 'A'\nequity = 100\n[node.b]\ntitle = 'B'
        [[claim]]\nfrom = 'b'\nto = 'a'\namount = 10\nlow = 8\nhigh = 16
        [[claim]]\nfrom = 'b'\nto = 'a'\namount = 20\nlow = 19\nhigh = 21\nstatus = 'talks'";
    let network = parsed(text).unwrap();
    let options = Options { failed: vec!["b".to_owned()], draws: 512, ..Options::default() };
    let found = losses(&network, &options);
    let (low, high) = (found.nodes[0].loss_low.unwrap(), found.nodes[0].loss_high.unwrap());
    assert_eq!(found.nodes[0].loss, Some(10.0));
    assert!(8.0 < low && low < 10.5 && 30.0 < high && high < 37.0, "{low} {high}");
    assert_eq!(losses(&network, &options), found);
    assert!(losses(&network, &Options { seed: 2, ..options }) != found);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A file whose tables stand in another order is the same network, to the last byte of its results.
    #[test]
    fn a_shuffled_file_gives_the_same_bytes(
        amounts in prop::collection::vec((0_usize..5, 1_usize..5, 0_u32..90, 0_usize..3), 1..14),
        turn in 0_usize..14,
    ) {
        let nodes: Vec<String> = (0..5)
            .map(|i| format!("[node.n{i}]\ntitle = 'N{i}'\nexternal_assets = {}\nexternal_debts = 7\nmargin = 0.3\n", 20 + i))
            .collect();
        let edges: Vec<String> = amounts
            .iter()
            .map(|(from, step, amount, kind)| {
                let kind = ["claim", "stake", "purchase"][*kind];
                format!("[[{kind}]]\nfrom = 'n{from}'\nto = 'n{}'\namount = {}\n", (from + step) % 5, f64::from(*amount) * 0.1)
            })
            .collect();
        let one = parsed(&format!("{}{}", nodes.concat(), edges.concat())).unwrap();
        let mut turned = edges;
        let by = turn % turned.len();
        turned.rotate_left(by);
        turned.reverse();
        let mut nodes = nodes;
        nodes.rotate_right(turn % 5);
        let other = parsed(&format!("{}{}", turned.concat(), nodes.concat())).unwrap();
        for method in [Method::DEBT_RANK, Method::CLEARING, Method::THRESHOLD] {
            let options = Options {
                method,
                shocks: vec![("n2".to_owned(), 0.9)],
                draws: 16,
                rank: true,
                circularity: turn == 3,
                target: Some("n1".to_owned()),
                ..Options::default()
            };
            let json = |network: &Network| serde_json::to_string(&losses(network, &options)).unwrap();
            prop_assert_eq!(json(&one), json(&other));
        }
    }
}
