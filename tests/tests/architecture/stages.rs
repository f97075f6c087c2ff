//! Rule 1: what a stage of the generator may import.
//!
//! A stage sees its input model, its output model, `diagnostic` and `source`. Models see no stage.

use std::collections::BTreeMap;
use std::fs;

use crate::assert_none;
use crate::code::{is_word_start, lines, words};
use crate::files::{self, File};

/// Modules at the top of the generator in the order data passes through them, each with those it may import.
/// `generate` and `lib` call all of them.
const STAGES: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("nearest", &[]),
    ("document", &["source", "diagnostic"]),
    ("facts", &["source", "document"]),
    ("overlay", &["source", "diagnostic", "nearest", "document"]),
    ("dialect", &["source", "diagnostic", "nearest", "document"]),
    ("openapi", &["source", "diagnostic", "nearest", "document"]),
    ("ir", &["source"]),
    (
        "lower",
        &["source", "diagnostic", "nearest", "openapi", "ir"],
    ),
    ("plan", &["source", "diagnostic", "nearest", "ir"]),
    ("emit", &["ir", "plan"]),
    ("render", &["diagnostic", "emit"]),
    ("inspect", &["ir", "plan"]),
    ("diff", &["source", "ir", "plan"]),
    ("sample", &["document"]),
];

const TOP: &[&str] = &["lib", "generate"];

/// Crates that only some stages may name: JSON values end with the document, the typed document with `lower`, tokens
/// begin with `emit`, and spelling is decided where names are. (Text that `emit` writes may name any crate.)
const CRATES: &[(&str, &[&str])] = &[
    (
        "serde_json",
        &[
            "diagnostic",
            "document",
            "overlay",
            "dialect",
            "openapi",
            "lower",
            "emit",
            "inspect",
            "sample",
        ],
    ),
    ("openapiv3", &["openapi", "lower"]),
    ("syn", &["emit", "render"]),
    ("quote", &["emit", "render"]),
    ("proc_macro2", &["emit", "render"]),
    ("prettyplease", &["render"]),
    ("heck", &["plan"]),
];

#[test]
fn every_top_module_is_a_stage_of_the_table() {
    let folder = files::root().join("generator/src");
    let mut unknown = Vec::new();
    for entry in fs::read_dir(folder).expect("the generator is there") {
        let name = entry
            .expect("readable")
            .file_name()
            .to_string_lossy()
            .into_owned();
        let module = name.strip_suffix(".rs").unwrap_or(&name);
        if !TOP.contains(&module) && STAGES.iter().all(|(stage, _)| *stage != module) {
            unknown.push(format!(
                "generator/src/{name}: say in this test what it may import"
            ));
        }
    }
    assert_none("a stage without rules", &unknown);
}

#[test]
fn stages_import_their_models_alone() {
    let allowed: BTreeMap<_, _> = STAGES.iter().copied().collect();
    let mut findings = Vec::new();
    for (stage, file) in stage_files() {
        let Some(imports) = allowed.get(stage.as_str()) else {
            continue;
        };
        for (line, module) in imported(&file) {
            let is_stage = allowed.contains_key(module.as_str()) || TOP.contains(&module.as_str());
            if is_stage && module != stage && !imports.contains(&module.as_str()) {
                findings.push(format!(
                    "{}:{line}: `{stage}` must not know `{module}`",
                    file.path
                ));
            }
        }
    }
    assert_none(
        "a stage imports more than its input and its output",
        &findings,
    );
}

#[test]
fn crates_stay_in_their_stages() {
    let mut findings = Vec::new();
    for (stage, file) in stage_files() {
        for (line, text) in lines(&file.code()) {
            for (name, stages) in CRATES {
                let named = [
                    format!("{name}::"),
                    format!("use {name}"),
                    format!("{name}!"),
                ];
                let is_named = named.iter().any(|named| is_word_start(text, named));
                if is_named && !stages.contains(&stage.as_str()) {
                    findings.push(format!(
                        "{}:{line}: `{stage}` must not use `{name}`",
                        file.path
                    ));
                }
            }
        }
    }
    assert_none("a crate is used outside of its stages", &findings);
}

#[test]
fn spelling_is_decided_in_one_file() {
    let naming: Vec<_> = stage_files()
        .into_iter()
        .filter(|(_, file)| {
            lines(&file.code()).any(|(_, line)| words(line).any(|word| word == "heck"))
        })
        .map(|(_, file)| file.path)
        .collect();
    assert!(
        naming.len() <= 1,
        "`heck` belongs into one file of naming, not into {}",
        naming.join(", ")
    );
}

/// Files of the generator that are not tests, each with its stage.
pub fn stage_files() -> Vec<(String, File)> {
    let files = files::under("generator/src", &[".rs"])
        .into_iter()
        .filter(|file| !file.is_test());
    files
        .map(|file| {
            (
                module_path(&file.path).first().cloned().unwrap_or_default(),
                file,
            )
        })
        .collect()
}

/// `generator/src/plan/names.rs` as `["plan", "names"]`.
fn module_path(path: &str) -> Vec<String> {
    let inner = path
        .trim_start_matches("generator/src/")
        .trim_end_matches(".rs")
        .trim_end_matches("/mod");
    inner.split('/').map(str::to_owned).collect()
}

/// The modules under the crate's root that a file names, with `crate::` or with enough `super::`.
fn imported(file: &File) -> Vec<(usize, String)> {
    let code = file.code();
    let up = "super::".repeat(module_path(&file.path).len());
    let mut found = Vec::new();
    for root in ["crate::", up.as_str()] {
        for (at, _) in code.match_indices(root) {
            let line = code[..at].matches('\n').count() + 1;
            found.extend(
                heads(&code[at + root.len()..])
                    .into_iter()
                    .map(|module| (line, module)),
            );
        }
    }
    found
}

/// The first names of a path: one, or those of a group in braces.
fn heads(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return words(path.lines().next().unwrap_or_default())
            .next()
            .map(str::to_owned)
            .into_iter()
            .collect();
    };
    let (mut depth, mut names, mut is_head) = (0, Vec::new(), true);
    let mut name = String::new();
    for letter in group.chars() {
        match letter {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(std::mem::take(&mut name));
                is_head = true;
            }
            ':' if depth == 0 => is_head = false,
            _ if is_head && depth == 0 && !letter.is_whitespace() => name.push(letter),
            _ => {}
        }
    }
    names.push(name);
    names.into_iter().filter(|name| !name.is_empty()).collect()
}

#[test]
fn imports_are_found_however_they_are_written() {
    let file = File {
        path: "generator/src/plan/names.rs".to_owned(),
        text: "use crate::{ir::{Api, emit}, source};\nfn f() { crate::emit::x(); super::super::lower::y(); }".to_owned(),
    };
    let found: Vec<_> = imported(&file)
        .into_iter()
        .map(|(line, module)| format!("{line} {module}"))
        .collect();
    assert_eq!(found, ["1 ir", "1 source", "2 emit", "2 lower"]);
}
