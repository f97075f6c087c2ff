//! Names of groups, operations and constructors.

use super::case::{camel, spelled_camel, words_in_camel_case};
use super::fields::field_name;
use super::identifier::{escape_keyword, with_leading_letter};
use crate::plan::reserved_names::{CALL_TYPES, GROUP};

/// The name of the method that returns a group.
pub fn accessor_name(group: &str) -> String {
    escape_keyword(group.to_owned())
}

/// The name of the struct of a group, from its path.
pub fn group_type_name(path: &[String]) -> String {
    let name = path.iter().map(|part| words_in_camel_case(part)).collect();
    unreserved(with_leading_letter(name, "Group"), "Calls")
}

/// The name of a method of a group.
pub fn method_name(name: &str) -> String {
    let name = field_name(name);
    match GROUP.contains(&name.as_str()) {
        true => format!("{name}_"),
        false => name,
    }
}

/// The name of a constructor of a union.
pub fn constructor_name(name: &str) -> String {
    method_name(name)
}

/// The name of the type of an operation, distinct from the `claimed` names of its group's file.
pub fn operation_type_name(id: &str, claimed: &[&str]) -> String {
    let name = unreserved(with_leading_letter(camel(id), "Operation"), "Operation");
    match claimed.contains(&name.as_str()) {
        true => format!("{name}Operation"),
        false => name,
    }
}

/// The name of the type of an operation among several that share [`operation_type_name`]. Characters are spelled out.
pub fn spelled_operation_type_name(id: &str) -> String {
    let name = with_leading_letter(spelled_camel(id), "Operation");
    format!("{name}Operation")
}

fn unreserved(name: String, suffix: &str) -> String {
    match CALL_TYPES.contains(&name.as_str()) {
        true => format!("{name}{suffix}"),
        false => name,
    }
}
