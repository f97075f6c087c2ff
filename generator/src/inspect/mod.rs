//! What the generator understood, as data for people and scripts.
//!
//! In: [`Api`] and [`Plan`]. Out: [`Inspection`], in the form that `inspect --json` prints.

mod untyped;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ir::{Api, Def, Reply, Scalar, Shape, Tagging, TypeRef};
use crate::plan::{OperationItem, Plan, Resource};

/// Everything understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// Operations, in document order.
    pub operations: Vec<OperationView>,
    /// Component schemas, in document order.
    pub schemas: Vec<SchemaView>,
    /// Webhooks, in document order.
    pub webhooks: Vec<WebhookView>,
    /// WebSocket channels.
    pub channels: Vec<ChannelView>,
    /// Unions, in document order.
    pub unions: Vec<UnionView>,
}

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct OperationView {
    pub operation_id: String,
    pub method: &'static str,
    pub path: String,
    /// The call: `client.chat().completions().create`.
    pub rust: String,
    /// The type of the body; none if there is none.
    pub request: Option<String>,
    /// The type of the answer.
    pub reply: String,
    pub feature: String,
}

/// A component schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct SchemaView {
    pub name: String,
    pub rust: String,
    /// `record`, `string enum`, `union` or `alias`.
    pub kind: &'static str,
    /// Places in it that have no type.
    pub untyped: Vec<UntypedView>,
}

/// A place without a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct UntypedView {
    pub pointer: String,
    pub reason: &'static str,
}

/// A webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct WebhookView {
    pub name: String,
    pub rust: String,
}

/// A WebSocket channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct ChannelView {
    pub name: String,
    pub url: String,
    pub client: String,
    pub server: String,
}

/// A union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct UnionView {
    pub pointer: String,
    pub rust: String,
    pub tagging: String,
}

/// Looks at everything.
pub fn inspect(api: &Api, plan: &Plan) -> Inspection {
    let planned: BTreeMap<&str, (&Resource, &OperationItem)> = plan
        .resources
        .iter()
        .flat_map(|resource| {
            resource
                .operations
                .iter()
                .map(move |operation| (operation.id.as_str(), (resource, operation)))
        })
        .collect();
    let mut untyped = untyped::by_root(api);
    let name = |ty: &TypeRef| type_name(ty, plan);
    let base = api.servers.first().map_or("", String::as_str);
    Inspection {
        operations: api
            .operations
            .iter()
            .filter_map(|operation| {
                let (resource, item) = planned.get(operation.id.as_str())?;
                let area: Vec<String> = resource
                    .path
                    .iter()
                    .map(|part| format!("{part}()"))
                    .collect();
                let body = operation.body.as_ref();
                let request = body.and_then(|body| {
                    let ty = body
                        .json
                        .as_ref()
                        .or(body.multipart.as_ref())
                        .or(body.urlencoded.as_ref());
                    ty.map(name)
                        .or_else(|| body.raw.first().map(|_| "Vec<u8>".to_owned()))
                });
                Some(OperationView {
                    operation_id: operation.id.clone(),
                    method: operation.method.as_str(),
                    path: document_path(operation),
                    rust: format!("client.{}.{}", area.join("."), item.method),
                    request,
                    reply: reply_name(&operation.reply, plan),
                    feature: resource.feature.clone(),
                })
            })
            .collect(),
        schemas: api
            .defs()
            .filter_map(|(id, def)| {
                let component = def.place.component()?;
                Some(SchemaView {
                    name: component.to_owned(),
                    rust: plan.idents[id.0 as usize].clone(),
                    kind: kind(def),
                    untyped: untyped.remove(&def.place.root).unwrap_or_default(),
                })
            })
            .collect(),
        webhooks: api
            .webhooks
            .iter()
            .map(|webhook| WebhookView {
                name: webhook.name.clone(),
                rust: name(&webhook.payload),
            })
            .collect(),
        channels: api
            .channels
            .iter()
            .map(|channel| ChannelView {
                name: channel.name.clone(),
                url: format!("{}{}", base.replacen("http", "ws", 1), channel.path),
                client: name(&channel.client),
                server: name(&channel.server),
            })
            .collect(),
        unions: api
            .defs()
            .filter_map(|(id, def)| match &def.shape {
                Shape::Union { tagging, .. } => Some(UnionView {
                    pointer: def.place.pointer.clone(),
                    rust: plan.idents[id.0 as usize].clone(),
                    tagging: tagging_name(tagging),
                }),
                _ => None,
            })
            .collect(),
    }
}

fn document_path(operation: &crate::ir::Operation) -> String {
    let query: Vec<String> = operation
        .fixed_query
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    if query.is_empty() {
        operation.path.clone()
    } else {
        format!("{}?{}", operation.path, query.join("&"))
    }
}

fn kind(def: &Def) -> &'static str {
    match def.shape {
        Shape::Record { .. } => "record",
        Shape::StringEnum { .. } => "string enum",
        Shape::Union { .. } => "union",
        Shape::Alias(_) => "alias",
    }
}

fn tagging_name(tagging: &Tagging) -> String {
    match tagging {
        Tagging::ByJsonType => "json type".to_owned(),
        Tagging::ByRequiredKeys => "required keys".to_owned(),
        Tagging::Internal {
            property,
            arms,
            absent,
        } => {
            let shared = arms.iter().filter(|arm| arm.cases.len() > 1).count();
            let mut text = format!("{property}: {} values", arms.len());
            if shared > 0 {
                text.push_str(&format!(", {shared} by best fit"));
            }
            if !absent.is_empty() {
                text.push_str(", may be absent");
            }
            text
        }
    }
}

fn reply_name(reply: &Reply, plan: &Plan) -> String {
    match reply {
        Reply::Empty => "()".to_owned(),
        Reply::Json(ty) => type_name(ty, plan),
        Reply::Text(_) => "String".to_owned(),
        Reply::Bytes(_) => "Download".to_owned(),
        Reply::EventStream(event) => format!("EventStream<{}>", type_name(event, plan)),
        Reply::JsonOrStream { json, event, .. } => {
            format!(
                "{} | EventStream<{}>",
                type_name(json, plan),
                type_name(event, plan)
            )
        }
        Reply::BytesOrStream { event, .. } => {
            format!("Download | EventStream<{}>", type_name(event, plan))
        }
    }
}

fn type_name(ty: &TypeRef, plan: &Plan) -> String {
    match ty {
        TypeRef::Def(id) => plan.idents[id.0 as usize].clone(),
        TypeRef::Scalar(Scalar::String | Scalar::Secret) => "String".to_owned(),
        TypeRef::Scalar(Scalar::Binary) => "Upload".to_owned(),
        TypeRef::Scalar(Scalar::Integer) => "i64".to_owned(),
        TypeRef::Scalar(Scalar::WideInteger) => "Number".to_owned(),
        TypeRef::Scalar(Scalar::Number) => "f64".to_owned(),
        TypeRef::Scalar(Scalar::Boolean) => "bool".to_owned(),
        TypeRef::Scalar(Scalar::Null) | TypeRef::Any(_) => "Value".to_owned(),
        TypeRef::List(items) => format!("Vec<{}>", type_name(items, plan)),
        TypeRef::Map(values) => format!("BTreeMap<String, {}>", type_name(values, plan)),
        TypeRef::Nullable(inner) => format!("Option<{}>", type_name(inner, plan)),
    }
}
