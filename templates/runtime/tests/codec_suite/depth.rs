//! Hostile input: deep, wide, ambiguous. All of it ends, and soon.

use std::time::{Duration, Instant};

use crate::check::writes;
use crate::runtime::codec::*;
use crate::sample::{Item, Tree};

fn nested(depth: usize, open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn as_deep_as_serde_json_goes() {
    // An object and a list each: 126 levels, on the stack of a test's thread, in a debug build.
    let json = nested(62, r#"{"children":["#, r#"{"children":[],"right":1}"#, "]}");
    let started = Instant::now();
    let tree: Tree = decode(json.as_bytes()).expect("deep enough");
    writes(&tree, &json);
    assert!(!format!("{tree:?}").is_empty());
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn as_deep_with_damage_at_the_end() {
    let json = nested(
        62,
        r#"{"children":["#,
        r#"{"children":"none","right":"x"}"#,
        "]}",
    );
    let tree: Tree = decode(json.as_bytes()).expect("deep enough");
    writes(&tree, &json);
    let json = format!(
        r#"{{"type":"call","tool":"search","cached":{}}}"#,
        nested(120, "[", "1", "]")
    );
    let item: Item = decode(json.as_bytes()).expect("deep enough");
    writes(&item, &json);
}

#[test]
fn deeper_is_an_error_and_no_overflow() {
    for depth in [200, 100_000] {
        let json = nested(depth, r#"{"children":["#, "", "]}");
        assert!(decode::<Tree>(json.as_bytes()).is_err());
        assert!(decode::<Vec<Item>>(nested(depth, "[", "", "]").as_bytes()).is_err());
    }
}

#[test]
fn ambiguity_within_ambiguity() {
    // At each level two cases fit; tried in full, that were 2^40 readings.
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
fn ambiguity_that_fails_late_at_each_level() {
    // One case is given up only after all that is inside of it was read, at each level.
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
fn wide() {
    let fields: Vec<_> = (0..100_000).map(|at| format!("\"k{at}\":{at}")).collect();
    let json = format!(
        "{{{},\"type\":\"call\",\"tool\":\"search\"}}",
        fields.join(",")
    );
    let item: Item = decode(json.as_bytes()).expect("JSON");
    writes(&item, &json);
}
