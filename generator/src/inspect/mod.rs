//! The generator's understanding of a document, as data for people and scripts.
//!
//! Input: [`Api`] and [`Plan`]. Output: [`Inspection`], which `inspect --json` prints.

mod names;
mod undocumented;
mod untyped;
mod views;

use std::collections::BTreeMap;

use self::names::{document_path, kind_name, response_name, tagging_name, type_name};
use crate::ir::{Api, Operation, Server, Shape, TypeRef};
use crate::plan::{self, Plan};

pub use views::{
    ChannelView, Inspection, OperationView, SchemaView, UndocumentedView, UnionView, UntypedView,
    WebhookView,
};

/// Inspects a document.
pub fn inspect(api: &Api, plan: &Plan) -> Inspection {
    Inspection {
        operations: operations(api, plan),
        schemas: schemas(api, plan),
        webhooks: webhooks(api, plan),
        channels: channels(api, plan),
        unions: unions(api, plan),
        undocumented: undocumented::undocumented(api),
    }
}

fn operations(api: &Api, plan: &Plan) -> Vec<OperationView> {
    let groups = plan.groups.iter();
    let planned: BTreeMap<&str, (&plan::Group, &plan::Operation)> = groups
        .flat_map(|group| {
            let operations = group.operations.iter();
            operations.map(move |operation| (operation.id.as_str(), (group, operation)))
        })
        .collect();
    api.operations
        .iter()
        .filter_map(|operation| {
            let (group, item) = planned.get(operation.id.as_str())?;
            let path = group.path.iter().map(|name| format!("{name}()"));
            let path: Vec<String> = path.collect();
            Some(OperationView {
                operation_id: operation.id.clone(),
                method: operation.method.as_str().to_owned(),
                path: document_path(operation),
                rust: format!("client.{}.{}", path.join("."), item.method),
                request: request(operation, plan),
                reply: response_name(&operation.response, plan),
                feature: group.feature.clone(),
            })
        })
        .collect()
}

fn request(operation: &Operation, plan: &Plan) -> Option<String> {
    let body = operation.body.as_ref()?;
    match body.json().or(body.types().next()) {
        Some(ty) => Some(type_name(ty, plan)),
        None => Some("Vec<u8>".to_owned()),
    }
}

fn schemas(api: &Api, plan: &Plan) -> Vec<SchemaView> {
    let mut untyped = untyped::by_root(api);
    api.defs()
        .filter_map(|(id, def)| {
            let component = def.path.component()?;
            Some(SchemaView {
                name: component.to_owned(),
                rust: type_name(&TypeRef::Def(id), plan),
                kind: kind_name(def),
                untyped: untyped.remove(&def.path.root).unwrap_or_default(),
            })
        })
        .collect()
}

fn webhooks(api: &Api, plan: &Plan) -> Vec<WebhookView> {
    let webhooks = api.webhooks.iter();
    webhooks
        .map(|webhook| WebhookView {
            name: webhook.name.clone(),
            rust: type_name(&webhook.payload, plan),
        })
        .collect()
}

fn channels(api: &Api, plan: &Plan) -> Vec<ChannelView> {
    let base = api.servers.first().map(Server::default_url);
    let base = base.unwrap_or_default().replacen("http", "ws", 1);
    let channels = api.channels.iter();
    channels
        .map(|channel| ChannelView {
            name: channel.name.clone(),
            url: format!("{base}{}", channel.path),
            client: type_name(&channel.client_event, plan),
            server: type_name(&channel.server_event, plan),
        })
        .collect()
}

fn unions(api: &Api, plan: &Plan) -> Vec<UnionView> {
    api.defs()
        .filter_map(|(id, def)| match &def.shape {
            Shape::Union { tagging, .. } => Some(UnionView {
                pointer: def.path.pointer.clone(),
                rust: type_name(&TypeRef::Def(id), plan),
                tagging: tagging_name(tagging),
            }),
            _ => None,
        })
        .collect()
}
