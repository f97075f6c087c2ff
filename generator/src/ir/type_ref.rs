//! References to types.

use super::AnyReason;

/// The id of a [`Def`](super::Def) within its [`Api`](super::Api).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefId(pub u32);

impl DefId {
    /// Returns the id of the definition at an index.
    pub fn from_index(index: usize) -> Self {
        Self(index as u32)
    }

    /// Returns the index of the definition, for tables with one entry per definition.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeRef {
    /// A type with a definition.
    Def(DefId),
    /// A JSON scalar.
    Scalar(Scalar),
    /// A JSON array whose items have one type.
    List(Box<TypeRef>),
    /// A JSON object whose values have one type.
    Map(Box<TypeRef>),
    /// The type or `null`.
    Nullable(Box<TypeRef>),
    /// Any JSON, with the reason why the type is not known.
    Any(AnyReason),
}

impl TypeRef {
    /// Returns the definition of the type, of its items or of its values.
    pub fn def(&self) -> Option<DefId> {
        match self {
            Self::Def(id) => Some(*id),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.def(),
            Self::Scalar(_) | Self::Any(_) => None,
        }
    }
}

/// A JSON scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// A string.
    String,
    /// A string that is redacted in debug output (`format: password`).
    Secret,
    /// A string with a format that the configuration gives a type; the index of the format in the configuration.
    Formatted(u16),
    /// Bytes: a file part of a form, or a binary body.
    Binary,
    /// An integer of at most 64 bits.
    Integer,
    /// An integer whose limits exceed 64 bits.
    WideInteger,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Only `null`.
    Null,
}

impl TypeRef {
    /// Returns the type with `null` added, unless it accepts `null` already.
    pub fn nullable(self) -> Self {
        match self {
            already @ (Self::Nullable(_) | Self::Any(_) | Self::Scalar(Scalar::Null)) => already,
            plain => Self::Nullable(Box::new(plain)),
        }
    }

    /// Returns the type without `null`.
    pub fn without_null(&self) -> &Self {
        match self {
            Self::Nullable(inner) => inner,
            plain => plain,
        }
    }
}
