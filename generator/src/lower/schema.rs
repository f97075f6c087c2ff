//! A schema to a type: what it is, whether it admits `null`, and where it gets a shape of its own.

use openapiv3::{ReferenceOr, Schema};

use super::docs::docs;
use super::view::{Kind, Sch, View};
use super::{Lowering, Slot};
use crate::ir::{AnyReason, Def, DefId, Docs, Place, Root, Scalar, Shape, Step, TypeRef};
use crate::openapi::schema_name;

/// What a schema turned out to be.
pub enum Lowered {
    /// A shape of its own: needs a [`Def`].
    Shape(Shape),
    /// A type that needs none.
    Type(TypeRef),
}

impl<'a> Lowering<'a> {
    /// Lowers all component schemas.
    pub fn components(&mut self) {
        for id in 0..self.defs.len() {
            self.ensure(DefId(id as u32));
        }
    }

    /// Lowers a component schema unless that is done or under way.
    pub fn ensure(&mut self, id: DefId) {
        let index = id.0 as usize;
        if !matches!(self.defs[index], Slot::Waiting) {
            return;
        }
        self.defs[index] = Slot::InProgress;
        let Some(components) = &self.document.api.components else {
            return;
        };
        let Some((name, schema)) = components.schemas.get_index(index) else {
            return;
        };
        let pointer = format!(
            "/components/schemas/{}",
            crate::openapi::pointer::escape(name)
        );
        let place = Place::root(Root::Component(name.clone()), pointer);
        let def = match schema {
            ReferenceOr::Reference { reference } => self.def(
                place,
                Lowered::Type(self.reference(reference)),
                false,
                Docs::default(),
            ),
            ReferenceOr::Item(schema) => {
                let view = View::of(schema);
                let docs = docs(schema, &view);
                let lowered = self.lowered(schema, &view, &place);
                self.def(place, lowered, schema.schema_data.nullable, docs)
            }
        };
        self.defs[index] = Slot::Done(Box::new(def));
    }

    /// The type of a schema at a place.
    pub fn type_of(&mut self, schema: Sch<'a>, place: &Place) -> TypeRef {
        let schema = match schema {
            Sch::Ref(reference) => return self.reference(reference),
            Sch::Item(schema) => schema,
        };
        let view = View::of(schema);
        let ty = match self.lowered(schema, &view, place) {
            Lowered::Type(ty) => ty,
            shape @ Lowered::Shape(_) => {
                let def = self.def(place.clone(), shape, false, docs(schema, &view));
                TypeRef::Def(self.add(def))
            }
        };
        if schema.schema_data.nullable {
            ty.nullable()
        } else {
            ty
        }
    }

    /// What a schema is, `null` aside.
    pub fn lowered(&mut self, schema: &'a Schema, view: &View<'a>, place: &Place) -> Lowered {
        if !view.all_of.is_empty() {
            return self.all_of(view, place);
        }
        if !view.one_of.is_empty() || !view.any_of.is_empty() {
            return self.union(schema, view, place);
        }
        let Some(kind) = view.kind else {
            let ty = if view.other_values == ["null"] {
                TypeRef::Scalar(Scalar::Null)
            } else {
                TypeRef::Any(AnyReason::Free)
            };
            return Lowered::Type(ty);
        };
        match kind {
            Kind::String => self.string(view),
            Kind::Boolean => Lowered::Type(TypeRef::Scalar(Scalar::Boolean)),
            Kind::Number => Lowered::Type(TypeRef::Scalar(Scalar::Number)),
            Kind::Integer => Lowered::Type(TypeRef::Scalar(integer(view))),
            Kind::Array => {
                let items = match view.items {
                    Some(items) => self.type_of(items.into(), &place.step(Step::Item, "/items")),
                    None => TypeRef::Any(AnyReason::FreeItems),
                };
                Lowered::Type(TypeRef::List(Box::new(items)))
            }
            Kind::Object => self.object(view, place),
        }
    }

    /// The type that a `$ref` names.
    pub fn reference(&self, reference: &str) -> TypeRef {
        let Some(id) = self.component(reference) else {
            return TypeRef::Any(AnyReason::Unsupported);
        };
        let ty = TypeRef::Def(id);
        if self.is_nullable(reference, 0) {
            ty.nullable()
        } else {
            ty
        }
    }

    /// The id of the component schema that a `$ref` names.
    pub fn component(&self, reference: &str) -> Option<DefId> {
        let name = schema_name(reference)?;
        let index = self
            .document
            .api
            .components
            .as_ref()?
            .schemas
            .get_index_of(name.as_ref())?;
        Some(DefId(index as u32))
    }

    /// The name of a component schema, lowered yet or not: names depend on no order.
    pub fn component_name(&self, id: DefId) -> Option<&'a str> {
        let (name, _) = self
            .document
            .api
            .components
            .as_ref()?
            .schemas
            .get_index(id.0 as usize)?;
        Some(name)
    }

    /// The schema that a `$ref` names, through aliases.
    pub fn resolve(&self, schema: Sch<'a>) -> Option<&'a Schema> {
        let mut schema = schema;
        for _ in 0..64 {
            match schema {
                Sch::Item(item) => return Some(item),
                Sch::Ref(reference) => {
                    let name = schema_name(reference)?;
                    schema = self
                        .document
                        .api
                        .components
                        .as_ref()?
                        .schemas
                        .get(name.as_ref())?
                        .into();
                }
            }
        }
        None
    }

    /// Whether the component that a `$ref` names admits `null` itself, perhaps through another one.
    fn is_nullable(&self, reference: &str, depth: usize) -> bool {
        let Some(schema) = self.resolve(Sch::Ref(reference)) else {
            return false;
        };
        if schema.schema_data.nullable {
            return true;
        }
        match View::of(schema).all_of {
            [ReferenceOr::Reference { reference }] if depth < 64 => {
                self.is_nullable(reference, depth + 1)
            }
            _ => false,
        }
    }

    fn def(&self, place: Place, lowered: Lowered, nullable: bool, docs: Docs) -> Def {
        let origin = self.document.origins.origin(&place.pointer);
        let shape = match lowered {
            Lowered::Shape(shape) => shape,
            Lowered::Type(ty) => Shape::Alias(ty),
        };
        Def {
            place,
            origin,
            shape,
            nullable,
            docs,
        }
    }
}

fn integer(view: &View) -> Scalar {
    let wide = ["x-limit-minimum", "x-limit-maximum"]
        .iter()
        .any(|key| view.data.extensions.contains_key(*key));
    if wide || view.format.as_deref() == Some("uint64") {
        Scalar::WideInteger
    } else {
        Scalar::Integer
    }
}
