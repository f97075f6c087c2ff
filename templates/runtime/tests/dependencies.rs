//! Each dependency has a reason, and nothing runs when a client is built.
#![allow(missing_docs)]

use std::collections::BTreeSet;
use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the dependencies of a manifest, for all platforms, without those of tests.
fn dependencies(manifest: &str) -> BTreeSet<&str> {
    let mut is_list = false;
    let mut names = BTreeSet::new();
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            is_list = section.trim_end_matches(']').ends_with("dependencies")
                && !section.contains("dev-dependencies");
        } else if is_list && let Some((name, _)) = line.split_once(" = ") {
            names.insert(name.trim());
        }
    }
    names
}

#[test]
fn each_dependency_has_a_reason() {
    let manifest = read("Cargo.toml");
    let reasons = read("../../docs/dependencies.md");
    let rows = reasons.lines().filter(|line| line.starts_with("| `"));
    let names = rows.flat_map(|row| {
        let names = row.split('|').nth(1).unwrap_or_default();
        names.split('`').skip(1).step_by(2)
    });
    let names: BTreeSet<_> = names.collect();
    let used = dependencies(&manifest);
    assert!(used.len() > 25, "{used:?}");
    assert_eq!(names, used);
}

#[test]
fn no_package_has_a_build_script_or_a_dependency_without_a_version() {
    for package in ["../../generated", "../../generator", "."] {
        let manifest = read(&format!("{package}/Cargo.toml"));
        assert!(!manifest.contains("\nbuild = "), "{package}");
        let script = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(package)
            .join("build.rs");
        assert!(!script.exists(), "{package}");
        assert!(!manifest.contains("\"*\""), "{package}");
    }
}
