//! Rule 1: the imports of each stage of the generator.
//!
//! A stage may use its input model, its output model, `diagnostic` and `source`. Models use no stage.

use std::collections::BTreeMap;

use oasmith_tests::repository;

use crate::assert_none;
use crate::code::{has_word_start, lines, words};
use crate::files::{self, File};

/// The top-level modules of the generator in the order of the data flow, each with the modules that it may import.
/// `generate` and `lib` may import all of them.
const STAGES: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("nearest", &[]),
    ("media_type", &[]),
    ("parameter_name", &[]),
    ("path_template", &[]),
    ("document", &["source", "diagnostic"]),
    ("grammar", &["document"]),
    ("keywords", &["grammar"]),
    ("facts", &["source", "document", "grammar"]),
    ("supplement", &["source", "diagnostic", "document"]),
    ("overlay", &["source", "diagnostic", "nearest", "document"]),
    (
        "dialect",
        &[
            "source",
            "diagnostic",
            "nearest",
            "media_type",
            "parameter_name",
            "path_template",
            "document",
            "grammar",
        ],
    ),
    (
        "openapi",
        &[
            "source",
            "diagnostic",
            "nearest",
            "parameter_name",
            "path_template",
            "document",
        ],
    ),
    ("catalog", &["source", "diagnostic", "nearest", "document"]),
    ("ir", &["source"]),
    (
        "lower",
        &[
            "source",
            "diagnostic",
            "nearest",
            "media_type",
            "parameter_name",
            "path_template",
            "openapi",
            "ir",
        ],
    ),
    (
        "describe",
        &["source", "diagnostic", "nearest", "document", "ir"],
    ),
    ("unify", &["source", "ir"]),
    (
        "plan",
        &["source", "diagnostic", "nearest", "catalog", "ir"],
    ),
    // Reads the selection in the configuration, which is a part of `plan`.
    (
        "select",
        &[
            "source",
            "diagnostic",
            "nearest",
            "document",
            "grammar",
            "plan",
        ],
    ),
    ("emit", &["catalog", "ir", "plan"]),
    ("render", &["diagnostic", "emit"]),
    ("inspect", &["describe", "ir", "plan"]),
    ("diff", &["source", "ir", "plan"]),
    (
        "sample",
        &["document", "grammar", "media_type", "path_template"],
    ),
];

const TOP: &[&str] = &["lib", "generate"];

/// Crates that only some stages may use: JSON values up to the document, the typed document up to `lower`, tokens from
/// `emit` on, and case conversion in `plan`. The text that `emit` writes may mention any crate.
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
fn every_top_level_module_is_listed() {
    let unknown = unlisted("generator/src/", STAGES, TOP);
    assert_none("modules without import rules", &unknown);
}

/// Returns a message for each module in a folder that a table does not list.
pub fn unlisted(folder: &str, table: &[(&str, &[&str])], top: &[&str]) -> Vec<String> {
    let names = repository::entries(&files::root().join(folder));
    assert!(!names.is_empty(), "{folder} does not exist");
    let is_listed = |name: &String| {
        let module = name.strip_suffix(".rs").unwrap_or(name);
        top.contains(&module) || table.iter().any(|(listed, _)| *listed == module)
    };
    let unlisted = names.into_iter().filter(|name| !is_listed(name));
    unlisted
        .map(|name| format!("{folder}{name}: add it to the table of this test"))
        .collect()
}

#[test]
fn stages_import_only_their_models() {
    let allowed: BTreeMap<_, _> = STAGES.iter().copied().collect();
    let mut violations = Vec::new();
    for (stage, file) in stage_files() {
        let Some(imports) = allowed.get(stage.as_str()) else {
            continue;
        };
        for (line, module) in imported(&file) {
            let is_stage = allowed.contains_key(module.as_str()) || TOP.contains(&module.as_str());
            if is_stage && module != stage && !imports.contains(&module.as_str()) {
                violations.push(format!(
                    "{}:{line}: `{stage}` must not import `{module}`",
                    file.path
                ));
            }
        }
    }
    assert_none(
        "a stage may import only its input model and its output model",
        &violations,
    );
}

#[test]
fn crates_are_used_only_in_their_stages() {
    let mut violations = Vec::new();
    for (stage, file) in stage_files() {
        for (line, text) in lines(&file.code()) {
            for (name, stages) in CRATES {
                let patterns = [
                    format!("{name}::"),
                    format!("use {name}"),
                    format!("{name}!"),
                ];
                let is_used = patterns.iter().any(|pattern| has_word_start(text, pattern));
                if is_used && !stages.contains(&stage.as_str()) {
                    violations.push(format!(
                        "{}:{line}: `{stage}` must not use `{name}`",
                        file.path
                    ));
                }
            }
        }
    }
    assert_none("a crate may be used only in its stages", &violations);
}

#[test]
fn case_conversion_is_in_one_file() {
    let naming: Vec<_> = stage_files()
        .into_iter()
        .filter(|(_, file)| {
            lines(&file.code()).any(|(_, line)| words(line).any(|word| word == "heck"))
        })
        .map(|(_, file)| file.path)
        .collect();
    assert!(
        naming.len() <= 1,
        "`heck` must be used in one file only, but is used in {}",
        naming.join(", ")
    );
}

/// Returns the files of the generator without tests, each with its stage.
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

/// Returns the module path of a file: `["plan", "names"]` for `generator/src/plan/names.rs`.
fn module_path(path: &str) -> Vec<String> {
    let inner = path
        .trim_start_matches("generator/src/")
        .trim_end_matches(".rs")
        .trim_end_matches("/mod");
    inner.split('/').map(str::to_owned).collect()
}

/// Returns the top-level modules that a file refers to, by `crate::` or by repeated `super::`, with line numbers.
fn imported(file: &File) -> Vec<(usize, String)> {
    let code = file.code();
    let up = "super::".repeat(module_path(&file.path).len());
    let mut imports = Vec::new();
    for root in ["crate::", up.as_str()] {
        for (at, _) in code.match_indices(root) {
            let line = code[..at].matches('\n').count() + 1;
            imports.extend(
                first_segments(&code[at + root.len()..])
                    .into_iter()
                    .map(|module| (line, module)),
            );
        }
    }
    imports
}

/// Returns the first segments of a path: one, or those of a group in braces.
pub fn first_segments(path: &str) -> Vec<String> {
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
fn imports_are_detected_in_every_notation() {
    let file = File {
        path: "generator/src/plan/names.rs".to_owned(),
        text: "use crate::{ir::{Api, emit}, source};\nfn f() { crate::emit::x(); super::super::lower::y(); }".to_owned(),
    };
    let imports: Vec<_> = imported(&file)
        .into_iter()
        .map(|(line, module)| format!("{line} {module}"))
        .collect();
    assert_eq!(imports, ["1 ir", "1 source", "2 emit", "2 lower"]);
}
