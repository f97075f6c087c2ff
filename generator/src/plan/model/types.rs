//! Modules of types, and the kinds of types.

use super::{FeatureGate, Page, Record, RustType, Union};
use crate::ir::ParameterStyle;

/// A file of types: a component schema or the types of one operation, with their inline types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeModule {
    /// The name of the module.
    pub name: String,
    /// Whether it imports the codec.
    pub imports_codec: bool,
    /// The features of the operations that use its types, sorted.
    pub features: Vec<String>,
    /// The gate that compiles it.
    pub gate: FeatureGate,
    /// Its types. Named types precede their inline types.
    pub types: Vec<Type>,
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// Its name.
    pub ident: String,
    /// Its documentation.
    pub doc: Vec<String>,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// How it is sent as a multipart form, if it is. An alias has the implementation of its target.
    pub form: Option<Form>,
    /// The pagination of its list, if it is a page.
    pub page: Option<Page>,
    /// Whether it is an enum of strings or integers that does not accept other values.
    pub closed: bool,
    /// The additional traits that it derives.
    pub derives: Vec<String>,
    /// Its kind.
    pub kind: TypeKind,
}

/// The kind of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// A struct.
    Record(Record),
    /// An enum of strings.
    StringEnum(Vec<EnumValue>),
    /// An enum of integers.
    IntegerEnum(Vec<EnumValue>),
    /// An enum of types.
    Union(Union),
    /// A type alias.
    Alias(RustType),
}

/// A value of an enum of strings or integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The name of its variant.
    pub ident: String,
    /// The string, or the digits of the integer.
    pub wire: String,
    /// The integer. `None` for a string.
    pub number: Option<i64>,
    /// Documentation.
    pub doc: Vec<String>,
}

/// A multipart form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The parts that have a media type, a style or headers.
    pub parts: Vec<FormPart>,
}

/// A part of a form that has a media type, a style or headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPart {
    /// The name of its property.
    pub name: String,
    /// Its media type, if it is declared.
    pub media_type: Option<String>,
    /// Its style, if it is declared.
    pub style: Option<ParameterStyle>,
    /// Its headers, as name and value.
    pub headers: Vec<(String, String)>,
}

/// A component schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Its name in the document.
    pub name: String,
    /// The name of its type.
    pub ident: String,
    /// Whether the schema accepts `null`.
    pub nullable: bool,
}
