//! Crates generated from other documents call a server: `tests/fixtures/calls/<case>/`.
//!
//! Input: a document and a program. Output: a crate with the program as an example below the target folder, which is run.
//! The program checks what arrives at its server.

use oasmith_tests::fixture::{Fixture, diagnostics, run_as};
use oasmith_tests::{compiled, repository};

#[test]
fn parameters_arrive_in_their_style() {
    assert_calls("parameters");
}

#[test]
fn responses_and_errors_are_read_by_status() {
    assert_calls("responses");
}

#[test]
fn bodies_arrive_in_their_media_type() {
    assert_calls("bodies");
}

#[test]
fn credentials_go_to_their_servers() {
    assert_calls("credentials");
}

#[test]
fn schemas_differ_in_requests_and_responses_and_lists_have_pages() {
    assert_calls("schemas");
}

#[test]
fn formats_are_types_of_other_crates() {
    assert_calls("formats");
}

#[test]
fn enums_traits_and_features_are_chosen() {
    assert_calls("choices");
}

#[test]
fn documents_of_swagger_2_are_converted() {
    assert_calls("swagger");
}

#[test]
fn additions_of_openapi_3_2_are_sent_and_read() {
    assert_calls("three-two");
}

#[test]
fn unusual_paths_and_headers_arrive_unchanged() {
    assert_calls("paths");
}

#[test]
fn values_come_back_as_they_were_received() {
    assert_calls("values");
}

#[test]
fn references_of_all_kinds_are_followed() {
    assert_calls("references");
}

#[test]
fn names_and_values_arrive_with_all_their_characters() {
    assert_calls("texts");
}

/// Generates the crate of a fixture, and runs the program of the fixture.
fn assert_calls(case: &str) {
    let fixture = Fixture::of(&format!("calls/{case}"));
    let mut sources = fixture.sources();
    sources.templates = repository::templates();
    let name = format!("calls-{case}");
    let run = run_as(&name, sources, false);
    let Some(output) = &run.output else {
        panic!("{}", diagnostics(&run));
    };
    let mut files = output.files.clone();
    for (path, file) in [
        ("main.rs", fixture.folder.join("calls.rs")),
        (
            "server.rs",
            repository::path("tests/fixtures/calls/server.rs"),
        ),
    ] {
        let text = repository::text(&file).expect("a program");
        files.insert(format!("examples/calls/{path}"), text);
    }
    if let Err(errors) = compiled::run(&name, &files, "calls") {
        panic!("{errors}");
    }
}
