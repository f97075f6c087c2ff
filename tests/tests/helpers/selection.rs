//! Which helpers are selected for a document, and the features that enable them.

use std::collections::BTreeMap;

use oasmith_core::Sources;
use oasmith_core::source::SourceFile;
use oasmith_tests::fixture::{diagnostics, run};

const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: Parcels, version: '1'}
paths:
  /parcels/{id}:
    get:
      operationId: getParcel
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: A parcel., content: {application/json: {schema: {$ref: '#/components/schemas/Parcel'}}}}}
  /vans/{id}:
    get:
      operationId: getVan
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: A van., content: {application/json: {schema: {$ref: '#/components/schemas/Van'}}}}}
components:
  schemas:
    Parcel: {type: object, properties: {place: {type: string}}}
    Van: {type: object, properties: {load: {type: array, items: {$ref: '#/components/schemas/Parcel'}}, state: {type: string, enum: [idle, moving]}}}
";

fn generated(manifest: &str, files: &[&str]) -> Result<BTreeMap<String, String>, String> {
    let helper = "//! A helper.\n".to_owned();
    let mut templates: BTreeMap<String, String> = files
        .iter()
        .map(|file| (format!("extra/{file}"), helper.clone()))
        .collect();
    templates.insert("extra/helpers.toml".to_owned(), manifest.to_owned());
    let sources = Sources {
        document: SourceFile::new("parcels.yaml", DOCUMENT),
        config: Some(SourceFile::new(
            "c.toml",
            "[package]\nextension = \"extra\"\n",
        )),
        templates,
        ..Sources::default()
    };
    let run = run(sources, false);
    let messages = diagnostics(&run);
    run.output.map(|output| output.files).ok_or(messages)
}

#[test]
fn a_helper_is_copied_unchanged_and_enabled_by_its_required_features() {
    let manifest = r#"
        [parcels]
        types = ["Parcel.place"]
        [loads]
        types = ["Parcel", "Van.load", "VanState::Idle"]
        features = ["client"]
        [calls]
        operations = ["getParcel"]
    "#;
    let files = [
        "parcels.rs",
        "loads/mod.rs",
        "loads/inside.rs",
        "calls.rs",
        "unlisted.rs",
    ];
    let files = generated(manifest, &files).expect("a crate");
    let index = &files["src/helpers/mod.rs"];
    let after_doc = index.split_once("\n\n").expect("a doc").1;
    // Both features include the type `Parcel`, so the helper needs no feature.
    assert_eq!(
        after_doc,
        "#[cfg(feature = \"parcels\")]\npub mod calls;\n\
         #[cfg(feature = \"client\")]\n\
         #[cfg(any(feature = \"types\", feature = \"vans\"))]\npub mod loads;\n\
         pub mod parcels;\n"
    );
    assert_eq!(files["src/helpers/loads/inside.rs"], "//! A helper.\n");
    assert!(!files.contains_key("src/helpers/unlisted.rs"));
    assert!(files["src/lib.rs"].contains("\nmod helpers;"));
}

#[test]
fn modules_at_the_root_export_the_items_of_helpers() {
    let manifest = r#"
        [modules]
        stream = "Streams of parcels."
        loads = "Loads of vans."
        [parcels]
        types = ["Parcel.place"]
        module = "stream"
        [vans]
        types = ["Van.load"]
        module = "loads"
        [calls]
        operations = ["getParcel"]
    "#;
    let files = ["parcels.rs", "vans.rs", "calls.rs"];
    let files = generated(manifest, &files).expect("a crate");
    let root = &files["src/lib.rs"];
    // A module of the runtime keeps its own items.
    let stream = "/// Streams of parcels.\n\
        pub mod stream {\n    \
            pub use crate::helpers::parcels::*;\n    \
            pub use crate::runtime::public::stream::*;\n\
        }\n";
    assert!(root.contains(stream), "{root}");
    let loads = "/// Loads of vans.\n\
        #[cfg(any(feature = \"types\", feature = \"vans\"))]\n\
        pub mod loads {\n    \
            pub use crate::helpers::vans::*;\n\
        }\n";
    assert!(root.contains(loads), "{root}");
    assert!(!root.contains("calls"), "{root}");

    let undescribed = "[parcels]\ntypes = [\"Parcel\"]\nmodule = \"stream\"\n";
    let error = generated(undescribed, &["parcels.rs"]).expect_err("the module has no description");
    assert!(error.contains("`modules` does not describe"), "{error:?}");
}

#[test]
fn a_helper_with_unmet_requirements_is_left_out() {
    for need in [
        r#"types = ["Route"]"#,
        r#"types = ["Parcel.position"]"#,
        r#"types = ["VanState::Full"]"#,
        r#"operations = ["deleteParcel"]"#,
    ] {
        let files = generated(&format!("[route]\n{need}\n"), &["route.rs"]).expect("a crate");
        assert!(!files.keys().any(|path| path.contains("helpers")), "{need}");
        assert!(!files["src/lib.rs"].contains("helpers"), "{need}");
    }
}

#[test]
fn an_invalid_manifest_is_rejected() {
    for (manifest, reason) in [
        ("[route]\ntypes = []\n", "has no file"),
        ("[route]\ntipes = []\n", "tipes"),
    ] {
        let messages = generated(manifest, &[]).expect_err("rejected");
        assert!(messages.contains(reason), "{messages}");
    }
}
