//! Rule 3: which crate of the workspace depends on which.

use crate::files::File;

#[test]
fn the_generated_crate_depends_on_no_crate_of_the_workspace() {
    let manifest = File::read("generated/Cargo.toml").text;
    assert!(
        !reaches_out(&manifest),
        "generated/Cargo.toml: users get this crate alone"
    );
}

#[test]
fn a_broken_output_does_not_stop_the_command_line() {
    for path in ["xtask/Cargo.toml", "generator/Cargo.toml"] {
        let manifest = File::read(path).text;
        let depends = manifest.contains("../generated") || manifest.contains("openai-typed");
        assert!(!depends, "{path}: must build when generated/ does not");
    }
}

#[test]
fn the_generator_does_not_know_the_runtime() {
    let manifest = File::read("generator/Cargo.toml").text;
    assert!(
        !reaches_out(&manifest),
        "generator/Cargo.toml: templates are text that is passed in"
    );
}

/// Whether a manifest names a folder outside of its own.
fn reaches_out(manifest: &str) -> bool {
    manifest.contains("\"..")
}
