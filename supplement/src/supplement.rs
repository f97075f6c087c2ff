//! Writes the supplement: an OpenAPI document that contains what another document lacks.
//!
//! Input: a [`Difference`]. Output: a tree with `paths`, `webhooks`, `x-channels`, `components` and `x-additions`. An
//! addition contains what a schema or an operation of the document lacks, and the JSON Pointer of that target.

use oasmith_core::document::Node;

use crate::config::Config;
use crate::difference::Difference;
use crate::item::{Item, Kind, gap_items};
use crate::omissions::Omissions;
use crate::openapi::build::{array, insert, object, scalar, string};
use crate::openapi::{Components, Names, operation, parameter};
use crate::pairing::{Gap, Missing};
use crate::sdk::Types;

/// Writes the supplement. Names that fit two types are added to `problems`.
pub fn supplement(
    difference: &Difference<'_>,
    types: &Types<'_>,
    config: &Config,
    omissions: &Omissions,
    problems: &mut Vec<String>,
) -> Node {
    let names = Names::new(types, config);
    let mut components = Components::new(types, &difference.pairing, &names);
    let mut paths = object::<&str>([]);
    for (called, replaced) in &difference.operations {
        let key = crate::document::key(&called.method, &called.path);
        let item = Item::new(Kind::Operation, "", &key, &called.module);
        if omissions.reason(&item).is_some() {
            continue;
        }
        let mut written = operation(called, &mut components, &names, config);
        if let Some(pointer) = replaced {
            insert(&mut written, "x-replaces", string(format!("#{pointer}")));
        }
        let mut path = paths
            .get(&called.path)
            .cloned()
            .unwrap_or_else(|| object::<&str>([]));
        insert(&mut path, &called.method, written);
        insert(&mut paths, &called.path, path);
    }
    let webhooks = webhooks(difference, omissions, &mut components, &names);
    let channels = channels(difference, omissions, &mut components, &names);
    let additions = additions(
        &difference.pairing.gaps,
        difference,
        omissions,
        &mut components,
        &names,
    );
    let mut roots = [paths, webhooks, channels, additions];
    let finished = components.finish(&mut roots, problems);
    let [paths, webhooks, channels, additions] = roots;
    let mut root = object([("openapi", string("3.1.0")), ("info", info(types))]);
    for (key, value) in [
        ("paths", paths),
        ("webhooks", webhooks),
        ("x-channels", channels),
    ] {
        if value.as_object().is_some_and(|it| !it.is_empty()) {
            insert(&mut root, key, value);
        }
    }
    if !finished.is_empty() {
        insert(
            &mut root,
            "components",
            object([("schemas", object(finished))]),
        );
    }
    if additions.as_array().is_some_and(|it| !it.is_empty()) {
        insert(&mut root, "x-additions", additions);
    }
    root
}

fn info(types: &Types<'_>) -> Node {
    let package = types.package;
    object([
        (
            "title",
            string(format!(
                "The parts of {} that the document lacks",
                package.name
            )),
        ),
        ("version", string(package.version.clone())),
    ])
}

fn webhooks(
    difference: &Difference<'_>,
    omissions: &Omissions,
    components: &mut Components<'_>,
    names: &Names<'_>,
) -> Node {
    let mut webhooks = object::<&str>([]);
    for (event, ty) in &difference.webhooks {
        let module = match ty {
            crate::sdk::Type::Named(id) => id.module.as_str(),
            _ => "",
        };
        if omissions
            .reason(&Item::new(Kind::Webhook, "", event, module))
            .is_some()
        {
            continue;
        }
        let schema = components.schema(ty);
        let content = object([("application/json", object([("schema", schema)]))]);
        let ok = object([("200", object([("description", string(""))]))]);
        let post = object([
            ("requestBody", object([("content", content)])),
            ("responses", ok),
            ("x-source", names.source(module)),
        ]);
        insert(
            &mut webhooks,
            &event.replace('.', "_"),
            object([("post", post)]),
        );
    }
    webhooks
}

fn channels(
    difference: &Difference<'_>,
    omissions: &Omissions,
    components: &mut Components<'_>,
    names: &Names<'_>,
) -> Node {
    let mut channels = object::<&str>([]);
    for (group, channel) in &difference.channels {
        let item = Item::new(Kind::Channel, "", group, &channel.module);
        if omissions.reason(&item).is_some() {
            continue;
        }
        let mut written = object([("path", string(channel.path.clone()))]);
        if !channel.query.is_empty() {
            let query = channel.query.iter().map(|it| string(it.clone()));
            insert(&mut written, "query", array(query));
        }
        for (side, location) in [("client", &channel.client), ("server", &channel.server)] {
            if let Some(id) = crate::difference::id(location) {
                insert(
                    &mut written,
                    side,
                    components.schema(&crate::sdk::Type::Named(id)),
                );
            }
        }
        insert(&mut written, "x-source", names.source(&channel.module));
        insert(&mut channels, group, written);
    }
    channels
}

/// One addition for each target.
fn additions(
    gaps: &[Gap],
    difference: &Difference<'_>,
    omissions: &Omissions,
    components: &mut Components<'_>,
    names: &Names<'_>,
) -> Node {
    let mut targets: std::collections::BTreeMap<&str, (Addition, &str)> = Default::default();
    for gap in gaps {
        let wanted: Vec<Item> = gap_items(gap, &difference.pairing)
            .into_iter()
            .filter(|item| omissions.reason(item).is_none())
            .collect();
        if wanted.is_empty() {
            continue;
        }
        let (addition, _) = targets
            .entry(&gap.pointer)
            .or_insert_with(|| (Addition::default(), &gap.module));
        match &gap.missing {
            Missing::Property(field) => {
                let schema = components.schema(&field.ty);
                addition.properties.push((field.wire.clone(), schema));
            }
            Missing::Parameter(place, field) => {
                addition
                    .parameters
                    .push(parameter(place, field, components));
            }
            Missing::Constants(values, _) => {
                let kept = values
                    .iter()
                    .filter(|value| wanted.iter().any(|item| item.name == value.to_string()));
                for value in kept.map(scalar) {
                    if !addition.constants.iter().any(|it| it.same_value(&value)) {
                        addition.constants.push(value);
                    }
                }
            }
            Missing::Variant(ty, _) => addition.branches.push(components.schema(ty)),
        }
    }
    array(targets.into_iter().map(|(pointer, (addition, module))| {
        let mut written = object([("target", string(format!("#{pointer}")))]);
        let lists = [
            ("parameters", addition.parameters),
            ("enum", addition.constants),
            ("branches", addition.branches),
        ];
        if !addition.properties.is_empty() {
            insert(&mut written, "properties", object(addition.properties));
        }
        for (key, items) in lists {
            if !items.is_empty() {
                insert(&mut written, key, array(items));
            }
        }
        insert(&mut written, "x-source", names.source(module));
        written
    }))
}

/// Everything that one target lacks.
#[derive(Default)]
struct Addition {
    properties: Vec<(String, Node)>,
    parameters: Vec<Node>,
    constants: Vec<Node>,
    branches: Vec<Node>,
}
