//! The subset of Python syntax that declarations need.

use std::fmt;

/// A source file.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// `from x import y as z`, by the local name.
    pub imports: Vec<Import>,
    /// Classes at the top level.
    pub classes: Vec<Class>,
    /// Assignments at the top level, annotated or not.
    pub assignments: Vec<Assignment>,
    /// The line numbers of syntax errors.
    pub errors: Vec<usize>,
}

/// One imported name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// How many dots precede the module.
    pub level: usize,
    /// The module, with dots; empty for `from . import x`.
    pub module: String,
    /// The imported name.
    pub name: String,
    /// The name in this file.
    pub local: String,
}

/// A class.
#[derive(Clone, Debug, Default)]
pub struct Class {
    /// Its name.
    pub name: String,
    /// Base classes.
    pub bases: Vec<Expr>,
    /// Keyword arguments after the bases (`total=False`).
    pub keywords: Vec<(String, Expr)>,
    /// Annotated attributes.
    pub fields: Vec<Field>,
    /// Methods.
    pub methods: Vec<Function>,
    /// The line it begins at.
    pub line: usize,
}

/// An annotated attribute of a class.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its annotation.
    pub annotation: Expr,
    /// Its default.
    pub default: Option<Expr>,
}

/// A function or method.
#[derive(Clone, Debug, Default)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Decorators.
    pub decorators: Vec<Expr>,
    /// Parameters in order.
    pub parameters: Vec<Parameter>,
    /// The return annotation.
    pub returns: Option<Expr>,
    /// Assignments in the body, in order, including those in nested blocks.
    pub assignments: Vec<(String, Expr)>,
    /// The operands of `return` statements.
    pub returned: Vec<Expr>,
    /// The line it begins at.
    pub line: usize,
}

/// A parameter of a function.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its annotation.
    pub annotation: Option<Expr>,
    /// Its default.
    pub default: Option<Expr>,
}

/// An assignment at the top level.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The name.
    pub name: String,
    /// The value.
    pub value: Expr,
}

/// A constant in an annotation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scalar {
    /// A string.
    String(String),
    /// A number as written.
    Number(String),
    /// A boolean.
    Bool(bool),
}

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A name.
    Name(String),
    /// `object.attribute`
    Attribute(Box<Expr>, String),
    /// `object[arguments]`
    Subscript(Box<Expr>, Vec<Expr>),
    /// `function(arguments, keyword=…)`
    Call(Box<Expr>, Vec<Expr>, Vec<(String, Expr)>),
    /// A constant.
    Scalar(Scalar),
    /// `None`
    None,
    /// A list or tuple.
    List(Vec<Expr>),
    /// A dictionary; an entry without a key is `**value`.
    Dict(Vec<(Option<Expr>, Expr)>),
    /// `one | two`
    Or(Box<Expr>, Box<Expr>),
    /// `one if condition else two`
    Choice(Box<Expr>, Box<Expr>),
    /// Anything else, with the parser's name for the kind of node.
    Other(String),
}

impl Expr {
    /// The name, or the last part of a dotted name.
    pub fn last_name(&self) -> Option<&str> {
        match self {
            Expr::Name(name) | Expr::Attribute(_, name) => Some(name),
            _ => None,
        }
    }

    /// A string constant.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Expr::Scalar(Scalar::String(text)) => Some(text),
            _ => None,
        }
    }

    /// The value of a keyword argument of a call.
    pub fn keyword(&self, name: &str) -> Option<&Expr> {
        match self {
            Expr::Call(_, _, keywords) => keyword(keywords, name),
            _ => None,
        }
    }

    /// All calls in this expression, outer ones first.
    pub fn calls(&self) -> Vec<&Expr> {
        let mut found = Vec::new();
        self.collect_calls(&mut found);
        found
    }

    fn collect_calls<'a>(&'a self, found: &mut Vec<&'a Expr>) {
        match self {
            Expr::Call(function, arguments, keywords) => {
                found.push(self);
                function.collect_calls(found);
                arguments.iter().for_each(|it| it.collect_calls(found));
                keywords.iter().for_each(|(_, it)| it.collect_calls(found));
            }
            Expr::Attribute(object, _) => object.collect_calls(found),
            Expr::Subscript(object, arguments) => {
                object.collect_calls(found);
                arguments.iter().for_each(|it| it.collect_calls(found));
            }
            Expr::List(items) => items.iter().for_each(|it| it.collect_calls(found)),
            Expr::Dict(entries) => entries.iter().for_each(|(_, it)| it.collect_calls(found)),
            Expr::Or(one, two) | Expr::Choice(one, two) => {
                one.collect_calls(found);
                two.collect_calls(found);
            }
            _ => {}
        }
    }
}

/// The value of a keyword.
pub fn keyword<'a>(keywords: &'a [(String, Expr)], name: &str) -> Option<&'a Expr> {
    keywords
        .iter()
        .find_map(|(key, value)| (key == name).then_some(value))
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scalar::String(text) | Scalar::Number(text) => f.write_str(text),
            Scalar::Bool(value) => write!(f, "{value}"),
        }
    }
}
