//! Rule 3: dependencies between the crates of the workspace.

use crate::files::{self, File};

#[test]
fn the_generated_crate_does_not_depend_on_the_workspace() {
    let manifest = File::read("generated/Cargo.toml").text;
    assert!(
        !has_outside_path(&manifest),
        "generated/Cargo.toml: users get only this crate"
    );
}

#[test]
fn the_command_line_builds_without_the_generated_crate() {
    for path in [
        "xtask/Cargo.toml",
        "oasmith/Cargo.toml",
        "generator/Cargo.toml",
    ] {
        let manifest = File::read(path).text;
        let depends = manifest.contains("../generated") || manifest.contains("openai-typed");
        assert!(!depends, "{path}: must build even if generated/ does not");
    }
}

#[test]
fn the_generator_does_not_depend_on_the_runtime() {
    let manifest = File::read("generator/Cargo.toml").text;
    assert!(
        !has_outside_path(&manifest),
        "generator/Cargo.toml: templates are passed in as text"
    );
}

#[test]
fn each_package_has_a_license_and_each_path_a_version() {
    let mut checked = 0;
    for manifest in files::under("", &["Cargo.toml"]) {
        let is_other_workspace = ["bench/", "examples/", "fuzz/"];
        if !manifest.text.contains("[package]")
            || is_other_workspace
                .iter()
                .any(|folder| manifest.path.starts_with(folder))
        {
            continue;
        }
        checked += 1;
        let (path, text) = (&manifest.path, &manifest.text);
        assert!(text.contains("\nlicense"), "{path}: no license");
        let paths = text.lines().filter(|line| line.contains("path = \".."));
        // A line that starts with the path is about a target of this package.
        for line in paths.filter(|line| !line.starts_with("path")) {
            assert!(line.contains("version = \""), "{path}: {line}");
        }
    }
    assert!(checked > 8, "only {checked} manifests");
}

/// Returns whether a manifest refers to a path outside its own folder.
fn has_outside_path(manifest: &str) -> bool {
    manifest.contains("\"..")
}
