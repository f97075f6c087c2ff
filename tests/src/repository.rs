//! The files of this repository that tests read.
//!
//! Input: paths from the repository root. Output: text, and sources for the generator.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use oasmith_core::Sources;
use oasmith_core::diagnostic::{Diagnostics, Strictness, render};
use oasmith_core::document::{self, Node};
use oasmith_core::overlay;
use oasmith_core::source::{SourceFile, SourceMap};
use oasmith_core::supplement;

/// Resolves a path from the repository root.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(relative)
}

/// Reads a file. Returns `None` if it does not exist or is not UTF-8.
pub fn text(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}

/// Returns the names of the entries of a folder, sorted, without hidden files.
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

/// Reads all files below a folder, keyed by their `/`-separated path in it. Build output is skipped.
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

/// Reads the hand-written part of every client.
pub fn templates() -> BTreeMap<String, String> {
    let mut templates = texts(&path("templates"));
    templates.retain(|path, _| !path.ends_with("Cargo.lock"));
    templates
}

/// Combines a document with the overlays and the configuration of this repository.
pub fn embedded(document: SourceFile) -> Sources {
    let files = |folder: &str| {
        let names = entries(&path(folder)).into_iter();
        let file = |name: String| {
            let shown = format!("{folder}/{name}");
            text(&path(&shown)).map(|text| SourceFile::new(shown, text))
        };
        names.filter_map(file).collect()
    };
    let catalog = "spec/catalog.yaml";
    let config = "spec/oasmith.toml";
    let supplement = "spec/supplement.yaml";
    let is_own = document.name == "spec/openai.yaml";
    let signatures = "spec/signatures.toml";
    Sources {
        supplement: text(&path(supplement))
            .filter(|_| is_own)
            .map(|text| SourceFile::new(supplement, text)),
        document,
        files: BTreeMap::new(),
        overlays: files("spec/overlays"),
        docs: files("spec/docs"),
        catalog: text(&path(catalog)).map(|text| SourceFile::new(catalog, text)),
        config: text(&path(config)).map(|text| SourceFile::new(config, text)),
        signatures: text(&path(signatures)).map(|text| SourceFile::new(signatures, text)),
        templates: templates(),
        package: package_files(),
    }
}

/// Reads the files of the generated package that are written unchanged.
fn package_files() -> BTreeMap<String, String> {
    let files = [
        (oasmith_core::FRONT_PAGE, "spec/front-page.md"),
        ("README.md", "spec/package-readme.md"),
        ("LICENSE-APACHE", "LICENSE-APACHE"),
        ("LICENSE-MIT", "LICENSE-MIT"),
    ];
    let files = files.into_iter();
    files
        .filter_map(|(name, source)| Some((name.to_owned(), text(&path(source))?)))
        .collect()
}

/// Reads a document and applies its overlays. The tree is independent of how the generator interprets OpenAPI.
///
/// # Panics
/// Panics if the document cannot be read.
pub fn tree(sources: Sources) -> Node {
    let mut map = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let id = map.add(sources.document);
    let mut tree = document::read(&map, id, &mut diagnostics);
    if let (Some(tree), Some(file)) = (&mut tree, sources.supplement) {
        let id = map.add(file);
        if let Some(node) = document::read(&map, id, &mut diagnostics) {
            supplement::merge(tree, &node, &mut diagnostics);
        }
    }
    let overlays: Vec<overlay::Overlay> = sources
        .overlays
        .into_iter()
        .filter_map(|file| {
            let id = map.add(file);
            let node = document::read(&map, id, &mut diagnostics)?;
            overlay::read(&node, &mut diagnostics)
        })
        .collect();
    let mut tree = tree.unwrap_or_else(|| panic!("{}", render(&diagnostics, &map, false)));
    overlay::apply(&mut tree, &overlays, Strictness::Strict, &mut diagnostics);
    tree
}
