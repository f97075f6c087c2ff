//! Arguments that set a value: the types that they accept.

use super::RustType;

/// What an argument of a constructor or a setter accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentType {
    /// The value.
    Value(Accepted),
    /// An iterator over the items of a list.
    List(Accepted),
    /// An iterator over the entries of a map. The type is that of a value in the map.
    Map(Accepted),
    /// JSON for an object without declared properties.
    Json,
}

/// The accepted type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The type of the value.
    pub ty: RustType,
    /// Whether everything that converts into the type is accepted.
    pub converts: bool,
}

/// How a plain value in a path, a header or a cookie is passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlainValue {
    /// As a string.
    String,
    /// As everything that converts into this type, formatted with `Display`.
    Formatted(RustType),
    /// As a value of this type, formatted with `Display`.
    Display(RustType),
}
