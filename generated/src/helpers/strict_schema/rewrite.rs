//! A schema, said again in the subset that the API takes.
//!
//! In: a schema in draft 2020-12. Out: one that takes the same values, but for what may be left out.
//! Must not know: where the schema comes from.

use serde_json::{Map, Value, json};

use super::SchemaError;

type Result<T> = std::result::Result<T, SchemaError>;
type Object = Map<String, Value>;

/// What is taken over as it is.
const KEPT: &[&str] = &[
    "title",
    "description",
    "type",
    "enum",
    "const",
    "pattern",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minItems",
    "maxItems",
];
/// The formats that the API knows; others only say how a number is stored.
const FORMATS: &[&str] = &[
    "date-time",
    "time",
    "date",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uuid",
];
/// What changes which values there are, and cannot be said.
const BEYOND: &[(&str, &str)] = &[
    ("allOf", "several schemas at once (`allOf`)"),
    ("not", "an exclusion (`not`)"),
    ("if", "a condition (`if`)"),
    ("dependentRequired", "a condition (`dependentRequired`)"),
    ("dependentSchemas", "a condition (`dependentSchemas`)"),
    ("patternProperties", "a map with keys of a pattern"),
    ("prefixItems", "a tuple: a struct can be said, or a list"),
    ("contains", "a list that must contain something"),
    ("$dynamicRef", "a dynamic reference"),
];
const DEFINITIONS: &str = "#/$defs/";

/// The strict schema.
#[inline]
pub(super) fn strict(schema: &Value) -> Result<Value> {
    let none = Object::new();
    let definitions = schema.get("$defs").and_then(Value::as_object);
    let mut rewrite = Rewrite {
        definitions: definitions.unwrap_or(&none),
        within: Vec::new(),
    };
    let mut root = rewrite.root(schema)?;
    let mut rewritten = Object::new();
    for (name, definition) in rewrite.definitions {
        let place = format!("/$defs/{}", escape(name));
        rewritten.insert(name.clone(), rewrite.schema(definition, &place)?);
    }
    let used = reachable(&root, &rewritten);
    rewritten.retain(|name, _| used.contains(name));
    if let (false, Some(root)) = (rewritten.is_empty(), root.as_object_mut()) {
        root.insert("$defs".to_owned(), Value::Object(rewritten));
    }
    Ok(root)
}

struct Rewrite<'a> {
    definitions: &'a Object,
    /// The definitions that are being written out, from the outermost.
    within: Vec<String>,
}

impl<'a> Rewrite<'a> {
    #[inline]
    fn root(&mut self, schema: &Value) -> Result<Value> {
        let written_out = match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.definition(reference, "")?,
            None => schema,
        };
        let root = self.schema(written_out, "")?;
        match root.get("type").and_then(Value::as_str) {
            Some("object") => Ok(root),
            _ => Err(SchemaError::new(
                "",
                "the whole must be a struct: what is none can be a field of one",
            )),
        }
    }

    #[inline]
    fn schema(&mut self, schema: &Value, place: &str) -> Result<Value> {
        let object = match schema {
            Value::Object(object) => object,
            Value::Bool(false) => return Err(SchemaError::new(place, "no value at all")),
            _ => return Err(SchemaError::new(place, "a value of any kind")),
        };
        if let Some(only) = only_part(object) {
            return self.schema(&merged(object, only), place);
        }
        if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
            return self.reference(object, reference, place);
        }
        let beyond = BEYOND
            .iter()
            .find(|(keyword, _)| object.contains_key(*keyword));
        if let Some((_, reason)) = beyond {
            return Err(SchemaError::new(place, reason));
        }
        let mut out = Object::new();
        for (keyword, value) in object {
            match keyword.as_str() {
                "properties" => {
                    out.insert(keyword.clone(), self.properties(value, place)?);
                }
                "items" => {
                    let items = self.schema(value, &format!("{place}/items"))?;
                    out.insert(keyword.clone(), items);
                }
                "anyOf" | "oneOf" => {
                    let choice = self.choice(value, &format!("{place}/{keyword}"))?;
                    if out.insert("anyOf".to_owned(), choice).is_some() {
                        return Err(SchemaError::new(place, "two choices at once"));
                    }
                }
                "format" if !value.as_str().is_some_and(|name| FORMATS.contains(&name)) => {}
                name if name == "format" || KEPT.contains(&name) => {
                    out.insert(keyword.clone(), value.clone());
                }
                _ => {}
            }
        }
        closed(object, out, place)
    }

    /// A reference stands alone, or what it refers to is written out with what stood beside the reference.
    #[inline]
    fn reference(&mut self, object: &Object, reference: &str, place: &str) -> Result<Value> {
        let alone = json!({ "$ref": reference });
        if reference == "#" {
            return Ok(alone);
        }
        let definition = self.definition(reference, place)?;
        let beside = object.keys().any(|keyword| says_something(keyword));
        if !beside || self.within.iter().any(|name| name == reference) {
            return Ok(alone);
        }
        let Value::Object(definition) = definition else {
            return self.schema(definition, place);
        };
        let mut own = object.clone();
        own.remove("$ref");
        self.within.push(reference.to_owned());
        let written_out = self.schema(&merged(&own, definition), place);
        self.within.pop();
        written_out
    }

    #[inline]
    fn definition(&self, reference: &str, place: &str) -> Result<&'a Value> {
        let name = reference.strip_prefix(DEFINITIONS).map(unescape);
        name.and_then(|name| self.definitions.get(&name))
            .ok_or_else(|| SchemaError::new(place, "a reference to what is not in `$defs`"))
    }

    #[inline]
    fn properties(&mut self, properties: &Value, place: &str) -> Result<Value> {
        let mut out = Object::new();
        for (name, property) in properties.as_object().into_iter().flatten() {
            let place = format!("{place}/properties/{}", escape(name));
            out.insert(name.clone(), self.schema(property, &place)?);
        }
        Ok(Value::Object(out))
    }

    #[inline]
    fn choice(&mut self, cases: &Value, place: &str) -> Result<Value> {
        let cases = cases.as_array().into_iter().flatten().enumerate();
        let cases = cases.map(|(index, case)| self.schema(case, &format!("{place}/{index}")));
        cases.collect()
    }
}

/// Closes what is an object, and refuses what says too little.
#[inline]
fn closed(object: &Object, mut out: Object, place: &str) -> Result<Value> {
    let is = |kind: &str| match object.get("type") {
        Some(Value::String(name)) => name == kind,
        Some(Value::Array(names)) => names.iter().any(|name| name == kind),
        _ => false,
    };
    let said = ["type", "enum", "const", "anyOf", "properties"];
    if !said.iter().any(|keyword| out.contains_key(*keyword)) {
        return Err(SchemaError::new(place, "a value of any kind"));
    }
    if is("array") && !out.contains_key("items") {
        return Err(SchemaError::new(place, "a list of anything"));
    }
    if is("object") || out.contains_key("properties") {
        let open = object.get("additionalProperties");
        if !open.is_none_or(|open| *open == Value::Bool(false)) {
            return Err(SchemaError::new(
                place,
                "a map with any keys: a list of structs with a key can be said",
            ));
        }
        if out.contains_key("anyOf") {
            return Err(SchemaError::new(
                place,
                "properties and a choice at once: a flattened enum can be a field",
            ));
        }
        let properties = out.entry("properties").or_insert_with(|| json!({}));
        let names = properties.as_object().into_iter().flat_map(Object::keys);
        let names: Value = names.map(String::as_str).collect();
        out.insert("required".to_owned(), names);
        out.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
    Ok(Value::Object(out))
}

/// The one schema in `allOf`, if there is just one.
#[inline]
fn only_part(object: &Object) -> Option<&Object> {
    match object.get("allOf")?.as_array()?.as_slice() {
        [Value::Object(only)] => Some(only),
        _ => None,
    }
}

/// Both together, without `allOf`; what the first says of itself counts.
#[inline]
fn merged(own: &Object, other: &Object) -> Value {
    let mut out = other.clone();
    let own = own.iter().filter(|(keyword, _)| *keyword != "allOf");
    out.extend(own.map(|(keyword, value)| (keyword.clone(), value.clone())));
    Value::Object(out)
}

/// Whether a keyword beside a reference is worth writing it out.
#[inline]
fn says_something(keyword: &str) -> bool {
    KEPT.contains(&keyword) || ["properties", "items", "anyOf", "oneOf"].contains(&keyword)
}

/// The definitions that a schema refers to, itself or by others.
#[inline]
fn reachable(root: &Value, definitions: &Object) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                let reference = members.get("$ref").and_then(Value::as_str);
                let name = reference.and_then(|reference| reference.strip_prefix(DEFINITIONS));
                if let Some(name) = name.map(unescape).filter(|name| !found.contains(name)) {
                    open.extend(definitions.get(&name));
                    found.push(name);
                }
                open.extend(members.values());
            }
            _ => {}
        }
    }
    found
}

#[inline]
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[inline]
fn unescape(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}
