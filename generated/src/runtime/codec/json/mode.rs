//! How records check themselves while they are decoded: tolerantly, strictly, or to report what they require.

use std::cell::Cell;
use std::cell::RefCell;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::runtime::codec::tree::Node;

/// How a record treats a difference between its declaration and its JSON.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mode {
    /// The difference is kept.
    Tolerant,
    /// The difference is an error.
    Strict,
    /// The names of properties are collected.
    Collecting,
}

thread_local! {
    /// The mode of this thread. Checked only after a difference was found.
    static MODE: Cell<Mode> = const { Cell::new(Mode::Tolerant) };
    /// The names that were collected, each with whether the property is required.
    static NAMES: RefCell<Vec<(&'static str, bool)>> = const { RefCell::new(Vec::new()) };
}

/// Sets the mode of this thread until it is dropped.
pub(super) struct ModeGuard(Mode);

impl ModeGuard {
    pub(super) fn new(mode: Mode) -> Self {
        Self(MODE.replace(mode))
    }
}

impl Drop for ModeGuard {
    fn drop(&mut self) {
        MODE.set(self.0);
    }
}

pub(super) fn mode() -> Mode {
    MODE.get()
}

/// Returns the names of the properties that `T` requires at its outermost level.
///
/// For a union these are the tag and the required properties of its untagged variants. Empty for a type that requires
/// none, and for a type that is not described by a table.
pub(crate) fn required_properties<T: DeserializeOwned>() -> Vec<&'static str> {
    required_with::<T>(Map::new())
}

/// Returns the names of the properties that `T` declares at its outermost level. For a union these are the tag and the
/// properties of its untagged variants.
pub(crate) fn declared_properties<T: DeserializeOwned>() -> Vec<&'static str> {
    // A record that requires nothing looks at its properties only if something is wrong with the object.
    let undeclared = [("\0".to_owned(), Value::Null)];
    let declared = properties_with::<T>(undeclared.into_iter().collect());
    declared.into_iter().map(|(name, _)| name).collect()
}

/// Returns whether a property with this value selects a variant of a union.
pub(crate) fn selects_variant<T: DeserializeOwned>(property: &str, value: &str) -> bool {
    let required = |value: &str| {
        let properties = [(property.to_owned(), Value::from(value))];
        required_with::<T>(properties.into_iter().collect())
    };
    // No value of a tag is empty. Only a union requires something else for a value that it knows.
    required("") != required(value)
}

/// Returns the names of the properties that `T` requires for an object with these properties.
fn required_with<T: DeserializeOwned>(properties: Map<String, Value>) -> Vec<&'static str> {
    let properties = properties_with::<T>(properties).into_iter();
    let required = properties.filter(|(_, required)| *required);
    required.map(|(name, _)| name).collect()
}

/// Returns the properties that `T` declares for an object with these properties, each with whether it is required.
fn properties_with<T: DeserializeOwned>(
    properties: Map<String, Value>,
) -> Vec<(&'static str, bool)> {
    let _guard = ModeGuard::new(Mode::Collecting);
    let object = Value::Object(properties);
    // Only the collected names matter.
    let _ = T::deserialize(Node::plain(&object));
    NAMES.take()
}

/// Notes the properties of a record, or of a variant that is tried.
pub(crate) fn note_properties(properties: &[(&'static str, bool)]) {
    if mode() == Mode::Collecting {
        NAMES.with_borrow_mut(|names| names.extend_from_slice(properties));
    }
}

/// Notes the tag of a union.
pub(crate) fn note_tag(tag: Option<&'static str>) {
    if mode() == Mode::Collecting {
        NAMES.with_borrow_mut(|names| names.extend(tag.map(|tag| (tag, true))));
    }
}
