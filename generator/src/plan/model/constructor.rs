//! Constructors of unions: what each takes, and the value that it creates.

use super::{ArgumentType, RustType};

/// A constructor of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constructor {
    /// Its name.
    pub ident: String,
    /// Its documentation.
    pub doc: Vec<String>,
    /// Its arguments.
    pub arguments: Vec<ConstructorArgument>,
    /// The value that it creates.
    pub value: RecordValue,
    /// The record that it returns. If `None`, it returns the union.
    pub returns: Option<String>,
}

/// An argument of a constructor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstructorArgument {
    /// Its name.
    pub ident: String,
    /// The name of the property that it sets.
    pub wire: String,
    /// The type of the property.
    pub ty: RustType,
    /// What it accepts.
    pub argument: ArgumentType,
}

/// A record that a constructor creates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordValue {
    /// The name of the record.
    pub record: String,
    /// The function that creates it: `new`, or the constructor for one of several properties of which the record needs
    /// one.
    pub function: String,
    /// The arguments of the function.
    pub arguments: Vec<Expression>,
    /// The properties that are set afterwards.
    pub set: Vec<Assignment>,
}

/// A property that is set after the record has been created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The name of the property.
    pub wire: String,
    /// The name of its setter.
    pub setter: String,
    /// The value.
    pub value: Expression,
}

/// A value in a constructor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// The argument with this name.
    Argument(String),
    /// A string.
    String(String),
    /// A record.
    Record(Box<RecordValue>),
}
