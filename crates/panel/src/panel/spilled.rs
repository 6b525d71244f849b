//! What is sorted on disk gives, to the last byte, what is held in memory; and nothing of it is left behind.

use super::*;
use froth_core::diag::SourceFile;
use froth_series::watch::Watch;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

fn model(rules: [&str; 2], more: &str) -> Model {
    let [x, y] = rules;
    let text = format!(
        "schema = 1\nid = 'm'\ntitle = 'M'\n{more}[dimension.root]\n[dimension.part]\nparent = 'root'\n\
         [indicator.x]\ndimension = 'part'\n{x}\n[indicator.y]\ndimension = 'root'\n{y}\n"
    );
    Model::parse(&SourceFile::new("m.toml", text)).unwrap().0
}

/// How the rows of a table stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    ByFirm,
    ByDate,
    /// By date, but for some firms whose rows come at the end.
    Neither,
}

const STANDS: [Stand; 3] = [Stand::ByFirm, Stand::ByDate, Stand::Neither];

/// Firms and days, every firm's days rising.
fn keys(firms: usize, days: usize, stand: Stand) -> Vec<(usize, usize)> {
    let by_date = || (0..days).flat_map(|d| (0..firms).map(move |f| (f, d)));
    match stand {
        Stand::ByFirm => (0..firms).flat_map(|f| (0..days).map(move |d| (f, d))).collect(),
        Stand::ByDate => by_date().collect(),
        Stand::Neither => {
            let (late, early): (Vec<_>, Vec<_>) = by_date().partition(|(f, d)| f % 3 == 0 && *d > days / 2);
            early.into_iter().chain(late).collect()
        }
    }
}

fn x(firm: usize, day: usize) -> f64 {
    ((firm * 7919 + day * 104_729) % 1009) as f64 / 10.0
}

fn date(day: usize) -> String {
    read::dates::from_days(i32::try_from(day).unwrap()).unwrap().to_string()
}

/// A value is missing here and there; what is published comes twice where `twice` says so.
fn wide(keys: &[(usize, usize)], published: bool) -> String {
    let mut text = format!("date,entity,x,y,sector{}\n", if published { ",vintage" } else { "" });
    for (firm, day) in keys {
        let y = if (firm + day) % 11 == 0 { String::new() } else { (100.0 - x(*firm, day / 2)).to_string() };
        let row = |x: f64| format!("{},Firm {firm},{x},{y},{}", date(*day), ["a", "b", ""][firm % 3]);
        if published {
            writeln!(text, "{},{}", row(x(*firm, *day)), date(day + 3)).unwrap();
            if (firm * 5 + day) % 4 == 0 {
                writeln!(text, "{},{}", row(x(*firm, day + 1)), date(day + 2)).unwrap();
            }
        } else {
            writeln!(text, "{}", row(x(*firm, *day))).unwrap();
        }
    }
    text
}

fn long(keys: &[(usize, usize)], published: bool) -> String {
    let mut text = format!("date,entity,indicator,value{}\n", if published { ",vintage" } else { "" });
    for (firm, day) in keys {
        for (name, value) in [("x", x(*firm, *day)), ("other", 1.0), ("y", 100.0 - x(*firm, day / 2))] {
            if (firm + day) % 11 == 0 && name == "y" {
                continue;
            }
            let mut row = |value: f64, known: usize| {
                let vintage = if published { format!(",{}", date(known)) } else { String::new() };
                writeln!(text, "{},Firm {firm},{name},{value}{vintage}", date(*day)).unwrap();
            };
            row(value, day + 3);
            if published && (firm * 5 + day) % 4 == 0 {
                row(value + 1.0, day + 2);
            }
        }
    }
    text
}

/// What a file is scored to, with what is said; all that stands in its folder afterwards are the two files.
fn scored(
    text: &str,
    model: &Model,
    (table, memory): (&FrameOptions, Option<u64>),
    ending: &str,
    watch: &dyn Watch,
) -> Result<(Vec<u8>, Summary), String> {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("data.csv"), folder.path().join(format!("out.{ending}")));
    std::fs::write(&data, text).unwrap();
    let options = PanelOptions { memory, ..PanelOptions::of(table.clone()) };
    let place = format!("{}/", folder.path().display());
    let done = score_panel(model, &data, &out, &options, watch).map_err(|e| e.to_string().replace(&place, ""));
    let left: BTreeSet<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), if done.is_ok() { 2 } else { 1 }, "{left:?}");
    done.map(|summary| (std::fs::read(&out).unwrap(), summary))
}

/// Some hundred rows at a time.
const SMALL: Option<u64> = Some(16_000);

const LINEAR: &str = "rule.linear = { from = 0, to = 80 }";
const HISTORY: &str = "transform = [{ change = { periods = 1 } }]\nrule.zscore = { over = 'history' }";
const ACROSS: &str =
    "outliers = { over = 'cross_section', skewness = 0.1, kurtosis = 0.1 }\nrule.zscore = { over = 'cross_section' }";
const BOTH: &str = "transform = [{ change = { periods = 1 } }]\nimpute = { last = { periods = 2 } }\nrule.percentile = { over = 'cross_section' }";

fn models() -> Vec<(&'static str, Model)> {
    let peers = "impute = { mean = { by = 'sector' } }\nrule.minmax = { over = 'cross_section' }";
    vec![
        ("row by row", model([LINEAR, LINEAR], "")),
        ("history", model([HISTORY, LINEAR], "")),
        ("across", model([ACROSS, LINEAR], "")),
        ("peers", model([ACROSS, peers], "")),
        ("along, then across", model([BOTH, HISTORY], "")),
        ("screened", model([LINEAR, HISTORY], "screen = { min_data = 0.8 }\n")),
        ("screened, then along and across", model([BOTH, HISTORY], "screen = { min_data = 0.8 }\n")),
    ]
}

fn same(kind: &str, text: &str, model: &Model, table: &FrameOptions) {
    for ending in ["csv", "parquet"] {
        let held = scored(text, model, (table, None), ending, &());
        let spilled = scored(text, model, (table, SMALL), ending, &());
        // Bytes of a file that differ are not to be printed.
        assert!(held.is_ok() && held == spilled, "{kind}, {ending}: {:?}", spilled.map(|(_, summary)| summary));
    }
}

#[test]
fn wide_tables_are_scored_alike_in_memory_and_on_disk() {
    for (kind, model) in models() {
        for stand in STANDS {
            let text = wide(&keys(15, 60, stand), false);
            for (chained, audit) in [(false, false), (true, true)] {
                let table = FrameOptions::default().chained(chained).audit(audit).contributions(audit);
                same(&format!("{kind}, {stand:?}, {chained}, {audit}"), &text, &model, &table);
            }
        }
    }
}

#[test]
fn long_tables_are_scored_alike_in_memory_and_on_disk() {
    for (kind, model) in models().into_iter().filter(|(kind, _)| *kind != "peers") {
        for stand in STANDS {
            let text = long(&keys(15, 60, stand), false);
            for chained in [false, true] {
                let table = FrameOptions::default().long(true).chained(chained);
                same(&format!("{kind}, {stand:?}, {chained}"), &text, &model, &table);
            }
        }
    }
}

#[test]
fn one_of_several_rows_is_chosen_alike_in_memory_and_on_disk() {
    let day = |text: &str| Vintage::At(text.parse().unwrap());
    for (kind, model) in models().into_iter().filter(|(kind, _)| *kind != "peers") {
        for vintage in [Vintage::Latest, Vintage::First, day("1970-02-01")] {
            for every in [None, Some(Period::Month)] {
                let keys = keys(15, 60, Stand::Neither);
                for is_long in [false, true] {
                    let text = if is_long { long(&keys, true) } else { wide(&keys, true) };
                    let shape = Shape { vintage: Some(vintage), every, long: is_long, ..Shape::default() };
                    let table = FrameOptions::default().shape(shape);
                    same(&format!("{kind}, {vintage}, {every:?}, {is_long}"), &text, &model, &table);
                }
            }
        }
        let text = wide(&keys(15, 60, Stand::ByFirm), false);
        let shape = Shape { every: Some(Period::Month), ..Shape::default() };
        same(kind, &text, &model, &FrameOptions::default().shape(shape));
    }
}

/// What is wrong is said alike, with the same row.
fn wrong_alike(text: &str, model: &Model, table: &FrameOptions, parts: &[&str]) {
    let said = |memory| scored(text, model, (table, memory), "csv", &()).map(drop).unwrap_err();
    let held = said(None);
    assert_eq!(said(SMALL), held);
    for part in parts {
        assert!(held.contains(part), "no `{part}` in {held}");
    }
}

#[test]
fn what_is_wrong_is_said_with_the_same_row() {
    let history = model([HISTORY, LINEAR], "");
    // A gap in time, and another one in a row above it that belongs to a later firm.
    let mut gaps = keys(15, 60, Stand::ByDate);
    gaps.retain(|(firm, day)| !(*firm == 12 && (5..20).contains(day) || *firm == 7 && (30..45).contains(day)));
    wrong_alike(&wide(&gaps, false), &history, &FrameOptions::default(), &["1970-02-15"]);
    // Two rows for one day.
    let mut twice = wide(&keys(15, 60, Stand::ByDate), false);
    writeln!(twice, "{},Firm 3,1,1,a", date(59)).unwrap();
    wrong_alike(
        &twice,
        &history,
        &FrameOptions::default(),
        &["row 901: there are two rows for 1970-03-01 of `Firm 3`"],
    );
    // Two publications of one day: that of the row that comes first is said.
    let mut twice = wide(&keys(15, 60, Stand::ByDate), true);
    for (firm, day) in [(13, 10), (3, 20)] {
        writeln!(twice, "{},Firm {firm},1,1,a,{}", date(day), date(day + 3)).unwrap();
    }
    let table = |is_long, vintage| FrameOptions::default().shape(Shape { vintage, long: is_long, ..Shape::default() });
    wrong_alike(&twice, &history, &table(false, Some(Vintage::Latest)), &["two for 1970-01-11 were published"]);
    let early = Some(Vintage::At("1960-01-01".parse().unwrap()));
    wrong_alike(
        &wide(&keys(15, 60, Stand::ByDate), true),
        &history,
        &table(false, early),
        &["no row was published by"],
    );
    // Figures.
    let mut twice = long(&keys(15, 60, Stand::ByDate), false);
    for (firm, day) in [(13, 10), (3, 20)] {
        writeln!(twice, "{},Firm {firm},y,1", date(day)).unwrap();
    }
    wrong_alike(&twice, &history, &table(true, None), &["there is a second `y` for 1970-01-11"]);
    wrong_alike(&long(&keys(15, 60, Stand::ByDate), true), &history, &table(true, early), &["no figure was published"]);
    let lacking = long(&keys(15, 60, Stand::ByDate), false).replace(",y,", ",z,");
    wrong_alike(&lacking, &history, &table(true, None), &["no row of", "is for `y`"]);
}

#[test]
fn threads_change_no_byte_of_what_is_sorted_on_disk() {
    let text = wide(&keys(15, 60, Stand::Neither), false);
    let table = FrameOptions::default().chained(true);
    for (kind, model) in models() {
        let of = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| scored(&text, &model, (&table, SMALL), "parquet", &()).unwrap().0)
        };
        assert!(of(1) == of(3), "{kind}");
    }
}

/// Ends the work when it is asked for the nth time.
struct Until(u64, AtomicU64);

impl Watch for Until {
    fn stopped(&self) -> bool {
        self.1.fetch_add(1, Ordering::Relaxed) >= self.0
    }
}

#[test]
fn a_run_that_is_stopped_leaves_nothing_behind() {
    let text = wide(&keys(15, 60, Stand::Neither), false);
    let figures = long(&keys(15, 60, Stand::Neither), false);
    let model = model([BOTH, HISTORY], "");
    let mut stopped = 0;
    for (text, table) in
        [(&text, FrameOptions::default().chained(true)), (&figures, FrameOptions::default().long(true))]
    {
        for asked in (0..400).step_by(3) {
            match scored(text, &model, (&table, SMALL), "parquet", &Until(asked, AtomicU64::new(0))) {
                Ok(_) => break,
                Err(said) => assert!(said.contains("ended before it was done"), "{said}"),
            }
            stopped += 1;
        }
    }
    assert!(stopped > 10, "{stopped}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_order_and_any_memory_give_the_same_bytes(
        order in Just(keys(12, 20, Stand::ByDate)).prop_shuffle(),
        memory in 1..200_000_u64,
        which in 0..6_usize,
        chained: bool,
    ) {
        // Dates rise within each firm, whose rows stand anywhere.
        let mut next = [0; 12];
        let keys: Vec<(usize, usize)> = order.into_iter().map(|(firm, _)| {
            next[firm] += 1;
            (firm, next[firm] - 1)
        }).collect();
        let (_, model) = models().swap_remove(which);
        let (text, table) = (wide(&keys, false), FrameOptions::default().chained(chained));
        let held = scored(&text, &model, (&table, None), "csv", &());
        prop_assert_eq!(scored(&text, &model, (&table, Some(memory)), "csv", &()), held);
    }
}
