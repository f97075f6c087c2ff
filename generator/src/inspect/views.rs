//! The data of an inspection. The names of the fields are the keys of `inspect --json`.

use serde::Serialize;

/// The result of an inspection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// Operations, in document order.
    pub operations: Vec<OperationView>,
    /// Component schemas, in document order.
    pub schemas: Vec<SchemaView>,
    /// Webhooks, in document order.
    pub webhooks: Vec<WebhookView>,
    /// WebSocket channels, in document order.
    pub channels: Vec<ChannelView>,
    /// Unions, in document order.
    pub unions: Vec<UnionView>,
    /// Items without a sentence of documentation. Part of the JSON only if requested.
    #[serde(skip)]
    pub undocumented: Vec<UndocumentedView>,
}

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct OperationView {
    pub operation_id: String,
    pub method: String,
    pub path: String,
    /// The method call: `client.chat().completions().create`.
    pub rust: String,
    /// The type of the request body, if there is one.
    pub request: Option<String>,
    /// The type of the response.
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
    /// Untyped values in the schema.
    pub untyped: Vec<UntypedView>,
}

/// An untyped value in a schema.
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

/// An item without a sentence of documentation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UndocumentedView {
    /// The kind of item: `operation`, `parameter`, `channel`, `schema`, `property`, `value` or `variant`.
    pub item: &'static str,
    /// The operation, channel or schema, as documentation files name it.
    pub owner: String,
    /// The name of the parameter, property, value or variant; empty for the owner itself.
    pub name: String,
    /// The type, or the values of an enum.
    pub ty: String,
}
