//! Reads members of objects, whatever the object is.
//!
//! In: the members of an object and a name. Out: the value in the wanted form; a value of another form is reported and
//! read as if it were not there.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::{Reader, Reference, json};
use crate::document::{Map, Node, Number, Value};
use crate::source::Origin;

impl Reader<'_> {
    /// The members of an object.
    pub(super) fn object<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n Map> {
        let map = node.as_object();
        if map.is_none() {
            self.wrong::<()>(what, "an object", node);
        }
        map
    }

    /// A text. Numbers and booleans are texts YAML took for something else.
    pub(super) fn text(&mut self, map: &Map, name: &str) -> Option<String> {
        let node = map.get(name)?;
        self.as_text(node, name)
    }

    /// A text that must be there.
    pub(super) fn needed_text(&mut self, map: &Map, at: Origin, what: &str, name: &str) -> String {
        if !map.contains_key(name) {
            self.invalid(format!("{what} has no `{name}`"), at);
        }
        self.text(map, name).unwrap_or_default()
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, map: &Map, name: &str) -> Vec<String> {
        self.array(map, name)
            .iter()
            .filter_map(|item| self.as_text(item, name))
            .collect()
    }

    pub(super) fn flag(&mut self, map: &Map, name: &str) -> Option<bool> {
        let node = map.get(name)?;
        match node.value {
            Value::Bool(flag) => Some(flag),
            _ => self.wrong(&code(name), "`true` or `false`", node),
        }
    }

    pub(super) fn count(&mut self, map: &Map, name: &str) -> Option<usize> {
        self.number(map, name, "a non-negative integer", |number| {
            let whole = |value: f64| value.fract() == 0.0 && (0.0..1e15).contains(&value);
            number.0.parse().ok().or_else(|| {
                number
                    .as_f64()
                    .filter(|value| whole(*value))
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

    /// Any JSON.
    pub(super) fn json(map: &Map, name: &str) -> Option<serde_json::Value> {
        map.get(name).map(json::value)
    }

    /// The items of an array, each read by the same reader.
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

    /// The named parts of an object, each read by the same reader.
    pub(super) fn named<T>(
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

    /// All members that no specification may ever define.
    pub(super) fn extensions(map: &Map) -> IndexMap<String, serde_json::Value> {
        map.iter()
            .filter(|(key, _)| key.text.starts_with("x-"))
            .map(|(key, node)| (key.text.to_string(), json::value(node)))
            .collect()
    }

    /// A reference, or what the reader makes of the object itself.
    pub(super) fn referable<T>(
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

    /// The text of a `$ref`, remembered for the check.
    pub(super) fn reference(&mut self, node: &Node, section: &'static str) -> Option<String> {
        let target = node.get("$ref")?;
        let Some(text) = target.as_str() else {
            self.wrong::<()>("`$ref`", "a string", target);
            return Some(String::new());
        };
        self.references.push(Reference {
            section,
            text: text.to_owned(),
            origin: target.origin,
        });
        Some(text.to_owned())
    }

    /// Reports a value of the wrong form.
    pub(super) fn wrong<T>(&mut self, what: &str, wanted: &str, node: &Node) -> Option<T> {
        self.invalid(
            format!("{what} must be {wanted}, not {}", node.value.kind()),
            node.origin,
        );
        None
    }

    pub(super) fn array<'n>(&mut self, map: &'n Map, name: &str) -> &'n [Node] {
        let Some(node) = map.get(name) else {
            return &[];
        };
        if node.as_array().is_none() {
            self.wrong::<()>(&code(name), "an array", node);
        }
        node.as_array().unwrap_or_default()
    }

    pub(super) fn as_text(&mut self, node: &Node, name: &str) -> Option<String> {
        match &node.value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.0.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => self.wrong(&code(name), "a string", node),
        }
    }

    fn number<T>(
        &mut self,
        map: &Map,
        name: &str,
        wanted: &str,
        read: impl Fn(&Number) -> Option<T>,
    ) -> Option<T> {
        let node = map.get(name)?;
        let Value::Number(number) = &node.value else {
            return self.wrong(&code(name), wanted, node);
        };
        let value = read(number);
        if value.is_none() {
            self.invalid(
                format!("`{name}` must be {wanted}, not {}", number.0),
                node.origin,
            );
        }
        value
    }
}

/// A name as messages show it.
fn code(name: &str) -> String {
    format!("`{name}`")
}
