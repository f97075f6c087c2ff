//! What the document means, in plain data: no JSON, no `openapiv3`, no Rust name, no token.
//!
//! In: nothing. Out: [`Api`], made by `lower`, read by `plan`. Analyses are side tables of those who need them,
//! never fields filled in later.

mod channel;
mod constructor;
mod docs;
mod operation;
mod place;
mod shape;
mod ty;

pub use channel::Channel;
pub use constructor::{Constructor, Constructors, Given};
pub use docs::{Docs, Fact};
pub use operation::{
    Body, Location, Method, Operation, Param, ParamStyle, Reply, Switch, SwitchPlace, Webhook,
};
pub use place::{Place, Root, Step};
pub use shape::{
    Case, CaseKind, Def, EnumValue, Field, FieldKind, Presence, Rest, Shape, TagArm, Tagging,
};
pub use ty::{AnyReason, DefId, Scalar, TypeRef};

/// Everything the document says, resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Api {
    /// `info.title`
    pub title: String,
    /// `info.version`
    pub version: String,
    /// URLs of `servers`, in order.
    pub servers: Vec<String>,
    /// Security schemes that are a bearer token or a header key.
    pub security_schemes: Vec<SecurityScheme>,
    /// All types: component schemas in document order, each followed by the inline types inside it.
    pub defs: Vec<Def>,
    /// All operations under `paths`, in document order.
    pub operations: Vec<Operation>,
    /// All webhooks, in document order.
    pub webhooks: Vec<Webhook>,
    /// What any webhook carries: a union of all their payloads.
    pub webhook_event: Option<TypeRef>,
    /// WebSocket channels declared by `x-channels`.
    pub channels: Vec<Channel>,
    /// Constructors of unions, declared by `x-constructors`.
    pub constructors: Vec<Constructors>,
}

/// A credential that operations may ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its key under `components.securitySchemes`.
    pub name: String,
    /// How it is sent.
    pub kind: SecurityKind,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    /// `Authorization: Bearer …`
    Bearer,
    /// `Authorization: Basic …`
    Basic,
    /// The key alone in a header of this name.
    Header(String),
    /// The key in a query parameter of this name.
    Query(String),
    /// Something this generator does not send by itself (OAuth flows, OpenID, cookies): a bearer token once obtained.
    Other,
}

impl Api {
    /// The type behind an id of this document.
    pub fn def(&self, id: DefId) -> &Def {
        &self.defs[id.0 as usize]
    }

    /// All types with their ids.
    pub fn defs(&self) -> impl Iterator<Item = (DefId, &Def)> {
        self.defs
            .iter()
            .enumerate()
            .map(|(index, def)| (DefId(index as u32), def))
    }
}
