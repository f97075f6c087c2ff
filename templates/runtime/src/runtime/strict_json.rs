//! Decoding JSON that follows a strict schema, in which all properties are required.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Decodes JSON written by a model for a strict schema.
///
/// Such a schema requires all properties and uses `null` for an absent one. If the type does not accept `null`, as for
/// a field with a default, the property is read as absent.
///
/// # Errors
/// Returns the error of decoding the JSON unchanged.
pub fn from_strict_json<T: DeserializeOwned>(json: &str) -> serde_json::Result<T> {
    serde_json::from_str(json).or_else(|error| {
        let Ok(mut value) = serde_json::from_str(json) else {
            return Err(error);
        };
        remove_nulls(&mut value);
        serde_json::from_value(value).map_err(|_| error)
    })
}

/// Removes all properties that are `null`.
fn remove_nulls(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(remove_nulls),
        Value::Object(object) => {
            object.retain(|_, value| !value.is_null());
            object.values_mut().for_each(remove_nulls);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::from_strict_json;

    #[test]
    fn a_null_is_absent_where_the_type_does_not_accept_it() {
        type Lists = Vec<BTreeMap<String, u8>>;
        let lists: Lists = from_strict_json(r#"[{"a": 1, "b": null}]"#).expect("a list");
        assert_eq!(lists, [BTreeMap::from([("a".to_owned(), 1)])]);
        let options: BTreeMap<String, Option<u8>> =
            from_strict_json(r#"{"a": null}"#).expect("a map");
        assert_eq!(options.get("a"), Some(&None));
        let error = from_strict_json::<Lists>(r#"[{"a": "x", "b": null}]"#).expect_err("a string");
        assert!(error.to_string().contains("expected u8"), "{error}");
        assert!(from_strict_json::<Lists>("[").is_err());
    }
}
