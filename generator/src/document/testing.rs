//! Helpers for the unit tests of this crate.

use super::{Node, read};
use crate::diagnostic::Diagnostics;
use crate::source::{Origin, SourceFile, SourceMap};

/// Reads a document from a file of the given name.
pub(crate) fn read_named(name: &str, text: &str) -> (Option<Node>, Diagnostics) {
    let mut map = SourceMap::default();
    let id = map.add(SourceFile::new(name, text));
    let mut diagnostics = Diagnostics::default();
    (read(&map, id, &mut diagnostics), diagnostics)
}

/// Reads a valid YAML document.
pub(crate) fn node(text: &str) -> Node {
    let (node, diagnostics) = read_named("test.yaml", text);
    assert!(diagnostics.is_empty(), "{text:?}: {diagnostics:?}");
    node.unwrap_or_else(|| panic!("{text:?} has no tree"))
}

/// The codes of all diagnostics.
pub(crate) fn codes(diagnostics: &Diagnostics) -> Vec<&'static str> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.as_str())
        .collect()
}

/// The text at an origin.
pub(crate) fn piece(text: &str, at: Origin) -> &str {
    &text[at.start as usize..at.end as usize]
}
