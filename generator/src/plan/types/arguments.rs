//! The order of the arguments of constructors.
//!
//! A document may reorder the properties of a schema at any time. Callers of `new` would then pass values to the wrong
//! arguments without a compile error. An order is therefore recorded, and a recorded order does not change.

use crate::plan::{ConstructorArgument, Property, PropertyKind, Settings};

/// Returns the names of the properties that `new` takes, in the order of its arguments.
pub fn of_record(type_name: &str, properties: &[Property], settings: &Settings) -> Vec<String> {
    let arguments = properties.iter().filter(|property| match &property.kind {
        PropertyKind::Field(field) => field.is_argument(),
        PropertyKind::Constant(_) => false,
    });
    let mut arguments: Vec<&str> = arguments.map(|property| property.wire.as_str()).collect();
    arguments.sort_by_key(|wire| rank(type_name, wire, wire, settings));
    arguments.into_iter().map(str::to_owned).collect()
}

/// Returns the arguments of the constructor with this key in their order.
pub fn of_constructor(
    key: &str,
    mut arguments: Vec<ConstructorArgument>,
    settings: &Settings,
) -> Vec<ConstructorArgument> {
    arguments.sort_by_key(|it| rank(key, &it.ident, &it.wire, settings));
    arguments
}

/// The position of an argument. Recorded arguments come first, in the recorded order. Then come those that the
/// configuration puts first, then all others in document order.
fn rank(key: &str, recorded: &str, wire: &str, settings: &Settings) -> (usize, usize) {
    let position = |names: &[String], name: &str| {
        let position = names.iter().position(|it| it == name);
        position.unwrap_or(names.len())
    };
    let recorded = position(settings.signatures.arguments(key), recorded);
    let first = position(&settings.config.constructors.first, wire);
    (recorded, first)
}
