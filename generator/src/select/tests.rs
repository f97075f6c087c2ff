//! Tests of selections by tag, path and operation.

use crate::diagnostic::{Diagnostics, Severity};
use crate::document::testing;
use crate::plan::Config;
use crate::plan::config::Select;

use super::select;

const DOCUMENT: &str = r##"{
    "paths": {
        "/pets": {
            "parameters": [],
            "get": {"operationId": "listPets", "tags": ["pets"], "responses": {"200": {"$ref": "#/components/responses/Pets"}}},
            "post": {"operationId": "createPet", "tags": ["pets"]}
        },
        "/petstores": {"get": {"operationId": "listStores", "tags": ["stores"], "x": {"$ref": "#/components/schemas/Caf%C3%A9%7E1Store"}}}
    },
    "components": {
        "responses": {"Pets": {"schema": {"$ref": "#/components/schemas/Pet"}}},
        "schemas": {
            "Pet": {"discriminator": {"propertyName": "kind"}, "properties": {"id": {"$ref": "#/components/schemas/Id"}}},
            "Cat": {"allOf": [{"$ref": "#/components/schemas/Pet"}]},
            "Id": {},
            "Café/Store": {}
        },
        "securitySchemes": {"key": {}}
    }
}"##;

fn selected(selection: Select) -> (String, usize) {
    let mut root = testing::node(DOCUMENT);
    let config = Config {
        select: selection,
        ..Config::default()
    };
    let mut diagnostics = Diagnostics::default();
    select(&mut root, &config, Severity::Warning, &mut diagnostics);
    (crate::document::write_json(&root), diagnostics.len())
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_path_selects_its_operations_and_the_schemas_they_need() {
    let (text, stale) = selected(Select {
        paths: names(&["/pets"]),
        exclude_operations: names(&["POST /pets"]),
        ..Select::default()
    });
    assert_eq!(stale, 0);
    for kept in [
        "listPets", "\"Pet\"", "\"Cat\"", "\"Id\"", "\"Pets\"", "\"key\"",
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    for removed in ["createPet", "listStores", "Café/Store"] {
        assert!(!text.contains(removed), "{removed} in {text}");
    }
}

#[test]
fn a_tag_that_no_operation_has_is_reported() {
    let (text, stale) = selected(Select {
        tags: names(&["store", "pets"]),
        ..Select::default()
    });
    assert_eq!(stale, 1);
    assert!(text.contains("createPet") && !text.contains("listStores"));
}

#[test]
fn names_of_components_may_be_escaped_in_references() {
    let (text, stale) = selected(Select {
        paths: names(&["/petstores"]),
        ..Select::default()
    });
    assert_eq!(stale, 0);
    assert!(text.contains("Café/Store") && !text.contains("\"Pet\""));
}
