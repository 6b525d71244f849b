//! SQL: one statement that every dialect's parser takes, whatever names and texts hold; what SQL cannot say is named. That the
//! engines give what `froth panel` gives is shown by `tests/engines/run`.

use crate::support::{froth, model, plain, rooted, stdout, try_model};
use froth::model::Model;
use froth::sql::{Dialect, Options, query};
use sqlparser::dialect::{DatabricksDialect, Dialect as Parsed, DuckDbDialect, PostgreSqlDialect};
use sqlparser::parser::Parser;
use std::fmt::Write;

const DIALECTS: [(Dialect, &str); 3] =
    [(Dialect::DuckDb, "duckdb"), (Dialect::Spark, "spark"), (Dialect::Postgres, "postgres")];

fn parser(dialect: Dialect) -> Box<dyn Parsed> {
    match dialect {
        Dialect::DuckDb => Box::new(DuckDbDialect {}),
        // Of the two dialects for Spark the one that knows backslashes in texts, which Spark reads.
        Dialect::Spark => Box::new(DatabricksDialect {}),
        Dialect::Postgres => Box::new(PostgreSqlDialect {}),
    }
}

/// The query, which a parser of the dialect takes as one statement.
fn parsed(model: &Model, dialect: Dialect, options: &Options) -> String {
    let text = query(model, dialect, options).unwrap_or_else(|e| panic!("{e}")).text;
    let parser = parser(dialect);
    let statements = Parser::parse_sql(&*parser, &text).unwrap_or_else(|e| panic!("{dialect:?}: {e}\n{text}"));
    assert_eq!(statements.len(), 1);
    text
}

fn engines(file: &str) -> Model {
    let path = format!("{}/tests/engines/{file}", env!("CARGO_MANIFEST_DIR"));
    model(&std::fs::read_to_string(path).expect("read"))
}

fn everything() -> Model {
    engines("parity.toml")
}

/// A model of so many indicators under one root, every fifth with a formula of two others.
fn wide(count: usize, aggregate: &str) -> Model {
    let mut text = rooted(&format!("aggregate = {aggregate}\n"));
    for i in 0..count {
        text += &plain(&format!("indicator_{i}"), "root", 1.0 + (i % 7) as f64);
        if i % 5 == 4 {
            writeln!(text, "formula = 'ln(indicator_{} * 2) / indicator_{}'", i - 1, i - 2).expect("written");
        }
    }
    model(&text)
}

#[test]
fn a_parser_of_each_dialect_takes_the_whole_text() {
    for (dialect, _) in DIALECTS {
        for contributions in [false, true] {
            let options = Options { contributions, ..Options::default() };
            parsed(&everything(), dialect, &options);
            parsed(&engines("histories.toml"), dialect, &options);
            for count in [4, 2000] {
                for aggregate in ["'arithmetic'", "'geometric'", "'median'", "{ power = 2 }", "'max'"] {
                    let wide = wide(count, aggregate);
                    let text = parsed(&wide, dialect, &options);
                    assert!(text.contains(&format!("indicator_{}", count - 1)), "{dialect:?} {aggregate}");
                }
            }
        }
    }
}

#[test]
fn shipped_models_are_sql() {
    for (_, dialect) in DIALECTS {
        for id in ["four-dimensions", "company", "transmission", "us-equities"] {
            let text = stdout(&["sql", "-m", id, "--dialect", dialect]);
            assert!(text.contains("froth_scores"), "{id} {dialect}");
        }
    }
}

#[test]
fn a_query_reads_from_top_to_bottom() {
    let model = model(
        "schema = 1\nid = 'm'\ntitle = 'Small'\n[dimension.root]\n[dimension.prices]\nparent = 'root'\naggregate = 'geometric'\n\
         [indicator.cape]\ndimension = 'prices'\nrule.linear = { from = 16, to = 44 }\n\
         [indicator.capex]\ndimension = 'root'\nweight = 2\nformula = '100 * capex_usd / cash_usd'\nrequires = 'cash_usd > 0'\n\
         rule.piecewise = [[30, 0], [60, 40], [100, 80]]\n\
         [indicator.mood]\ndimension = 'root'\nrule.category = { calm = 0, frenzy = 100 }\n",
    );
    insta::assert_snapshot!(query(&model, Dialect::DuckDb, &Options::default()).unwrap().text);
}

#[test]
fn names_and_texts_are_quoted_and_comments_stay_comments() {
    let two_lines = rooted("title = \"T\\n; DROP TABLE panel; --\"\n");
    assert!(try_model(&two_lines).is_err(), "a title of two lines");
    let mut text = "schema = 1\nid = 'm'\ntitle = \"T; DROP TABLE panel; --\"\n\
        [scale]\nbands = [{ below = 50, label = \"it's \\\\ 'low'\" }, { label = \"\\\"high\\\"; --\" }]\n[dimension.root]\n"
        .to_owned();
    text += &plain("select", "root", 1.0);
    text += "[indicator.order]\ndimension = 'root'\nformula = \"\"\"select\n+ 1\"\"\"\nrule.linear = { from = 0, to = 1 }\n";
    let model = model(&text);
    let options = Options {
        table: "mar\"ket`.pa nel".to_owned(),
        date_column: "the \"day\"".to_owned(),
        entity_column: Some("`who`".to_owned()),
        map: vec![("select".to_owned(), "a\"b`c; --".to_owned())],
        zero_is_missing: vec!["a\"b`c; --".to_owned()],
        ..Options::default()
    };
    for (dialect, _) in DIALECTS {
        let text = parsed(&model, dialect, &options);
        for line in text.lines().filter(|l| l.contains("DROP TABLE")) {
            assert!(line.starts_with("-- "), "{line}");
        }
    }
    let postgres = parsed(&model, Dialect::Postgres, &options);
    assert!(postgres.contains(r#"FROM "mar""ket`"."pa nel""#), "{postgres}");
    assert!(postgres.contains(r#"NULLIF(CAST("a""b`c; --" AS DOUBLE PRECISION), 0e0) AS "select""#), "{postgres}");
    assert!(postgres.contains(r"'it''s \ ''low'''"), "{postgres}");
    let spark = parsed(&model, Dialect::Spark, &options);
    assert!(spark.contains(r#"CAST(`a"b``c; --` AS DOUBLE)"#), "{spark}");
    assert!(spark.contains(r"'it\'s \\ \'low\''"), "{spark}");
}

#[test]
fn the_columns_are_those_of_panel() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, out) = (folder.path().join("data.csv"), folder.path().join("out.csv"));
    std::fs::write(&data, "date,entity\n2020-01-01,a\n").expect("written");
    for id in ["four-dimensions", "company"] {
        let (data, out) = (data.to_str().expect("UTF-8"), out.to_str().expect("UTF-8"));
        froth()
            .args(["panel", data, "-m", id, "-o", out, "--allow-missing", "--contributions", "--quiet"])
            .assert()
            .success();
        let header = std::fs::read_to_string(out).expect("written").lines().next().expect("a header").to_owned();
        let text = stdout(&["sql", "-m", id, "--dialect", "duckdb", "--contributions"]);
        let result = text.rsplit_once("\nSELECT\n").expect("the last SELECT").1;
        let names: Vec<&str> = result.lines().filter_map(|l| l.rsplit_once(" AS \"")?.1.split('"').next()).collect();
        assert_eq!(names.join(","), header);
    }
}

#[test]
fn what_sql_cannot_say_is_named() {
    let with = |lines: &str| rooted(&format!("{}{}{lines}", plain("a", "root", 1.0), plain("b", "root", 1.0)));
    let indicator = |lines: &str| with(&format!("[indicator.odd]\ndimension = 'root'\n{lines}\n"));
    let line = "rule.linear = { from = 0, to = 1 }\n";
    for (text, wanted) in [
        (
            indicator(&format!("{line}transform = [{{ hp = {{ lambda = 1600, part = 'gap' }} }}]")),
            "`odd`: the filter of Hodrick and Prescott is not written as SQL",
        ),
        (indicator(&format!("{line}impute = 'linear'")), "`odd`: `impute = \"linear\"`"),
        (
            indicator("rule.minmax = { over = 'cross_section' }\noutliers = { over = 'cross_section' }"),
            "`odd`: the treatment of outliers",
        ),
        (
            indicator("rule.distribution = { normal = { mean = 0, sd = 1 } }"),
            "`odd`: SQL has no distribution function of a normal",
        ),
        (
            with("").replace("[dimension.root]", "[dimension.root]\naggregate = 'copeland'"),
            "`root`: `aggregate = \"copeland\"`",
        ),
        (with("").replace("[dimension.root]", "[dimension.root]\nweights = 'pca'"), "`root`: `weights = \"pca\"`"),
        (
            with("").replace("[dimension.root]", "[dimension.root]\naggregate = { power = 1e-6 }"),
            "`root`: SQL cannot compute",
        ),
    ] {
        let model = try_model(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
        for (dialect, _) in DIALECTS {
            let found = query(&model, dialect, &Options::default()).expect_err("refused").to_string();
            assert!(found.contains(wanted), "{wanted}: {found}");
        }
    }
}

#[test]
fn slips_in_the_options_are_errors() {
    for (arguments, wanted) in [
        (&["--map", "forward_pee=x"][..], "did you mean `forward_pe`?"),
        (&["--missing", "nothing_like_it"], "the model has no value `nothing_like_it`"),
        (&["--given", "pe_to_markets"], "did you mean `pe_to_market`?"),
    ] {
        let run =
            froth().args(["sql", "-m", "company", "--dialect", "spark"]).args(arguments).output().expect("it runs");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.code() == Some(1) && run.stdout.is_empty() && said.contains(wanted), "{said}");
    }
    froth().args(["sql", "-m", "company", "--dialect", "oracle"]).assert().code(2);
}

#[test]
fn columns_that_the_table_has_or_lacks_are_told() {
    let sql = |more: &[&str]| stdout(&[&["sql", "-m", "company", "--dialect", "duckdb"], more].concat());
    assert!(!sql(&[]).contains("\"pe_to_market given\""));
    assert!(sql(&["--given", "pe_to_market"]).contains("COALESCE(\"pe_to_market given\", "));
    assert!(sql(&["--map", "pe_to_market=x"]).contains("CAST(\"x\" AS DOUBLE) AS \"pe_to_market given\""));
    assert!(sql(&[]).contains("CAST(\"forward_pe\" AS DOUBLE)"));
    assert!(!sql(&["--missing", "forward_pe"]).contains("CAST(\"forward_pe\" AS DOUBLE)"));
    assert!(sql(&["--entity-column", "none"]).lines().all(|l| !l.contains("entity")));
}

#[test]
fn an_engine_that_cannot_take_so_many_columns_is_named() {
    let warned =
        |dialect| !query(&wide(2000, "'arithmetic'"), dialect, &Options::default()).unwrap().findings.is_empty();
    assert!(warned(Dialect::Postgres) && !warned(Dialect::DuckDb) && !warned(Dialect::Spark));
    assert!(query(&wide(300, "'arithmetic'"), Dialect::Postgres, &Options::default()).unwrap().findings.is_empty());
}

#[test]
fn names_hide_nothing_in_a_query() {
    let model = model(&rooted(&plain("x", "root", 1.0)));
    for name in ["a\u{1b}[31m", "a\nb", "a\u{202e}b"] {
        let options = Options { map: vec![("x".to_owned(), name.to_owned())], ..Options::default() };
        let error = query(&model, Dialect::DuckDb, &options).expect_err("refused");
        assert!(error.to_string().contains("cannot be seen"), "{error}");
    }
}
