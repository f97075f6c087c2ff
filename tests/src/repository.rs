//! The files of this repository that tests read.
//!
//! In: paths below the top folder. Out: sources for the generator.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use oasmith::Sources;
use oasmith::diagnostic::{Diagnostics, render};
use oasmith::document::{self, Node};
use oasmith::overlay::{self, Strictness};
use oasmith::source::{SourceFile, SourceMap};

/// A path below the top folder of the repository.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(relative)
}

/// The text of a file; none if there is no such file.
pub fn text(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}

/// The names of what lies in a folder, sorted; hidden files left out.
pub fn entries(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
}

/// The texts of all files below a folder by their path from there, written with `/`.
pub fn texts(folder: &Path) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    collect(folder, "", &mut texts);
    texts
}

fn collect(folder: &Path, prefix: &str, texts: &mut BTreeMap<String, String>) {
    for name in entries(folder) {
        let path = folder.join(&name);
        let relative = format!("{prefix}{name}");
        if path.is_dir() {
            if name != "target" {
                collect(&path, &format!("{relative}/"), texts);
            }
        } else if let Some(text) = text(&path) {
            texts.insert(relative, text);
        }
    }
}

/// The hand-written half of every client.
pub fn templates() -> BTreeMap<String, String> {
    let mut templates = texts(&path("templates"));
    templates.retain(|path, _| !path.ends_with("Cargo.lock"));
    templates
}

/// A document with the overlays and the configuration of this repository.
pub fn embedded(document: SourceFile) -> Sources {
    let overlays = path("spec/overlays");
    let overlay = |name: String| {
        let shown = format!("spec/overlays/{name}");
        text(&overlays.join(name)).map(|text| SourceFile::new(shown, text))
    };
    let config = "spec/oasmith.toml";
    Sources {
        document,
        overlays: entries(&overlays).into_iter().filter_map(overlay).collect(),
        config: text(&path(config)).map(|text| SourceFile::new(config, text)),
        templates: templates(),
    }
}

/// The document as it is written, overlays applied: read without anything the generator knows of OpenAPI.
///
/// # Panics
/// If the document cannot be read.
pub fn tree(sources: Sources) -> Node {
    let mut map = SourceMap::default();
    let mut found = Diagnostics::default();
    let id = map.add(sources.document);
    let tree = document::read(&map, id, &mut found);
    let overlays: Vec<overlay::Overlay> = sources
        .overlays
        .into_iter()
        .filter_map(|file| {
            let id = map.add(file);
            let node = document::read(&map, id, &mut found)?;
            overlay::read(&node, &mut found)
        })
        .collect();
    let mut tree = tree.unwrap_or_else(|| panic!("{}", render(&found, &map, false)));
    overlay::apply(&mut tree, &overlays, Strictness::Strict, &mut found);
    tree
}
