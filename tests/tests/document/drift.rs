//! What is committed in `generated/` is what the generator makes of `spec/`.

use std::collections::BTreeSet;

use oasmith_tests::repository;

use crate::output;

#[test]
fn what_is_committed_is_what_is_generated() {
    let Some(output) = output() else {
        return;
    };
    let mut committed = repository::texts(&repository::path("generated"));
    committed.remove("Cargo.lock");
    if !committed.contains_key("src/client.rs") {
        eprintln!("skipped: nothing is generated yet");
        return;
    }
    let paths: BTreeSet<&String> = committed.keys().chain(output.files.keys()).collect();
    let differ: Vec<String> = paths
        .into_iter()
        .filter_map(|path| match (committed.get(path), output.files.get(path)) {
            (Some(text), Some(made)) if text == made => None,
            (Some(_), Some(_)) => Some(format!("stale     {path}")),
            (None, _) => Some(format!("missing   {path}")),
            (Some(_), None) => Some(format!("left over {path}")),
        })
        .collect();
    assert!(
        differ.is_empty(),
        "run `cargo xtask generate`; {} files differ:\n{}",
        differ.len(),
        differ.join("\n")
    );
}
