//! Rust names, as pure functions of the names in the document.
//!
//! This is the only module of the generator that applies case conventions.

mod assign;
mod case;
mod fields;
mod files;
mod groups;
mod identifier;
mod length;
mod setters;
mod statuses;
mod types;

pub use assign::{NameRequest, assign};
pub use case::{plain_name, with_capitals, words};
pub use fields::{
    field_name, spelled_field_name, spelled_variant_name, variant_name, without_union,
};
pub use files::{group_name, module_name};
pub use groups::{
    accessor_name, constructor_name, group_type_name, method_name, operation_type_name,
    spelled_operation_type_name,
};
pub use identifier::is_identifier;
pub use setters::{builder_setter, connect_setter, field_setter, null_setter, option_setter};
pub use statuses::status_name;
pub use types::{spelled_type_name, type_name};
