//! Rewriting a schema of draft 2020-12 as a strict one, which accepts the same values except for missing properties.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::close::close;
use super::error::SchemaError;
use super::keywords::{
    SchemaObject, describes_object, is_annotation, is_copied, is_description, unsupported,
};
use super::nullable::nullable;
use super::references::{reference_to, references_in};
use super::resolve::Definitions;
use crate::helpers::schema_check::pointer::escape;

type Result<T> = std::result::Result<T, SchemaError>;

/// The deepest nesting of schemas that are written out where they are referred to.
const MAX_DEPTH: usize = 32;

/// The deepest nesting of references that are written out only to keep a description.
const MAX_DESCRIBED: usize = 4;

/// How properties that may be absent are described.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Absence {
    /// They are required, with the values that they have.
    Ignored,
    /// They are required and may be `null`.
    Null,
}

/// Rewrites a schema as a strict one.
#[inline]
pub(super) fn rewrite(schema: &Value, absence: Absence) -> Result<Value> {
    let mut rewriter = Rewriter {
        definitions: Definitions::new(schema),
        absence,
        composed: Vec::new(),
        hoisted: SchemaObject::new(),
    };
    let mut root = rewriter.root()?;
    let mut rewritten = SchemaObject::new();
    let mut pending = VecDeque::from(references_in(&root));
    while let Some(name) = pending.pop_front() {
        if !rewritten.contains_key(&name) {
            let definition = rewriter.rewritten_definition(&name)?;
            pending.extend(references_in(&definition));
            rewritten.insert(name, definition);
        }
    }
    if let (false, Some(root)) = (rewritten.is_empty(), root.as_object_mut()) {
        root.insert("$defs".to_owned(), Value::Object(rewritten));
    }
    Ok(root)
}

struct Rewriter<'a> {
    definitions: Definitions<'a>,
    absence: Absence,
    /// The schemas with references that are being written out, outermost first.
    composed: Vec<Composed>,
    /// Definitions of composed schemas that refer to themselves.
    hoisted: SchemaObject,
}

/// A schema with a reference that is written out.
struct Composed {
    /// The schema without its annotations.
    schema: SchemaObject,
    /// The name of its definition, if it refers to itself.
    name: Option<String>,
}

impl Rewriter<'_> {
    #[inline]
    fn root(&mut self) -> Result<Value> {
        let root = self.definitions.root();
        let target = match root.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.definitions.get(reference, "")?,
            None => root,
        };
        let root = self.schema(target, "")?;
        match root.get("type").and_then(Value::as_str) {
            Some("object") => Ok(root),
            _ if target.get("properties").is_some() => Err(SchemaError::new(
                "",
                "properties together with `anyOf` at the root: use a field instead of a flattened enum",
            )),
            _ => Err(SchemaError::new(
                "",
                "the root must be a struct: wrap any other type in a struct",
            )),
        }
    }

    #[inline]
    fn rewritten_definition(&mut self, name: &str) -> Result<Value> {
        if let Some(hoisted) = self.hoisted.get(name) {
            return Ok(hoisted.clone());
        }
        let definition = self.definitions.get(&reference_to(name), "")?;
        self.schema(definition, &format!("/$defs/{}", escape(name)))
    }

    #[inline]
    fn schema(&mut self, schema: &Value, pointer: &str) -> Result<Value> {
        match schema {
            Value::Object(schema) => self.object(schema, pointer),
            Value::Bool(false) => Err(SchemaError::new(pointer, "a schema that accepts no value")),
            _ => Err(SchemaError::new(pointer, "a value of any type")),
        }
    }

    #[inline]
    fn object(&mut self, schema: &SchemaObject, pointer: &str) -> Result<Value> {
        if !schema.contains_key("$ref") && !schema.contains_key("allOf") {
            return self.plain(schema, pointer);
        }
        let mut bare = schema.clone();
        bare.retain(|keyword, _| !is_annotation(keyword));
        let is_reference = bare.len() == 1 && bare.contains_key("$ref");
        if let (true, Some(reference)) = (is_reference, schema.get("$ref").and_then(Value::as_str))
        {
            let is_described = schema.keys().any(|keyword| is_description(keyword));
            let is_open = |composed: &Composed| composed.schema == bare;
            // The API accepts no keywords next to a reference, so that a description requires the target itself.
            if !is_described
                || reference == "#"
                || self.composed.len() >= MAX_DESCRIBED
                || self.composed.iter().any(is_open)
            {
                let reference = self.definitions.final_reference(reference, pointer)?;
                return Ok(json!({ "$ref": reference }));
            }
        }
        self.composed(schema, bare, pointer)
    }

    /// Writes out the references of a schema. One that refers to itself becomes a definition.
    #[inline]
    fn composed(
        &mut self,
        schema: &SchemaObject,
        bare: SchemaObject,
        pointer: &str,
    ) -> Result<Value> {
        if let Some(index) = self.composed.iter().position(|open| open.schema == bare) {
            let name = match self.composed[index].name.clone() {
                Some(name) => name,
                None => self.new_name(),
            };
            self.composed[index].name = Some(name.clone());
            return Ok(json!({ "$ref": reference_to(&name) }));
        }
        if self.composed.len() >= MAX_DEPTH {
            return Err(SchemaError::new(
                pointer,
                "a type that contains itself without end",
            ));
        }
        self.composed.push(Composed {
            schema: bare,
            name: None,
        });
        let written = self
            .definitions
            .resolved(schema, pointer, 0)
            .and_then(|resolved| self.plain(&resolved, pointer));
        let name = self.composed.pop().and_then(|composed| composed.name);
        let written = written?;
        if let Some(name) = name {
            self.hoisted.insert(name, written.clone());
        }
        Ok(written)
    }

    /// Returns an unused name for a definition.
    #[inline]
    fn new_name(&self) -> String {
        let is_used = |name: &String| {
            let named = self.composed.iter().filter_map(|open| open.name.as_ref());
            self.definitions.contains(name)
                || self.hoisted.contains_key(name)
                || named.into_iter().any(|used| used == name)
        };
        let mut names = (1_usize..).map(|number| format!("Recursive{number}"));
        names.find(|name| !is_used(name)).unwrap_or_default()
    }

    /// Rewrites a schema without `$ref` and `allOf`.
    #[inline]
    fn plain(&mut self, schema: &SchemaObject, pointer: &str) -> Result<Value> {
        if let Some(reason) = unsupported(schema) {
            return Err(SchemaError::new(pointer, reason));
        }
        let is_branched = match (schema.get("anyOf"), schema.get("oneOf")) {
            (Some(_), Some(_)) => {
                return Err(SchemaError::new(pointer, "both `anyOf` and `oneOf`"));
            }
            (None, None) => false,
            _ => true,
        };
        let is_distributed = is_branched && describes_object(schema);
        let mut strict = SchemaObject::new();
        for (keyword, value) in schema {
            let rewritten = match keyword.as_str() {
                "anyOf" | "oneOf" => {
                    let pointer = format!("{pointer}/{keyword}");
                    let branches = self.branches(schema, value, is_distributed, &pointer)?;
                    strict.insert("anyOf".to_owned(), branches);
                    continue;
                }
                keyword if is_distributed && !is_description(keyword) => continue,
                "properties" => self.properties(schema, value, pointer)?,
                "items" => self.schema(value, &format!("{pointer}/items"))?,
                keyword if is_copied(keyword, value) => value.clone(),
                _ => continue,
            };
            strict.insert(keyword.clone(), rewritten);
        }
        match is_distributed {
            true => Ok(Value::Object(strict)),
            false => close(schema, strict, pointer),
        }
    }

    #[inline]
    fn properties(
        &mut self,
        schema: &SchemaObject,
        properties: &Value,
        pointer: &str,
    ) -> Result<Value> {
        let required = schema.get("required").and_then(Value::as_array);
        let is_required =
            |name: &str| required.is_some_and(|names| names.iter().any(|listed| listed == name));
        let mut strict = SchemaObject::new();
        for (name, property) in properties.as_object().into_iter().flatten() {
            let pointer = format!("{pointer}/properties/{}", escape(name));
            let property = self.schema(property, &pointer)?;
            let property = match self.absence {
                Absence::Null if !is_required(name) => nullable(property),
                _ => property,
            };
            strict.insert(name.clone(), property);
        }
        Ok(Value::Object(strict))
    }

    /// Rewrites the branches of a schema. If they are distributed, each gets the other keywords of the schema.
    #[inline]
    fn branches(
        &mut self,
        schema: &SchemaObject,
        branches: &Value,
        is_distributed: bool,
        pointer: &str,
    ) -> Result<Value> {
        let mut common = schema.clone();
        common.retain(|keyword, _| {
            !matches!(keyword.as_str(), "anyOf" | "oneOf") && !is_annotation(keyword)
        });
        // A flattened enum is before or after the fields of its struct.
        let position = |name: &str| schema.keys().position(|keyword| keyword == name);
        let is_first = match (
            position("anyOf").or(position("oneOf")),
            position("properties"),
        ) {
            (Some(branches), Some(properties)) => branches < properties,
            _ => false,
        };
        let mut strict = Vec::new();
        for (index, branch) in branches.as_array().into_iter().flatten().enumerate() {
            let pointer = format!("{pointer}/{index}");
            let branch = if is_distributed {
                let parts = match is_first {
                    true => [branch.clone(), Value::Object(common.clone())],
                    false => [Value::Object(common.clone()), branch.clone()],
                };
                let all_of = ("allOf".to_owned(), Value::from(parts.to_vec()));
                self.object(&SchemaObject::from_iter([all_of]), &pointer)?
            } else {
                self.schema(branch, &pointer)?
            };
            match branch.get("anyOf").and_then(Value::as_array) {
                // A branch that consists only of branches.
                Some(nested) if branch.as_object().is_some_and(|branch| branch.len() == 1) => {
                    strict.extend(nested.iter().cloned());
                }
                _ => strict.push(branch),
            }
        }
        Ok(Value::Array(strict))
    }
}
