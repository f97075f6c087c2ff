//! Unions: enums for JSON that has one of several types.

use super::{Constructor, RustType};

/// An enum of types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Union {
    /// Its variants, in document order. The other fields refer to them by index.
    pub variants: Vec<Variant>,
    /// The property that discriminates objects.
    pub tag: Option<String>,
    /// Whether its values are numbers or booleans.
    pub has_literal_tag: bool,
    /// The variants of objects, by tag.
    pub objects: Vec<ObjectArm>,
    /// The variants of JSON that has no tag.
    pub kinds: Vec<KindRow>,
    /// The types that convert into the union by `From`.
    pub conversions: Vec<Conversion>,
    /// The variant of files, by index. Everything that converts into a file converts into the union.
    pub file: Option<usize>,
    /// How strings convert into the union, if they do.
    pub from_string: Option<FromString>,
    /// Its constructors.
    pub constructors: Vec<Constructor>,
    /// Whether users create it.
    pub built: bool,
    /// The variants with the ID of the request, by index, if it is the outermost value of a response.
    pub responses: Vec<usize>,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its name.
    pub ident: String,
    /// Its content.
    pub payload: Payload,
    /// Its documentation.
    pub doc: Vec<String>,
}

/// The content of a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Nothing: the variant represents this string.
    Literal(String),
    /// A value.
    Type(RustType),
}

/// The variants of objects that have certain tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectArm {
    /// The tags. Empty for objects without a tag.
    pub tags: Vec<String>,
    /// Whether the arm also covers objects without a tag.
    pub untagged: bool,
    /// The variants. The best fit of several is chosen.
    pub variants: Vec<usize>,
}

/// The variants of one kind of JSON. The best fit of several is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindRow {
    /// The kind.
    pub kind: JsonKind,
    /// The variants. Literals are not among those of strings.
    pub variants: Vec<usize>,
}

/// A kind of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// An object without a tag.
    Untagged,
    /// An object with another tag.
    Other,
    /// An array.
    Array,
    /// A string.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`
    Null,
}

/// How strings convert into a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromString {
    /// They are decoded as strings of JSON.
    Variants,
    /// They are the argument of this constructor.
    Constructor(String),
}

/// A type that only one variant contains, directly or in a nested union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The index of the variant.
    pub variant: usize,
    /// The type.
    pub ty: RustType,
}
