//! The starting points of the comparison: operations, webhooks, and types with the same name.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::{Missing, Pairing, plain};
use crate::difference::Settings;
use crate::document::{Document, DocumentOperation, Kind, key};
use crate::openapi::prefixed;
use crate::sdk::{Id, Operation, RecordField, Type, Types, record, snake_case};

/// Compares everything that both sides have.
pub fn pair<'a>(
    types: &'a Types<'a>,
    document: &'a Document<'a>,
    operations: &[Operation],
    known: &[DocumentOperation],
    moved: &BTreeMap<String, String>,
    settings: Settings<'_>,
) -> Pairing<'a> {
    let mut pairing = Pairing::new(types, document);
    pairing.ignored = settings.ignored.to_vec();
    pairing.separate.clone_from(&settings.config.prefixes);
    for operation in operations {
        let mut wanted = key(&operation.method, &operation.path);
        if let Some(old) = moved.get(&wanted) {
            wanted.clone_from(old);
        }
        for other in known.iter().filter(|it| it.key == wanted) {
            pairing.operation(operation, other);
        }
    }
    pairing.same_names();
    pairing
}

impl Pairing<'_> {
    fn operation(&mut self, operation: &Operation, known: &DocumentOperation) {
        let module = operation.module.as_str();
        self.parameters("query", &operation.query, known, module);
        self.parameters("header", &operation.headers, known, module);
        for (name, ty) in &operation.path_parameters {
            let declared = known.parameters.iter();
            let same = declared.filter(|(place, it, _)| place == "path" && it == name);
            for (_, _, schema) in same {
                self.walk(ty, schema, module);
            }
        }
        if let Some(body) = &operation.body {
            let module = body.declared.as_ref().map_or(module, |it| &it.module);
            let form = |media: &str| media.starts_with("multipart/");
            let forms = known.bodies.iter().any(|(media, _)| form(media));
            for (media, schema) in &known.bodies {
                if forms && form(media) != body.multipart {
                    continue;
                }
                let mut objects = self.document.branches(schema);
                objects.retain(|it| it.kind == Kind::Object);
                let alternatives = body.declared.as_ref().filter(|_| objects.len() > 1);
                if let Some(id) = alternatives
                    && self.types.is_union(id)
                {
                    self.walk(&Type::Named(id.clone()), schema, module);
                    continue;
                }
                self.fields(&body.fields, &objects, module);
            }
        }
        let response = &operation.response;
        if let Some(ty) = &response.json {
            for schema in &known.responses {
                match response.page {
                    Some(_) => self.page(ty, schema, module),
                    None => self.walk(ty, schema, module),
                }
            }
        }
        if let Some(event) = &response.event {
            for schema in &known.events {
                self.walk(event, schema, module);
            }
        }
    }

    /// The items of a page.
    fn page(&mut self, item: &Type, schema: &str, module: &str) {
        for branch in self.document.branches(schema) {
            let items = match branch.kind {
                Kind::List => Some(branch.pointer.clone()),
                _ => self
                    .document
                    .properties(&branch.pointer)
                    .get("data")
                    .cloned(),
            };
            for items in items.iter().flat_map(|it| self.document.branches(it)) {
                if items.kind == Kind::List {
                    self.walk(item, &format!("{}/items", items.pointer), module);
                }
            }
        }
    }

    fn parameters(
        &mut self,
        place: &'static str,
        fields: &[RecordField],
        known: &DocumentOperation,
        module: &str,
    ) {
        let declared: IndexMap<String, String> = known
            .parameters
            .iter()
            .filter(|(it, ..)| it == place)
            .map(|(_, name, schema)| (name.to_lowercase(), schema.clone()))
            .collect();
        for field in fields {
            match super::records::property(&declared, &field.wire.to_lowercase()) {
                Some(schema) => self.walk(&field.ty, &schema.clone(), module),
                None => {
                    let missing = Missing::Parameter(place, field.clone());
                    self.gap(&known.pointer, missing, module);
                }
            }
        }
    }

    /// Compares types that no operation leads to, such as the events of a WebSocket, with schemas of the same name.
    fn same_names(&mut self) {
        let components = self.document.components();
        let by_name: BTreeMap<String, &str> =
            components.iter().map(|name| (plain(name), *name)).collect();
        for id in public_types(self.types) {
            if self.schemas.contains_key(&id) || self.is_separate(&id) {
                continue;
            }
            let Some(name) = by_name.get(&plain(&id.name)) else {
                continue;
            };
            let pointer = format!("/components/schemas/{name}");
            if self.alike(&id, &pointer) {
                self.walk(&Type::Named(id.clone()), &pointer, &id.module);
            }
        }
    }

    /// Whether a type belongs to a separate family, in which generic names have a different meaning than in the
    /// document.
    fn is_separate(&self, id: &Id) -> bool {
        self.separate.iter().any(|(folder, prefix)| {
            id.module.starts_with(folder.as_str()) && prefixed(prefix, &id.name) != id.name
        })
    }

    /// Whether a type and a schema of the same name correspond to each other: most of their variants or properties
    /// agree.
    fn alike(&self, id: &Id, pointer: &str) -> bool {
        let objects: Vec<String> = self
            .document
            .branches(pointer)
            .into_iter()
            .filter(|it| it.kind == Kind::Object)
            .map(|it| it.pointer)
            .collect();
        let leaves = self.leaves(&Type::Named(id.clone()));
        let records: Vec<_> = leaves
            .iter()
            .filter_map(|(leaf, _)| match leaf {
                Type::Named(id) => record(self.types, id),
                _ => None,
            })
            .collect();
        let fitting = |object: &&String| {
            let fits = records.iter().filter_map(|it| self.fit(&it.fields, object));
            fits.max().is_some_and(|(_, alike)| alike >= 50)
        };
        let agreeing = objects.iter().filter(fitting).count();
        agreeing * 10 >= objects.len() * 8 && (objects.is_empty() == records.is_empty())
    }
}

/// The public types: those whose name is that of their file.
pub fn public_types(types: &Types<'_>) -> Vec<Id> {
    let mut found = Vec::new();
    for (module, content) in types.package.modules() {
        let Some(file) = module
            .rsplit('/')
            .next()
            .filter(|_| module.starts_with("types/"))
        else {
            continue;
        };
        let classes = content.classes.iter().map(|it| &it.name);
        let aliases = content.assignments.iter().map(|it| &it.name);
        for name in classes.chain(aliases) {
            if snake_case(name).replace('_', "") == file.replace('_', "") {
                found.push(Id {
                    module: module.to_owned(),
                    name: name.clone(),
                });
            }
        }
    }
    found
}
