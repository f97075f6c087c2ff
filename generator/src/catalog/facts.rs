//! Reads the facts that the sources state about a model, and decides which of them are in force.

use super::fields::Fields;
use super::{Fact, Lifecycle, Model, Price, Source};
use crate::document::Node;

/// The properties of an entry of `facts`.
const FACT: &[&str] = &[
    "source",
    "context-window",
    "max-output-tokens",
    "embedding-dimensions",
    "status",
    "shutdown",
    "replacement",
    "price",
];

/// The rates of a price in addition to `input`.
pub(super) const RATES: &[&str] = &[
    "cached-input",
    "output",
    "audio-input",
    "cached-audio-input",
    "audio-output",
];

/// Reads the facts that all sources state about a model. A shutdown that is announced for `today` or an earlier day has
/// happened.
pub(super) fn facts(model: &mut Model, list: &Node, today: &str, fields: &mut Fields) {
    let Some(items) = list.as_array().filter(|items| !items.is_empty()) else {
        fields.report(
            "`facts` must be a list with an entry for each source",
            list.origin,
        );
        return;
    };
    let mut stated: Vec<(Source, &Node)> = Vec::new();
    for item in items {
        if fields.check_keys(item, FACT, "a fact")
            && let Some(source) = fields.source(item)
        {
            stated.push((source, item));
        }
    }
    // The newest first; facts with the same date in the order of the file.
    stated.sort_by(|(one, _), (other, _)| other.date.cmp(&one.date));
    let mut status = None;
    for (source, item) in &stated {
        numbers(model, item, fields);
        status = status.or_else(|| lifecycle(item, today, fields));
        if let (None, Some(node)) = (&model.replacement, item.get("replacement")) {
            model.replacement = fields.string(node);
        }
        if let Some(node) = item.get("price") {
            model.prices.extend(price(node, source, fields));
        }
        model.facts.extend(listed(item, source, fields));
    }
    model.lifecycle = status.unwrap_or_default();
}

fn numbers(model: &mut Model, item: &Node, fields: &mut Fields) {
    for (name, known) in [
        ("context-window", &mut model.context_window),
        ("max-output-tokens", &mut model.max_output_tokens),
        ("embedding-dimensions", &mut model.embedding_dimensions),
    ] {
        if let Some(node) = item.get(name) {
            let number = fields.count(node);
            *known = known.or(number);
        }
    }
}

fn lifecycle(item: &Node, today: &str, fields: &mut Fields) -> Option<Lifecycle> {
    if let Some(node) = item.get("shutdown") {
        let day = fields.day(node)?;
        return Some(match day.as_str() <= today {
            true => Lifecycle::ShutDown(day),
            false => Lifecycle::Deprecated(day),
        });
    }
    let node = item.get("status")?;
    match fields.string(node)?.as_str() {
        "current" => Some(Lifecycle::Current),
        "legacy" => Some(Lifecycle::Legacy),
        other => {
            let message = format!(
                "`{other}` is not a status: use `current` or `legacy`, or give a `shutdown`"
            );
            fields.report(message, node.origin);
            None
        }
    }
}

fn price(node: &Node, source: &Source, fields: &mut Fields) -> Option<Price> {
    let known: Vec<&str> = ["input"].into_iter().chain(RATES.iter().copied()).collect();
    if !fields.check_keys(node, &known, "a price") {
        return None;
    }
    let Some(input) = node.get("input") else {
        fields.report("a price needs `input`", node.origin);
        return None;
    };
    let input = fields.millionths(input);
    let mut others = Vec::new();
    for name in RATES {
        if let Some(rate) = node.get(name) {
            others.push(((*name).to_owned(), fields.millionths(rate)?));
        }
    }
    Some(Price {
        input: input?,
        others,
        source: source.clone(),
    })
}

/// Returns the facts as text, except for prices. An entry without facts records the source of the identifier.
fn listed(item: &Node, source: &Source, fields: &mut Fields) -> Vec<Fact> {
    let mut facts = Vec::new();
    let names = FACT
        .iter()
        .filter(|name| !["source", "price"].contains(name));
    for name in names {
        if let Some(value) = item.get(name).and_then(|node| fields.string(node)) {
            facts.push(Fact {
                property: (*name).to_owned(),
                value,
                source: source.clone(),
            });
        }
    }
    if facts.is_empty() && item.get("price").is_none() {
        facts.push(Fact {
            property: "id".to_owned(),
            value: String::new(),
            source: source.clone(),
        });
    }
    facts
}
