//! The crate in `generated/` is up to date with `spec/` and `templates/`.

use std::collections::BTreeSet;

use oasmith_tests::repository;
use oasmith_tests::skip::skipped;

use crate::output;

#[test]
fn the_committed_crate_is_up_to_date() {
    let Some(output) = output() else {
        return;
    };
    let mut committed = repository::texts(&repository::path("generated"));
    committed.remove("Cargo.lock");
    if !committed.contains_key("src/client.rs") {
        return skipped("generated/ contains no crate");
    }
    let paths: BTreeSet<&String> = committed.keys().chain(output.files.keys()).collect();
    let differences: Vec<String> = paths
        .into_iter()
        .filter_map(|path| match (committed.get(path), output.files.get(path)) {
            (Some(committed), Some(generated)) if committed == generated => None,
            (Some(_), Some(_)) => Some(format!("stale     {path}")),
            (None, _) => Some(format!("missing   {path}")),
            (Some(_), None) => Some(format!("leftover {path}")),
        })
        .collect();
    assert!(
        differences.is_empty(),
        "run `cargo xtask generate`; {} files differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}
