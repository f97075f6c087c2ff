//! The runtime with some of its optional parts.
//!
//! Input: the features of its manifest. Output: whether it compiles with each part alone, and with all parts that do not
//! require one that many others use.

use anyhow::Result;
use toml::{Table, Value};

use super::work::{call, manifest_features};
use crate::repository::Repository;
use crate::terminal;

/// The manifest of the runtime.
const MANIFEST: &str = "templates/runtime/Cargo.toml";

/// The parts that are left out in turn. All others would take too long.
const LEFT_OUT: &[&str] = &[
    "files",
    "multipart",
    "reported-errors",
    "string-enums",
    "unions",
    "uploads",
];

/// Checks the runtime, up to the first failure.
pub fn check(repository: &Repository, stdout_to_stderr: bool) -> Result<bool> {
    let features = manifest_features(MANIFEST, repository)?;
    let parts = features.keys().filter(|name| *name != "default");
    let alone = parts.map(|part| (part.clone(), format!("client,{part}")));
    let without = LEFT_OUT.iter().map(|part| {
        let all = parts_without(part, &features).join(",");
        (format!("all without {part}"), all)
    });
    for (name, parts) in alone.chain(without) {
        terminal::note(&format!("--> {name}"));
        if !call(&args(&parts), &[], repository, stdout_to_stderr)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns the parts that do not require a part.
fn parts_without<'f>(part: &str, features: &'f Table) -> Vec<&'f str> {
    let parts = features.keys().map(String::as_str);
    let parts = parts.filter(|name| *name != "default" && !requires(name, part, features));
    parts.collect()
}

/// Whether a part is, or requires, another one. The manifest has no cycles.
fn requires(name: &str, part: &str, features: &Table) -> bool {
    let entries = features.get(name).and_then(Value::as_array);
    let mut entries = entries.into_iter().flatten().filter_map(Value::as_str);
    name == part || entries.any(|entry| requires(entry, part, features))
}

/// Returns a `cargo check` of the runtime. As in generated crates, unused items and imports are allowed.
pub fn args(features: &str) -> Vec<&str> {
    let mut args = vec!["rustc", "--quiet", "--profile", "check", "--lib"];
    args.extend(["--package", "oasmith-runtime"]);
    args.extend(["--no-default-features", "--features", features]);
    args.extend(["--", "-D", "warnings"]);
    args.extend(["-A", "dead_code", "-A", "unused_imports"]);
    args
}

#[cfg(test)]
mod tests {
    use super::{LEFT_OUT, MANIFEST, parts_without};
    use crate::ci::work::manifest_features;
    use crate::repository::Repository;

    #[test]
    fn a_part_is_left_out_with_those_that_require_it() {
        let repository = Repository::find().expect("the repository");
        let features = manifest_features(MANIFEST, &repository).expect("features");
        for part in LEFT_OUT {
            let others = parts_without(part, &features);
            assert!(features.contains_key(*part), "{part}");
            assert!(
                !others.contains(part) && others.contains(&"client"),
                "{part}"
            );
        }
        let without_files = parts_without("files", &features);
        assert!(!without_files.contains(&"downloads"));
        assert!(without_files.contains(&"unions"));
    }
}
