//! Lists of calls in other forms than a list of objects.

use serde_json::{Map, Value};

/// How deeply lists may be nested, or encoded in strings.
const MAX_DEPTH: usize = 4;

/// Returns the objects of a list in any form: a list, the JSON of one in a string, an object whose property names are the
/// indexes of its items, or a single object. `None` if it contains anything but objects and nulls.
pub fn listed(value: &Value) -> Option<Vec<Value>> {
    let mut list = Vec::new();
    add(value, MAX_DEPTH, &mut list)?;
    (!list.is_empty()).then_some(list)
}

fn add(value: &Value, depth: usize, list: &mut Vec<Value>) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Null => Some(()),
        Value::Array(items) => items.iter().try_for_each(|item| add(item, depth, list)),
        Value::String(json) => add(&container(json)?, depth, list),
        Value::Object(properties) => {
            match indexed(properties) {
                Some(items) => list.extend(items),
                None => list.push(value.clone()),
            }
            Some(())
        }
        Value::Bool(_) | Value::Number(_) => None,
    }
}

/// Returns the items of an object whose property names are indexes. Each item has its index.
fn indexed(properties: &Map<String, Value>) -> Option<Vec<Value>> {
    let mut items = Vec::new();
    for (name, value) in properties {
        let index: u32 = name.parse().ok()?;
        let mut item = value.as_object()?.clone();
        item.entry("index").or_insert(index.into());
        items.push((index, Value::Object(item)));
    }
    items.sort_by_key(|(index, _)| *index);
    (!items.is_empty()).then(|| items.into_iter().map(|(_, item)| item).collect())
}

/// Replaces a property that contains the JSON of an object in a string with that object.
pub fn parse_property(object: &mut Map<String, Value>, name: &str) {
    if let Some(Value::String(json)) = object.get(name)
        && let Some(parsed @ Value::Object(_)) = container(json)
    {
        object.insert(name.to_owned(), parsed);
    }
}

/// Parses a string that contains the JSON of an object or list.
fn container(json: &str) -> Option<Value> {
    let json = json.trim();
    let value = json
        .starts_with(['{', '[', '"'])
        .then(|| serde_json::from_str(json))?;
    value.ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_list_has_many_forms() {
        let call = json!({ "id": "a" });
        let list = json!([call]);
        for form in [
            list.clone(),
            call.clone(),
            json!(list.to_string()),
            json!(json!(list.to_string()).to_string()),
            json!([call.to_string()]),
            json!([[call]]),
            json!([null, call]),
        ] {
            assert_eq!(listed(&form), Some(vec![call.clone()]), "{form}");
        }
        let calls = vec![
            json!({ "id": "a", "index": 2 }),
            json!({ "id": "b", "index": 10 }),
        ];
        let form = json!({ "10": { "id": "b" }, "2": { "id": "a" } });
        assert_eq!(listed(&form), Some(calls));
        for form in [
            json!(1),
            json!("x"),
            json!([1]),
            json!([]),
            json!(null),
            json!("[[[[[{}]]]]]"),
        ] {
            assert_eq!(listed(&form), None, "{form}");
        }
    }
}
