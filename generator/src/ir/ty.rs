//! References to types.

/// Names one [`Def`](super::Def) of an [`Api`](super::Api).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefId(pub u32);

/// A type where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeRef {
    /// A type with a shape of its own.
    Def(DefId),
    /// A JSON scalar.
    Scalar(Scalar),
    /// A JSON array whose items have one type.
    List(Box<TypeRef>),
    /// A JSON object whose members have one type.
    Map(Box<TypeRef>),
    /// The type or `null`.
    Nullable(Box<TypeRef>),
    /// Any JSON, and why nothing better is known.
    Any(AnyReason),
}

/// A JSON scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// A string.
    String,
    /// A string that is a secret (`format: password`): never shown.
    Secret,
    /// Bytes: a file part of a form, or a binary body.
    Binary,
    /// An integer of 64 bits.
    Integer,
    /// An integer whose limits exceed 64 bits.
    WideInteger,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Nothing but `null`.
    Null,
}

/// Why a place has no type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnyReason {
    /// The schema says nothing about its values (`{}`, `true`, or `type: object` without members).
    Free,
    /// An array whose `items` are not described.
    FreeItems,
    /// The schema admits no value, or its parts contradict one another.
    Unsatisfiable,
    /// A list or a map of nothing but itself.
    Endless,
    /// The document names a kind of value that the generator has no type for.
    Unsupported,
}

impl AnyReason {
    /// The reason in words, as `inspect` and the snapshots show it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "the document leaves it free",
            Self::FreeItems => "the document does not describe the items",
            Self::Unsatisfiable => "no value can satisfy the schema",
            Self::Endless => "a list or a map of nothing but itself",
            Self::Unsupported => "a schema the generator has no type for",
        }
    }
}

impl TypeRef {
    /// The type or `null`; a type that is nullable already stays as it is.
    pub fn nullable(self) -> Self {
        match self {
            already @ (Self::Nullable(_) | Self::Any(_) | Self::Scalar(Scalar::Null)) => already,
            plain => Self::Nullable(Box::new(plain)),
        }
    }

    /// The type without `null`.
    pub fn without_null(&self) -> &Self {
        match self {
            Self::Nullable(inner) => inner,
            plain => plain,
        }
    }
}
