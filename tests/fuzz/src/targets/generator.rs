//! The generator from end to end: fixtures whose values, names and references are changed.
//!
//! A run produces an output or an error. A test compiles a sample of the outputs.

use std::sync::OnceLock;

use oasmith_core::diagnostic::{Diagnostics, Strictness, render};
use oasmith_core::document::{self, Key, Node, Number, Value, write_yaml};
use oasmith_core::source::{SourceFile, SourceMap};
use oasmith_core::{Options, Output, Run, Sources};
use oasmith_tests::fixture::{self, Fixture};
use oasmith_tests::repository;

use crate::Choices;

/// Names that are unusual in Rust, in files or on terminals.
const NAMES: &[&str] = &[
    "",
    " ",
    "self",
    "Self",
    "crate",
    "r#type",
    "_",
    "0",
    "-1",
    "a-b",
    "a_b",
    "A B",
    "é",
    "名前",
    "ß",
    "ﬁ",
    "a\rb",
    "a\nb",
    "\u{202e}a",
    "\u{200d}",
    "\u{feff}",
    "\0",
    "\"",
    "\\",
    "/",
    "{id}",
    "{",
    "}",
    "#",
    "$ref",
    "x-",
    "type",
    "extra",
    "new",
    "String",
    "Option",
    "Vec",
    "Result",
    "Some",
    "Client",
    "Error",
    "default",
    "serde",
    "std",
    "*/",
    "//",
    "]]>",
    "`",
    "%2F",
    "con",
    "nul",
    "mod",
    "lib",
    "main",
    "tests",
    "\u{1f600}",
    "aAaA",
    "AAA",
    "a1",
    "1a",
    "i64",
    "null",
    "true",
    "unknown",
];

const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "1",
    "1.5",
    "1e400",
    "18446744073709551616",
    "9223372036854775807",
    "-0.0",
    "1e-7",
];

const REFERENCES: &[&str] = &[
    "#/components/schemas/A",
    "#",
    "#/",
    "#/paths",
    "other.yaml#/a",
    "%23",
    "#/components/schemas/~1",
];

/// The sources of the fixtures, with their documents as trees.
struct Corpus {
    sources: Vec<(Sources, Node)>,
}

/// Runs the generator on a changed fixture. One in eight crates is also printed, which takes most of the time.
pub fn run(bytes: &[u8]) {
    let mut choices = Choices::new(bytes);
    let sources = changed(&mut choices);
    let strict = choices.one_in(4);
    if choices.one_in(8) {
        return check(&fixture::run(sources, strict));
    }
    let options = Options {
        crate_name: "fixture".to_owned(),
        strictness: Strictness::from(strict),
    };
    check(&oasmith_core::analyze_document(
        sources,
        &options,
        &mut |_| {},
    ));
}

fn check<T>(run: &Run<T>) {
    assert!(
        run.output.is_some() || run.diagnostics.has_errors(),
        "no output and no error"
    );
    render(&run.diagnostics, &run.sources, false);
}

/// Returns the crate of a changed fixture, with all files that are needed to compile it. `None` if there are errors.
pub fn generated(bytes: &[u8], crate_name: &str) -> Option<Output> {
    let mut sources = changed(&mut Choices::new(bytes));
    sources.templates = repository::templates();
    fixture::run_as(crate_name, sources, false).output
}

fn changed(choices: &mut Choices<'_>) -> Sources {
    let corpus = corpus();
    let (sources, tree) = choices.pick(&corpus.sources.iter().collect::<Vec<_>>());
    let mut tree = tree.clone();
    for _ in 0..=choices.below(6) {
        let position = choices.below(tree.weight());
        let node = nth(&mut tree, position);
        change(node, choices, corpus);
    }
    let document = SourceFile::new(
        sources.document.name.replace(".json", ".yaml"),
        write_yaml(&tree),
    );
    Sources {
        document,
        ..sources.clone()
    }
}

fn change(node: &mut Node, choices: &mut Choices<'_>, corpus: &Corpus) {
    let origin = node.origin;
    let position = choices.below(1 << 16);
    match (&mut node.value, choices.below(8)) {
        // Rename an entry.
        (Value::Object(map), 0 | 1) if !map.is_empty() => {
            let position = position % map.len();
            let (key, value) = map.shift_remove_index(position).expect("in it");
            let name = match choices.one_in(12) {
                true => key.text.repeat(1 + 5000 / key.text.len().max(1)),
                false => choices.pick(NAMES).to_owned(),
            };
            let key = Key::new(name, key.origin);
            map.shift_remove(&key);
            map.shift_insert(position.min(map.len()), key, value);
        }
        // Duplicate or remove an entry.
        (Value::Object(map), 2) if !map.is_empty() => {
            let (key, value) = map.get_index(position % map.len()).expect("in it");
            let entry = (
                Key::new(format!("{}2", key.text), key.origin),
                value.clone(),
            );
            map.insert(entry.0, entry.1);
        }
        (Value::Object(map), 3) if !map.is_empty() => {
            drop(map.shift_remove_index(position % map.len()))
        }
        (Value::Array(items), 2) if !items.is_empty() => {
            items.push(items[position % items.len()].clone())
        }
        (Value::Array(items), 3) if !items.is_empty() => drop(items.remove(position % items.len())),
        // Replace the value with a part of any fixture.
        (value, 4..=6) => {
            let (_, other) = &corpus.sources[choices.below(corpus.sources.len())];
            let mut other = other.clone();
            let position = position % other.weight();
            *value = nth(&mut other, position).value.clone();
        }
        (value, _) => *value = scalar(choices),
    }
    node.origin = origin;
}

fn scalar(choices: &mut Choices<'_>) -> Value {
    match choices.below(7) {
        0 => Value::Null,
        1 => Value::Bool(choices.one_in(2)),
        2 => Value::Number(Number(choices.pick(NUMBERS).into())),
        3 => Value::String(choices.pick(REFERENCES).to_owned()),
        4 => Value::Array(Vec::new()),
        5 => Value::Object(document::Map::default()),
        _ => Value::String(choices.pick(NAMES).to_owned()),
    }
}

/// Returns the node at a position in depth-first order.
fn nth(node: &mut Node, mut position: usize) -> &mut Node {
    if position == 0 {
        return node;
    }
    position -= 1;
    let children: Box<dyn Iterator<Item = &mut Node>> = match &mut node.value {
        Value::Array(items) => Box::new(items.iter_mut()),
        Value::Object(map) => Box::new(map.values_mut()),
        _ => unreachable!("a scalar has no children"),
    };
    for child in children {
        let weight = child.weight();
        if position < weight {
            return nth(child, position);
        }
        position -= weight;
    }
    unreachable!("the position is in the tree")
}

fn corpus() -> &'static Corpus {
    static CORPUS: OnceLock<Corpus> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let groups = repository::entries(&repository::path("tests/fixtures"));
        let groups = groups
            .iter()
            .filter(|group| !["reject", "warn", "obstacle"].contains(&group.as_str()));
        let fixtures = groups.flat_map(|group| Fixture::all(group));
        let sources = fixtures.filter_map(|fixture| {
            let sources = fixture.sources();
            let tree = tree(&sources.document)?;
            Some((sources, tree))
        });
        Corpus {
            sources: sources.collect(),
        }
    })
}

fn tree(file: &SourceFile) -> Option<Node> {
    let mut map = SourceMap::default();
    let id = map.add(file.clone());
    let mut diagnostics = Diagnostics::default();
    let node = document::read(&map, id, &mut diagnostics)?;
    (!diagnostics.has_errors()).then_some(node)
}
