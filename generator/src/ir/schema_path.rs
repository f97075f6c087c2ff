//! Paths of schemas in the document, from which the names of types are derived.

use super::Statuses;

/// The path of a schema: a named item of the document, and the segments below that item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaPath {
    /// The named item that contains the schema.
    pub root: SchemaRoot,
    /// The segments below the root; empty for the schema of the root itself.
    pub segments: Vec<PathSegment>,
    /// The JSON Pointer of the schema in the document.
    pub pointer: String,
}

/// An item that the document names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SchemaRoot {
    /// A component schema.
    Component(String),
    /// The request body of an operation, by operation id.
    RequestBody(String),
    /// The form that an operation accepts as an alternative to its JSON body, by operation id.
    Form(String),
    /// The response of an operation, by operation id.
    Response(String),
    /// The response of an operation for some statuses, apart from its main response.
    StatusResponse {
        /// The operation id.
        operation: String,
        /// The statuses.
        statuses: Statuses,
    },
    /// A component response, by name.
    SharedResponse(String),
    /// The events that an operation streams, by operation id.
    Event(String),
    /// A parameter of an operation.
    Parameter {
        /// The operation id.
        operation: String,
        /// The name of the parameter.
        name: String,
    },
    /// The payload of a webhook, by name.
    Webhook(String),
    /// The union of all webhook payloads.
    AllWebhooks,
}

/// A segment of a [`SchemaPath`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathSegment {
    /// A property.
    Property(String),
    /// The items of an array.
    Items,
    /// The values of a map.
    AdditionalProperties,
    /// A branch of a union, by its tag value, title or JSON type.
    Branch(String),
}

impl SchemaPath {
    /// Creates the path of a root with this pointer.
    pub fn new(root: SchemaRoot, pointer: impl Into<String>) -> Self {
        Self {
            root,
            segments: Vec::new(),
            pointer: pointer.into(),
        }
    }

    /// Returns the path of a child. `relative` is its pointer below this schema (`/properties/x`).
    pub fn child(&self, segment: PathSegment, relative: &str) -> Self {
        let mut child = self.subschema(relative);
        child.segments.push(segment);
        child
    }

    /// Returns the path of a subschema without a name, such as `/allOf/0`.
    pub fn subschema(&self, relative: &str) -> Self {
        Self {
            root: self.root.clone(),
            segments: self.segments.clone(),
            pointer: format!("{}{relative}", self.pointer),
        }
    }

    /// Returns whether this is the path of the schema of a parameter, or of one inside it.
    pub fn is_parameter(&self) -> bool {
        matches!(self.root, SchemaRoot::Parameter { .. })
    }

    /// Returns whether the schema is declared where it is used, as part of another schema or as that of a parameter.
    pub fn is_inline(&self) -> bool {
        !self.segments.is_empty() || self.is_parameter()
    }

    /// Returns the name of the component schema if this is the path of one.
    pub fn component(&self) -> Option<&str> {
        match (&self.root, self.segments.as_slice()) {
            (SchemaRoot::Component(name), []) => Some(name),
            _ => None,
        }
    }
}
