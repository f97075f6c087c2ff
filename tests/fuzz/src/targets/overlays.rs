//! Overlays: any actions on a document result in a tree of bounded size or in diagnostics.

use oasmith_core::diagnostic::{Diagnostics, Strictness, render};
use oasmith_core::document::{self, Node};
use oasmith_core::overlay;
use oasmith_core::source::{SourceFile, SourceMap};
use serde_json::{Value, json};

use crate::Choices;

/// The maximum number of nodes that the actions of a case may add. Each action copies at most the document, or adds a
/// small value to each of its nodes.
const MAX_NODES: usize = 3_000_000;

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: t, version: '1', x-tags: [a, b, {c: d}]}
paths:
  /a: {get: {operationId: a, tags: [x], responses: {'200': {description: d}}}, parameters: [{name: q, in: query}]}
  /b/{id}: {post: {operationId: b, deprecated: true, responses: {}}}
components: {schemas: {A: {type: object, properties: {a: {type: string, enum: [x, y]}, b: {$ref: '#/components/schemas/A'}}}}}
";

/// Parts of JSONPath queries.
const PARTS: &[&str] = &[
    "$",
    ".paths",
    ".components",
    ".schemas",
    ".A",
    ".properties",
    ".*",
    "[*]",
    "..",
    "..*",
    "..a",
    "[0]",
    "[-1]",
    "[1:]",
    "[::2]",
    "[::-1]",
    "[0,1]",
    "['/a']",
    "[\"b\"]",
    "['a','a']",
    "[?@.name=='q']",
    "[?@.deprecated]",
    "[?!@.a]",
    "[?@.a && @.b || @.c]",
    "[?count(@..*)>1]",
    "[?length(@)>2]",
    "[?match(@.operationId,'a.*')]",
    "[?search(@,'(a+)+$')]",
    "[?value(@.a)==1]",
    "[?@.a<@.b]",
    "[?$..a]",
    "[?@[?@.a]]",
    "['\\u0041']",
    "['\\ud83d']",
    "[99999999999999999999]",
    ".é",
    "]",
    "[",
    "(",
    ")",
    "'",
    "\"",
    "\\",
    " ",
    "@",
    "?",
    "~",
];

/// Applies overlays with any actions, and reads any text as an overlay.
pub fn run(bytes: &[u8]) {
    let mut choices = Choices::new(bytes);
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let mut tree = node(&mut sources, DOCUMENT, &mut diagnostics).expect("a document");
    let actions: Vec<Value> = (0..=choices.below(6))
        .map(|_| action(&mut choices))
        .collect();
    let version = choices.pick(&["1.1.0", "1.0.0"]);
    let overlay =
        json!({"overlay": version, "info": {"title": "t", "version": "1"}, "actions": actions});
    let strictness = Strictness::from(choices.one_in(2));
    for text in [
        overlay.to_string(),
        String::from_utf8_lossy(choices.rest()).into_owned(),
    ] {
        let overlay = node(&mut sources, &text, &mut diagnostics);
        let overlay = overlay.and_then(|node| overlay::read(&node, &mut diagnostics));
        overlay::apply(&mut tree, overlay.as_slice(), strictness, &mut diagnostics);
    }
    assert!(tree.weight() < MAX_NODES, "{} nodes", tree.weight());
    assert!(
        tree.depth() <= document::MAX_DEPTH + 1,
        "{} levels",
        tree.depth()
    );
    render(&diagnostics, &sources, false);
}

fn node(sources: &mut SourceMap, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let id = sources.add(SourceFile::new("file.yaml", text));
    document::read(sources, id, diagnostics)
}

fn action(choices: &mut Choices<'_>) -> Value {
    let mut action = json!({ "target": query(choices) });
    if choices.one_in(6) {
        action["x-applies-if"] = query(choices).into();
    }
    match choices.below(5) {
        0 => action["remove"] = choices.pick(&[json!(true), json!(false), json!(1)]),
        1 => action["copy"] = query(choices).into(),
        _ => action["update"] = value(choices, 3),
    }
    action
}

fn query(choices: &mut Choices<'_>) -> String {
    format!("${}", choices.words(PARTS, 5))
}

fn value(choices: &mut Choices<'_>, levels: usize) -> Value {
    match choices.below(if levels == 0 { 4 } else { 6 }) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!("x"),
        3 => json!(1e3),
        4 => (0..choices.below(3))
            .map(|_| value(choices, levels - 1))
            .collect(),
        _ => {
            let names = ["a", "b", "/a", "get", "schemas", "$ref"];
            let fields = (0..choices.below(3))
                .map(|_| (choices.pick(&names).to_owned(), value(choices, levels - 1)));
            Value::Object(fields.collect())
        }
    }
}
