//! What a feed of EDGAR asks for: companies, what they report it under, and over which spans of time.

use super::Publisher;
use super::file::{FactPeriod, FeedEntry};
use crate::diag::{Code, Diagnostic, shortened};
use crate::format::Shape;
use std::collections::BTreeSet;
use std::ops::Range;

/// Facts that companies report, summed over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Companies by their CIK, ten digits each.
    pub companies: Vec<String>,
    /// What they report it under, in the order in which it is looked for.
    pub concepts: Vec<Concept>,
    /// The spans of time.
    pub period: FactPeriod,
    /// The unit.
    pub unit: String,
}

/// A name of what companies report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// Whose name it is: us-gaap.
    pub taxonomy: String,
    /// The name: Revenues.
    pub name: String,
}

impl std::fmt::Display for Concept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.taxonomy, self.name)
    }
}

/// The keys that only EDGAR has: taken from the entry if it is EDGAR's, refused elsewhere.
pub(super) fn facts(file: &mut FeedEntry, key: &Range<usize>, shape: &mut Shape<'_>) -> Option<Facts> {
    let (companies, concepts) = (file.companies.take(), file.concept.take());
    let (period, unit) = (file.period.take(), file.unit.take());
    if file.from != Publisher::Edgar {
        let given = [
            ("companies", companies.as_ref().map(|x| x.span())),
            ("concept", concepts.as_ref().map(|x| x.span())),
            ("period", period.as_ref().map(|x| x.span())),
            ("unit", unit.as_ref().map(|x| x.span())),
        ];
        for (name, span) in given {
            if let Some(span) = span {
                let message = format!("`{name}` is for `from = \"edgar\"`, and this is {}", file.from.as_str());
                shape.report(Diagnostic::error(Code::UnknownKey, message).help("remove it"), span);
            }
        }
        return None;
    }
    for (name, given) in table_keys(file) {
        if given {
            let message = format!("`{name}` is for tables, and EDGAR gives none");
            let help = "say what is wanted with `companies`, `concept` and `period`";
            shape.report(Diagnostic::error(Code::UnknownKey, message).help(help), key.clone());
        }
    }
    // What is not there is said with all else that the feed lacks.
    let (companies, concepts, period) = (companies?, concepts?, period?);
    let mut seen = BTreeSet::new();
    for company in companies.get_ref() {
        let cik = company.get_ref();
        if cik.len() != 10 || !cik.bytes().all(|b| b.is_ascii_digit()) {
            let message = format!("`{}` is no CIK", shortened(cik));
            let help = "a company's CIK has ten digits, with zeros in front: \"0000789019\" is Microsoft's";
            shape.report(Diagnostic::error(Code::Value, message).help(help), company.span());
        } else if !seen.insert(cik.clone()) {
            let message = format!("{cik} is listed twice, and would count twice");
            shape.report(Diagnostic::error(Code::Value, message).help("remove one of both"), company.span());
        }
    }
    if companies.get_ref().is_empty() {
        let help = "list CIKs: companies = [\"0000789019\"]";
        shape.report(Diagnostic::error(Code::Value, "there is no company").help(help), companies.span());
    }
    let mut named = Vec::new();
    for text in &concepts.get_ref().0 {
        let word = |text: &str, extra: &[u8]| {
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || extra.contains(&b))
        };
        match text.split_once(':') {
            Some((taxonomy, name)) if word(taxonomy, b"-") && word(name, b"") => {
                named.push(Concept { taxonomy: taxonomy.to_owned(), name: name.to_owned() });
            }
            _ => {
                let message = format!("`{}` is no concept", shortened(text));
                let help = "write taxonomy and name: \"us-gaap:Revenues\"";
                shape.report(Diagnostic::error(Code::Value, message).help(help), concepts.span());
            }
        }
    }
    if concepts.get_ref().0.is_empty() {
        let help = "name one: concept = \"us-gaap:Revenues\"";
        shape.report(Diagnostic::error(Code::Value, "there is no concept").help(help), concepts.span());
    }
    Some(Facts {
        companies: companies.into_inner().into_iter().map(crate::format::Spanned::into_inner).collect(),
        concepts: named,
        period: period.into_inner(),
        unit: unit.map_or_else(|| "USD".to_owned(), crate::format::Spanned::into_inner),
    })
}

fn table_keys(file: &FeedEntry) -> [(&'static str, bool); 13] {
    [
        ("column", file.column.is_some()),
        ("url", file.url.is_some()),
        ("sheet", file.sheet.is_some()),
        ("date_column", file.date_column.is_some()),
        ("month_column", file.month_column.is_some()),
        ("date_format", file.date_format.is_some()),
        ("skip_rows", file.skip_rows.is_some()),
        ("header_rows", file.header_rows.is_some()),
        ("skip_footer", file.skip_footer.is_some()),
        ("separator", file.separator.is_some()),
        ("encoding", file.encoding.is_some()),
        ("decimal", file.decimal.is_some()),
        ("missing", !file.missing.is_empty()),
    ]
}
