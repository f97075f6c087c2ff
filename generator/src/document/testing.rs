//! Helpers of the tests of this crate.

use super::{Node, read};
use crate::diagnostic::Diagnostics;
use crate::source::{Origin, SourceFile, SourceMap};

/// Reads a text under a name.
pub(crate) fn read_named(name: &str, text: &str) -> (Option<Node>, Diagnostics) {
    let mut map = SourceMap::default();
    let id = map.add(SourceFile::new(name, text));
    let mut found = Diagnostics::default();
    (read(&map, id, &mut found), found)
}

/// Reads a YAML text that must be fine.
pub(crate) fn node(text: &str) -> Node {
    let (node, found) = read_named("test.yaml", text);
    assert!(found.is_empty(), "{text:?}: {found:?}");
    node.unwrap_or_else(|| panic!("{text:?} gave no tree"))
}

/// The codes of all findings.
pub(crate) fn codes(found: &Diagnostics) -> Vec<&'static str> {
    found
        .iter()
        .map(|diagnostic| diagnostic.code.as_str())
        .collect()
}

/// The piece of text at a place.
pub(crate) fn piece(text: &str, at: Origin) -> &str {
    &text[at.start as usize..at.end as usize]
}
