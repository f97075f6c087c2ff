//! Compares webhook events with those of the document.

use oasmith_core::document::push_pointer;

use super::Pairing;
use crate::python::Scalar;
use crate::sdk::{Id, Type, record};

impl Pairing<'_> {
    /// Compares the known events of a union, and returns the unknown ones by the value of `type`.
    pub fn webhooks(&mut self, union: &Id) -> Vec<(String, Type)> {
        let known = self.document.at("/webhooks").and_then(|it| it.as_object());
        let schemas: Vec<String> = known
            .into_iter()
            .flatten()
            .map(|(name, _)| {
                let mut pointer = "/webhooks".to_owned();
                push_pointer(&mut pointer, &name.text);
                pointer + "/post/requestBody/content/application~1json/schema"
            })
            .collect();
        let mut unknown = Vec::new();
        for (leaf, _) in self.leaves(&Type::Named(union.clone())) {
            let Some((event, id)) = self.event_type(&leaf) else {
                continue;
            };
            let same = schemas.iter().find(|schema| {
                let pointer = self.document.follow(schema);
                let properties = self.document.properties(&pointer);
                let tag = properties.get("type");
                tag.is_some_and(|it| self.document.all_constants(it).contains(&event))
            });
            match same {
                Some(schema) => self.walk(&leaf, &schema.clone(), &id.module),
                None => unknown.push((event, leaf)),
            }
        }
        unknown
    }

    /// The constant of the field `type` of a record.
    pub fn event_type(&self, ty: &Type) -> Option<(String, Id)> {
        let Type::Named(id) = ty else {
            return None;
        };
        let record = record(self.types, id)?;
        let field = record.fields.iter().find(|it| it.wire == "type")?;
        match &field.ty {
            Type::Literal(values) => match values.as_slice() {
                [Scalar::String(text)] => Some((text.clone(), id.clone())),
                _ => None,
            },
            _ => None,
        }
    }
}
