//! Constructors of unions, decided: what each takes, and what it builds of that.

use super::RustType;

/// A constructor of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstructorItem {
    /// Its name.
    pub ident: String,
    /// Its documentation.
    pub doc: Vec<String>,
    /// What it takes.
    pub arguments: Vec<ConstructorArgument>,
    /// What it makes.
    pub build: Build,
    /// The record it gives; otherwise the union.
    pub gives: Option<String>,
}

/// An argument of a constructor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstructorArgument {
    /// Its name.
    pub ident: String,
    /// The member's name on the wire.
    pub wire: String,
    /// Its type.
    pub ty: RustType,
    /// Whether it is a free object, which is taken as any JSON.
    pub is_object: bool,
}

/// A record that a constructor makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Build {
    /// The record.
    pub record: String,
    /// What its `new` is given.
    pub new: Vec<Expression>,
    /// What is set afterwards: name on the wire, the setter's ending, and value.
    pub with: Vec<(String, String, Expression)>,
}

/// A value in a constructor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// An argument, by its index.
    Argument(usize),
    /// A text.
    Text(String),
    /// A record.
    Record(Box<Build>),
    /// Nothing yet: it is set afterwards.
    Nothing,
}

/// The method that adds one item to a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adder {
    /// What its name ends in.
    pub setter: String,
    /// Its argument.
    pub argument: String,
    /// The type of one item.
    pub item: RustType,
}
