//! Small changes to a document cause small changes in the generated code.
//!
//! Input: a small document with edits, and the fixtures of all constructs. Output: failures that name the files that
//! changed unnecessarily.

use std::collections::{BTreeMap, BTreeSet};

use oasmith_core::Sources;
use oasmith_core::source::SourceFile;
use oasmith_tests::fixture::{Fixture, diagnostics, run};
use oasmith_tests::repository;

/// Returns the files generated from a document.
fn files(text: &str) -> BTreeMap<String, String> {
    let sources = Sources {
        document: SourceFile::new("input.yaml", text),
        ..Sources::default()
    };
    let run = run(sources, true);
    let reported = diagnostics(&run);
    run.output.unwrap_or_else(|| panic!("{reported}")).files
}

fn base() -> String {
    Fixture::of("locality/base").sources().document.text
}

/// Returns the files that differ, or that exist only before or only after.
fn changed(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> BTreeSet<String> {
    let paths = before.keys().chain(after.keys());
    let paths = paths.filter(|path| before.get(*path) != after.get(*path));
    paths.cloned().collect()
}

/// Inserts lines after a comment in the base document, and asserts which files change.
#[track_caller]
fn assert_changes(comment: &str, lines: &str, expected: &[&str]) {
    let base = base();
    let mark = format!("# {comment}\n");
    let at = base.find(&mark).expect("the comment is in the document") + mark.len();
    let edited = format!("{}{lines}\n{}", &base[..at], &base[at..]);
    let changed = changed(&files(&base), &files(&edited));
    let expected = expected.iter().map(|path| (*path).to_owned()).collect();
    assert_eq!(changed, expected);
}

#[test]
fn a_schema_that_nothing_uses_is_a_file_and_a_line_in_each_list() {
    assert_changes(
        "more schemas",
        "    Toy: {type: object, properties: {name: {type: string}}}",
        &[
            "examples/decode/registry.rs",
            "src/types/mod.rs",
            "src/types/toy.rs",
        ],
    );
}

#[test]
fn a_property_changes_the_file_of_its_schema() {
    assert_changes(
        "more properties",
        "        name: {type: string}",
        &["src/types/pet.rs"],
    );
}

#[test]
fn a_property_with_an_inline_type_changes_the_file_of_its_schema_and_the_list_of_types() {
    assert_changes(
        "more properties",
        "        home: {type: object, properties: {street: {type: string}}}",
        &["src/types/mod.rs", "src/types/pet.rs"],
    );
}

#[test]
fn a_case_changes_the_file_of_its_union() {
    assert_changes(
        "more cases",
        "        - {type: integer}",
        &["src/types/any.rs"],
    );
}

#[test]
fn a_value_changes_the_file_of_its_enum() {
    let base = base();
    let edited = base.replace("[small, large]", "[small, middle, large]");
    let changed = changed(&files(&base), &files(&edited));
    assert_eq!(changed, BTreeSet::from(["src/types/size.rs".to_owned()]));
}

#[test]
fn an_inline_type_that_equals_another_is_a_line_in_the_file_of_its_schema() {
    let with = |name: &str| {
        format!(
            "    {name}: {{type: object, properties: {{kind: {{type: string, enum: [a, b]}}}}}}\n"
        )
    };
    let one = format!("{}{}", base(), with("Toy"));
    let changed = changed(&files(&one), &files(&format!("{one}{}", with("Zoo"))));
    let expected = [
        "examples/decode/registry.rs",
        "src/types/mod.rs",
        "src/types/zoo.rs",
    ];
    assert_eq!(changed, expected.map(str::to_owned).into());
}

#[test]
fn an_operation_changes_the_file_of_its_group_and_the_list_of_calls() {
    assert_changes(
        "more operations",
        "    delete:\n      operationId: deleteShop\n      \
         parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n      \
         responses: {'204': {description: ''}}",
        &[
            "API.md",
            "examples/conformance/registry.rs",
            "src/api/shops.rs",
        ],
    );
}

#[test]
fn a_group_is_a_file_a_feature_and_a_method_of_the_client() {
    assert_changes(
        "more paths",
        "  /toys: {get: {operationId: listToys, responses: {'204': {description: ''}}}}",
        // No type is used by all features any longer, so the lists of types change as well.
        &[
            "API.md",
            "Cargo.toml",
            "examples/conformance/registry.rs",
            "src/api/mod.rs",
            "src/api/toys.rs",
            "src/client.rs",
            "src/types/mod.rs",
        ],
    );
}

#[test]
fn generating_again_gives_the_same_bytes() {
    assert_eq!(files(&base()), files(&base()));
}

/// Reverses the order of the component schemas of every fixture; the generated files must not change.
#[test]
fn the_order_of_schemas_does_not_matter() {
    let mut reversed_fixtures = 0;
    for fixture in all() {
        let mut sources = fixture.sources();
        let before = run(sources.clone(), false);
        let Some(reversed) = with_reversed_schemas(&sources.document.text) else {
            continue;
        };
        sources.document.text = reversed;
        let after = run(sources, false);
        let reported = diagnostics(&after);
        let (Some(before), Some(after)) = (before.output, after.output) else {
            panic!("{}:\n{reported}", fixture.name);
        };
        let differ = changed(&before.files, &after.files);
        assert!(differ.is_empty(), "{}: {differ:?}", fixture.name);
        reversed_fixtures += 1;
    }
    assert!(
        reversed_fixtures > 40,
        "only {reversed_fixtures} fixtures have several schemas"
    );
}

fn all() -> Vec<Fixture> {
    let groups = repository::entries(&repository::path("tests/fixtures"));
    let constructs = groups
        .iter()
        .filter(|group| !["reject", "warn", "obstacle"].contains(&group.as_str()));
    constructs.flat_map(|group| Fixture::all(group)).collect()
}

/// Returns the document with its component schemas, each a block indented by four spaces, in reverse order.
fn with_reversed_schemas(text: &str) -> Option<String> {
    let (head, schemas) = text.split_once("  schemas:\n")?;
    let mut blocks: Vec<String> = Vec::new();
    let mut lines = schemas.lines().peekable();
    while let Some(line) = lines.next_if(|line| line.starts_with("    ")) {
        match blocks.last_mut() {
            Some(block) if line.starts_with("     ") => {
                block.push_str(line);
                block.push('\n');
            }
            _ => blocks.push(format!("{line}\n")),
        }
    }
    let rest: String = lines.map(|line| format!("{line}\n")).collect();
    blocks.reverse();
    (blocks.len() > 1).then(|| format!("{head}  schemas:\n{}{rest}", blocks.concat()))
}
