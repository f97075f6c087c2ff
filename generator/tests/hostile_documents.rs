//! Documents from strangers: large in one dimension, or with unusual values where names, numbers and references belong.
//!
//! Each document results in an output, or in at least one error. Sizes are chosen so that a step that takes quadratic time
//! is noticed when the test runs, and a recursive one overflows the stack.

use oasmith_core::diagnostic::{Strictness, render};
use oasmith_core::source::SourceFile;
use oasmith_core::{Options, Sources};
use serde_json::{Map, Value, json};

/// Generates a crate from a document.
fn generate(name: &str, text: String) {
    let sources = Sources {
        document: SourceFile::new("openapi.yaml", text),
        ..Sources::default()
    };
    let options = Options {
        crate_name: "hostile".to_owned(),
        strictness: Strictness::Lenient,
    };
    let run = oasmith_core::generate(sources, &options, &mut |_| {});
    assert!(
        run.output.is_some() || run.diagnostics.has_errors(),
        "{name}: no output and no error"
    );
    render(&run.diagnostics, &run.sources, false);
}

/// Returns a document with these schemas, and an operation that returns the first one.
fn with_schemas(schemas: impl IntoIterator<Item = (String, Value)>) -> Value {
    let schemas: Map<String, Value> = schemas.into_iter().collect();
    let first = schemas.keys().next().cloned().unwrap_or_default();
    let get = json!({ "operationId": "get", "responses": {"200": {
        "description": "d", "content": {"application/json": {"schema": reference(&first)}} }} });
    let mut document = with_paths(json!({ "/a": {"get": get} }));
    document["components"] = json!({ "schemas": schemas });
    document
}

fn with_paths(paths: Value) -> Value {
    json!({ "openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Returns the schema that the function returns for each number, named `S0`, `S1` and so on.
fn numbered(count: usize, schema: impl Fn(usize) -> Value) -> Vec<(String, Value)> {
    let numbered = (0..count).map(|number| (format!("S{number}"), schema(number)));
    numbered.collect()
}

fn next(number: usize, count: usize) -> Value {
    reference(&format!("S{}", (number + 1) % count))
}

#[test]
fn a_path_may_have_thousands_of_parameters() {
    let names: Vec<String> = (0..2000).map(|number| format!("p{number}")).collect();
    let path: String = names.iter().map(|name| format!("/{{{name}}}")).collect();
    let parameter =
        |name: &String| json!({ "name": name, "in": "path", "required": true, "schema": {} });
    let declared: Vec<Value> = names.iter().map(parameter).collect();
    for parameters in [&declared[..], &declared[1000..], &[]] {
        let get = json!({ "parameters": parameters, "responses": {} });
        let document = with_paths(json!({ &path: {"get": get} }));
        generate("parameters", document.to_string());
    }
}

#[test]
fn a_union_may_have_thousands_of_similar_records() {
    let count = 2000;
    let mut schemas = vec![("U".to_owned(), json!({}))];
    schemas.extend(numbered(count, |number| {
        let mut properties = Map::new();
        for (name, variants) in [("a", 7), ("b", 11), ("c", 13), ("d", 17), ("e", 19)] {
            let name = format!("{name}{}", number % variants);
            properties.insert(name, json!({ "type": "string" }));
        }
        let required: Vec<&String> = properties.keys().take(3).collect();
        json!({ "type": "object", "required": required, "properties": properties })
    }));
    let branches = schemas[1..].iter().map(|(name, _)| reference(name));
    schemas[0].1 = json!({ "anyOf": branches.collect::<Vec<_>>() });
    generate("similar records", with_schemas(schemas).to_string());
}

#[test]
fn references_may_form_long_chains_and_rings() {
    let count = 1500;
    let chain = numbered(count, |number| match number + 1 < count {
        true => json!({ "oneOf": [next(number, count), {"type": "null"}] }),
        false => json!({ "type": "string" }),
    });
    generate("chain", with_schemas(chain).to_string());
    let ring = numbered(
        count,
        |number| json!({ "type": "object", "required": ["next"], "properties": {"next": next(number, count)} }),
    );
    generate("ring", with_schemas(ring).to_string());
    let diamond = numbered(40, |number| match number < 39 {
        true => json!({ "allOf": [next(number, 40), next(number, 40)] }),
        false => json!({ "type": "object" }),
    });
    generate("diamond", with_schemas(diamond).to_string());
}

#[test]
fn an_intersection_may_have_many_parts() {
    let count = 1500;
    let mut schemas = numbered(
        count,
        |number| json!({ "type": "object", "properties": {format!("p{number}"): {"type": "string"}} }),
    );
    let parts = schemas.iter().map(|(name, _)| reference(name));
    let all = json!({ "allOf": parts.collect::<Vec<_>>() });
    schemas.push(("All".to_owned(), all));
    generate("parts", with_schemas(schemas).to_string());
    let choice = |outer: usize| {
        let branches = (0..10).map(|inner| {
            let name = format!("a{outer}_{inner}");
            json!({ "type": "object", "required": [name], "properties": {name: {"type": "string"}} })
        });
        json!({ "anyOf": branches.collect::<Vec<_>>() })
    };
    let choices = json!({ "allOf": (0..12).map(choice).collect::<Vec<_>>() });
    let document = with_schemas([("A".to_owned(), choices)]);
    generate("choices", document.to_string());
}

#[test]
fn names_may_be_long_or_unusual() {
    let long = "a".repeat(200_000);
    let get = json!({ "operationId": long, "tags": [long], "responses": {} });
    generate(
        "long",
        with_paths(json!({ "/a": {"get": get} })).to_string(),
    );
    let names = [
        "../../etc/passwd",
        "a/b",
        "..",
        ".",
        "con",
        "nul",
        "a\\b",
        "mod",
        "lib",
        "self",
        "Self",
        "crate",
        "r#type",
        "_",
        "__",
        "",
        "\u{200b}",
        "\u{1f980}",
        "A\u{301}",
        "\u{fb01}",
        "\u{212a}",
        "\u{17f}",
        "\u{202e}",
        "\r",
        "\0",
    ];
    let schemas = names.map(|name| {
        let schema =
            json!({ "type": "object", "properties": {name: {"type": "string", "enum": [name]}} });
        (name.to_owned(), schema)
    });
    generate("unusual", with_schemas(schemas).to_string());
}

#[test]
fn values_may_have_any_size_and_kind() {
    let references = [
        json!("#"),
        json!(""),
        json!("#/components/schemas"),
        json!("#/%GG"),
        json!("#/paths/~1a/get"),
        json!(5),
        json!("../../../etc/passwd#/x"),
        json!("http://[::1]:x/"),
        json!("#/components/schemas/S0/properties/x"),
    ];
    let references = numbered(
        references.len(),
        |number| json!({ "$ref": references[number] }),
    );
    generate("references", with_schemas(references).to_string());
    let numbers = r#"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {
        "A": {"type": "integer", "enum": [1e2, 1.0, 1, 99999999999999999999999999, -0, -0.0], "minimum": -1e999},
        "B": {"type": "string", "pattern": "(a+)+$", "minLength": -1, "maxLength": 99999999999999999999},
        "C": {"type": "array", "minItems": 1e308, "maxItems": -5}, "D": {"type": "number", "enum": [1e-400, 1e400]}}}}"#;
    generate("numbers", numbers.to_owned());
    let text = "```\n#![deny(x)]\n*/ ``` \"# ".repeat(500);
    let described =
        json!({ "type": "string", "description": text, "default": text, "example": text });
    generate(
        "text",
        with_schemas([("A".to_owned(), described)]).to_string(),
    );
}

#[test]
fn yaml_may_use_anything_that_the_format_has() {
    let start = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n";
    let mut merges = "components:\n  schemas:\n    M0: &m0 {type: object}\n".to_owned();
    for number in 1..40 {
        let before = number - 1;
        merges.push_str(&format!(
            "    M{number}: &m{number} {{<<: [*m{before}, *m{before}], x-n: {number}}}\n"
        ));
    }
    let anchors: String = (0..300)
        .map(|number| format!("&{}{number} x, ", "a".repeat(5000)))
        .collect();
    for rest in [
        merges.as_str(),
        "components: {schemas: {A: &a {properties: {self: *a}}}}\n",
        "x: !!python/object:os.system {type: string}\n? [a, b]\n: !!set {? a}\n",
        "x: [.inf, .nan, 0x1F, 0o17, 1_000, 12:30:45, 2001-12-14t21:59:43.10-05:00, yes, ~, +.inf]\n",
        "x: |9\n           deep\n\ttab\n",
        "x: \"\\0\\e[31m\u{2028}\u{2029}\u{85}\"\n",
        "---\nsecond: document\n",
        &format!("x: [{anchors}]\n"),
        &format!("x: {}{}\n", "[".repeat(100_000), "]".repeat(100_000)),
    ] {
        generate("YAML", format!("{start}{rest}"));
    }
}
