//! Numbered sources, so that a table can point at them.

use super::content::{Line, Span};
use froth_core::score::IndicatorScore;

/// Sources in the order in which they are first cited.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    cited: Vec<(String, Option<String>)>,
}

impl Sources {
    /// The marks of everything that an indicator's figure rests on: `[1]`, or `[2,5]` for a formula.
    pub(crate) fn marks(&mut self, indicator: &IndicatorScore) -> String {
        let mut numbers: Vec<usize> = Vec::new();
        let own = std::iter::once((&indicator.source, &indicator.url));
        let inputs = indicator.inputs.iter().flatten().map(|i| (&i.source, &i.url));
        for (source, url) in own.chain(inputs) {
            if let Some(source) = source {
                let number = self.number(source, url.as_deref());
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
        }
        numbers.sort_unstable();
        if numbers.is_empty() {
            return String::new();
        }
        format!("[{}]", numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(","))
    }

    fn number(&mut self, source: &str, url: Option<&str>) -> usize {
        let same = |(s, u): &(String, Option<String>)| s == source && u.as_deref() == url;
        let at = self.cited.iter().position(same).unwrap_or_else(|| {
            self.cited.push((source.to_owned(), url.map(str::to_owned)));
            self.cited.len() - 1
        });
        at + 1
    }

    /// The list of sources, in the order of their numbers.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let line = |(source, url): &(String, Option<String>)| match url {
            Some(url) => vec![Span::plain(format!("{source}, ")), Span::faint(url.clone()).linked(Some(url))],
            None => vec![Span::plain(source.clone())],
        };
        self.cited.iter().map(line).collect()
    }
}
