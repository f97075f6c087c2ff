//! A validator for strict schemas, written for these tests.

use serde_json::{Map, Value};

/// Asserts that a schema uses only what the API accepts: closed objects whose properties are all required.
pub fn assert_strict(root: &Value, schema: &Value) {
    let object = schema.as_object().expect("a schema is an object");
    if object.contains_key("$ref") {
        assert_eq!(object.len(), 1, "keywords next to a reference: {schema}");
        resolve(root, schema);
        return;
    }
    for forbidden in [
        "allOf",
        "oneOf",
        "not",
        "patternProperties",
        "prefixItems",
        "default",
        "format",
    ] {
        assert!(
            forbidden == "format" || !object.contains_key(forbidden),
            "{forbidden} in {schema}"
        );
    }
    let is_object = types(schema).any(|name| name == "object");
    if is_object || object.contains_key("properties") {
        assert_eq!(
            object.get("additionalProperties"),
            Some(&Value::Bool(false))
        );
        let properties = object["properties"].as_object().expect("properties");
        let names: Vec<_> = properties.keys().cloned().map(Value::from).collect();
        assert_eq!(object["required"], Value::Array(names), "{schema}");
        assert!(!object.contains_key("anyOf"), "{schema}");
        properties
            .values()
            .for_each(|schema| assert_strict(root, schema));
    }
    let nested = object.get("anyOf").and_then(Value::as_array);
    nested
        .into_iter()
        .flatten()
        .for_each(|branch| assert_strict(root, branch));
    object
        .get("items")
        .into_iter()
        .for_each(|items| assert_strict(root, items));
    let definitions = object.get("$defs").and_then(Value::as_object);
    let definitions = definitions.into_iter().flat_map(Map::values);
    definitions.for_each(|definition| assert_strict(root, definition));
}

/// Sets absent properties to `null` where the schema accepts it, as a model does, and validates the result.
pub fn fill_and_validate(root: &Value, schema: &Value, json: &mut Value) -> Result<(), String> {
    let schema = resolve(root, schema);
    if let Some(branches) = schema.get("anyOf").and_then(Value::as_array) {
        let mut reasons = Vec::new();
        for branch in branches {
            let mut filled = json.clone();
            match fill_and_validate(root, branch, &mut filled) {
                Ok(()) => {
                    *json = filled;
                    return Ok(());
                }
                Err(reason) => reasons.push(reason),
            }
        }
        return Err(format!("no branch accepts {json}: {reasons:?}"));
    }
    validate_plain(schema, json)?;
    match json {
        Value::Array(items) => {
            let schema = &schema["items"];
            let mut items = items.iter_mut();
            items.try_for_each(|item| fill_and_validate(root, schema, item))
        }
        Value::Object(object) => validate_object(root, schema, object),
        _ => Ok(()),
    }
}

fn validate_object(
    root: &Value,
    schema: &Value,
    object: &mut Map<String, Value>,
) -> Result<(), String> {
    let properties = schema["properties"].as_object().ok_or("no properties")?;
    if let Some(name) = object.keys().find(|name| !properties.contains_key(*name)) {
        return Err(format!("undeclared property `{name}`"));
    }
    let positions = object
        .keys()
        .map(|name| properties.keys().position(|key| key == name));
    if !positions.is_sorted() {
        return Err(format!("{:?} are not in order", object.keys()));
    }
    for (name, schema) in properties {
        let value = object.entry(name.clone()).or_insert(Value::Null);
        fill_and_validate(root, schema, value).map_err(|reason| format!("{name}: {reason}"))?;
    }
    Ok(())
}

fn validate_plain(schema: &Value, json: &Value) -> Result<(), String> {
    let is_typed = |name: &str| match name {
        "null" => json.is_null(),
        "boolean" => json.is_boolean(),
        "integer" => json.is_i64() || json.is_u64(),
        "number" => json.is_number(),
        "string" => json.is_string(),
        "array" => json.is_array(),
        "object" => json.is_object(),
        name => panic!("unsupported type `{name}`"),
    };
    let rejects = |keyword: &str, accepted: &dyn Fn(&Value) -> bool| {
        schema.get(keyword).is_some_and(|value| !accepted(value))
    };
    let number = json.as_f64();
    let length = json.as_array().map(Vec::len);
    let bound = |limit: &Value| limit.as_f64().expect("a number");
    let count = |limit: &Value| limit.as_u64().and_then(|limit| usize::try_from(limit).ok());
    let failed = [
        (
            "type",
            schema.get("type").is_some() && !types(schema).any(is_typed),
        ),
        ("const", rejects("const", &|only| only == json)),
        (
            "enum",
            rejects("enum", &|listed| {
                listed
                    .as_array()
                    .is_some_and(|listed| listed.contains(json))
            }),
        ),
        (
            "minimum",
            rejects("minimum", &|limit| {
                number.is_none_or(|number| number >= bound(limit))
            }),
        ),
        (
            "maximum",
            rejects("maximum", &|limit| {
                number.is_none_or(|number| number <= bound(limit))
            }),
        ),
        (
            "minItems",
            rejects("minItems", &|limit| {
                length.is_none_or(|length| Some(length) >= count(limit))
            }),
        ),
        (
            "maxItems",
            rejects("maxItems", &|limit| {
                length.is_none_or(|length| Some(length) <= count(limit))
            }),
        ),
    ];
    match failed.iter().find(|(_, failed)| *failed) {
        Some((keyword, _)) => Err(format!("`{keyword}` of {schema} rejects {json}")),
        None => Ok(()),
    }
}

fn types(schema: &Value) -> impl Iterator<Item = &str> {
    let names = match schema.get("type") {
        Some(Value::Array(names)) => names.as_slice(),
        Some(name) => std::slice::from_ref(name),
        None => &[],
    };
    names.iter().filter_map(Value::as_str)
}

fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => {
            let pointer = reference
                .strip_prefix('#')
                .expect("a reference to this schema");
            root.pointer(pointer)
                .unwrap_or_else(|| panic!("no target of {reference}"))
        }
        None => schema,
    }
}
