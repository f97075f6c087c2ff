//! Strings and string enums, and unions that are nothing but strings.

use openapiv3::ReferenceOr;

use super::Lowering;
use super::schema::Lowered;
use super::view::{Kind, Sch, View};
use crate::ir::{EnumValue, Scalar, Shape, TypeRef};

/// The strings a schema admits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    /// The listed ones, each with the pointer of its list.
    pub values: Vec<String>,
    /// Whether others are admitted.
    pub open: bool,
}

impl<'a> Lowering<'a> {
    /// A schema of `type: string`.
    pub fn string(&mut self, view: &View<'a>) -> Lowered {
        if view.strings.is_empty() {
            let scalar = match view.format.as_deref() {
                Some("binary") => Scalar::Binary,
                Some("password") => Scalar::Secret,
                _ => Scalar::String,
            };
            return Lowered::Type(TypeRef::Scalar(scalar));
        }
        let values = view
            .strings
            .iter()
            .map(|value| (*value).to_owned())
            .collect();
        Lowered::Shape(self.string_enum(Strings {
            values,
            open: false,
        }))
    }

    /// A string enum of these values.
    pub fn string_enum(&mut self, strings: Strings) -> Shape {
        let mut values: Vec<EnumValue> = Vec::new();
        for wire in strings.values {
            if !values.iter().any(|value| value.wire == wire) {
                values.push(EnumValue { wire });
            }
        }
        Shape::StringEnum {
            values,
            open: strings.open,
        }
    }

    /// The strings a schema admits, if it admits nothing but strings (and perhaps `null`).
    pub fn strings(&self, schema: Sch<'a>) -> Option<Strings> {
        self.strings_at(schema, 0)
    }

    fn strings_at(&self, schema: Sch<'a>, depth: usize) -> Option<Strings> {
        let item = self.resolve(schema)?;
        let view = View::of(item);
        if depth > 16 {
            return None;
        }
        if let [only] = view.all_of {
            return match only {
                ReferenceOr::Reference { .. } => self.strings_at(only.into(), depth + 1),
                ReferenceOr::Item(_) => None,
            };
        }
        let (_, branches) = view.branches();
        if !branches.is_empty() {
            let mut all = Strings::default();
            for branch in branches {
                let strings = self.strings_at(branch.into(), depth + 1)?;
                all.open |= strings.open;
                all.values.extend(strings.values);
            }
            return Some(all);
        }
        if view.kind != Some(Kind::String)
            || matches!(view.format.as_deref(), Some("binary" | "password"))
        {
            return None;
        }
        let values: Vec<String> = view
            .strings
            .iter()
            .map(|value| (*value).to_owned())
            .collect();
        Some(Strings {
            open: values.is_empty(),
            values,
        })
    }

    /// The only string a schema admits, if that is so.
    pub fn constant(&self, schema: Sch<'a>) -> Option<String> {
        let strings = self.strings(schema)?;
        match (strings.values.as_slice(), strings.open) {
            ([only], false) => Some(only.clone()),
            _ => None,
        }
    }
}
