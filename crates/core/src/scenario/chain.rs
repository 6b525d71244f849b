//! A scenario's file and the files it extends.

use super::load::{Level, level};
use crate::catalog::{Kind, Open, referred};
use crate::diag::{Code, Diagnostic, Diagnostics, SourceFile};
use std::path::Path;
use std::sync::Arc;

/// At most this many files in a chain.
const LONGEST: usize = 16;

/// Reads the chain, heir first, and gives it base first; as much of it as can be opened.
pub(super) fn read(source: &Arc<SourceFile>, open: Open<'_>, findings: &mut Diagnostics) -> Option<Vec<Level>> {
    let mut chain: Vec<Level> = vec![level(source, findings)?];
    while chain.last().is_some_and(|heir| heir.head.extends.is_some()) {
        let Some(level) = base(&chain, open, findings) else {
            // Why is a finding; what depends on a base is not to be relied on.
            for level in &mut chain {
                level.dated = false;
            }
            break;
        };
        chain.push(level);
    }
    chain.reverse();
    Some(chain)
}

/// The file that the last one extends.
fn base(chain: &[Level], open: Open<'_>, findings: &mut Diagnostics) -> Option<Level> {
    let heir = chain.last()?;
    let extends = heir.head.extends.as_ref()?;
    let name = extends.get_ref();
    let at = |d: Diagnostic| d.at(&heir.source, extends.span());
    if chain.len() == LONGEST {
        findings.push(at(Diagnostic::error(Code::Extends, format!("a chain of more than {LONGEST} files"))));
        return None;
    }
    if name == "-" {
        findings.push(at(Diagnostic::error(Code::Extends, "a base must be a file or a built-in id")));
        return None;
    }
    let base = match open(Kind::Scenario, name, heir.source.folder()).and_then(referred) {
        Ok(base) => base,
        Err(e) => {
            e.into_findings().into_iter().for_each(|d| findings.push(at(Diagnostic { code: Code::Extends, ..d })));
            return None;
        }
    };
    if let Some(first) = chain.iter().position(|l| same(&l.source, &base)) {
        let mut names: Vec<&str> = chain[first..].iter().map(|l| l.source.name()).collect();
        names.push(base.name());
        findings.push(at(Diagnostic::error(
            Code::Cycle,
            format!("scenarios extend each other in a circle: {}", names.join(" -> ")),
        )));
        return None;
    }
    level(&base, findings)
}

fn same(a: &SourceFile, b: &SourceFile) -> bool {
    match (a.folder(), b.folder()) {
        (Some(_), Some(_)) => {
            let real = |s: &SourceFile| Path::new(s.name()).canonicalize().ok();
            a.name() == b.name() || real(a).is_some_and(|path| Some(path) == real(b))
        }
        (None, None) => a.name() == b.name(),
        _ => false,
    }
}
