//! The reader of schemas: turns a schema at a path into a type.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use super::keywords::{JsonType, Keywords};
use super::{SchemaRef, all_of, integers, object, schema_docs, strings, union};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{
    AnyReason, Def, DefId, Defs, Docs, PathSegment, Scalar, SchemaPath, SchemaRoot, Shape, TypeRef,
};
use crate::openapi::{Document, pointer};
use crate::source::Origin;

/// The extension that declares the constructors of a union.
pub const CONSTRUCTORS_EXTENSION: &str = "x-constructors";

/// Reads schemas, and collects their definitions.
pub struct SchemaReader<'a> {
    pub document: &'a Document,
    /// All definitions, component schemas first. A component that has not been read yet is an alias of any JSON.
    pub defs: Defs,
    diagnostics: &'a mut Diagnostics,
    /// Whether reading has begun, for each component schema.
    begun: Vec<bool>,
    constructors: Vec<DeclaredConstructors>,
    /// The types of component responses, by the pointers of their schemas.
    pub shared_responses: BTreeMap<String, TypeRef>,
    /// The lists of properties of which a record requires one, by the pointer of its schema.
    pub alternatives: BTreeMap<String, Vec<Vec<String>>>,
    /// The formats of strings that have a type.
    typed_formats: &'a [String],
    /// The formats of all strings.
    pub string_formats: BTreeSet<String>,
}

/// The `x-constructors` of a union.
pub struct DeclaredConstructors {
    /// The pointer of the union.
    pub union: String,
    /// The value of the extension.
    pub value: Value,
}

/// A lowered schema.
pub enum Lowered {
    /// A shape, which needs a [`Def`].
    Shape(Shape),
    /// A type that needs none.
    Type(TypeRef),
}

impl<'a> SchemaReader<'a> {
    /// Creates a reader in which no schema has been read.
    pub fn new(
        document: &'a Document,
        typed_formats: &'a [String],
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let components = document.api.components.iter();
        let names = components.flat_map(|components| components.schemas.keys());
        let defs: Defs = names.map(|name| unread_component(document, name)).collect();
        Self {
            document,
            diagnostics,
            begun: vec![false; defs.len()],
            defs,
            constructors: Vec::new(),
            shared_responses: BTreeMap::new(),
            alternatives: BTreeMap::new(),
            typed_formats,
            string_formats: BTreeSet::new(),
        }
    }

    /// Returns the type of a string with a format.
    pub fn string_format(&mut self, format: &str) -> Scalar {
        self.string_formats.insert(format.to_owned());
        let index = self.typed_formats.iter().position(|it| it == format);
        let index = index.and_then(|index| u16::try_from(index).ok());
        index.map_or(Scalar::String, Scalar::Formatted)
    }

    /// Reads all component schemas.
    pub fn read_components(&mut self) {
        for index in 0..self.begun.len() {
            self.ensure_read(DefId::from_index(index));
        }
    }

    /// Returns what has been read.
    pub fn finish(mut self) -> (Defs, Vec<DeclaredConstructors>) {
        for def in self.defs.iter_mut().filter(|def| def.replaced) {
            def.shape = Shape::Alias(TypeRef::Scalar(Scalar::Null));
        }
        (self.defs, self.constructors)
    }

    /// Reads a component schema unless reading has begun.
    pub fn ensure_read(&mut self, id: DefId) {
        let Some(begun @ false) = self.begun.get_mut(id.index()) else {
            return;
        };
        *begun = true;
        let Some(schema) = self.component_schema(id) else {
            return;
        };
        let path = self.defs[id].path.clone();
        let (lowered, nullable, docs) = match schema {
            ReferenceOr::Reference { reference } => {
                let target = Lowered::Type(self.reference(reference));
                (target, false, Docs::default())
            }
            ReferenceOr::Item(schema) => {
                let keywords = Keywords::of(schema);
                let lowered = self.lowered(schema, &keywords, &path);
                let docs = schema_docs(schema);
                (lowered, schema.schema_data.nullable, docs)
            }
        };
        let def = &mut self.defs[id];
        def.shape = match lowered {
            Lowered::Shape(shape) => shape,
            Lowered::Type(ty) => Shape::Alias(ty),
        };
        (def.nullable, def.docs) = (nullable, docs);
    }

    /// Reads a component schema and everything it is an alias of, and returns the type it resolves to.
    pub fn ensure_resolved(&mut self, id: DefId) -> TypeRef {
        let mut next = Some(id);
        let mut visited = Vec::new();
        while let Some(id) = next.filter(|id| !visited.contains(id)) {
            visited.push(id);
            self.ensure_read(id);
            next = match &self.defs[id].shape {
                Shape::Alias(target) => match target.without_null() {
                    TypeRef::Def(target) => Some(*target),
                    _ => None,
                },
                _ => None,
            };
        }
        self.defs.resolved(&TypeRef::Def(id)).clone()
    }

    /// Returns the type of a schema. A shape becomes an inline definition.
    pub fn type_of(&mut self, schema: SchemaRef<'a>, path: &SchemaPath) -> TypeRef {
        let schema = match schema {
            SchemaRef::Ref(reference) => return self.reference(reference),
            SchemaRef::Inline(schema) => schema,
        };
        let keywords = Keywords::of(schema);
        let ty = match self.lowered(schema, &keywords, path) {
            Lowered::Type(ty) => ty,
            Lowered::Shape(shape) => {
                let origin = self.origin(path);
                let docs = schema_docs(schema);
                self.add_inline(path.clone(), origin, shape, docs)
            }
        };
        if schema.schema_data.nullable {
            ty.nullable()
        } else {
            ty
        }
    }

    /// Lowers a schema, ignoring `null`.
    pub fn lowered(
        &mut self,
        schema: &'a Schema,
        keywords: &Keywords<'a>,
        path: &SchemaPath,
    ) -> Lowered {
        if !keywords.all_of.is_empty() {
            return all_of::read(self, keywords, path);
        }
        if keywords.is_union() {
            return union::read(self, schema, keywords, path);
        }
        Lowered::Type(match keywords.json_type {
            Some(JsonType::String) => return strings::read(self, keywords),
            Some(JsonType::Object) => return object::read(self, keywords, path),
            Some(JsonType::Boolean) => TypeRef::Scalar(Scalar::Boolean),
            Some(JsonType::Number) => TypeRef::Scalar(Scalar::Number),
            Some(JsonType::Integer) => return integers::read(&schema.schema_kind, keywords),
            Some(JsonType::Array) => TypeRef::List(Box::new(self.items(keywords, path))),
            None if keywords.other_enum_values == ["null"] => TypeRef::Scalar(Scalar::Null),
            None => TypeRef::Any(AnyReason::Unconstrained),
        })
    }

    fn items(&mut self, keywords: &Keywords<'a>, path: &SchemaPath) -> TypeRef {
        match keywords.items {
            Some(items) => self.type_of(items.into(), &path.child(PathSegment::Items, "/items")),
            None => TypeRef::Any(AnyReason::UnconstrainedItems),
        }
    }

    /// Adds an inline definition.
    pub fn add_inline(
        &mut self,
        path: SchemaPath,
        origin: Origin,
        shape: Shape,
        docs: Docs,
    ) -> TypeRef {
        TypeRef::Def(self.defs.push(Def {
            path,
            origin,
            shape,
            nullable: false,
            replaced: false,
            docs,
        }))
    }

    /// Keeps the constructors that a union declares for a later pass.
    pub fn keep_constructors(&mut self, keywords: &Keywords<'_>, path: &SchemaPath) {
        if let Some(value) = keywords.data.extensions.get(CONSTRUCTORS_EXTENSION) {
            self.constructors.push(DeclaredConstructors {
                union: path.pointer.clone(),
                value: value.clone(),
            });
        }
    }

    /// Keeps the lists of properties of which a record requires one. `dialect` moves them to extensions.
    pub fn keep_alternatives(&mut self, keywords: &Keywords<'_>, path: &SchemaPath) {
        let extensions = &keywords.data.extensions;
        let lists = ["x-required-any-of", "x-required-one-of"];
        let lists = lists
            .iter()
            .find_map(|name| extensions.get(*name)?.as_array());
        let names = |list: &serde_json::Value| {
            let names = list.as_array().into_iter().flatten();
            let names = names.filter_map(|name| name.as_str().map(str::to_owned));
            names.collect()
        };
        if let Some(lists) = lists {
            let lists = lists.iter().map(names).collect();
            self.alternatives.insert(path.pointer.clone(), lists);
        }
    }

    /// Reports a diagnostic.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Returns the location of a schema in the source.
    pub fn origin(&self, path: &SchemaPath) -> Origin {
        self.document.origins.origin(&path.pointer)
    }
}

fn unread_component(document: &Document, name: &str) -> Def {
    let pointer = format!("/components/schemas/{}", pointer::escape(name));
    Def {
        origin: document.origins.origin(&pointer),
        path: SchemaPath::new(SchemaRoot::Component(name.to_owned()), pointer),
        shape: Shape::Alias(TypeRef::Any(AnyReason::Unconstrained)),
        nullable: false,
        replaced: false,
        docs: Docs::default(),
    }
}
