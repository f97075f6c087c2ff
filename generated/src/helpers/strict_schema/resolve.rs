//! Definitions of a schema, and schemas with their references written out.

use serde_json::Value;

use super::error::SchemaError;
use super::keywords::SchemaObject;
use super::merge::merge;
use super::references::definition_name;

/// The longest chain of references and `allOf` without a property or an item in between.
const MAX_CHAIN: usize = 32;

/// A schema with its definitions.
pub(super) struct Definitions<'a> {
    root: &'a Value,
    definitions: Option<&'a SchemaObject>,
}

impl<'a> Definitions<'a> {
    #[inline]
    pub(super) fn new(root: &'a Value) -> Self {
        let definitions = root.get("$defs").and_then(Value::as_object);
        Self { root, definitions }
    }

    #[inline]
    pub(super) fn root(&self) -> &'a Value {
        self.root
    }

    #[inline]
    pub(super) fn contains(&self, name: &str) -> bool {
        self.definitions
            .is_some_and(|definitions| definitions.contains_key(name))
    }

    /// Returns the target of a reference.
    #[inline]
    pub(super) fn get(&self, reference: &str, pointer: &str) -> Result<&'a Value, SchemaError> {
        if reference == "#" {
            return Ok(self.root);
        }
        definition_name(reference)
            .and_then(|name| self.definitions?.get(&name))
            .ok_or_else(|| SchemaError::new(pointer, "a reference to a schema outside of `$defs`"))
    }

    /// Follows a reference to a definition that is itself only a reference, as that of a newtype struct.
    #[inline]
    pub(super) fn final_reference<'s>(
        &'s self,
        mut reference: &'s str,
        pointer: &str,
    ) -> Result<&'s str, SchemaError> {
        for _ in 0..MAX_CHAIN {
            let target = self.get(reference, pointer)?.as_object();
            let is_bare = |target: &&SchemaObject| target.len() == 1;
            let next = target.filter(is_bare).and_then(|target| target.get("$ref"));
            match next.and_then(Value::as_str) {
                Some(next) => reference = next,
                None => return Ok(reference),
            }
        }
        Err(SchemaError::new(pointer, "a reference to itself"))
    }

    /// Merges a schema with the targets of its `$ref` and `allOf`, so that it has neither.
    #[inline]
    pub(super) fn resolved(
        &self,
        schema: &SchemaObject,
        pointer: &str,
        length: usize,
    ) -> Result<SchemaObject, SchemaError> {
        if length > MAX_CHAIN {
            return Err(SchemaError::new(pointer, "a reference to itself"));
        }
        let mut own = SchemaObject::new();
        let mut parts = Vec::new();
        for (keyword, value) in schema {
            match (keyword.as_str(), value) {
                ("$ref", Value::String(reference)) => parts.push(self.get(reference, pointer)?),
                ("allOf", Value::Array(schemas)) => parts.extend(schemas),
                ("$ref" | "allOf", _) => {
                    return Err(SchemaError::new(pointer, "an invalid reference or `allOf`"));
                }
                _ => {
                    own.insert(keyword.clone(), value.clone());
                }
            }
        }
        for part in parts {
            match part {
                Value::Object(part) => {
                    let part = self.resolved(part, pointer, length + 1)?;
                    own = merge(own, part, pointer)?;
                }
                Value::Bool(true) => {}
                _ => return Err(SchemaError::new(pointer, "a schema that accepts no value")),
            }
        }
        Ok(own)
    }
}
