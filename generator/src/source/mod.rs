//! Source files and byte ranges in them.
//!
//! Input: file names and contents. Output: [`SourceMap`], [`Origin`] and the line and column of an origin.
//! Independent of YAML, JSON and OpenAPI.

mod position;

pub use position::Position;
pub(crate) use position::{floor_boundary, line_range};

/// An input file: an OpenAPI document, an overlay or a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFile {
    /// The name shown in diagnostics: a path as the user gave it, or a URL.
    pub name: String,
    /// The entire text.
    pub text: String,
}

impl SourceFile {
    /// Creates a source file from a name and its content.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }
}

/// Identifies a file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// Where something was written: a range of bytes in a source file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The file.
    pub source: SourceId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Origin {
    /// Creates an origin from a range of bytes. Offsets beyond 4 GiB, which every reader rejects, are clamped.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            source,
            start: clamp(start),
            end: clamp(end.max(start)),
        }
    }

    /// The start of a file, for diagnostics about the entire file.
    pub fn start_of(source: SourceId) -> Self {
        Self {
            source,
            start: 0,
            end: 0,
        }
    }
}

/// All source files of a run.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a file and returns its id.
    pub fn add(&mut self, file: SourceFile) -> SourceId {
        self.files.push(file);
        SourceId(self.files.len() as u32 - 1)
    }

    /// Returns the file with this id.
    pub fn file(&self, id: SourceId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Iterates over all files with their ids, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, file)| (SourceId(index as u32), file))
    }

    /// Returns the source at an origin, clamped to the file.
    pub fn slice(&self, at: Origin) -> &str {
        let text = &self.file(at.source).text;
        let end = floor_boundary(text, at.end as usize);
        let start = floor_boundary(text, at.start as usize).min(end);
        &text[start..end]
    }

    /// Returns the line and column of the start of an origin.
    pub fn position(&self, at: Origin) -> Position {
        Position::of(&self.file(at.source).text, at.start as usize)
    }

    /// Formats an origin as `file:line:column`.
    pub fn locate(&self, at: Origin) -> String {
        let Position { line, column } = self.position(at);
        format!("{}:{line}:{column}", self.file(at.source).name)
    }
}
