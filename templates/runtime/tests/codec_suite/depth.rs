//! Hostile input: deep, wide and ambiguous. Decoding always terminates quickly.

use std::time::{Duration, Instant};

use crate::check::writes;
use crate::runtime::codec::*;
use crate::sample::{Item, Tree};

fn nested(depth: usize, open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn json_at_the_depth_limit_decodes() {
    // One object and one list per level: 126 levels, on the stack of a test thread, in a debug build.
    let json = nested(62, r#"{"children":["#, r#"{"children":[],"right":1}"#, "]}");
    let started = Instant::now();
    let tree: Tree = decode(json.as_bytes()).expect("within the depth limit");
    writes(&tree, &json);
    assert!(!format!("{tree:?}").is_empty());
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn a_mismatch_at_the_depth_limit_is_kept() {
    let json = nested(
        62,
        r#"{"children":["#,
        r#"{"children":"none","right":"x"}"#,
        "]}",
    );
    let tree: Tree = decode(json.as_bytes()).expect("within the depth limit");
    writes(&tree, &json);
    let json = format!(
        r#"{{"type":"call","tool":"search","cached":{}}}"#,
        nested(120, "[", "1", "]")
    );
    let item: Item = decode(json.as_bytes()).expect("within the depth limit");
    writes(&item, &json);
}

#[test]
fn deeper_json_is_kept_without_overflow() {
    for depth in [70, 200, 100_000] {
        let json = nested(depth, r#"{"children":["#, "", "]}");
        let tree: Tree = decode(json.as_bytes()).expect("kept");
        assert_eq!(encode(&tree).expect("JSON"), json.as_bytes());
        let json = nested(depth, "[", "", "]");
        let items: Vec<Item> = decode(json.as_bytes()).expect("kept");
        assert_eq!(encode(&items).expect("JSON"), json.as_bytes());
        assert!(decode::<Vec<Item>>(&json.as_bytes()[1..]).is_err());
    }
}

#[test]
fn nested_ambiguity_is_bounded() {
    // Two variants match at each level. Trying all combinations would take 2^40 reads.
    let json = nested(40, r#"{"children":["#, r#"{"children":[],"right":1}"#, "]}");
    let started = Instant::now();
    let tree: Tree = decode(json.as_bytes()).expect("JSON");
    writes(&tree, &json);
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn nested_ambiguity_that_fails_late_is_bounded() {
    // At each level, one variant is rejected only after all its content was read.
    let json = nested(
        40,
        r#"{"left":"x","children":["#,
        r#"{"children":[]}"#,
        "]}",
    );
    let started = Instant::now();
    let tree: Tree = decode(json.as_bytes()).expect("JSON");
    writes(&tree, &json);
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn a_wide_object_decodes() {
    let fields: Vec<_> = (0..100_000).map(|at| format!("\"k{at}\":{at}")).collect();
    let json = format!(
        "{{{},\"type\":\"call\",\"tool\":\"search\"}}",
        fields.join(",")
    );
    let item: Item = decode(json.as_bytes()).expect("JSON");
    writes(&item, &json);
}
