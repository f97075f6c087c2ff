//! Texts as they were read, and places in them.
//!
//! In: file names and contents. Out: [`SourceMap`], [`Origin`] and the line and column of a place.
//! Knows nothing of YAML, JSON or OpenAPI.

mod position;

pub use position::Position;
pub(crate) use position::{floor_boundary, line_range};

/// One input text: an OpenAPI document, an overlay or a configuration file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFile {
    /// The name shown in diagnostics: a path as the user gave it, or a URL.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl SourceFile {
    /// Makes a source file of a name and a text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }
}

/// Names one text of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A place in a source text: a range of byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The text.
    pub source: SourceId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Origin {
    /// The place of a range of bytes. Offsets beyond 4 GiB (which no reader lets pass) are cut.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            source,
            start: cut(start),
            end: cut(end.max(start)),
        }
    }

    /// The very beginning of a text: for findings about the whole of it.
    pub fn start_of(source: SourceId) -> Self {
        Self {
            source,
            start: 0,
            end: 0,
        }
    }
}

/// All texts of one run.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a text and names it.
    pub fn add(&mut self, file: SourceFile) -> SourceId {
        self.files.push(file);
        SourceId(self.files.len() as u32 - 1)
    }

    /// The text behind an id of this map.
    pub fn file(&self, id: SourceId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All texts with their ids, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, file)| (SourceId(index as u32), file))
    }

    /// The piece of text at a place; shortened to what the text has, should the place lie outside of it.
    pub fn slice(&self, at: Origin) -> &str {
        let text = &self.file(at.source).text;
        let end = floor_boundary(text, at.end as usize);
        let start = floor_boundary(text, at.start as usize).min(end);
        &text[start..end]
    }

    /// Line and column at which a place begins.
    pub fn position(&self, at: Origin) -> Position {
        Position::of(&self.file(at.source).text, at.start as usize)
    }

    /// `file:line:column` of a place, as shown to users.
    pub fn locate(&self, at: Origin) -> String {
        let Position { line, column } = self.position(at);
        format!("{}:{line}:{column}", self.file(at.source).name)
    }
}
