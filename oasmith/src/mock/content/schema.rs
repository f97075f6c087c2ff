//! A value of a JSON Schema that a request contains.

use serde_json::{Map, Value, json};

/// The nesting depth at which the value of a recursive schema ends.
const MAX_DEPTH: usize = 8;

/// Returns a value of a schema: all properties, one item for each list, and the first value of each enum.
pub fn value(schema: &Value) -> Value {
    at(schema, schema, 0)
}

fn at(root: &Value, schema: &Value, depth: usize) -> Value {
    if depth > MAX_DEPTH {
        return Value::Null;
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let target = reference
            .strip_prefix('#')
            .and_then(|pointer| root.pointer(pointer));
        return target.map_or(Value::Null, |target| at(root, target, depth + 1));
    }
    for keyword in ["const", "default"] {
        if let Some(constant) = schema.get(keyword) {
            return constant.clone();
        }
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    for keyword in ["anyOf", "oneOf", "allOf"] {
        if let Some(branch) = schema[keyword].get(0) {
            return at(root, branch, depth + 1);
        }
    }
    let kind = schema["type"].as_str().or(schema["type"][0].as_str());
    match kind {
        Some("string") => json!("sample"),
        Some("integer") => schema.get("minimum").cloned().unwrap_or(json!(1)),
        Some("number") => schema.get("minimum").cloned().unwrap_or(json!(1.5)),
        Some("boolean") => json!(true),
        Some("null") => Value::Null,
        Some("array") => {
            // A list of recursive items ends here.
            let item = at(root, &schema["items"], depth + 1);
            json!(Some(item).filter(|item| !item.is_null()).as_slice())
        }
        _ => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            let properties = properties.map(|(name, it)| (name.clone(), at(root, it, depth + 1)));
            Value::Object(properties.collect::<Map<_, _>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::value;

    #[test]
    fn a_value_has_all_properties() {
        let schema = json!({
            "type": "object",
            "properties": {
                "kind": {"enum": ["a", "b"]},
                "tags": {"type": "array", "items": {"type": "string"}},
                "next": {"anyOf": [{"$ref": "#/$defs/Next"}, {"type": "null"}]},
                "note": {"type": ["string", "null"]},
            },
            "$defs": {"Next": {"type": "object", "properties": {"n": {"type": "integer"}}}},
        });
        let expected = json!({"kind": "a", "tags": ["sample"], "next": {"n": 1}, "note": "sample"});
        assert_eq!(value(&schema), expected);
    }

    #[test]
    fn a_recursive_schema_ends() {
        let schema = json!({"type": "object", "properties": {"children": {"type": "array", "items": {"$ref": "#"}}}});
        assert!(value(&schema)["children"].is_array());
        assert!(value(&json!({"$ref": "#"})).is_null());
    }
}
