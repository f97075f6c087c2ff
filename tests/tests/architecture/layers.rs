//! The layers of the runtime: what each folder may import.
//!
//! `runtime/mod.rs` describes them. A folder imports layers below its own, and writes such an import as
//! `crate::runtime::folder::Item`.

use std::collections::{BTreeMap, BTreeSet};

use crate::assert_none;
use crate::code::lines;
use crate::files::{self, File};
use crate::stages::{first_segments, unlisted};

const RUNTIME: &str = "templates/runtime/src/runtime/";

/// Folders and files of the runtime from the lowest layer to the highest, each with the layers that it imports.
const LAYERS: &[(&str, &[&str])] = &[
    // Values and constants.
    ("codec", &[]),
    ("partial_json", &[]),
    ("strict_json", &[]),
    ("arguments", &["codec", "partial_json", "strict_json"]),
    ("clock", &[]),
    ("files", &[]),
    ("error_kind", &[]),
    ("spec", &["error_kind"]),
    ("upload", &["codec"]),
    ("flatten", &["codec", "upload"]),
    // Errors.
    ("meta", &["clock", "spec"]),
    ("error", &["codec", "error_kind", "meta", "spec"]),
    ("limits", &["error", "error_kind"]),
    ("base64", &["error", "error_kind"]),
    (
        "media",
        &["base64", "error", "error_kind", "files", "upload"],
    ),
    ("decode", &["codec", "error", "error_kind", "meta", "spec"]),
    ("url", &["error"]),
    ("parameter", &["flatten", "spec", "url"]),
    // Requests and their transport.
    ("wire", &["clock", "error", "error_kind", "limits", "spec"]),
    ("limiter", &["clock", "meta", "wire"]),
    (
        "auth",
        &[
            "base64",
            "clock",
            "error",
            "error_kind",
            "files",
            "spec",
            "url",
            "wire",
        ],
    ),
    (
        "form",
        &[
            "error",
            "error_kind",
            "files",
            "flatten",
            "meta",
            "parameter",
            "spec",
            "upload",
            "wire",
        ],
    ),
    ("request", &["codec", "error", "form", "limits", "spec"]),
    ("retry", &["error", "meta", "spec"]),
    (
        "config",
        &[
            "auth", "error", "limits", "request", "retry", "spec", "url", "wire",
        ],
    ),
    (
        "draft",
        &[
            "codec",
            "config",
            "decode",
            "error",
            "flatten",
            "form",
            "limits",
            "parameter",
            "request",
            "spec",
            "upload",
            "url",
        ],
    ),
    (
        "send",
        &[
            "auth",
            "clock",
            "config",
            "draft",
            "error",
            "error_kind",
            "form",
            "limits",
            "meta",
            "request",
            "retry",
            "spec",
            "url",
            "wire",
        ],
    ),
    // Responses.
    (
        "download",
        &[
            "decode",
            "error",
            "error_kind",
            "files",
            "meta",
            "send",
            "wire",
        ],
    ),
    (
        "sse",
        &[
            "codec",
            "decode",
            "error",
            "error_kind",
            "limits",
            "meta",
            "send",
            "spec",
            "wire",
        ],
    ),
    (
        "reply",
        &[
            "codec",
            "decode",
            "download",
            "error",
            "error_kind",
            "meta",
            "send",
            "spec",
            "sse",
        ],
    ),
    // Calls.
    ("operation", &["reply", "spec"]),
    (
        "call",
        &[
            "draft",
            "error",
            "form",
            "meta",
            "operation",
            "reply",
            "request",
            "send",
            "spec",
            "wire",
        ],
    ),
    (
        "client",
        &[
            "auth",
            "call",
            "config",
            "draft",
            "error",
            "error_kind",
            "limiter",
            "limits",
            "meta",
            "operation",
            "request",
            "retry",
            "spec",
            "url",
            "wire",
        ],
    ),
    // Features that use calls.
    ("accumulate", &["codec", "error", "error_kind", "sse"]),
    (
        "pages",
        &[
            "accumulate",
            "call",
            "draft",
            "error",
            "error_kind",
            "meta",
            "operation",
            "reply",
            "send",
            "spec",
            "wire",
        ],
    ),
    (
        "poll",
        &[
            "accumulate",
            "call",
            "clock",
            "draft",
            "error",
            "error_kind",
            "operation",
            "reply",
            "send",
            "wire",
        ],
    ),
    (
        "tools",
        &[
            "accumulate",
            "arguments",
            "clock",
            "error",
            "error_kind",
            "media",
            "wire",
        ],
    ),
    (
        "socket",
        &[
            "auth",
            "client",
            "clock",
            "decode",
            "draft",
            "error",
            "error_kind",
            "limits",
            "meta",
            "request",
            "send",
            "spec",
            "upload",
            "url",
            "wire",
        ],
    ),
    ("webhook", &["base64", "clock", "decode", "error"]),
    (
        "testing",
        &[
            "base64",
            "client",
            "clock",
            "error",
            "error_kind",
            "spec",
            "wire",
        ],
    ),
    ("blocking", &["error", "error_kind"]),
];

/// The files that may import every layer: the list of modules, and the public modules.
const TOP: &[&str] = &["generated", "mod", "public"];

#[test]
fn every_folder_of_the_runtime_is_a_layer() {
    let unknown = unlisted(RUNTIME, LAYERS, TOP);
    assert_none("a folder without a layer", &unknown);
}

#[test]
fn layers_import_lower_layers() {
    let mut violations = Vec::new();
    for (index, (layer, imports)) in LAYERS.iter().enumerate() {
        let is_lower = |name: &str| LAYERS[..index].iter().any(|(lower, _)| *lower == name);
        let higher = imports.iter().filter(|name| !is_lower(name));
        violations.extend(higher.map(|name| format!("`{layer}` imports `{name}`")));
    }
    assert_none("a layer imports a layer that is not below it", &violations);
}

#[test]
fn folders_import_the_layers_of_the_table() {
    let mut imported: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut violations = Vec::new();
    for file in runtime_files() {
        let layer = layer_of(&file.path);
        let Some((layer, allowed)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
            continue;
        };
        for (line, module) in imports(&file) {
            if module != *layer && !allowed.contains(&module.as_str()) {
                violations.push(format!(
                    "{}:{line}: `{layer}` must not import `{module}`",
                    file.path
                ));
            }
            imported.entry(layer).or_default().insert(module);
        }
    }
    for (layer, allowed) in LAYERS {
        let used = imported.get(layer);
        let unused = allowed
            .iter()
            .filter(|name| used.is_none_or(|used| !used.contains(**name)));
        violations.extend(unused.map(|name| format!("`{layer}` does not import `{name}`")));
    }
    assert_none(
        "the imports of a folder differ from those in the table",
        &violations,
    );
}

#[test]
fn imports_of_other_folders_are_absolute() {
    let mut violations = Vec::new();
    for file in runtime_files() {
        if TOP.contains(&layer_of(&file.path)) {
            continue;
        }
        // A path with this many `super` segments leaves the folder.
        let out = "super::".repeat(depth(&file.path));
        for (line, text) in lines(&file.code()) {
            if text.contains(&out) {
                violations.push(format!("{}:{line}: {}", file.path, text.trim()));
            }
        }
    }
    assert_none(
        "imports of other folders must be written as `crate::runtime::folder::Item`",
        &violations,
    );
}

/// Returns the files of the runtime without tests.
fn runtime_files() -> impl Iterator<Item = File> {
    let files = files::under(RUNTIME.trim_end_matches('/'), &[".rs"]).into_iter();
    files.filter(|file| !file.path.ends_with("/tests.rs"))
}

/// Returns the folder of a file, or the file itself if it has none.
fn layer_of(path: &str) -> &str {
    let inside = path.trim_start_matches(RUNTIME);
    let top = inside.split('/').next().unwrap_or(inside);
    top.strip_suffix(".rs").unwrap_or(top)
}

/// Returns the depth of a module below `runtime`.
fn depth(path: &str) -> usize {
    let inside = path.trim_start_matches(RUNTIME);
    inside.trim_end_matches("/mod.rs").split('/').count()
}

/// Returns the layers that a file names after `crate::runtime::`, with their lines. Paths of macros (`$crate`) belong to the
/// generated code that calls them.
fn imports(file: &File) -> Vec<(usize, String)> {
    const ROOT: &str = "crate::runtime::";
    let code = file.code();
    let mut imports = Vec::new();
    let matches = code.match_indices(ROOT);
    for (at, _) in matches.filter(|(at, _)| !code[..*at].ends_with('$')) {
        let line = code[..at].matches('\n').count() + 1;
        let modules = first_segments(&code[at + ROOT.len()..]).into_iter();
        imports.extend(modules.map(|module| (line, module)));
    }
    imports
}

#[test]
fn imports_are_detected_in_paths_and_groups() {
    let file = File {
        path: format!("{RUNTIME}pages/stream.rs"),
        text: "use crate::runtime::{call::Call, error::{Error, chain}};\n// crate::runtime::tools\nfn f() { crate::runtime::spec::x(); $crate::runtime::reply::y() }"
            .to_owned(),
    };
    assert_eq!(layer_of(&file.path), "pages");
    assert_eq!(depth(&file.path), 2);
    let imports: Vec<_> = imports(&file)
        .into_iter()
        .map(|(line, module)| format!("{line} {module}"))
        .collect();
    assert_eq!(imports, ["1 call", "1 error", "3 spec"]);
}
