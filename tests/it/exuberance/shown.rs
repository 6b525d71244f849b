//! What pages and charts say.

use super::{FEW, Folder, boom, examined, fall, input, walk};
use crate::charts::check;
use froth::chart::{self, Language};
use froth::exuberance::{Critical, Input, Options};
use std::fs;

#[test]
fn a_fall_is_called_a_decline_wherever_it_is_spoken_of() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("x", &fall())]);
    let chart = folder.path("chart.svg");
    let document = folder.json(&[&file, "--replications", "200"]);
    let one = &document["series"][0];
    assert_eq!(one["direction"], "decline");
    let episodes = one["episodes"].as_array().expect("a list");
    assert!(episodes.iter().any(|e| e["kind"] == "decline" && e["collapse"] == true && e["ongoing"] == true));
    let within = one["in_episode"].as_array().expect("a list");
    assert_eq!(within.len(), one["bsadf"].as_array().expect("a list").len());
    assert_eq!(within.last(), Some(&1.into()));
    let said = folder.stdout(&[&file, "--replications", "200", "--chart", chart.to_str().expect("UTF-8")]);
    assert!(said.contains("an accelerating decline for some time, no boom"), "{said}");
    assert!(!said.contains("explosive growth for some time") && !said.contains(" boom, ongoing"), "{said}");
    assert!(fs::read_to_string(chart).expect("drawn").contains("x has been falling at a growing pace since"));
}

#[test]
fn numbers_are_told_apart_and_a_verdict_on_few_rows_is_called_one() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("x", &[1.0, 2.0, 4.0, 7.5, 9.0, 30.0])]);
    let said = folder.stdout(&[&file, "--replications", "100"]);
    assert!(said.contains("too few to rest a verdict on"), "{said}");
    let (_, _, said) = folder.run(&[&file, "--replications", "100", "--format", "json"]);
    assert!(said.contains("to rest a verdict on: x"), "{said}");
    let mut found = examined(&[input("x", &walk(1, 100))], &FEW);
    found.series[0].gsadf = 2.3712;
    found.series[0].critical_values.as_mut().expect("there").gsadf.p95 = 2.3747;
    let locale = froth::locale::Locale::new(Language::English);
    let page = froth::page::terminal(&froth::page::exuberant(&found, "x.csv", &locale), 400, false);
    assert!(page.contains("GSADF 2.371 is not above its 95 % critical value, 2.375"), "{page}");
    let row = page.lines().find(|line| line.contains("GSADF") && line.contains("2.371") && !line.contains("above"));
    assert!(row.is_some_and(|row| row.contains("2.375")), "{page}");
}

#[test]
fn one_of_several_series_was_explosive_and_two_were() {
    let inputs = [input("boom", &boom(3)), input("walk", &walk(1, 120)), input("other", &boom(4))];
    let drawn = |inputs: &[Input]| {
        let found = examined(inputs, &Options { min_duration: Some(8), ..FEW });
        chart::exuberance(&found, "x.csv", Language::English).svg()
    };
    assert!(drawn(&inputs[..2]).contains("1 of 2 series was explosive for some time"));
    assert!(drawn(&inputs).contains("2 of 3 series were explosive for some time"));
}

#[test]
fn footers_name_the_critical_values_that_there_are() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("a", &boom(3)), ("b", &boom(4))]);
    let with = |more: &[&str]| {
        let mut all = vec![file.as_str(), "--replications", "60"];
        all.extend(more);
        folder.stdout(&all).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(with(&[]).contains("95 % critical value, the SADF of a walk of so many rows;"));
    let bootstrap = with(&["--critical-values", "bootstrap"]);
    assert!(bootstrap.contains("95 % critical value, the GSADF of a bootstrap sample, the same at every row;"));
    assert!(with(&["--panel"]).contains("those of the panel from 60 sieve bootstrap samples, seed 1"));
}

#[test]
fn of_many_series_only_those_that_are_explosive_have_sentences() {
    let mut many: Vec<Input> = (0..120).map(|n| input(&format!("series {n}"), &walk(n, 60))).collect();
    many.push(input("boom", &boom(3)));
    let found = examined(&many, &Options { replications: 100, ..FEW });
    let locale = froth::locale::Locale::new(Language::English);
    let page = froth::page::terminal(&froth::page::exuberant(&found, "x.csv", &locale), 200, false);
    let sentences = page.lines().filter(|line| line.contains(" critical value, ")).count();
    assert!(sentences < 20 && page.contains("of 121 series have a GSADF above"), "{page}");
}

/// A series of numbers that are hard to label.
fn odd_series() -> Vec<Input> {
    let scaled = |name: &str, seed, by: f64, plus: f64| {
        input(name, &boom(seed).iter().map(|x| plus + by * x).collect::<Vec<_>>())
    };
    vec![
        scaled("券商融資餘額占國內生產毛額比率(季調)與其年增率之合成指標,含私募市場估計</text>", 3, 1e9, 0.0),
        scaled("tiny", 4, 1e-7, 0.0),
        scaled(
            "a column with a name that is much too long to be read in one go, by anyone, on any page, and then some",
            5,
            -1e4,
            0.0,
        ),
        scaled("flat on a high level", 6, 1e-3, 1e6),
    ]
}

#[test]
fn charts_are_sound_in_every_case() {
    for language in [Language::English, Language::TraditionalChinese] {
        for critical in [Critical::None, Critical::MonteCarlo, Critical::Bootstrap] {
            let options = Options { critical, replications: 40, ..FEW };
            let found = examined(&odd_series(), &options);
            check(&chart::exuberance(&found, "a file with a long name.csv", language), "of four series");
            let one = examined(&odd_series()[..1], &options);
            check(&chart::exuberance(&one, "x.csv", language), "of one series");
        }
    }
    let many: Vec<Input> = (0..12).map(|n| input(&format!("series {n}"), &walk(n, 60))).collect();
    let found = examined(&many, &Options { replications: 20, ..FEW });
    let drawn = chart::exuberance(&found, "x.csv", Language::English);
    check(&drawn, "of twelve series");
    assert_eq!(drawn.data.len(), 1 + 12 * 60, "every number stands behind the picture");
    assert!(drawn.canvas.labels().any(|l| l.text.contains("the first 8 of 12 series")));
}

#[test]
fn charts_in_every_format_and_what_they_say() {
    let folder = Folder::new();
    let file = folder.table("nasdaq.csv", &[("price", &boom(3))]);
    for ending in ["svg", "png", "csv"] {
        let path = folder.path(&format!("chart.{ending}"));
        let path = path.to_str().expect("UTF-8");
        folder.stdout(&[&file, "--replications", "100", "--chart", path]);
        let bytes = fs::read(path).expect("written");
        let text = String::from_utf8_lossy(&bytes);
        assert!(match ending {
            "svg" => text.contains("price was explosive from 1985-") && text.contains("nasdaq.csv"),
            "png" => bytes.starts_with(b"\x89PNG"),
            _ => text.starts_with("series,date,value,bsadf,critical_95,episode\n") && text.contains(",boom\n"),
        });
    }
    let (code, out, said) = folder.run(&[&file, "--chart", "chart.pdf"]);
    assert!(code == 1 && out.is_empty() && said.contains("none of .svg, .png and .csv"), "{said}");
}

#[test]
fn every_format_has_the_statistics_and_the_dates() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("price", &boom(3))]);
    let with = |format: &str| folder.stdout(&[&file, "--replications", "100", "--format", format]);
    let document = folder.json(&[&file, "--replications", "100"]);
    let gsadf = document["series"][0]["gsadf"].as_f64().expect("a number");
    let start = document["series"][0]["episodes"][0]["start"].as_str().expect("a date").to_owned();
    for format in ["table", "markdown"] {
        let said = with(format);
        assert!(said.contains(&format!("{gsadf:.2}")) && said.contains(&start[..7]), "{said}");
        assert!(said.contains("windows count regression rows"), "{said}");
    }
    let csv = with("csv");
    assert!(csv.contains(&format!("price,statistic,gsadf,,{gsadf},")), "{csv}");
    assert!(csv.contains(&format!("price,episode,start,{start},")), "{csv}");
    assert_eq!(csv.lines().filter(|l| l.contains(",sequence,bsadf,")).count(), 100);
    let chinese = folder.stdout(&[&file, "--replications", "100", "--lang", "zh-Hant"]);
    assert!(chinese.contains("爆炸性期間") && !chinese.contains("Episodes"), "{chinese}");
}
