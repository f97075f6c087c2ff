//! Parameters.

use super::{Docs, TypeRef};
use crate::source::Origin;

/// A parameter of an operation or channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name on the wire.
    pub wire: String,
    /// Where it is sent.
    pub location: ParameterLocation,
    /// Its type.
    pub ty: TypeRef,
    /// Whether it must be sent.
    pub required: bool,
    /// How its value is serialized.
    pub style: ParameterStyle,
    /// The location in the source.
    pub origin: Origin,
    /// Documentation.
    pub docs: Docs,
}

/// Where a parameter is sent (`in`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum ParameterLocation {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a value is serialized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParameterStyle {
    /// The style.
    pub kind: StyleKind,
    /// Whether each item or property is written separately.
    pub explode: bool,
    /// Whether reserved characters are left unencoded.
    pub allow_reserved: bool,
}

impl ParameterStyle {
    /// The default of query parameters.
    pub const FORM: Self = Self {
        kind: StyleKind::Form,
        explode: true,
        allow_reserved: false,
    };
    /// The default of path and header parameters.
    pub const SIMPLE: Self = Self {
        kind: StyleKind::Simple,
        explode: false,
        allow_reserved: false,
    };
}

/// The `style` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StyleKind {
    /// `a=1,2`, or `a=1&a=2` if exploded.
    Form,
    /// `a=1%202`
    SpaceDelimited,
    /// `a=1%7C2`
    PipeDelimited,
    /// `a[]=1&a[]=2`, and `a[b]=1` (`x-query-arrays: brackets`).
    Brackets,
    /// `a[b]=1`
    DeepObject,
    /// `1,2`
    Simple,
    /// `.1,2`, or `.1.2` if exploded.
    Label,
    /// `;a=1,2`, or `;a=1;a=2` if exploded.
    Matrix,
    /// Serialized as JSON (`content` of a JSON media type).
    Json,
    /// `a=1; a=2` in a cookie, without percent-encoding.
    Cookie,
    /// The complete query.
    QueryString,
    /// The complete query, as JSON.
    JsonQueryString,
}
