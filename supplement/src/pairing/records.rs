//! Compares records with the objects of a schema.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::of_kind;
use super::{Missing, Pairing};
use crate::document::{Branch, Kind};
use crate::python::Scalar;
use crate::sdk::{Id, RecordField, Type, record};

/// How well a record and an object fit: shared discriminators, then the share of common properties in percent.
type Fit = (usize, usize);

/// The minimum share of common properties, in percent, by which a record without a discriminator is recognized.
const ALIKE: usize = 50;

impl Pairing<'_> {
    /// Compares the records of a union with the objects of a schema.
    pub(super) fn records(&mut self, ids: &[Id], branches: &[Branch], target: &str, module: &str) {
        let objects = of_kind(branches, &[Kind::Object]);
        let open = branches.iter().any(|it| it.kind == Kind::Map);
        for id in ids {
            let Some(record) = record(self.types, id) else {
                continue;
            };
            let fits: Vec<Option<Fit>> = objects
                .iter()
                .map(|it| self.fit(&record.fields, &it.pointer))
                .collect();
            let best = fits.iter().flatten().max().copied();
            let recognized = best.is_some_and(|(tags, alike)| tags > 0 || alike >= ALIKE);
            let alone = ids.len() == 1 && objects.len() == 1;
            if alone || recognized {
                for (object, fit) in objects.iter().zip(&fits) {
                    if alone || *fit == best {
                        self.object(id, &record.fields, &object.pointer);
                    }
                }
            } else if ids.len() == 1 && objects.len() > 1 && best.is_some() {
                self.note_all(id, &objects);
                self.fields(&record.fields, &objects, &id.module);
            } else if !open || !objects.is_empty() {
                let ty = Type::Named(id.clone());
                self.variant_unless(false, &ty, target, module);
            }
        }
    }

    /// Compares fields with objects that together declare them.
    pub(super) fn fields(&mut self, fields: &[RecordField], objects: &[Branch], module: &str) {
        let properties: Vec<_> = objects
            .iter()
            .map(|it| self.document.properties(&it.pointer))
            .collect();
        for field in fields {
            let mut found = false;
            for known in &properties {
                if let Some(pointer) = property(known, &field.wire) {
                    found = true;
                    self.walk(&field.ty, &pointer.clone(), module);
                }
            }
            if !found && let Some(object) = objects.first() {
                let owner = self.owner(&object.pointer);
                self.gap(&owner, Missing::Property(field.clone()), module);
            }
        }
    }

    fn note_all(&mut self, id: &Id, objects: &[Branch]) {
        for object in objects {
            self.note(id, &object.pointer);
        }
    }

    fn object(&mut self, id: &Id, fields: &[RecordField], pointer: &str) {
        self.note(id, pointer);
        if self
            .seen
            .insert((format!("{id:?} as object"), pointer.to_owned()))
        {
            let object = Branch {
                pointer: pointer.to_owned(),
                kind: Kind::Object,
            };
            self.fields(fields, &[object], &id.module);
        }
    }

    /// How well a record and an object fit, or `None` if a constant rules out a match.
    pub(super) fn fit(&self, fields: &[RecordField], pointer: &str) -> Option<Fit> {
        let properties = self.document.properties(pointer);
        let mut tags = 0;
        for (name, values) in constants(fields) {
            let Some(property) = properties.get(name) else {
                continue;
            };
            let known: BTreeSet<String> =
                self.document.all_constants(property).into_iter().collect();
            if known.is_empty() {
                continue;
            }
            if known.is_disjoint(&values) {
                if matches!(name, "type" | "object" | "role") || values.len() == 1 {
                    return None;
                }
            } else if values.len() == 1 {
                tags += 1;
            }
        }
        let names: BTreeSet<&str> = fields.iter().map(|it| it.wire.as_str()).collect();
        let known: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
        let common = names.intersection(&known).count();
        let all = names.union(&known).count().max(1);
        Some((tags, common * 100 / all))
    }

    /// The pointer of the schema to which a property is added: the last part of an `allOf` with properties, or the
    /// object itself.
    pub(super) fn owner(&self, pointer: &str) -> String {
        let Some(schema) = self.document.at(pointer) else {
            return pointer.to_owned();
        };
        let parts = schema
            .get("allOf")
            .and_then(|it| it.as_array())
            .unwrap_or_default();
        if schema.get("properties").is_none()
            && let Some(index) = parts.iter().rposition(|it| it.get("properties").is_some())
        {
            return format!("{pointer}/allOf/{index}");
        }
        pointer.to_owned()
    }
}

/// The pointer of a property. In queries and forms, the name of a list may end with brackets on either side.
pub(super) fn property<'a>(
    properties: &'a indexmap::IndexMap<String, String>,
    wire: &str,
) -> Option<&'a String> {
    let bracketed = || properties.get(&format!("{wire}[]"));
    let stripped = || properties.get(wire.trim_end_matches("[]"));
    properties.get(wire).or_else(bracketed).or_else(stripped)
}

/// The string constants of fields.
fn constants(fields: &[RecordField]) -> BTreeMap<&str, BTreeSet<String>> {
    let constant = |value: &Scalar| match value {
        Scalar::String(text) => Some(text.clone()),
        _ => None,
    };
    fields
        .iter()
        .filter_map(|field| match &field.ty {
            Type::Literal(values) => {
                let values: BTreeSet<String> = values.iter().filter_map(constant).collect();
                Some((field.wire.as_str(), values)).filter(|(_, it)| !it.is_empty())
            }
            _ => None,
        })
        .collect()
}
