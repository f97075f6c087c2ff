//! The library.

use std::path::Path;

use oasmith::Generator;

fn document(name: &str) -> String {
    format!("{}/tests/documents/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_module_has_no_path_to_the_root_of_its_crate_and_no_condition_on_features() {
    let client = Generator::new()
        .spec(document("ferries.yaml"))
        .crate_name("ferries")
        .generate()
        .expect("a client");
    assert_eq!(client.inputs(), [Path::new(&document("ferries.yaml"))]);
    let folder = tempfile::tempdir().expect("a folder");
    let root = client
        .write_module(folder.path(), "crate::api::ferries")
        .expect("written");
    assert_eq!(root, folder.path().join("ferries/mod.rs"));
    let text = std::fs::read_to_string(&root).expect("a file");
    assert!(!text.contains("#![") && !text.contains("//!"), "{text}");
    let types = folder.path().join("ferries/types/sailing.rs");
    let types = std::fs::read_to_string(types).expect("a file");
    assert!(types.contains("crate::api::ferries::"), "{types}");
    assert!(!types.contains("feature ="), "{types}");
    let dependencies = client.dependencies();
    assert!(dependencies.contains("[dependencies]\n"), "{dependencies}");
    assert!(dependencies.contains("reqwest"), "{dependencies}");
    for absent in ["schemars", "optional", "tower", "tungstenite"] {
        assert!(!dependencies.contains(absent), "{absent} in {dependencies}");
    }
}

#[test]
fn an_invalid_document_is_an_error_with_its_location() {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("wrong.yaml");
    std::fs::write(&spec, "openapi: 3.1.0\ninfo: [\n").expect("written");
    let error = Generator::new().spec(spec).generate().expect_err("invalid");
    assert!(error.to_string().contains("wrong.yaml:"), "{error}");
    let error = Generator::new().generate().expect_err("no document");
    assert_eq!(error.to_string(), "no document: call `spec` or `config`");
}

#[test]
fn the_directory_of_a_crate_comes_from_the_configuration() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("oasmith.toml");
    let spec = document("parcels.json");
    let text = format!(
        "[input]\nspec = {spec:?}\n[output]\ndir = \"out\"\n[package]\nname = \"parcels\"\n"
    );
    std::fs::write(&config, text).expect("written");
    let client = Generator::new().config(&config).write().expect("a crate");
    let manifest = folder.path().join("out/Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).expect("a file");
    assert!(manifest.contains("name = \"parcels\""), "{manifest}");
    assert!(client.inputs().contains(&config));
}
