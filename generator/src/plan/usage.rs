//! Pass: which types requests and responses contain, and which features need each type.

use std::collections::{BTreeMap, BTreeSet};

use super::api::GroupNode;
use super::{Form, FormPart, names};
use crate::ir::{Api, Body, BodyFormat, DefId, Response, TypeRef};

/// The feature that compiles the types of webhooks.
pub const WEBHOOKS: &str = "webhooks";

/// How a type is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Whether requests or client events contain it.
    pub sent: bool,
    /// Whether responses or server events contain it.
    pub received: bool,
    /// How it is sent as a multipart form, if it is.
    pub form: Option<Form>,
    /// The features of the operations that send or receive it.
    pub features: BTreeSet<String>,
}

/// Computes the usage of each type, by id.
pub fn usage(api: &Api, tree: &[GroupNode]) -> Vec<Usage> {
    let mut reach = Reach {
        api,
        table: vec![Usage::default(); api.defs.len()],
        modules: modules(api),
    };
    for node in tree {
        for operation in node.operations.iter().map(|&at| &api.operations[at]) {
            for param in &operation.parameters {
                reach.sent(&param.ty, &node.feature);
            }
            for ty in operation.body.iter().flat_map(Body::types) {
                reach.sent(ty, &node.feature);
            }
            let errors = operation.errors.iter().map(|it| &it.response);
            for response in [&operation.response].into_iter().chain(errors) {
                for ty in reply_types(response) {
                    reach.received(ty, &node.feature);
                }
            }
        }
        if let Some(channel) = &node.channel {
            let channel = &api.channels[channel.index];
            reach.sent(&channel.client_event, &node.feature);
            reach.received(&channel.server_event, &node.feature);
        }
    }
    let payloads = api.webhooks.iter().map(|webhook| &webhook.payload);
    for ty in payloads.chain(&api.webhook_event) {
        reach.received(ty, WEBHOOKS);
    }
    let mut table = reach.table;
    for body in api.operations.iter().filter_map(|it| it.body.as_ref()) {
        add_form(api, body, &mut table);
    }
    table
}

/// Records how the form of a body is sent. If several operations take the same form, the first one determines its
/// parts.
fn add_form(api: &Api, body: &Body, table: &mut [Usage]) {
    for content in &body.contents {
        let BodyFormat::Multipart { ty, parts } = &content.format else {
            continue;
        };
        let Some(id) = api.defs.resolved_id(ty) else {
            continue;
        };
        let form = table[id.index()].form.get_or_insert_default();
        for part in parts {
            if !form.parts.iter().any(|known| known.name == part.name) {
                form.parts.push(FormPart {
                    name: part.name.clone(),
                    media_type: part.media_type.clone(),
                    style: part.style,
                    headers: part.headers.clone(),
                });
            }
        }
    }
}

fn reply_types(reply: &Response) -> Vec<&TypeRef> {
    match reply {
        Response::Empty | Response::Text(_) | Response::Bytes(_) => Vec::new(),
        Response::Json(ty) | Response::EventStream(ty) | Response::JsonLines(ty) => vec![ty],
        Response::JsonOrStream { json, event, .. } => vec![json, event],
        Response::BytesOrStream { event, .. } => vec![event],
        Response::Optional(inner) => reply_types(inner),
        Response::ByStatus(variants) => {
            let variants = variants.iter().map(|it| &it.response);
            variants.flat_map(reply_types).collect()
        }
    }
}

/// How a type is reached.
#[derive(Clone, Copy)]
enum Direction {
    /// By a request.
    Sent,
    /// By a response.
    Received,
    /// By another type in its file.
    Neither,
}

/// Marks types and everything that they contain.
struct Reach<'a> {
    api: &'a Api,
    table: Vec<Usage>,
    /// The types of each module.
    modules: BTreeMap<String, Vec<DefId>>,
}

/// A module compiles as a whole: a feature that needs one of its types also needs everything that the others contain.
fn modules(api: &Api) -> BTreeMap<String, Vec<DefId>> {
    let mut modules: BTreeMap<String, Vec<DefId>> = BTreeMap::new();
    for (id, def) in api.defs().filter(|(_, def)| !def.replaced) {
        let module = names::module_name(&def.path.root);
        modules.entry(module).or_default().push(id);
    }
    modules
}

impl Reach<'_> {
    fn sent(&mut self, ty: &TypeRef, feature: &str) {
        self.mark(ty, feature, Direction::Sent);
    }

    fn received(&mut self, ty: &TypeRef, feature: &str) {
        self.mark(ty, feature, Direction::Received);
    }

    fn mark(&mut self, ty: &TypeRef, feature: &str, direction: Direction) {
        let mut pending = Vec::new();
        pending.extend(ty.def());
        while let Some(id) = pending.pop() {
            let usage = &mut self.table[id.index()];
            let is_new_direction = match direction {
                Direction::Sent => !std::mem::replace(&mut usage.sent, true),
                Direction::Received => !std::mem::replace(&mut usage.received, true),
                Direction::Neither => false,
            };
            let is_new = usage.features.insert(feature.to_owned()) | is_new_direction;
            if !is_new {
                continue;
            }
            let types = self.api.def(id).shape.types().into_iter();
            pending.extend(types.filter_map(TypeRef::def));
            self.mark_module(id, feature);
        }
    }

    /// Marks the other types of a module.
    fn mark_module(&mut self, id: DefId, feature: &str) {
        let module = names::module_name(&self.api.def(id).path.root);
        let others = self.modules.get(&module).cloned().unwrap_or_default();
        for other in others {
            if !self.table[other.index()].features.contains(feature) {
                self.mark(&TypeRef::Def(other), feature, Direction::Neither);
            }
        }
    }
}
