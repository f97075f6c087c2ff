//! Rust types in Markdown, with links to the types of the crate.

use crate::plan::RustType;

/// A link to a type of the crate, in the documentation of another type.
pub(super) fn to_type(name: &str) -> String {
    format!("[`{name}`](super::{name})")
}

/// A type as a noun, in the documentation of operations: a link, a name or "list of …".
pub(super) fn noun(ty: &RustType) -> String {
    let plain = match ty {
        RustType::Named { name, .. } => return format!("[`{name}`](types::{name})"),
        RustType::Option(inner) | RustType::Box(inner) => return noun(inner),
        RustType::Vec(item) => return format!("list of {}", noun(item)),
        RustType::Map(value) => return format!("map of {}", noun(value)),
        RustType::String => "String",
        RustType::I64 => "i64",
        RustType::F64 => "f64",
        RustType::Bool => "bool",
        RustType::Number => "Number",
        RustType::Value => "Value",
        RustType::Upload => "Upload",
        RustType::Formatted(format) => format.path,
    };
    format!("`{plain}`")
}

/// A type as the object of a sentence: a list and a map have an article.
pub(super) fn object(ty: &RustType) -> String {
    match ty {
        RustType::Option(inner) | RustType::Box(inner) => object(inner),
        RustType::Vec(_) | RustType::Map(_) => format!("a {}", noun(ty)),
        _ => noun(ty),
    }
}
