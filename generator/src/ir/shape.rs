//! Types with a shape of their own.

use super::{Docs, Place, TypeRef};
use crate::source::Origin;

/// A type: a component schema, or an inline record, enum or union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Def {
    /// Where it stands.
    pub place: Place,
    /// Where it was written.
    pub origin: Origin,
    /// What it is.
    pub shape: Shape,
    /// Whether the schema itself also admits `null`.
    pub nullable: bool,
    /// What is known for its documentation.
    pub docs: Docs,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A JSON object with declared members.
    Record {
        /// The declared members, in document order.
        fields: Vec<Field>,
        /// What other members may be.
        rest: Rest,
    },
    /// A string out of a list; others are kept.
    StringEnum {
        /// The list.
        values: Vec<EnumValue>,
        /// Whether the document says that other strings occur.
        open: bool,
    },
    /// One of several types.
    Union {
        /// The types.
        cases: Vec<Case>,
        /// How objects among them are told apart.
        tagging: Tagging,
    },
    /// Another name of a type.
    Alias(TypeRef),
}

/// A declared member of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in JSON.
    pub wire: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Other names of the constant that it holds (`x-aliases`).
    pub aliases: Vec<String>,
    /// Whether it must be there.
    pub presence: Presence,
    /// Whether only the server sets it, or only the client.
    pub read_only: bool,
    /// Where it was written.
    pub origin: Origin,
    /// What is known for its documentation.
    pub docs: Docs,
}

/// What a member holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A value of a type.
    Value(TypeRef),
    /// Always this string: a required one-value enum.
    Constant(String),
}

/// Whether a member must be there; `null` is another matter and stands in the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// It must.
    Required,
    /// It may be left out.
    Optional,
}

/// Members of a record that it does not declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Not foreseen, or of any kind: kept as they come.
    Kept,
    /// Foreseen, with one type.
    Typed(TypeRef),
}

/// A value of a string enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The string.
    pub wire: String,
}

/// A case of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What names it: tag value, component name, title or JSON type.
    pub name: String,
    /// What it holds.
    pub kind: CaseKind,
    /// Where it was written.
    pub origin: Origin,
}

/// What a case of a union holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseKind {
    /// A value of a type.
    Type(TypeRef),
    /// Exactly this string.
    Literal(String),
}

/// How the objects among the cases of a union are told apart. Other JSON types speak for themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tagging {
    /// At most one case is an object.
    ByJsonType,
    /// A member of the object says which case it is.
    Internal {
        /// The member.
        property: String,
        /// Which values mean which cases.
        arms: Vec<TagArm>,
        /// The cases an object without the member may be.
        absent: Vec<usize>,
    },
    /// By which required members are there, and by what fits best.
    ByRequiredKeys,
}

/// A tag value and the cases it may mean: one as a rule; with several, what fits best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagArm {
    /// The value.
    pub value: String,
    /// Whether it is another name (`x-aliases`) of what these cases are called.
    pub alias: bool,
    /// Indexes of cases.
    pub cases: Vec<usize>,
}
