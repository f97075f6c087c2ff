//! Reads a catalog file.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::facts;
use super::fields::{Fields, is_year_or_day};
use super::{Catalog, Discount, Model, Source, Tier};
use crate::diagnostic::Diagnostics;
use crate::document::{Key, Node};
use crate::source::Origin;

const SECTIONS: &[&str] = &["as-of", "sources", "service-tiers", "tiers", "models"];
const MODEL: &[&str] = &["family", "input", "output", "snapshots", "facts"];
const TIER: &[&str] = &[
    "number",
    "name",
    "monthly-spend",
    "requests-per-minute",
    "tokens-per-minute",
    "source",
];

/// The modalities of input and output.
const MODALITIES: &[&str] = &["text", "image", "audio", "video", "embedding", "moderation"];

/// Reads a catalog. Reports all mistakes in it.
pub fn read(file: &Node, diagnostics: &mut Diagnostics) -> Catalog {
    let mut fields = Fields {
        sources: BTreeMap::new(),
        diagnostics,
    };
    let mut catalog = Catalog::default();
    if !fields.check_keys(file, SECTIONS, "a catalog") {
        return catalog;
    }
    let Some(today) = file.get("as-of").and_then(|node| fields.day(node)) else {
        fields.report(
            "the catalog needs `as-of`, the day on which it was written",
            file.origin,
        );
        return catalog;
    };
    for (name, node) in entries(file, "sources", &mut fields) {
        if let Some(source) = source(node, &mut fields) {
            fields.sources.insert(name.text.to_string(), source);
        }
    }
    for (name, node) in entries(file, "service-tiers", &mut fields) {
        catalog.discounts.extend(discount(name, node, &mut fields));
    }
    let tiers = file.get("tiers").and_then(Node::as_array);
    for node in tiers.unwrap_or_default() {
        catalog.tiers.extend(tier(node, &mut fields));
    }
    let mut replacements = Vec::new();
    let mut ids = BTreeSet::new();
    for (name, node) in entries(file, "models", &mut fields) {
        let model = model(name, node, &today, &mut fields);
        for id in [&model.id].into_iter().chain(&model.snapshots) {
            if !ids.insert(id.clone()) {
                fields.report(format!("`{id}` is listed twice"), name.origin);
            }
        }
        replacements.extend(replaced(node));
        catalog.models.push(model);
    }
    for (id, origin) in replacements {
        if !ids.contains(&id) {
            fields.report(
                format!("the replacement `{id}` is not a model of the catalog"),
                origin,
            );
        }
    }
    catalog
}

/// Returns the entries of a section, which may be missing.
fn entries<'n>(file: &'n Node, section: &str, fields: &mut Fields) -> Vec<(&'n Key, &'n Node)> {
    let Some(node) = file.get(section) else {
        return Vec::new();
    };
    match node.as_object() {
        Some(map) => map.iter().collect(),
        None => {
            let message = format!("`{section}` must be an object, not {}", node.value.kind());
            fields.report(message, node.origin);
            Vec::new()
        }
    }
}

fn source(node: &Node, fields: &mut Fields) -> Option<Source> {
    if !fields.check_keys(node, &["title", "date"], "a source") {
        return None;
    }
    let (Some(title), Some(date)) = (node.get("title"), node.get("date")) else {
        fields.report("a source needs `title` and `date`", node.origin);
        return None;
    };
    let (title, text) = (fields.string(title)?, fields.string(date)?);
    if !is_year_or_day(&text) {
        let message = format!("`{text}` is neither a year nor a day in the form YYYY-MM-DD");
        fields.report(message, date.origin);
        return None;
    }
    Some(Source { title, date: text })
}

fn discount(name: &Key, node: &Node, fields: &mut Fields) -> Option<Discount> {
    if !fields.check_keys(node, &["percent", "source"], "a service tier") {
        return None;
    }
    let Some(percent) = node.get("percent") else {
        fields.report("a service tier needs `percent`", node.origin);
        return None;
    };
    let percent = fields.count(percent);
    Some(Discount {
        source: fields.source(node)?,
        service_tier: name.text.to_string(),
        percent: percent?,
    })
}

fn tier(node: &Node, fields: &mut Fields) -> Option<Tier> {
    if !fields.check_keys(node, TIER, "a tier") {
        return None;
    }
    if let Some(missing) = TIER.iter().find(|name| node.get(name).is_none()) {
        fields.report(format!("a tier needs `{missing}`"), node.origin);
        return None;
    }
    let source = fields.source(node);
    let name = fields.string(node.get("name")?);
    let monthly_spend = fields.millionths(node.get("monthly-spend")?);
    let mut count = |name: &str| fields.count(node.get(name)?);
    let (number, requests, tokens) = (
        count("number"),
        count("requests-per-minute"),
        count("tokens-per-minute"),
    );
    Some(Tier {
        number: number?,
        name: name?,
        monthly_spend: monthly_spend?,
        requests_per_minute: requests?,
        tokens_per_minute: tokens?,
        source: source?,
    })
}

fn model(name: &Key, node: &Node, today: &str, fields: &mut Fields) -> Model {
    let mut model = Model {
        id: name.text.to_string(),
        ..Model::default()
    };
    if !fields.check_keys(node, MODEL, "a model") {
        return model;
    }
    if let Some(family) = node.get("family") {
        model.family = fields.string(family).unwrap_or_default();
    }
    model.input = modalities(node.get("input"), fields);
    model.output = modalities(node.get("output"), fields);
    if let Some(snapshots) = node.get("snapshots") {
        model.snapshots = fields.strings(snapshots);
    }
    match node.get("facts") {
        Some(list) => facts(&mut model, list, today, fields),
        None => fields.report("a model needs `facts` with a source", name.origin),
    }
    model
}

fn modalities(node: Option<&Node>, fields: &mut Fields) -> Vec<String> {
    let Some(node) = node else {
        return Vec::new();
    };
    let names = fields.strings(node);
    for name in names
        .iter()
        .filter(|name| !MODALITIES.contains(&name.as_str()))
    {
        let message = format!(
            "unknown modality `{name}`; known: {}",
            MODALITIES.join(", ")
        );
        fields.report(message, node.origin);
    }
    names
}

/// Returns the replacements that the sources name for a model, which may be defined below it.
fn replaced(node: &Node) -> Vec<(String, Origin)> {
    let facts = node.get("facts").and_then(Node::as_array);
    let nodes = facts.unwrap_or_default().iter();
    let nodes = nodes.filter_map(|fact| fact.get("replacement"));
    nodes
        .filter_map(|node| Some((node.as_str()?.to_owned(), node.origin)))
        .collect()
}
