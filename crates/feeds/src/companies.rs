//! What companies report to the Securities and Exchange Commission, as EDGAR's `companyfacts` give it: each fact says when it
//! was filed.

use crate::history::{History, Rows};
use crate::quarters::{Span, Told, figures, last_day};
use froth_core::diag::{Code, Diagnostic, nearest, shortened};
use froth_core::feed::{Concept, FactPeriod, Facts};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// Years in which companies report.
const LIFETIME: RangeInclusive<i16> = 1900..=2199;

/// More figures under one concept are no company's.
const MOST_FIGURES: usize = 20_000;

#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "entityName", default)]
    name: String,
    facts: BTreeMap<String, BTreeMap<String, Reported>>,
}

#[derive(Deserialize)]
struct Reported {
    units: BTreeMap<String, Vec<Fact>>,
}

#[derive(Deserialize)]
struct Fact {
    start: Option<String>,
    end: Option<String>,
    val: Option<f64>,
    filed: Option<String>,
}

/// What a company has filed under the concepts of a feed.
#[derive(Debug)]
struct Company {
    /// Its name and number, for people.
    name: String,
    /// When it was filed, under which concept, over which span, and the number; by the day of filing.
    filed: Vec<(Date, usize, Span, f64)>,
    taken: usize,
    /// By concept and span, what was filed so far, by the day of filing.
    known: Vec<Told>,
    /// What follows for each calendar quarter.
    figures: BTreeMap<i32, f64>,
}

/// Companies whose figures are summed.
#[derive(Debug)]
pub(crate) struct Companies {
    period: FactPeriod,
    all: Vec<Company>,
    concepts: String,
}

/// Whether an answer can be read at all.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Diagnostic> {
    read(bytes).map(drop)
}

fn read(bytes: &[u8]) -> Result<Answer, Diagnostic> {
    serde_json::from_slice(bytes).map_err(|e| {
        let help = "it is cut off, or EDGAR has another layout now: fetch it again";
        Diagnostic::error(Code::Data, format!("no facts of a company: {e}")).help(help)
    })
}

impl Companies {
    /// Reads the answers of companies, each with its number and address.
    pub(crate) fn read(facts: &Facts, answers: &[(&str, &str, Vec<u8>)]) -> Result<Self, Vec<Diagnostic>> {
        let (mut companies, mut findings) = (Vec::new(), Vec::new());
        for (cik, url, bytes) in answers {
            match read(bytes).and_then(|answer| Company::of(facts, cik, answer)) {
                Ok(company) => companies.push(company),
                Err(mut finding) => {
                    finding.message = format!("{url}: {}", finding.message);
                    findings.push(finding);
                }
            }
        }
        if findings.is_empty() {
            Ok(Companies { period: facts.period, all: companies, concepts: listed(&facts.concepts) })
        } else {
            Err(findings)
        }
    }

    /// What is missing between figures, or after them while others go on: for whoever relies on the sum.
    pub(crate) fn gaps(&self) -> Vec<String> {
        let latest = self.all.iter().filter_map(|company| company.figures.keys().next_back()).max();
        let mut all = Vec::new();
        for company in &self.all {
            let quarters: Vec<i32> = company.figures.keys().copied().collect();
            let step = if self.period == FactPeriod::CalendarYear { 4 } else { 1 };
            let missing = quarters.windows(2).flat_map(|pair| (pair[0] + step..pair[1]).step_by(step as usize));
            let missing: Vec<String> = missing.map(|quarter| last_day(quarter).to_string()).collect();
            if !missing.is_empty() {
                let (name, concepts, days) = (&company.name, &self.concepts, missing.join(", "));
                all.push(format!("{name} has no figure under {concepts} for {days}: so has the sum"));
            }
            if let (Some(latest), Some(last)) = (latest, quarters.last())
                && last + step < *latest
            {
                let (name, concepts, day) = (&company.name, &self.concepts, last_day(*last));
                all.push(format!(
                    "{name} has nothing under {concepts} after {day}, and the sum ends there: it may use a tag of its own now, \
                     which EDGAR's companyfacts leave out"
                ));
            }
        }
        all
    }
}

fn listed(concepts: &[Concept]) -> String {
    concepts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
}

impl Company {
    fn of(facts: &Facts, cik: &str, mut answer: Answer) -> Result<Self, Diagnostic> {
        let title = shortened(answer.name.trim()).into_owned();
        let name = if title.is_empty() { format!("CIK {cik}") } else { format!("{title} ({cik})") };
        let broken = |concept: &Concept, what: &str| {
            let help = "EDGAR may have another layout now";
            Diagnostic::error(Code::Data, format!("a fact of {concept} {what}")).help(help)
        };
        let levels = facts.period == FactPeriod::Instant;
        let (mut filed, mut otherwise, mut other) = (Vec::new(), false, None);
        for (place, concept) in facts.concepts.iter().enumerate() {
            let reported = answer.facts.get_mut(&concept.taxonomy).and_then(|all| all.get_mut(&concept.name));
            let Some(reported) = reported else { continue };
            let Some(list) = reported.units.remove(&facts.unit) else {
                other = reported.units.keys().next().cloned().or(other);
                continue;
            };
            if list.len() > MOST_FIGURES {
                return Err(broken(concept, &format!("has {} figures, more than {MOST_FIGURES}", list.len())));
            }
            for fact in list {
                let (Some(val), Some(end), Some(day)) = (fact.val, fact.end, fact.filed) else { continue };
                // What is of a day has no start.
                let start = match fact.start {
                    None if levels => end.clone(),
                    Some(start) if !levels => start,
                    _ => {
                        otherwise = true;
                        continue;
                    }
                };
                let read = |text: &str| {
                    let day = text.parse::<Date>().ok().filter(|day| LIFETIME.contains(&day.year()));
                    day.ok_or_else(|| broken(concept, &format!("has `{}` for a day", shortened(text))))
                };
                let span = (read(&start)?, read(&end)?);
                filed.push((read(&day)?, place, span, val));
            }
        }
        if filed.is_empty() {
            return Err(nothing(facts, &name, &answer, otherwise, other));
        }
        filed.sort_by_key(|fact| fact.0);
        let known = facts.concepts.iter().map(|_| BTreeMap::new()).collect();
        Ok(Company { name, filed, taken: 0, known, figures: BTreeMap::new() })
    }

    /// Takes what was filed up to a day; what follows for quarters is computed anew where that is something.
    fn advance(&mut self, day: Date, period: FactPeriod) {
        let before = self.taken;
        while let Some((filed, concept, span, value)) = self.filed.get(self.taken)
            && *filed <= day
        {
            let versions = self.known[*concept].entry(*span).or_default();
            match versions.last_mut() {
                Some(last) if last.0 == *filed => last.1 = *value,
                _ => versions.push((*filed, *value)),
            }
            self.taken += 1;
        }
        if self.taken > before {
            self.figures = figures(&self.known, period);
        }
    }
}

/// Why a company has no figure.
fn nothing(facts: &Facts, name: &str, answer: &Answer, otherwise: bool, other: Option<String>) -> Diagnostic {
    let concepts = listed(&facts.concepts);
    if otherwise {
        let (message, help) = if facts.period == FactPeriod::Instant {
            let message = format!("{name} reports {concepts} over spans of time, not at days");
            (message, "write `period = \"quarter\"`, or name a level: debt, cash, equity")
        } else {
            let message = format!("{name} reports {concepts} at days, not over spans of time");
            (message, "write `period = \"instant\"`, or name a flow: revenue, spending, cash flow")
        };
        return Diagnostic::error(Code::Data, message).help(help);
    }
    if let Some(unit) = other {
        let message = format!("{name} reports {concepts} in {}, not in {}", shortened(&unit), facts.unit);
        return Diagnostic::error(Code::Data, message).help(format!("add `unit = \"{}\"`", shortened(&unit)));
    }
    let names =
        || answer.facts.iter().flat_map(|(taxonomy, all)| all.keys().map(move |key| format!("{taxonomy}:{key}")));
    let all: Vec<String> = names().collect();
    let near = facts.concepts.iter().find_map(|c| nearest(&c.to_string(), all.iter().map(String::as_str)));
    let near = near.map(|near| format!("it has `{}`; ", shortened(near))).unwrap_or_default();
    let help = format!(
        "{near}a tag of the company's own is left out of EDGAR's companyfacts: look at its latest filing, and add the concept \
         that it uses to `concept`"
    );
    Diagnostic::error(Code::Data, format!("{name} reports nothing under {concepts}")).help(help)
}

impl History for Companies {
    fn days(&self) -> Vec<Date> {
        let days: BTreeSet<Date> = self.all.iter().flat_map(|c| c.filed.iter().map(|fact| fact.0)).collect();
        days.into_iter().collect()
    }

    fn known(&mut self, day: Date) -> Rows {
        for company in &mut self.all {
            company.advance(day, self.period);
        }
        let quarters = || self.all.iter().flat_map(|company| company.figures.keys().copied());
        let (Some(first), Some(last)) = (quarters().min(), quarters().max()) else { return Vec::new() };
        let step = if self.period == FactPeriod::CalendarYear { 4 } else { 1 };
        let sum = |quarter: i32| self.all.iter().map(|c| c.figures.get(&quarter).copied()).sum::<Option<f64>>();
        let finite = |quarter: i32| sum(quarter).filter(|x| x.is_finite());
        (first..=last).step_by(step).map(|quarter| (last_day(quarter), finite(quarter))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    type Filed = (&'static str, &'static str, &'static str, f64, &'static str);

    fn answer(told: &[Filed]) -> Vec<u8> {
        let mut concepts: BTreeMap<&str, Vec<serde_json::Value>> = BTreeMap::new();
        for (concept, start, end, val, filed) in told {
            concepts.entry(concept).or_default().push(serde_json::json!({
                "start": start, "end": end, "val": val, "accn": "0", "fy": 2024, "fp": "Q1", "form": "10-Q", "filed": filed
            }));
        }
        let all: BTreeMap<&str, serde_json::Value> = concepts
            .into_iter()
            .map(|(concept, list)| (concept, serde_json::json!({ "label": concept, "units": { "USD": list } })))
            .collect();
        serde_json::json!({ "cik": 1, "entityName": "ONE CORP", "facts": { "us-gaap": all } }).to_string().into_bytes()
    }

    fn facts(period: FactPeriod, concepts: &[&str]) -> Facts {
        let concept = |name: &&str| Concept { taxonomy: "us-gaap".to_owned(), name: (*name).to_owned() };
        let concepts = concepts.iter().map(concept).collect();
        Facts { companies: vec!["0000000001".to_owned()], concepts, period, unit: "USD".to_owned() }
    }

    fn known(period: FactPeriod, told: &[Filed], day: Date) -> Rows {
        let facts = facts(period, &["A", "B"]);
        Companies::read(&facts, &[("0000000001", "u", answer(told))]).unwrap().known(day)
    }

    const YEAR_2024: [Filed; 4] = [
        ("A", "2024-01-01", "2024-03-31", 10.0, "2024-04-25"),
        ("A", "2024-01-01", "2024-06-30", 25.0, "2024-07-25"),
        ("A", "2024-01-01", "2024-09-30", 45.0, "2024-10-25"),
        ("A", "2024-01-01", "2024-12-31", 70.0, "2025-02-01"),
    ];

    #[test]
    fn a_year_up_to_a_day_is_made_quarters() {
        let quarters = known(FactPeriod::Quarter, &YEAR_2024, date(2025, 3, 1));
        let days = [date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31)];
        let values = [10.0, 15.0, 20.0, 25.0].map(Some);
        assert_eq!(quarters, days.into_iter().zip(values).collect::<Rows>());
        // Before the year is told, its last quarter is not known.
        assert_eq!(known(FactPeriod::Quarter, &YEAR_2024, date(2025, 1, 31)).len(), 3);
        for period in [FactPeriod::TrailingYear, FactPeriod::CalendarYear] {
            assert_eq!(known(period, &YEAR_2024, date(2025, 3, 1)), [(date(2024, 12, 31), Some(70.0))]);
        }
    }

    #[test]
    fn a_reported_quarter_wins_over_a_difference_and_a_reported_year_over_a_sum() {
        let mut told = YEAR_2024.to_vec();
        told.push(("A", "2024-04-01", "2024-06-30", 15.5, "2024-07-25"));
        let quarters = known(FactPeriod::Quarter, &told, date(2025, 3, 1));
        assert_eq!(quarters[1], (date(2024, 6, 30), Some(15.5)));
        assert_eq!(known(FactPeriod::TrailingYear, &told, date(2025, 3, 1)), [(date(2024, 12, 31), Some(70.0))]);
    }

    #[test]
    fn both_ends_of_a_difference_are_of_one_telling() {
        let mut told = YEAR_2024.to_vec();
        // The nine months are restated in the next year's report, the year is not yet.
        told.push(("A", "2024-01-01", "2024-09-30", 50.0, "2025-10-25"));
        let quarters = known(FactPeriod::Quarter, &told, date(2025, 12, 1));
        assert_eq!(quarters[3], (date(2024, 12, 31), Some(25.0)));
        assert_eq!(
            quarters[2],
            (date(2024, 9, 30), Some(25.0)),
            "the third quarter is told anew, against the half of then"
        );
    }

    #[test]
    fn concepts_follow_each_other_and_fiscal_quarters_go_to_the_nearest() {
        let told = [
            ("B", "2023-09-01", "2023-11-30", 1.0, "2023-12-20"),
            ("A", "2023-12-01", "2024-02-29", 2.0, "2024-03-20"),
            ("B", "2023-12-01", "2024-02-29", 9.0, "2024-03-20"),
            ("A", "2024-03-01", "2024-05-31", 3.0, "2024-06-20"),
            ("A", "2024-06-01", "2024-08-31", 4.0, "2024-09-20"),
        ];
        let rows = known(FactPeriod::Quarter, &told, date(2025, 1, 1));
        let days = [date(2023, 12, 31), date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30)];
        assert_eq!(rows, days.into_iter().zip([1.0, 2.0, 3.0, 4.0].map(Some)).collect::<Rows>());
        assert_eq!(known(FactPeriod::TrailingYear, &told, date(2025, 1, 1)), [(date(2024, 9, 30), Some(10.0))]);
    }

    /// Debt is what it is on a day: nothing is summed over quarters or taken apart, and what is restated counts from its filing on.
    #[test]
    fn a_balance_sheet_gives_levels_of_days() {
        let told = [
            ("2024-03-31", 10.0, "2024-04-25"),
            ("2024-06-30", 12.0, "2024-07-25"),
            ("2024-06-30", 13.0, "2024-10-25"),
            ("2024-08-31", 14.0, "2024-09-20"),
        ];
        let list: Vec<_> = told
            .iter()
            .map(|(end, val, filed)| serde_json::json!({ "end": end, "val": val, "filed": filed }))
            .collect();
        let bytes = serde_json::json!({ "facts": { "us-gaap": { "A": { "units": { "USD": list } } } } }).to_string();
        let known = |day| {
            let facts = facts(FactPeriod::Instant, &["A"]);
            Companies::read(&facts, &[("0000000001", "u", bytes.clone().into_bytes())]).unwrap().known(day)
        };
        let days = [date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30)];
        assert_eq!(known(date(2024, 9, 30)), days.into_iter().zip([10.0, 12.0, 14.0].map(Some)).collect::<Rows>());
        assert_eq!(known(date(2024, 12, 1)), days.into_iter().zip([10.0, 13.0, 14.0].map(Some)).collect::<Rows>());
    }

    #[test]
    fn a_company_that_stops_or_skips_is_named() {
        let told = [
            ("A", "2024-01-01", "2024-03-31", 1.0, "2024-04-20"),
            ("A", "2024-07-01", "2024-09-30", 1.0, "2024-10-20"),
        ];
        let goes_on = [
            ("A", "2024-01-01", "2024-03-31", 1.0, "2024-04-20"),
            ("A", "2024-04-01", "2024-06-30", 1.0, "2024-07-20"),
            ("A", "2024-07-01", "2024-09-30", 1.0, "2024-10-20"),
            ("A", "2024-10-01", "2024-12-31", 1.0, "2025-01-20"),
            ("A", "2025-01-01", "2025-03-31", 1.0, "2025-04-20"),
        ];
        let facts = facts(FactPeriod::Quarter, &["A"]);
        let answers = [("0000000001", "u", answer(&told)), ("0000000002", "v", answer(&goes_on))];
        let mut companies = Companies::read(&facts, &answers).unwrap();
        let rows = companies.known(date(2025, 6, 1));
        let there: Vec<bool> = rows.iter().map(|row| row.1.is_some()).collect();
        assert_eq!(there, [true, false, true, false, false], "a sum is of all or none");
        let gaps = companies.gaps();
        assert!(gaps[0].contains("ONE CORP (0000000001) has no figure under us-gaap:A for 2024-06-30"), "{gaps:?}");
        assert!(gaps[1].contains("nothing under us-gaap:A after 2024-09-30"), "{gaps:?}");
    }

    #[test]
    fn a_company_without_the_concept_is_named_with_what_is_near() {
        let facts = facts(FactPeriod::Quarter, &["Revenue"]);
        let said = |bytes: Vec<u8>| {
            let mut findings = Companies::read(&facts, &[("0000000001", "u", bytes)]).unwrap_err();
            let finding = findings.remove(0);
            format!("{} | {}", finding.message, finding.help.unwrap_or_default())
        };
        let missing = said(answer(&[("Revenues", "2024-01-01", "2024-03-31", 1.0, "2024-04-20")]));
        assert!(missing.contains("u: ONE CORP (0000000001) reports nothing under us-gaap:Revenue"), "{missing}");
        assert!(missing.contains("it has `us-gaap:Revenues`") && missing.contains("company's own"), "{missing}");
        let euros = r#"{"entityName":"E","facts":{"us-gaap":{"Revenue":{"units":{"EUR":[]}}}}}"#;
        assert!(said(euros.as_bytes().to_vec()).contains("in EUR, not in USD | add `unit = \"EUR\"`"));
        let stock = r#"{"facts":{"us-gaap":{"Revenue":{"units":{"USD":[{"end":"2024-03-31","val":1,"filed":"2024-04-20"}]}}}}}"#;
        assert!(said(stock.as_bytes().to_vec()).contains("CIK 0000000001 reports us-gaap:Revenue at days"));
        let levels = Facts { period: FactPeriod::Instant, ..facts.clone() };
        let flow = answer(&[("Revenue", "2024-01-01", "2024-03-31", 1.0, "2024-04-20")]);
        let findings = Companies::read(&levels, &[("0000000001", "u", flow)]).unwrap_err();
        assert!(findings[0].message.contains("over spans of time, not at days"), "{findings:?}");
        let day = r#"{"facts":{"us-gaap":{"Revenue":{"units":{"USD":[{"start":"x","end":"2024-03-31","val":1,"filed":"2024-04-20"}]}}}}}"#;
        assert!(said(day.as_bytes().to_vec()).contains("has `x` for a day"));
        assert!(said(b"{\"facts\":{\"us-gaap\"".to_vec()).contains("no facts of a company: EOF"));
    }
}
