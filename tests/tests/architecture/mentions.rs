//! Names that some folders must not mention.

use crate::assert_none;
use crate::code::lines;
use crate::files;

/// Names of the API in `spec/`. The generator and the runtime support any API.
const API: &[&str] = &["openai", "chatgpt", "gpt-", "whisper", "dall-e"];

#[test]
fn the_generator_and_the_runtime_mention_no_particular_api() {
    let mut violations = Vec::new();
    for file in ["generator", "templates/runtime"]
        .into_iter()
        .flat_map(|folder| files::under(folder, &[".rs", ".toml", ".md"]))
    {
        for (line, text) in lines(&file.text) {
            let text = text.to_lowercase();
            violations.extend(
                API.iter()
                    .filter(|name| text.contains(**name))
                    .map(|name| format!("{}:{line}: `{name}`", file.path)),
            );
        }
    }
    assert_none(
        "names of an API belong in spec/ and templates/openai/",
        &violations,
    );
}

/// The files of the runtime that may contain code for WebAssembly.
const PLATFORM_FILES: &[&str] = &[
    "clock.rs",
    "files.rs",
    "mod.rs",
    "public/mod.rs",
    "public/websocket.rs",
    "socket/mod.rs",
    "socket/protocol/mod.rs",
    "socket/protocol/web_socket.rs",
    "wire/mod.rs",
];

#[test]
fn only_platform_files_mention_web_assembly() {
    let mut violations = Vec::new();
    let runtime = "templates/runtime/src/runtime/";
    for folder in ["templates/runtime/src", "templates/openai"] {
        for file in files::under(folder, &[".rs"]) {
            let name = file.path.strip_prefix(runtime);
            if name.is_some_and(|path| PLATFORM_FILES.contains(&path)) {
                continue;
            }
            violations.extend(
                lines(&file.text)
                    .filter(|(_, text)| text.contains("wasm"))
                    .map(|(line, text)| format!("{}:{line}: {}", file.path, text.trim())),
            );
        }
    }
    assert_none(
        "code for WebAssembly belongs in the platform files",
        &violations,
    );
}

#[test]
fn no_file_contains_a_machine_path() {
    let here = files::root().display().to_string();
    let home = std::env::var("HOME")
        .ok()
        .filter(|home| home.len() > 1)
        .map(|home| format!("{home}/"));
    let prefixes: Vec<_> = [here, "/home/".to_owned(), "/Users/".to_owned()]
        .into_iter()
        .chain(home)
        .collect();
    let this = "tests/tests/architecture/mentions.rs";
    let mut violations = Vec::new();
    for file in files::under(
        "",
        &[
            ".rs", ".toml", ".md", ".yaml", ".yml", ".json", ".snap", ".sh",
        ],
    ) {
        // The document is quoted unchanged; a default in it may be a path.
        if file.path == this || file.path == "spec/openai.yaml" {
            continue;
        }
        for (line, text) in lines(&file.text) {
            violations.extend(
                prefixes
                    .iter()
                    .filter(|prefix| text.contains(*prefix))
                    .map(|prefix| format!("{}:{line}: {prefix}", file.path)),
            );
        }
    }
    assert_none("paths of a particular machine must not appear", &violations);
}
