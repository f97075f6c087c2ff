//! Strict schemas of types with many combinations of serde attributes: the serialized value of a type is valid against
//! its schema and decodes to an equal value, or the conversion is an error with a location.

mod combinations;
mod enums;
mod flattened;
mod rejected;
mod structs;
mod validator;

use std::cell::Cell;
use std::fmt::Debug;

use openai_typed::structured::{from_strict_json, strict_schema};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A struct around the type under test, since the root of a strict schema must be a struct.
#[derive(Serialize, Deserialize, JsonSchema, Debug, PartialEq)]
struct Holder<T> {
    before: String,
    /// The value, with a description next to its reference.
    value: T,
    others: Vec<T>,
    after: Option<T>,
}

thread_local! {
    /// The number of types whose schema was checked in this thread.
    static CHECKED: Cell<usize> = const { Cell::new(0) };
}

/// A type that can be checked.
trait Checked: Serialize + DeserializeOwned + JsonSchema + Debug + PartialEq + Clone {}

impl<T: Serialize + DeserializeOwned + JsonSchema + Debug + PartialEq + Clone> Checked for T {}

/// Asserts that values of a struct are valid against its schema, alone and as fields.
#[track_caller]
fn accepts_struct<T: Checked>(values: &[T]) {
    for value in values {
        assert_valid(value);
    }
    accepts(values);
}

/// Asserts that values of a type are valid against the schema of a struct with this type.
#[track_caller]
fn accepts<T: Checked>(values: &[T]) {
    CHECKED.set(CHECKED.get() + 1);
    assert!(!values.is_empty());
    for value in values {
        assert_valid(&Holder {
            before: "before".to_owned(),
            value: value.clone(),
            others: values.to_vec(),
            // serde reads `Some(())` and `None` from the same JSON.
            after: (!is_null(value)).then(|| value.clone()),
        });
    }
}

fn is_null(value: &impl Serialize) -> bool {
    serde_json::to_value(value).is_ok_and(|json| json.is_null())
}

#[track_caller]
fn assert_valid<T: Serialize + DeserializeOwned + JsonSchema + Debug + PartialEq>(value: &T) {
    let schema = strict_schema::<T>().unwrap_or_else(|error| panic!("{error}"));
    validator::assert_strict(&schema, &schema);
    let json = serde_json::to_string(value).expect("JSON");
    let mut filled: Value = serde_json::from_str(&json).expect("JSON");
    if let Err(reason) = validator::fill_and_validate(&schema, &schema, &mut filled) {
        panic!("{reason}\n{json}\n{schema:#}");
    }
    let read: T = from_strict_json(&filled.to_string()).expect("a value");
    assert_eq!(read, *value, "{filled}");
}

/// Asserts that the conversion of a type, as a field, is an error whose location ends with `location` and whose reason
/// contains `words`.
#[track_caller]
fn rejects<T: JsonSchema>(location: &str, words: &str) {
    CHECKED.set(CHECKED.get() + 1);
    let error = strict_schema::<Holder<T>>().expect_err("no strict schema");
    let pointer = error.pointer();
    assert!(
        pointer.starts_with('/') && pointer.ends_with(location),
        "{pointer}"
    );
    assert!(error.reason().contains(words), "{error}");
}

#[test]
fn serialized_values_are_valid_against_the_strict_schema_of_their_type() {
    structs::check();
    enums::check();
    flattened::check();
    combinations::check();
    rejected::check();
    assert!(CHECKED.get() >= 60, "{} combinations", CHECKED.get());
}
