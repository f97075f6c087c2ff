//! Reads annotations as types.
//!
//! Input: an annotation and the module it is in. Output: a [`Type`]. An annotation that cannot be read
//! becomes [`Type::Any`], and is reported as a problem.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::package::{Definition, Package};
use crate::python::{Expr, Scalar};

/// A class or alias: its module and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    /// The path of the module.
    pub module: String,
    /// The name.
    pub name: String,
}

/// A type of a value in JSON or a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A string.
    String,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
    /// `null`
    Null,
    /// Anything.
    Any,
    /// Bytes of a file.
    Binary,
    /// A date with time, as a string.
    DateTime,
    /// One of several constants.
    Literal(Vec<Scalar>),
    /// A list.
    List(Box<Type>),
    /// An object whose keys are data.
    Map(Box<Type>),
    /// One of several types, with the property that discriminates them, if it is declared.
    Union(Vec<Type>, Option<String>),
    /// A class or alias.
    Named(Id),
}

/// The problems that occurred, each once.
#[derive(Debug, Default)]
pub struct Problems(RefCell<BTreeSet<String>>);

impl Problems {
    /// Records a problem in a file.
    pub fn report(&self, file: &str, message: &str) {
        self.0.borrow_mut().insert(format!("{file}: {message}"));
    }

    /// All problems, sorted.
    pub fn all(&self) -> Vec<String> {
        self.0.borrow().iter().cloned().collect()
    }
}

/// Reads types of one package.
#[derive(Debug)]
pub struct Types<'a> {
    /// The package.
    pub package: &'a Package,
    /// The problems that occurred.
    pub problems: Problems,
}

impl<'a> Types<'a> {
    /// Creates a reader of a package.
    pub fn new(package: &'a Package) -> Self {
        Self {
            package,
            problems: Problems::default(),
        }
    }

    /// Reads an annotation in a module.
    pub fn read(&self, module: &str, annotation: &Expr) -> Type {
        match annotation {
            Expr::None => Type::Null,
            Expr::Scalar(Scalar::String(text)) => self.read(module, &Expr::Name(text.clone())),
            Expr::Name(name) => builtin(name).unwrap_or_else(|| self.named(module, annotation)),
            Expr::Attribute(_, name) => {
                let special = builtin(name).filter(|_| name == "datetime");
                special.unwrap_or_else(|| self.named(module, annotation))
            }
            Expr::Or(one, two) => union(vec![self.read(module, one), self.read(module, two)], None),
            Expr::Subscript(generic, arguments) => self.generic(module, generic, arguments),
            other => self.unreadable(module, other),
        }
    }

    /// The definition that a name or dotted name refers to.
    pub fn definition(&self, module: &str, name: &Expr) -> Option<Definition<'a>> {
        match name {
            Expr::Name(name) => self.package.resolve(module, name),
            Expr::Attribute(object, name) => match self.definition(module, object)? {
                Definition::Module(inner) => self.package.resolve(inner, name),
                _ => None,
            },
            _ => None,
        }
    }

    /// The target of an alias, or `None` for a class.
    pub fn alias(&self, id: &Id) -> Option<Type> {
        match self.package.resolve(&id.module, &id.name)? {
            Definition::Value(module, _, value) if !is_typed_dict(value) => {
                Some(self.read(module, value))
            }
            _ => None,
        }
    }

    /// Whether an alias is a union of alternatives, rather than of one class with and without a stream.
    pub fn is_union(&self, id: &Id) -> bool {
        let streams = |ty: &Type| matches!(ty, Type::Named(id) if id.name.ends_with("Streaming"));
        match self.alias(id) {
            Some(Type::Union(types, _)) => !types.iter().any(streams),
            _ => false,
        }
    }

    fn named(&self, module: &str, name: &Expr) -> Type {
        match self.definition(module, name) {
            Some(Definition::Class(module, class)) => Type::Named(id(module, &class.name)),
            // An alias of a name is read as that name.
            Some(Definition::Value(module, _, value @ (Expr::Name(_) | Expr::Attribute(..)))) => {
                self.read(module, value)
            }
            Some(Definition::Value(module, name, _)) => Type::Named(id(module, name)),
            _ => match name.last_name().and_then(builtin) {
                Some(known) => known,
                None => self.unreadable(module, name),
            },
        }
    }

    fn generic(&self, module: &str, generic: &Expr, arguments: &[Expr]) -> Type {
        let first = || match arguments.first() {
            Some(argument) => self.read(module, argument),
            None => Type::Any,
        };
        match generic.last_name().unwrap_or_default() {
            "Optional" => union(vec![first(), Type::Null], None),
            "Union" => {
                let types = arguments.iter().map(|it| self.read(module, it));
                union(types.collect(), None)
            }
            "List" | "Iterable" | "SequenceNotStr" | "Sequence" | "list" | "Set" => {
                Type::List(Box::new(first()))
            }
            "Dict" | "dict" | "Mapping" => {
                let value = arguments.get(1).map(|it| self.read(module, it));
                Type::Map(Box::new(value.unwrap_or(Type::Any)))
            }
            "Literal" => Type::Literal(arguments.iter().filter_map(constant).collect()),
            "Required" | "NotRequired" | "ClassVar" => first(),
            "Annotated" => {
                let tag = arguments
                    .iter()
                    .skip(1)
                    .find_map(|it| it.keyword("discriminator"));
                match (first(), tag.and_then(Expr::as_str)) {
                    (Type::Union(types, _), Some(tag)) => Type::Union(types, Some(tag.to_owned())),
                    (ty, _) => ty,
                }
            }
            _ => self.unreadable(module, generic),
        }
    }

    fn unreadable(&self, module: &str, what: &Expr) -> Type {
        let file = self.package.file(module);
        self.problems
            .report(&file, &format!("cannot read the type {}", shown(what)));
        Type::Any
    }
}

/// Creates a union of types. Nested unions without a discriminator are flattened.
pub fn union(types: Vec<Type>, discriminator: Option<String>) -> Type {
    let mut flat: Vec<Type> = Vec::new();
    let mut tag = discriminator;
    for ty in types {
        match ty {
            Type::Union(inner, inner_tag) => {
                tag = tag.or(inner_tag);
                for ty in inner {
                    push(&mut flat, ty);
                }
            }
            ty => push(&mut flat, ty),
        }
    }
    match flat.len() {
        1 => flat.remove(0),
        _ => Type::Union(flat, tag),
    }
}

/// Adds a type. Constants are added to the existing constants.
fn push(flat: &mut Vec<Type>, ty: Type) {
    if let Type::Literal(more) = &ty
        && let Some(Type::Literal(values)) =
            flat.iter_mut().find(|it| matches!(it, Type::Literal(_)))
    {
        for value in more {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
    } else if !flat.contains(&ty) {
        flat.push(ty);
    }
}

/// Whether an assigned value is a class in the functional form `TypedDict("Name", {…})`.
pub fn is_typed_dict(value: &Expr) -> bool {
    matches!(value, Expr::Call(function, ..) if function.last_name() == Some("TypedDict"))
}

fn id(module: &str, name: &str) -> Id {
    Id {
        module: module.to_owned(),
        name: name.to_owned(),
    }
}

fn constant(argument: &Expr) -> Option<Scalar> {
    match argument {
        Expr::Scalar(scalar) => Some(scalar.clone()),
        _ => None,
    }
}

fn builtin(name: &str) -> Option<Type> {
    Some(match name {
        "str" | "StrictStr" => Type::String,
        "int" | "StrictInt" => Type::Integer,
        "float" | "StrictFloat" => Type::Number,
        "bool" | "StrictBool" => Type::Boolean,
        "None" | "NoneType" | "Omit" | "NotGiven" => Type::Null,
        "object" | "Any" | "Body" => Type::Any,
        "bytes" | "FileTypes" | "Base64FileInput" | "FileContent" => Type::Binary,
        "datetime" => Type::DateTime,
        "dict" => Type::Map(Box::new(Type::Any)),
        "list" => Type::List(Box::new(Type::Any)),
        _ => return None,
    })
}

fn shown(what: &Expr) -> String {
    match what {
        Expr::Name(name) => format!("`{name}`"),
        Expr::Attribute(object, name) => format!("`{}.{name}`", shown(object).trim_matches('`')),
        Expr::Other(kind) => format!("({kind})"),
        other => format!("{other:?}").chars().take(80).collect(),
    }
}
