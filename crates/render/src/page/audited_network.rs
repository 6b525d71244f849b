//! Audits of networks as sections of the page of `check`.

use super::audit_findings::Speaker;
use super::audited::listed;
use super::content::{Cell, Page, Part, Table};
use super::raw;
use crate::locale::Language;
use froth_panel::audit::NetworkAudit;

/// Findings, then what each network rests on.
pub fn audited_networks(audits: &[NetworkAudit], language: Language) -> Page {
    let say = &Speaker::new(language);
    let words = say.words;
    let mut page = Page::default();
    for audit in audits {
        page.parts.push(Part::Title(words.title_network(&audit.network, say.date(audit.as_of))));
        listed(&audit.findings, say, &mut page);
        let mut table = Table::new(&[
            (words.network_edges(), true),
            (words.network_counted(), true),
            (words.network_amount(), true),
            (words.network_low(), true),
            (words.network_no_amount(), true),
            (words.network_no_address(), true),
            (words.network_no_date(), true),
            (words.network_old(), true),
        ]);
        let counts = [&audit.without_amount, &audit.without_address, &audit.without_date].map(Vec::len);
        let mut cells = vec![
            audit.edges.to_string(),
            audit.counted.to_string(),
            raw(audit.amount),
            audit.low_confidence.map(|share| say.share(share)).unwrap_or_default(),
        ];
        cells.extend(counts.into_iter().chain([audit.old.len()]).map(|n| n.to_string()));
        table.push(cells.into_iter().map(Cell::plain).collect());
        page.section(words.network_what(), table);
    }
    page
}
