//! Positions in source files.

use crate::source::{Origin, SourceId, SourceMap};

/// The offsets of all line starts. A report has thousands of locations, so counting lines for each would be slow.
pub(super) struct Lines(Vec<Vec<u32>>);

impl Lines {
    pub(super) fn of(sources: &SourceMap) -> Self {
        let line_starts = |text: &str| {
            let bytes = text.bytes().enumerate();
            let breaks = bytes.filter(|(_, byte)| *byte == b'\n');
            let mut starts = vec![0];
            starts.extend(breaks.filter_map(|(index, _)| u32::try_from(index + 1).ok()));
            starts
        };
        let files = sources.iter();
        Self(files.map(|(_, file)| line_starts(&file.text)).collect())
    }

    /// Returns `file:line:column`.
    pub(super) fn locate(&self, origin: Origin, sources: &SourceMap) -> Option<String> {
        let SourceId(index) = origin.source;
        let starts = self.0.get(index as usize)?;
        let file = sources.file(origin.source);
        let line = starts.partition_point(|start| *start <= origin.start);
        let start = *starts.get(line.checked_sub(1)?)? as usize;
        let before = file.text.get(start..origin.start as usize)?;
        let is_counted = |character: &char| *character != '\u{feff}';
        let column = before.chars().filter(is_counted).count() + 1;
        Some(format!("{}:{line}:{column}", file.name))
    }
}
