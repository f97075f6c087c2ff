//! The table of keywords, against the specifications, the behavior, and `docs/keywords.md`.

use std::path::Path;

use oasmith_core::diagnostic::Diagnostics;
use oasmith_core::keywords::{Treatment, markdown, table};
use oasmith_core::source::{SourceFile, SourceMap};

/// The keywords of JSON Schema 2020-12, and those that OpenAPI adds to schemas.
const SCHEMA: &str = "$id $schema $ref $anchor $dynamicRef $dynamicAnchor $vocabulary $comment $defs allOf anyOf oneOf \
    not if then else dependentSchemas prefixItems items contains properties patternProperties additionalProperties \
    propertyNames unevaluatedItems unevaluatedProperties type const enum multipleOf maximum exclusiveMaximum minimum \
    exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems maxContains minContains maxProperties \
    minProperties required dependentRequired title description default deprecated readOnly writeOnly examples format \
    contentEncoding contentMediaType contentSchema nullable discriminator xml externalDocs example";

/// The fields of the objects of OpenAPI 3.0, 3.1 and 3.2.
const OBJECTS: &[(&str, &str)] = &[
    (
        "document",
        "openapi info jsonSchemaDialect servers paths webhooks components security tags externalDocs",
    ),
    (
        "info",
        "title summary description termsOfService contact license version",
    ),
    ("server", "url name description variables"),
    ("server variable", "enum default description"),
    (
        "components",
        "schemas responses parameters examples requestBodies headers securitySchemes links callbacks pathItems \
        mediaTypes",
    ),
    (
        "path item",
        "$ref summary description get put post delete options head patch trace query additionalOperations servers \
        parameters",
    ),
    (
        "operation",
        "tags summary description externalDocs operationId parameters requestBody responses callbacks \
        deprecated security servers",
    ),
    (
        "parameter",
        "name in description required deprecated allowEmptyValue style explode allowReserved schema example \
        examples content",
    ),
    ("request body", "description content required"),
    (
        "media type",
        "$ref schema itemSchema example examples encoding prefixEncoding itemEncoding",
    ),
    (
        "encoding",
        "contentType headers style explode allowReserved encoding prefixEncoding itemEncoding",
    ),
    ("response", "description headers content links"),
    (
        "header",
        "description required deprecated style explode schema example examples content",
    ),
    (
        "link",
        "operationRef operationId parameters requestBody description server",
    ),
    ("tag", "name summary parent kind description externalDocs"),
    (
        "security scheme",
        "type description name in scheme bearerFormat flows openIdConnectUrl deprecated oauth2MetadataUrl",
    ),
    (
        "OAuth flows",
        "implicit password clientCredentials authorizationCode deviceAuthorization",
    ),
    (
        "OAuth flow",
        "authorizationUrl deviceAuthorizationUrl tokenUrl refreshUrl scopes",
    ),
    ("external documentation", "description url"),
];

fn has(object: &str, name: &str) -> bool {
    table()
        .iter()
        .any(|it| it.object == object && it.name == name)
}

#[test]
fn the_table_has_every_keyword_of_the_specifications() {
    for name in SCHEMA.split_whitespace() {
        assert!(has("schema", name), "schema: {name}");
    }
    for (object, names) in OBJECTS {
        for name in names.split_whitespace() {
            assert!(has(object, name), "{object}: {name}");
        }
    }
}

/// The messages about a schema with one keyword.
fn messages(keyword: &str) -> Vec<String> {
    let value = match keyword {
        "dependentSchemas" | "dependencies" | "dependentRequired" => "{}",
        "minContains" | "maxContains" => "1",
        "uniqueItems" => "true",
        _ => r#"{"type": "string"}"#,
    };
    let text = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1"}}, "paths": {{}},
            "components": {{"schemas": {{"S": {{"{keyword}": {value}}}}}}}}}"#
    );
    let mut map = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let id = map.add(SourceFile::new("openapi.json", text));
    let root = oasmith_core::document::read(&map, id, &mut diagnostics).expect("a document");
    oasmith_core::dialect::normalize(root, &mut diagnostics);
    diagnostics.iter().map(|it| it.message.clone()).collect()
}

#[test]
fn keywords_that_are_warned_about_do_warn() {
    let mut count = 0;
    for keyword in table() {
        if keyword.object != "schema" {
            continue;
        }
        let mentions = format!("`{}`", keyword.name);
        let warns = messages(keyword.name)
            .iter()
            .any(|it| it.contains(&mentions));
        if keyword.treatment == Treatment::Warned {
            assert!(warns, "{mentions}");
            count += 1;
        } else if keyword.treatment == Treatment::NotNeeded {
            assert!(!warns, "{mentions}");
        }
    }
    assert!(count > 5, "{count}");
}

#[test]
fn the_documentation_shows_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/keywords.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, markdown()).expect("written");
    }
    let documented = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(documented, markdown(), "run with UPDATE_DOCS=1");
}
