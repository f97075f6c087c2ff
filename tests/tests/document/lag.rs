//! The line of the README that states the date of the document and the SDK with which the crate was compared.

use oasmith_tests::repository;

/// Returns the value of the first line that starts with a key.
fn value(path: &str, key: &str) -> String {
    let text = repository::text(&repository::path(path)).unwrap_or_default();
    let mut lines = text.lines();
    let value = lines.find_map(|line| line.trim_start().strip_prefix(key));
    let value = value.unwrap_or_else(|| panic!("{path} has no line `{key}`"));
    value.trim().trim_matches(['"', '\'']).to_owned()
}

/// Returns the date in the name of the document's source, or the day on which it was retrieved.
fn date_of_document() -> String {
    let source = value("spec/provenance.toml", "source = ");
    let dates = source
        .match_indices("20")
        .filter_map(|(at, _)| source.get(at..at + 10));
    let is_date = |text: &&str| {
        let digits = |range| {
            text.get(range)
                .is_some_and(|it: &str| it.bytes().all(|it| it.is_ascii_digit()))
        };
        digits(0..4) && digits(5..7) && digits(8..10) && &text[4..5] == "-" && &text[7..8] == "-"
    };
    let mut dates = dates.filter(is_date);
    let date = dates.next().map(str::to_owned);
    date.unwrap_or_else(|| value("spec/provenance.toml", "retrieved = "))
}

/// The count is checked by the tests of the crate `supplement`, which need an unpacked SDK.
#[test]
fn the_readme_states_the_date_of_the_document_and_the_version_of_the_sdk() {
    let readme = repository::text(&repository::path("README.md")).expect("README.md");
    let expected = format!(
        "The document is dated {}; of the operations that the official Python SDK {} calls, 0 are missing.",
        date_of_document(),
        value("spec/supplement.yaml", "version: "),
    );
    assert!(
        readme.contains(&expected),
        "README.md should contain: {expected}"
    );
}
