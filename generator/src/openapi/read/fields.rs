//! Reads single fields of objects.
//!
//! Input: an object and the name of a field. Output: the value with the expected type; a value of another type is reported
//! and ignored.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::{Reader, Reference, json};
use crate::document::{Map, Node, Number, Value};
use crate::source::Origin;

impl Reader<'_> {
    /// Returns the fields of an object.
    pub(super) fn object<'n>(&mut self, node: &'n Node, name: &str) -> Option<&'n Map> {
        let map = node.as_object();
        if map.is_none() {
            self.wrong_type::<()>(name, "an object", node);
        }
        map
    }

    /// Reads a string. Numbers and booleans are unquoted strings in YAML.
    pub(super) fn string(&mut self, map: &Map, name: &str) -> Option<String> {
        let node = map.get(name)?;
        self.as_string(node, name)
    }

    /// Reads a required string.
    pub(super) fn required_string(
        &mut self,
        map: &Map,
        at: Origin,
        object: &str,
        name: &str,
    ) -> String {
        if !map.contains_key(name) {
            self.invalid(format!("{object} needs `{name}`"), at);
        }
        self.string(map, name).unwrap_or_default()
    }

    /// Reads an array of strings.
    pub(super) fn strings(&mut self, map: &Map, name: &str) -> Vec<String> {
        self.array(map, name)
            .iter()
            .filter_map(|item| self.as_string(item, name))
            .collect()
    }

    pub(super) fn flag(&mut self, map: &Map, name: &str) -> Option<bool> {
        let node = map.get(name)?;
        match node.value {
            Value::Bool(flag) => Some(flag),
            _ => self.wrong_type(&code(name), "`true` or `false`", node),
        }
    }

    pub(super) fn count(&mut self, map: &Map, name: &str) -> Option<usize> {
        self.number(map, name, "a non-negative integer", |number| {
            let is_integer = |value: f64| value.fract() == 0.0 && (0.0..1e15).contains(&value);
            number.0.parse().ok().or_else(|| {
                number
                    .as_f64()
                    .filter(|value| is_integer(*value))
                    .map(|value| value as usize)
            })
        })
    }

    pub(super) fn integer(&mut self, map: &Map, name: &str) -> Option<i64> {
        self.number(map, name, "an integer", Number::as_i64)
    }

    pub(super) fn double(&mut self, map: &Map, name: &str) -> Option<f64> {
        self.number(map, name, "a number", |number| {
            number.as_f64().filter(|value| value.is_finite())
        })
    }

    /// Reads arbitrary JSON.
    pub(super) fn json(map: &Map, name: &str) -> Option<serde_json::Value> {
        map.get(name).map(json::value)
    }

    /// Reads the items of an array.
    pub(super) fn items<T>(
        &mut self,
        map: &Map,
        name: &str,
        read: fn(&mut Self, &Node) -> T,
    ) -> Vec<T> {
        self.array(map, name)
            .iter()
            .map(|item| read(self, item))
            .collect()
    }

    /// Reads the values of a map.
    pub(super) fn map_field<T>(
        &mut self,
        map: &Map,
        name: &str,
        read: fn(&mut Self, &Node) -> T,
    ) -> IndexMap<String, T> {
        let Some(node) = map.get(name) else {
            return IndexMap::new();
        };
        let Some(parts) = self.object(node, &code(name)) else {
            return IndexMap::new();
        };
        parts
            .iter()
            .map(|(key, part)| (key.text.to_string(), read(self, part)))
            .collect()
    }

    /// Returns all extensions.
    pub(super) fn extensions(map: &Map) -> IndexMap<String, serde_json::Value> {
        map.iter()
            .filter(|(key, _)| key.text.starts_with("x-"))
            .map(|(key, node)| (key.text.to_string(), json::value(node)))
            .collect()
    }

    /// Reads a reference or an object.
    pub(super) fn reference_or<T>(
        &mut self,
        node: &Node,
        section: &'static str,
        read: fn(&mut Self, &Node) -> T,
    ) -> ReferenceOr<T> {
        match self.reference(node, section) {
            Some(reference) => ReferenceOr::Reference { reference },
            None => ReferenceOr::Item(read(self, node)),
        }
    }

    /// Reads a `$ref`, and stores it for the check of references.
    pub(super) fn reference(&mut self, node: &Node, section: &'static str) -> Option<String> {
        let target = node.get("$ref")?;
        let Some(text) = target.as_str() else {
            self.wrong_type::<()>("`$ref`", "a string", target);
            return Some(String::new());
        };
        self.references.push(Reference {
            section,
            text: text.to_owned(),
            origin: target.origin,
        });
        Some(text.to_owned())
    }

    /// Reports a value of the wrong type.
    pub(super) fn wrong_type<T>(&mut self, name: &str, expected: &str, node: &Node) -> Option<T> {
        self.invalid(
            format!("{name} must be {expected}, not {}", node.value.kind()),
            node.origin,
        );
        None
    }

    pub(super) fn array<'n>(&mut self, map: &'n Map, name: &str) -> &'n [Node] {
        let Some(node) = map.get(name) else {
            return &[];
        };
        if node.as_array().is_none() {
            self.wrong_type::<()>(&code(name), "an array", node);
        }
        node.as_array().unwrap_or_default()
    }

    pub(super) fn as_string(&mut self, node: &Node, name: &str) -> Option<String> {
        match &node.value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.0.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => self.wrong_type(&code(name), "a string", node),
        }
    }

    fn number<T>(
        &mut self,
        map: &Map,
        name: &str,
        expected: &str,
        read: impl Fn(&Number) -> Option<T>,
    ) -> Option<T> {
        let node = map.get(name)?;
        let Value::Number(number) = &node.value else {
            return self.wrong_type(&code(name), expected, node);
        };
        let value = read(number);
        if value.is_none() {
            self.invalid(
                format!("`{name}` must be {expected}, not {}", number.0),
                node.origin,
            );
        }
        value
    }
}

/// A name in backquotes, for messages.
fn code(name: &str) -> String {
    format!("`{name}`")
}
