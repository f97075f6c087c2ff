//! References to component schemas.
//!
//! `openapi` rejects reference cycles through `$ref` and `allOf`, so references are followed without a limit.

use openapiv3::{ReferenceOr, Schema};

use super::keywords::Keywords;
use super::{SchemaReader, SchemaRef};
use crate::ir::{AnyReason, DefId, TypeRef};
use crate::openapi::schema_name;

impl<'a> SchemaReader<'a> {
    /// Returns the type of a `$ref`.
    pub fn reference(&self, reference: &str) -> TypeRef {
        let Some(id) = self.component(reference) else {
            return TypeRef::Any(AnyReason::Unsupported);
        };
        let ty = TypeRef::Def(id);
        if self.is_nullable(reference) {
            ty.nullable()
        } else {
            ty
        }
    }

    /// Returns the id of the component schema that a `$ref` names.
    pub fn component(&self, reference: &str) -> Option<DefId> {
        let name = schema_name(reference)?;
        let components = self.document.api.components.as_ref()?;
        let index = components.schemas.get_index_of(name.as_ref())?;
        Some(DefId::from_index(index))
    }

    /// Returns the component schema with an id. It may itself be a reference.
    pub fn component_schema(&self, id: DefId) -> Option<&'a ReferenceOr<Schema>> {
        let components = self.document.api.components.as_ref()?;
        let (_, schema) = components.schemas.get_index(id.index())?;
        Some(schema)
    }

    /// Returns the inline schema at the end of a chain of references.
    pub fn resolve(&self, schema: SchemaRef<'a>) -> Option<&'a Schema> {
        let mut schema = schema;
        loop {
            match schema {
                SchemaRef::Inline(schema) => return Some(schema),
                SchemaRef::Ref(reference) => {
                    let id = self.component(reference)?;
                    schema = self.component_schema(id)?.into();
                }
            }
        }
    }

    /// Returns whether the component schema that a `$ref` names accepts `null`, itself or through another reference.
    fn is_nullable(&self, reference: &str) -> bool {
        let Some(schema) = self.resolve(SchemaRef::Ref(reference)) else {
            return false;
        };
        let inherited = match Keywords::of(schema).all_of {
            [ReferenceOr::Reference { reference }] => self.is_nullable(reference),
            _ => false,
        };
        schema.schema_data.nullable || inherited
    }
}
