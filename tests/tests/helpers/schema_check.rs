//! Checks of schemas for structured outputs.

use openai_typed::structured::{Limit, Limits, Rule, Severity, check, check_with, make_strict};
use serde_json::{Map, Value, json};

fn object(properties: Value) -> Value {
    let names: Vec<&String> = properties
        .as_object()
        .into_iter()
        .flat_map(Map::keys)
        .collect();
    json!({ "type": "object", "properties": properties, "required": names, "additionalProperties": false })
}

fn properties(count: usize) -> Value {
    let properties = (0..count).map(|index| (format!("p{index}"), json!({ "type": "string" })));
    object(Value::Object(properties.collect()))
}

fn found(schema: &Value) -> Vec<(String, Rule, Severity)> {
    let violations = check(schema).into_iter();
    violations
        .map(|it| (it.pointer, it.rule, it.severity))
        .collect()
}

#[test]
fn a_schema_of_supported_parts_has_no_violations() {
    let schema = object(json!({
        "text": { "type": ["string", "null"], "pattern": "^[a-z]+$", "description": "A word" },
        "number": { "type": "number", "minimum": 0, "multipleOf": 0.5 },
        "day": { "type": "string", "format": "date" },
        "choice": { "enum": ["a", "b"] },
        "constant": { "const": "x" },
        "list": { "type": "array", "items": object(json!({ "flag": { "type": "boolean" } })), "maxItems": 3 },
        "union": { "anyOf": [object(json!({ "a": { "type": "integer" } })), { "type": "null" }] },
        // Names that are also keywords.
        "not": { "type": "string" }, "allOf": { "type": "string" }, "properties": { "type": "string" },
        "$defs": { "type": "string" },
    }));
    assert_eq!(found(&schema), []);
}

#[test]
fn each_unsupported_part_is_reported_with_its_location() {
    let cases = [
        (
            json!({ "not": { "type": "string" } }),
            "/not",
            Rule::Keyword,
        ),
        (
            json!({ "allOf": [{ "type": "string" }] }),
            "/allOf",
            Rule::Keyword,
        ),
        (
            json!({ "oneOf": [{ "type": "string" }] }),
            "/oneOf",
            Rule::Keyword,
        ),
        (
            json!({ "type": "string", "minLength": 1 }),
            "/minLength",
            Rule::Keyword,
        ),
        (
            json!({ "type": "string", "default": "a" }),
            "/default",
            Rule::Keyword,
        ),
        (
            json!({ "type": "string", "format": "uri" }),
            "/format",
            Rule::Format,
        ),
        (
            json!({ "type": "string", "pattern": "a(?=b)" }),
            "/pattern",
            Rule::Pattern,
        ),
        (
            json!({ "type": "string", "pattern": "(?<!a)b" }),
            "/pattern",
            Rule::Pattern,
        ),
        (
            json!({ "type": "string", "pattern": "(a)\\1" }),
            "/pattern",
            Rule::Pattern,
        ),
        (json!({ "type": "date" }), "/type", Rule::Type),
        (json!({ "description": "Anything" }), "", Rule::Type),
        (json!(true), "", Rule::Type),
        (json!({ "type": "array" }), "", Rule::Type),
        (
            json!({ "type": "object", "properties": {} }),
            "",
            Rule::AdditionalProperties,
        ),
        (
            json!({ "type": "object", "properties": {}, "additionalProperties": true }),
            "/additionalProperties",
            Rule::AdditionalProperties,
        ),
        (
            json!({ "type": "object", "additionalProperties": { "type": "string" } }),
            "/additionalProperties",
            Rule::AdditionalProperties,
        ),
        (
            json!({ "type": "object", "properties": { "a/b": { "type": "string" } }, "additionalProperties": false }),
            "/properties/a~1b",
            Rule::Required,
        ),
        (json!({ "$ref": "#/$defs/none" }), "/$ref", Rule::Reference),
    ];
    for (schema, at, rule) in cases {
        for (wrapped, prefix) in [
            (object(json!({ "x": schema })), "/properties/x"),
            (
                object(json!({ "x": { "type": "array", "items": schema } })),
                "/properties/x/items",
            ),
            (
                object(json!({ "x": { "anyOf": [{ "type": "null" }, schema] } })),
                "/properties/x/anyOf/1",
            ),
        ] {
            assert_eq!(
                found(&wrapped),
                [(format!("{prefix}{at}"), rule, Severity::Error)],
                "{wrapped}"
            );
        }
    }
    let escaped = json!({ "type": "string", "pattern": "\\(?=\\\\d" });
    assert_eq!(found(&object(json!({ "x": escaped }))), []);
}

#[test]
fn the_root_is_an_object_without_branches() {
    let branch = object(json!({}));
    assert_eq!(
        found(&json!({ "anyOf": [branch] })),
        [
            ("/anyOf".to_owned(), Rule::Root, Severity::Error),
            (String::new(), Rule::Root, Severity::Error),
        ]
    );
    assert_eq!(
        found(&json!({ "type": "string" })),
        [(String::new(), Rule::Root, Severity::Error)]
    );
    for not_a_schema in [json!(null), json!([]), json!(1)] {
        assert!(found(&not_a_schema).contains(&(String::new(), Rule::Root, Severity::Error)));
    }
}

#[test]
fn sizes_are_errors_where_all_sources_agree_and_warnings_otherwise() {
    let root = String::new;
    assert_eq!(found(&properties(100)), []);
    assert_eq!(
        found(&properties(101)),
        [(root(), Rule::Properties, Severity::Warning)]
    );
    assert_eq!(
        found(&properties(5_001)),
        [(root(), Rule::Properties, Severity::Error)]
    );

    let nested = |levels: usize| {
        (1..levels).fold(object(json!({})), |inner, _| object(json!({ "x": inner })))
    };
    assert_eq!(found(&nested(5)), []);
    let at = |levels: usize| "/properties/x".repeat(levels - 1);
    assert_eq!(
        found(&nested(10)),
        [(at(6), Rule::Depth, Severity::Warning)]
    );
    let deep = [
        (at(6), Rule::Depth, Severity::Warning),
        (at(11), Rule::Depth, Severity::Error),
    ];
    assert_eq!(found(&nested(11)), deep);
    assert_eq!(found(&nested(40)), deep);

    let values = |count: usize, value: &str| {
        let values: Vec<String> = (0..count).map(|index| format!("{value}{index}")).collect();
        object(json!({ "x": { "enum": values } }))
    };
    assert_eq!(found(&values(1_000, "v")), []);
    assert_eq!(
        found(&values(1_001, "v")),
        [(root(), Rule::EnumValues, Severity::Error)]
    );
    let long = "v".repeat(100);
    assert_eq!(found(&values(250, &long)), []);
    let at = "/properties/x/enum".to_owned();
    assert_eq!(
        found(&values(251, &long)),
        [(at, Rule::EnumLength, Severity::Error)]
    );
    let name = "n".repeat(120_001);
    let named = object(Value::Object(Map::from_iter([(
        name,
        json!({ "type": "string" }),
    )])));
    assert_eq!(found(&named), [(root(), Rule::NameLength, Severity::Error)]);
}

#[test]
fn references_are_followed_once_and_recursion_is_a_warning() {
    let mut list =
        object(json!({ "next": { "anyOf": [{ "$ref": "#/$defs/Node" }, { "type": "null" }] } }));
    let node = list.clone();
    list["$defs"] = json!({ "Node": node });
    let violations = check(&list);
    let [violation] = &violations[..] else {
        panic!("{violations:?}")
    };
    assert_eq!(
        (violation.rule, violation.severity),
        (Rule::Recursion, Severity::Warning)
    );
    assert_eq!(
        violation.pointer,
        "/$defs/Node/properties/next/anyOf/0/$ref"
    );
    assert!(
        violation.message.starts_with("unlimited levels"),
        "{violation}"
    );

    let mut deep = object(json!({ "x": { "$ref": "#/$defs/D0" } }));
    let definitions = (0..10).map(|index| {
        let inner = match index {
            9 => json!({ "type": "string" }),
            _ => json!({ "$ref": format!("#/$defs/D{}", index + 1) }),
        };
        (format!("D{index}"), object(json!({ "x": inner })))
    });
    deep["$defs"] = Value::Object(definitions.collect());
    let errors: Vec<_> = found(&deep)
        .into_iter()
        .filter(|it| it.2 == Severity::Error)
        .collect();
    assert_eq!(
        errors,
        [("/$defs/D9".to_owned(), Rule::Depth, Severity::Error)]
    );
}

#[test]
fn limits_are_data_that_can_be_replaced() {
    let mut limits = Limits::default();
    limits.properties = vec![Limit::new(2, "a gateway")];
    limits.formats.push("uri");
    limits.keywords.retain(|keyword| *keyword != "minLength");
    let schema = object(json!({ "a": { "type": "string", "format": "uri", "minLength": 1 } }));
    assert_eq!(check_with(&schema, &limits), []);
    let violations = check_with(&properties(3), &limits);
    assert_eq!(
        (violations[0].rule, violations[0].source),
        (Rule::Properties, "a gateway")
    );
    assert_eq!(
        violations[0].to_string(),
        "the schema: 3 properties in total, but at most 2 are accepted"
    );
}

#[test]
fn making_a_schema_strict_reports_the_changes_and_leaves_nothing_to_report() {
    let strict = make_strict(&json!({
        "type": "object",
        "properties": {
            "name": { "type": "string", "minLength": 1, "default": "x" },
            "pet": { "oneOf": [
                { "type": "object", "properties": { "cat": { "type": "string" } } },
                { "$ref": "#/$defs/Dog", "description": "A dog" },
            ] },
            "tags": { "type": "array", "items": { "type": "string", "format": "uri" } },
        },
        "required": ["name"],
        "$defs": { "Dog": { "type": "object", "properties": { "dog": { "type": "boolean" } }, "required": ["dog"] } },
    }))
    .expect("a strict schema");
    assert_eq!(check(&strict), []);
    let changes: Vec<String> = strict.changes.iter().map(ToString::to_string).collect();
    for expected in [
        "the schema: added `additionalProperties: false`",
        "the schema: requires `pet`",
        "the schema: requires `tags`",
        "/properties/name: removed `minLength`",
        "/properties/name: removed `default`",
        "/properties/pet: replaced `oneOf` with `anyOf`",
        "/properties/pet/oneOf/0: requires `cat`",
        "/properties/pet/oneOf/1: replaced the reference with its target",
        "/properties/tags/items: removed `format`",
    ] {
        assert!(
            changes.iter().any(|change| change == expected),
            "{expected}: {changes:#?}"
        );
    }
    let unchanged = object(json!({ "a": { "type": "string" } }));
    assert_eq!(
        make_strict(&unchanged).expect("a strict schema").changes,
        []
    );
}
