//! Which helpers a document gets, and when they are compiled.

use std::collections::BTreeMap;

use oasmith::Sources;
use oasmith::source::SourceFile;
use oasmith_tests::fixture::{findings, run};

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
    let told = findings(&run);
    run.output.map(|output| output.files).ok_or(told)
}

#[test]
fn a_helper_is_copied_as_it_is_and_compiled_with_all_it_needs() {
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
    // Each of the two features compiles a parcel, so it is always there.
    assert_eq!(
        after_doc,
        "#[cfg(feature = \"parcels\")]\npub mod calls;\n\
         #[cfg(feature = \"client\")]\n\
         #[cfg(any(feature = \"types\", feature = \"vans\"))]\npub mod loads;\n\
         pub mod parcels;\n"
    );
    assert_eq!(files["src/helpers/loads/inside.rs"], "//! A helper.\n");
    assert!(!files.contains_key("src/helpers/unlisted.rs"));
    assert!(files["src/lib.rs"].contains("pub mod helpers;"));
}

#[test]
fn a_document_without_what_it_needs_goes_without_the_helper() {
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
fn a_manifest_that_lists_what_is_not_there_is_refused() {
    for (manifest, reason) in [
        ("[route]\ntypes = []\n", "there is no file"),
        ("[route]\ntipes = []\n", "tipes"),
    ] {
        let told = generated(manifest, &[]).expect_err("refused");
        assert!(told.contains(reason), "{told}");
    }
}
