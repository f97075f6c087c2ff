//! Definitions: types that the generated crate declares.

use super::{Branch, BranchKind, Docs, SchemaPath, Tagging, TypeRef};
use crate::source::Origin;

/// A component schema, or an inline record, string enum or union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Def {
    /// Its path in the document.
    pub path: SchemaPath,
    /// The location in the source.
    pub origin: Origin,
    /// Its shape.
    pub shape: Shape,
    /// Whether the schema itself accepts `null`. Each use of such a type is [`TypeRef::Nullable`] as well.
    pub nullable: bool,
    /// Whether another definition replaces it. A replaced definition is not used and has no Rust type.
    pub replaced: bool,
    /// Documentation.
    pub docs: Docs,
}

/// The shape of a definition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A JSON object with declared properties.
    Record {
        /// The declared properties, in document order.
        fields: Vec<Field>,
        /// The type of undeclared properties.
        rest: Rest,
    },
    /// A string with known values.
    StringEnum {
        /// The known values.
        values: Vec<EnumValue>,
        /// Whether the document allows other values.
        open: bool,
    },
    /// An integer with known values.
    IntegerEnum {
        /// The known values. There is at least one.
        values: Vec<IntegerValue>,
    },
    /// One of several types.
    Union {
        /// The types.
        branches: Vec<Branch>,
        /// How objects are discriminated.
        tagging: Tagging,
    },
    /// Another name for a type.
    Alias(TypeRef),
}

impl Shape {
    /// Returns the types that the shape refers to.
    pub fn types(&self) -> Vec<&TypeRef> {
        match self {
            Self::Record { fields, rest } => {
                let fields = fields.iter().filter_map(|field| match &field.kind {
                    FieldKind::Value(ty) => Some(ty),
                    FieldKind::Constant(_) => None,
                });
                let rest = match rest {
                    Rest::Typed(ty) => Some(ty),
                    Rest::Kept => None,
                };
                fields.chain(rest).collect()
            }
            Self::Union { branches, .. } => {
                let types = branches.iter().filter_map(|branch| match &branch.kind {
                    BranchKind::Type(ty) => Some(ty),
                    BranchKind::Literal(_) => None,
                });
                types.collect()
            }
            Self::Alias(ty) => vec![ty],
            Self::StringEnum { .. } | Self::IntegerEnum { .. } => Vec::new(),
        }
    }

    /// Returns mutable references to the types that the shape refers to.
    pub fn types_mut(&mut self) -> Vec<&mut TypeRef> {
        match self {
            Self::Record { fields, rest } => {
                let fields = fields.iter_mut().filter_map(|field| match &mut field.kind {
                    FieldKind::Value(ty) => Some(ty),
                    FieldKind::Constant(_) => None,
                });
                let rest = match rest {
                    Rest::Typed(ty) => Some(ty),
                    Rest::Kept => None,
                };
                fields.chain(rest).collect()
            }
            Self::Union { branches, .. } => {
                let types = branches
                    .iter_mut()
                    .filter_map(|branch| match &mut branch.kind {
                        BranchKind::Type(ty) => Some(ty),
                        BranchKind::Literal(_) => None,
                    });
                types.collect()
            }
            Self::Alias(ty) => vec![ty],
            Self::StringEnum { .. } | Self::IntegerEnum { .. } => Vec::new(),
        }
    }
}

/// A declared property of a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// Its name in JSON.
    pub wire: String,
    /// Its value.
    pub kind: FieldKind,
    /// Other accepted names of the constant (`x-aliases`).
    pub aliases: Vec<String>,
    /// Whether the property is required.
    pub presence: Presence,
    /// In which direction it is sent.
    pub access: Access,
    /// The location in the source.
    pub origin: Origin,
    /// Documentation.
    pub docs: Docs,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// A value of a type.
    Value(TypeRef),
    /// Always this string: a required enum with one value.
    Constant(String),
}

/// Whether a property is required. Whether it accepts `null` is part of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Presence {
    Required,
    Optional,
}

/// The direction in which a property is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Access {
    /// In requests and in responses.
    #[default]
    ReadWrite,
    /// Only in responses (`readOnly`).
    ReadOnly,
    /// Only in requests (`writeOnly`).
    WriteOnly,
}

impl Access {
    /// Returns the combined access of two schemas that apply to the same property. `readOnly` and `writeOnly` cancel
    /// out.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (one, other) if one == other => one,
            (Self::ReadWrite, limited) | (limited, Self::ReadWrite) => limited,
            _ => Self::ReadWrite,
        }
    }
}

/// Undeclared properties of a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rest {
    /// Not described, or of any type: kept as raw JSON.
    Kept,
    /// Described by `additionalProperties`, all of one type.
    Typed(TypeRef),
}

/// A value of a string enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// The string.
    pub wire: String,
    /// A sentence about it.
    pub prose: Option<String>,
}

/// A value of an integer enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IntegerValue {
    /// The number.
    pub number: i64,
    /// Its name in the document (`x-enum-varnames`).
    pub name: Option<String>,
    /// A sentence about it.
    pub prose: Option<String>,
}
