//! The meaning of a document as plain data: no JSON, no `openapiv3`, no Rust names, no tokens.
//!
//! Input: none. Output: [`Api`], built by `lower` and read by `plan`. Analyses are side tables of the passes that need
//! them, never fields that are filled in later.

mod any_reason;
mod body;
mod channel;
mod constructor;
mod def;
mod defs;
mod docs;
mod example;
mod json_kinds;
mod lookup;
mod operation;
mod parameter;
mod response;
mod schema_path;
mod security;
mod server;
mod type_ref;
mod union;

use std::collections::{BTreeMap, BTreeSet};

pub use any_reason::AnyReason;
pub use body::{Body, BodyContent, BodyFormat, PartEncoding};
pub use channel::Channel;
pub use constructor::{Constructor, Constructors, FieldPath, Preset, PresetValue};
pub use def::{Access, Def, EnumValue, Field, FieldKind, IntegerValue, Presence, Rest, Shape};
pub use defs::Defs;
pub use docs::{Docs, Fact, GroupDocs, GroupReference, is_blank};
pub use example::{ExampleNote, ExampleNotes};
pub use json_kinds::JsonKinds;
pub use lookup::FlatBranch;
pub use operation::{Method, Operation, Webhook};
pub use parameter::{Parameter, ParameterLocation, ParameterStyle, StyleKind};
pub use response::{Response, StatusResponse, Statuses, StreamSwitch};
pub use schema_path::{PathSegment, SchemaPath, SchemaRoot};
pub use security::{SecurityKind, SecurityRequirement, SecurityScheme};
pub use server::{Server, ServerVariable};
pub use type_ref::{DefId, Scalar, TypeRef};
pub use union::{Branch, BranchKind, TagArm, Tagging};

/// Everything the document describes, with all references resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Api {
    /// `info.title`
    pub title: String,
    /// `info.version`
    pub version: String,
    /// `servers`, in order.
    pub servers: Vec<Server>,
    /// Whether lists and objects in a query have brackets by default (`x-query-arrays: brackets`).
    pub query_brackets: bool,
    /// All security schemes, in document order.
    pub security_schemes: Vec<SecurityScheme>,
    /// The security requirements of operations that declare none themselves.
    pub security: Vec<SecurityRequirement>,
    /// All types: component schemas in document order, then inline types.
    pub defs: Defs,
    /// All operations under `paths`, in document order.
    pub operations: Vec<Operation>,
    /// All webhooks, in document order.
    pub webhooks: Vec<Webhook>,
    /// A union of the payloads of all webhooks.
    pub webhook_event: Option<TypeRef>,
    /// WebSocket channels declared by `x-channels`.
    pub channels: Vec<Channel>,
    /// Constructors of unions declared by `x-constructors`.
    pub constructors: Vec<Constructors>,
    /// The records that require one of several lists of properties, by the pointers of their schemas.
    pub alternatives: BTreeMap<String, Vec<Vec<String>>>,
    /// The formats of strings, apart from lists of values and branches of unions.
    pub string_formats: BTreeSet<String>,
    /// Sentences about groups of operations, from documentation files.
    pub groups: Vec<GroupDocs>,
    /// Pages of an API reference about groups of operations, from documentation files.
    pub references: Vec<GroupReference>,
    /// The contents of examples, from documentation files.
    pub examples: ExampleNotes,
}

impl Api {
    /// Returns the definition with an id of this document.
    pub fn def(&self, id: DefId) -> &Def {
        &self.defs[id]
    }

    /// Iterates over all definitions with their ids.
    pub fn defs(&self) -> impl Iterator<Item = (DefId, &Def)> {
        self.defs.with_ids()
    }
}
