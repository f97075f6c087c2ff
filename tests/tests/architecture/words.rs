//! Words that must not stand in some folders.

use crate::assert_none;
use crate::code::lines;
use crate::files;

/// Names of the API that `spec/` describes. The generator and the runtime serve any document.
const API: &[&str] = &["openai", "chatgpt", "gpt-", "whisper", "dall-e"];

#[test]
fn the_generator_and_the_runtime_know_no_api() {
    let mut findings = Vec::new();
    for file in ["generator", "templates/runtime"]
        .into_iter()
        .flat_map(|folder| files::under(folder, &[".rs", ".toml", ".md"]))
    {
        for (line, text) in lines(&file.text) {
            let text = text.to_lowercase();
            findings.extend(
                API.iter()
                    .filter(|name| text.contains(**name))
                    .map(|name| format!("{}:{line}: `{name}`", file.path)),
            );
        }
    }
    assert_none(
        "names of an API belong into spec/ and templates/openai/",
        &findings,
    );
}

/// Where the runtime may differ in WebAssembly.
const SEAMS: &[&str] = &["clock.rs", "files.rs", "mod.rs", "wire/mod.rs"];

#[test]
fn web_assembly_is_named_at_its_seams_alone() {
    let mut findings = Vec::new();
    let runtime = "templates/runtime/src/runtime/";
    for folder in ["templates/runtime/src", "templates/openai"] {
        for file in files::under(folder, &[".rs"]) {
            let seam = file.path.strip_prefix(runtime);
            if seam.is_some_and(|path| SEAMS.contains(&path)) {
                continue;
            }
            findings.extend(
                lines(&file.text)
                    .filter(|(_, text)| text.contains("wasm"))
                    .map(|(line, text)| format!("{}:{line}: {}", file.path, text.trim())),
            );
        }
    }
    assert_none("what differs in WebAssembly belongs to a seam", &findings);
}

#[test]
fn no_file_names_a_place_on_a_machine() {
    let here = files::root().display().to_string();
    let home = std::env::var("HOME")
        .ok()
        .filter(|home| home.len() > 1)
        .map(|home| format!("{home}/"));
    let places: Vec<_> = [here, "/home/".to_owned(), "/Users/".to_owned()]
        .into_iter()
        .chain(home)
        .collect();
    let this = "tests/tests/architecture/words.rs";
    let mut findings = Vec::new();
    for file in files::under(
        "",
        &[
            ".rs", ".toml", ".md", ".yaml", ".yml", ".json", ".snap", ".sh",
        ],
    ) {
        // The document is quoted as it is; a default in it may well be a path.
        if file.path == this || file.path == "spec/openai.yaml" {
            continue;
        }
        for (line, text) in lines(&file.text) {
            findings.extend(
                places
                    .iter()
                    .filter(|place| text.contains(*place))
                    .map(|place| format!("{}:{line}: {place}", file.path)),
            );
        }
    }
    assert_none("a path of one machine means nothing on another", &findings);
}
