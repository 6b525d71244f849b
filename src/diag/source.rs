//! Texts that findings point into.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A text with the name that a reader knows it by.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    name: String,
    text: String,
    /// Folder that relative paths in the text refer to; none for built-ins.
    folder: Option<PathBuf>,
}

impl SourceFile {
    /// A text without a folder: a built-in, or one made in memory.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(SourceFile { name: name.into(), text: text.into(), folder: None })
    }

    /// A text read from a file in `folder`.
    pub fn in_folder(name: impl Into<String>, text: impl Into<String>, folder: impl Into<PathBuf>) -> Arc<Self> {
        Arc::new(SourceFile { name: name.into(), text: text.into(), folder: Some(folder.into()) })
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
    /// let file = froth::diag::SourceFile::new("a.toml", "x = 1\nß = 2\n");
    /// assert_eq!(file.line_column(8), (2, 2));
    /// ```
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.floor(offset);
        let before = &self.text[..offset];
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
    }

    /// The line that holds a byte offset, without its end, and the offset where it starts.
    pub fn line_at(&self, offset: usize) -> (usize, &str) {
        let offset = self.floor(offset);
        let start = self.text[..offset].rfind('\n').map_or(0, |i| i + 1);
        let end = self.text[offset..].find('\n').map_or(self.text.len(), |i| offset + i);
        (start, self.text[start..end].trim_end_matches('\r'))
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
