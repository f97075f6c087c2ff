//! Reading YAML and JSON.
//!
//! Reading a file results in a tree or an error. Every diagnostic can be printed, every origin is in the file, and
//! a tree equals itself when it is written and read again.

use oasmith_core::diagnostic::{Diagnostics, render};
use oasmith_core::document::{self, MAX_DEPTH, Node, Value, write_json, write_yaml};
use oasmith_core::source::{SourceFile, SourceMap};
use serde::Deserialize as _;
use serde::de::IgnoredAny;

/// Reads a file as YAML.
pub fn yaml(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Some(node) = read("input.yaml", text) {
        read_again(&node);
    }
}

/// Reads a file as JSON, and compares the result with that of another parser.
pub fn json(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Some(node) = read("input.json", text) else {
        return;
    };
    read_again(&node);
    let text = text.trim_start_matches('\u{feff}');
    // A file with this name may also be YAML, unless it starts like JSON.
    if text.trim_start().starts_with('{') {
        let mut other = serde_json::Deserializer::from_str(text);
        let accepted = IgnoredAny::deserialize(&mut other).and_then(|_| other.end());
        assert!(accepted.is_ok(), "{accepted:?}");
    }
}

/// Reads a file. Returns its tree if there is no error.
fn read(name: &str, text: &str) -> Option<Node> {
    let mut map = SourceMap::default();
    let id = map.add(SourceFile::new(name, text));
    let mut diagnostics = Diagnostics::default();
    let node = document::read(&map, id, &mut diagnostics);
    render(&diagnostics, &map, false);
    assert!(
        node.is_some() || diagnostics.has_errors(),
        "no tree and no error"
    );
    let node = node?;
    assert!(node.depth() <= MAX_DEPTH + 1, "{} levels", node.depth());
    check_origins(&node, text);
    (!diagnostics.has_errors()).then_some(node)
}

fn check_origins(node: &Node, text: &str) {
    let (start, end) = (node.origin.start as usize, node.origin.end as usize);
    assert!(
        text.get(start..end).is_some(),
        "{start} to {end} is not a range of the file"
    );
    if let Value::Object(fields) = &node.value {
        for key in fields.keys() {
            let (start, end) = (key.origin.start as usize, key.origin.end as usize);
            assert!(
                text.get(start..end).is_some(),
                "{start} to {end} is not a range of the file"
            );
        }
    }
    for child in node.value.children() {
        check_origins(child, text);
    }
}

fn read_again(node: &Node) {
    for (name, text) in [
        ("again.json", write_json(node)),
        ("again.yaml", write_yaml(node)),
    ] {
        let again = read(name, &text).unwrap_or_else(|| panic!("{name} has errors: {text}"));
        assert!(again.same_value(node), "{name} differs: {text}");
    }
}
