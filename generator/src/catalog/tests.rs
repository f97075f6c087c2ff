//! Reading small catalogs.

use super::{Catalog, Lifecycle, read};
use crate::diagnostic::Diagnostics;
use crate::document::testing::{codes, node, piece};

const HEAD: &str = "as-of: 2026-11-01\nsources:\n  old: { title: Old, date: \"2025\" }\n  new: { title: New, date: 2026-02-01 }\n";

fn read_all(text: &str) -> (Catalog, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let catalog = read(&node(text), &mut diagnostics);
    (catalog, diagnostics)
}

#[test]
fn the_newest_source_is_in_force_and_the_others_are_kept() {
    let (catalog, diagnostics) = read_all(&format!(
        "{HEAD}models:\n  m:\n    facts:\n      \
         - {{ source: old, context-window: 10, price: {{ input: 2.50, output: 0.000001 }} }}\n      \
         - {{ source: new, context-window: 20, shutdown: 2026-11-01, price: {{ input: 3 }} }}\n  \
         n:\n    facts:\n      - {{ source: new, shutdown: 2026-11-02, replacement: m }}\n"
    ));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let model = &catalog.models[0];
    assert_eq!(model.context_window, Some(20));
    assert_eq!(model.lifecycle, Lifecycle::ShutDown("2026-11-01".into()));
    let inputs: Vec<u64> = model.prices.iter().map(|price| price.input).collect();
    assert_eq!(inputs, [3_000_000, 2_500_000]);
    assert_eq!(model.prices[1].others, [("output".to_owned(), 1)]);
    let windows = model
        .facts
        .iter()
        .filter(|fact| fact.property == "context-window");
    let windows: Vec<(&str, &str)> = windows
        .map(|fact| (fact.value.as_str(), fact.source.date.as_str()))
        .collect();
    assert_eq!(windows, [("20", "2026-02-01"), ("10", "2025")]);
    let other = &catalog.models[1];
    assert_eq!(other.lifecycle, Lifecycle::Deprecated("2026-11-02".into()));
    assert_eq!(other.replacement.as_deref(), Some("m"));
}

#[test]
fn each_mistake_is_reported_where_it_is_written() {
    for (text, at, message) in [
        (
            "modles: {}",
            "modles",
            "`modles` is not a property of a catalog",
        ),
        (
            "models:\n  m: { facts: [{ source: none }] }",
            "none",
            "`none` is not listed under `sources`",
        ),
        (
            "models:\n  m: { facts: [{ source: new, price: { input: 1.0000001 } }] }",
            "1.0000001",
            "expected an amount in US dollars with at most six decimals",
        ),
        (
            "models:\n  m: { facts: [{ source: new, price: { input: -1 } }] }",
            "-1",
            "expected an amount in US dollars with at most six decimals",
        ),
        (
            "models:\n  m: { facts: [{ source: new, context-window: 1.5 }] }",
            "1.5",
            "expected an integer from 0 to 4294967295",
        ),
        (
            "models:\n  m: { facts: [{ source: new, replacement: gone }] }",
            "gone",
            "the replacement `gone` is not a model of the catalog",
        ),
        (
            "models:\n  m: { facts: [{ source: new, shutdown: soon }] }",
            "soon",
            "`soon` is not a day in the form YYYY-MM-DD",
        ),
        (
            "models:\n  m: { facts: [{ source: new, status: old }] }",
            "old",
            "`old` is not a status: use `current` or `legacy`, or give a `shutdown`",
        ),
        (
            "models:\n  m: { input: [smell], facts: [{ source: new }] }",
            "[smell]",
            "unknown modality `smell`; known: text, image, audio, video, embedding, moderation",
        ),
        (
            "models:\n  m: {}",
            "m",
            "a model needs `facts` with a source",
        ),
        (
            "models:\n  a: { snapshots: [b], facts: [{ source: new }] }\n  b: { facts: [{ source: new }] }",
            "b",
            "`b` is listed twice",
        ),
        (
            "tiers: [{ number: 1, name: One, monthly-spend: 5, requests-per-minute: 3, source: new }]",
            "{ number: 1, name: One, monthly-spend: 5, requests-per-minute: 3, source: new }",
            "a tier needs `tokens-per-minute`",
        ),
        (
            "service-tiers: { batch: [] }",
            "[]",
            "a service tier must be an object, not an array",
        ),
    ] {
        let text = format!("{HEAD}{text}\n");
        let (_, diagnostics) = read_all(&text);
        assert_eq!(
            codes(&diagnostics),
            ["invalid-catalog"],
            "{text}{diagnostics:?}"
        );
        let diagnostic = diagnostics.iter().next().expect("a diagnostic");
        let origin = diagnostic.primary.expect("a location");
        assert_eq!(
            (piece(&text, origin).trim_end(), diagnostic.message.as_str()),
            (at, message)
        );
    }
}
