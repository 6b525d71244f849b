//! Texts that findings point into.

use jiff::civil::Date;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A text with the name that a reader knows it by.
#[derive(Debug)]
pub struct SourceFile {
    name: String,
    text: String,
    /// Folder that relative paths in the text refer to; none for built-ins.
    folder: Option<PathBuf>,
    /// The day that what it says is cut at; none: all of it counts.
    until: Option<Date>,
    /// Where lines start, found when first asked for.
    lines: OnceLock<Vec<usize>>,
}

impl PartialEq for SourceFile {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.text, &self.folder, self.until) == (&other.name, &other.text, &other.folder, other.until)
    }
}

impl Eq for SourceFile {}

impl SourceFile {
    /// A text without a folder: a built-in, or one made in memory.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let (name, text) = (name.into(), text.into());
        Arc::new(SourceFile { name, text, folder: None, until: None, lines: OnceLock::new() })
    }

    /// A text read from a file in `folder`.
    pub fn in_folder(name: impl Into<String>, text: impl Into<String>, folder: impl Into<PathBuf>) -> Arc<Self> {
        let (name, text, folder) = (name.into(), text.into(), Some(folder.into()));
        Arc::new(SourceFile { name, text, folder, until: None, lines: OnceLock::new() })
    }

    /// The same text, of which only what stood on this day counts: `ai@2025-12-31`; with none all of it.
    #[must_use]
    pub fn cut_at(&self, day: impl Into<Option<Date>>) -> Arc<Self> {
        let (name, text, folder) = (self.name.clone(), self.text.clone(), self.folder.clone());
        Arc::new(SourceFile { name, text, folder, until: day.into(), lines: OnceLock::new() })
    }

    /// The day that it is cut at.
    pub fn until(&self) -> Option<Date> {
        self.until
    }

    /// The name shown in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The folder that relative paths refer to.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Line and column of a byte offset, both from 1; columns count characters.
    ///
    /// ```
    /// let file = froth_core::diag::SourceFile::new("a.toml", "x = 1\nß = 2\n");
    /// assert_eq!(file.line_column(8), (2, 2));
    /// ```
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.floor(offset);
        let (line, start) = self.line_of(offset);
        (line, self.text[start..offset].chars().count() + 1)
    }

    /// The line that holds a byte offset, without its end, and the offset where it starts.
    pub fn line_at(&self, offset: usize) -> (usize, &str) {
        let offset = self.floor(offset);
        let (_, start) = self.line_of(offset);
        let end = self.text[offset..].find('\n').map_or(self.text.len(), |i| offset + i);
        (start, self.text[start..end].trim_end_matches('\r'))
    }

    /// The number of the line, from 1, that holds an offset, and where it starts. A file may have very many findings.
    fn line_of(&self, offset: usize) -> (usize, usize) {
        let starts = || std::iter::once(0).chain(self.text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        let lines: &Vec<usize> = self.lines.get_or_init(starts);
        let line = lines.partition_point(|start| *start <= offset);
        (line, lines.get(line.wrapping_sub(1)).copied().unwrap_or(0))
    }

    /// The nearest character boundary at or before `offset`.
    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The text.
    pub source: Arc<SourceFile>,
    /// The bytes meant.
    pub span: Range<usize>,
}

impl Location {
    /// The place `span` (bytes) in `source`.
    pub fn new(source: &Arc<SourceFile>, span: Range<usize>) -> Self {
        Location { source: Arc::clone(source), span }
    }

    /// Line and column of its start, both from 1.
    pub fn line_column(&self) -> (usize, usize) {
        self.source.line_column(self.span.start)
    }
}
