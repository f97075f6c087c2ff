//! Names of modules, which are file names.

use super::case::{snake, words_in_snake_case};
use super::identifier::{is_keyword, with_valid_start};
use super::length::limited;
use crate::ir::SchemaRoot;
use crate::plan::reserved_names::DEVICE_FILES;

/// The name of the module of a type, by the root that the type belongs to.
pub fn module_name(root: &SchemaRoot) -> String {
    file_name(match root {
        SchemaRoot::Component(name) => words_in_snake_case(name),
        SchemaRoot::Parameter { operation: id, .. }
        | SchemaRoot::RequestBody(id)
        | SchemaRoot::Form(id)
        | SchemaRoot::Response(id)
        | SchemaRoot::StatusResponse { operation: id, .. }
        | SchemaRoot::Event(id) => format!("{}_operation", words_in_snake_case(id)),
        SchemaRoot::SharedResponse(name) => format!("{}_response", words_in_snake_case(name)),
        SchemaRoot::Webhook(name) => format!("{}_webhook", words_in_snake_case(name)),
        SchemaRoot::AllWebhooks => "webhook_event".to_owned(),
    })
}

/// The name of a group of operations, from a segment of a path.
pub fn group_name(segment: &str) -> String {
    file_name(snake(segment))
}

/// A name that every file system accepts for a file, and Rust for a module without `r#`.
fn file_name(name: String) -> String {
    let name = limited(with_valid_start(ascii(&name)));
    let is_reserved = is_keyword(&name) || DEVICE_FILES.contains(&name.as_str()) || name == "_";
    match is_reserved {
        true => format!("{name}_"),
        false => name,
    }
}

/// A name in which letters outside of ASCII are code points.
fn ascii(name: &str) -> String {
    let replace = |character: char| match character.is_ascii() {
        true => character.to_string(),
        false => format!("u{:x}", u32::from(character)),
    };
    name.chars().map(replace).collect()
}
