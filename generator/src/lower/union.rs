//! `oneOf` and `anyOf`: string enums in disguise, and unions.

use openapiv3::{ReferenceOr, Schema};

use super::docs::docs;
use super::schema::Lowered;
use super::strings::Strings;
use super::view::{Kind, Sch, View};
use super::{Lowering, constructors};
use crate::ir::{Case, CaseKind, Def, Docs, Place, Scalar, Shape, Step, TagArm, Tagging, TypeRef};
use crate::openapi::schema_name;

/// Titles that say no more than the type does.
const JSON_TYPES: &[&str] = &[
    "array", "boolean", "integer", "null", "number", "object", "string",
];

/// A branch of a union, nested inline unions unfolded.
struct Branch<'a> {
    schema: Sch<'a>,
    /// The pointer below the union's own.
    relative: String,
}

impl<'a> Lowering<'a> {
    /// A schema whose values satisfy one of several schemas. `oneOf` and `anyOf` mean the same to a type.
    pub fn union(&mut self, schema: &'a Schema, view: &View<'a>, place: &Place) -> Lowered {
        if let Some(raw) = view.data.extensions.get(constructors::EXTENSION) {
            self.constructors.push((place.pointer.clone(), raw.clone()));
        }
        let mut branches = Vec::new();
        unfold(view, "", &mut branches);
        let strings: Vec<Option<Strings>> = branches
            .iter()
            .map(|branch| self.strings(branch.schema))
            .collect();
        if strings.iter().all(Option::is_some) {
            return Lowered::Shape(self.all_strings(strings.into_iter().flatten()));
        }
        let property = view
            .data
            .discriminator
            .as_ref()
            .map(|discriminator| discriminator.property_name.as_str());
        let nameless = branches.iter().filter(|branch| match branch.schema {
            Sch::Item(item) => {
                is_object(&View::of(item)) && self.inline_name(item, property).is_empty()
            }
            Sch::Ref(_) => false,
        });
        let several = nameless.count() > 1;
        let mut cases = Vec::new();
        let mut inline_strings: Vec<Strings> = Vec::new();
        for (branch, strings) in branches.iter().zip(strings) {
            match (branch.schema, strings) {
                (Sch::Item(_), Some(strings)) => inline_strings.push(strings),
                (schema, _) => self.case(
                    schema,
                    &branch.relative,
                    property,
                    several,
                    place,
                    &mut cases,
                ),
            }
        }
        self.string_cases(inline_strings, place, &mut cases);
        if let [
            Case {
                kind: CaseKind::Type(only),
                ..
            },
        ] = cases.as_slice()
        {
            return Lowered::Type(only.clone());
        }
        let tagging = declared_tagging(schema, &cases, self);
        Lowered::Shape(Shape::Union { cases, tagging })
    }

    fn all_strings(&mut self, strings: impl Iterator<Item = Strings>) -> Shape {
        let mut all = Strings::default();
        for strings in strings {
            all.open |= strings.open;
            all.values.extend(strings.values);
        }
        match all.values.is_empty() {
            true => Shape::Alias(TypeRef::Scalar(Scalar::String)),
            false => self.string_enum(all),
        }
    }

    fn case(
        &mut self,
        schema: Sch<'a>,
        relative: &str,
        property: Option<&str>,
        several: bool,
        place: &Place,
        cases: &mut Vec<Case>,
    ) {
        let origin = self
            .document
            .origins
            .origin(&format!("{}{relative}", place.pointer));
        let name = match schema {
            Sch::Ref(reference) => {
                schema_name(reference).map_or_else(String::new, |name| name.into_owned())
            }
            Sch::Item(item) => self.inline_name(item, property),
        };
        let step = match schema {
            Sch::Item(item) if name.is_empty() => nameless(&View::of(item), several),
            _ => name.clone(),
        };
        let ty = self.type_of(schema, &place.step(Step::Case(step.clone()), relative));
        let name = match (name.is_empty(), step.is_empty()) {
            (false, _) => name,
            (true, false) if several => step,
            (true, _) => type_name(&ty, self),
        };
        let kind = CaseKind::Type(ty.without_null().clone());
        if !cases.iter().any(|case| case.kind == kind) {
            cases.push(Case { name, kind, origin });
        }
    }

    /// Inline strings beside other types: listed ones alone are cases without a payload.
    fn string_cases(&mut self, inline: Vec<Strings>, place: &Place, cases: &mut Vec<Case>) {
        if inline.is_empty() {
            return;
        }
        let origin = self.document.origins.origin(&place.pointer);
        let open = inline.iter().any(|strings| strings.open);
        let listed: Vec<String> = inline
            .into_iter()
            .flat_map(|strings| strings.values)
            .collect();
        let case = |name: &str, kind| Case {
            name: name.to_owned(),
            kind,
            origin,
        };
        if listed.is_empty() {
            cases.insert(
                0,
                case("Text", CaseKind::Type(TypeRef::Scalar(Scalar::String))),
            );
        } else if open {
            let place = place.step(Step::Case("Text".to_owned()), "");
            let shape = self.string_enum(Strings {
                values: listed,
                open,
            });
            let def = Def {
                place,
                origin,
                shape,
                nullable: false,
                docs: Docs::default(),
            };
            let id = self.add(def);
            cases.insert(0, case("Text", CaseKind::Type(TypeRef::Def(id))));
        } else {
            for (index, value) in listed.into_iter().enumerate() {
                cases.insert(
                    index,
                    Case {
                        name: value.clone(),
                        kind: CaseKind::Literal(value),
                        origin,
                    },
                );
            }
        }
    }

    /// What names an inline branch: the tag it carries, its title; empty if its type must do.
    fn inline_name(&self, item: &'a Schema, property: Option<&str>) -> String {
        let view = View::of(item);
        if let Some(properties) = view.properties {
            let tag = properties
                .iter()
                .filter(|(name, _)| {
                    view.required.contains(name) && property.is_none_or(|tag| tag == name.as_str())
                })
                .find_map(|(_, schema)| self.constant(schema.into()));
            if let Some(tag) = tag {
                return tag;
            }
        }
        let composed = view.kind.is_none()
            || view.kind == Some(Kind::Object)
            || view.kind == Some(Kind::Array);
        match &docs(item, &view).title {
            Some(title)
                if composed && !JSON_TYPES.contains(&title.to_ascii_lowercase().as_str()) =>
            {
                title.clone()
            }
            _ => String::new(),
        }
    }
}

/// Unfolds inline unions without a discriminator of their own into the list.
fn unfold<'a>(view: &View<'a>, prefix: &str, into: &mut Vec<Branch<'a>>) {
    let (keyword, branches) = view.branches();
    for (index, branch) in branches.iter().enumerate() {
        let relative = format!("{prefix}/{keyword}/{index}");
        if let ReferenceOr::Item(item) = branch {
            let inner = View::of(item);
            let is_union = !inner.one_of.is_empty() || !inner.any_of.is_empty();
            if is_union && inner.all_of.is_empty() && inner.data.discriminator.is_none() {
                unfold(&inner, &relative, into);
                continue;
            }
        }
        into.push(Branch {
            schema: branch.into(),
            relative,
        });
    }
}

/// The discriminator as far as the document states it; `tagging` completes it from the cases.
fn declared_tagging(schema: &Schema, cases: &[Case], lowering: &Lowering) -> Tagging {
    let Some(discriminator) = &schema.schema_data.discriminator else {
        return Tagging::ByJsonType;
    };
    let index = |reference: &str| {
        let kind = CaseKind::Type(TypeRef::Def(lowering.component(reference)?));
        cases.iter().position(|case| case.kind == kind)
    };
    let mut arms: Vec<TagArm> = Vec::new();
    for (value, reference) in &discriminator.mapping {
        if let Some(case) = index(reference) {
            arms.push(TagArm {
                value: value.clone(),
                alias: false,
                cases: vec![case],
            });
        }
    }
    Tagging::Internal {
        property: discriminator.property_name.clone(),
        arms,
        absent: Vec::new(),
    }
}

/// What stands in the name of a type for a case without a name: its own type must not be called as the union is.
/// Several objects are called by what each requires.
fn nameless(view: &View, several: bool) -> String {
    if is_object(view) {
        let parts = view.all_of.iter().filter_map(|part| match part {
            ReferenceOr::Item(item) => Some(View::of(item).required),
            ReferenceOr::Reference { .. } => None,
        });
        let required: Vec<&str> = parts
            .chain([view.required])
            .flatten()
            .map(String::as_str)
            .collect();
        if several && !required.is_empty() {
            format!("with_{}", required.join("_"))
        } else {
            "Object".to_owned()
        }
    } else if !view.one_of.is_empty() || !view.any_of.is_empty() {
        "Choice".to_owned()
    } else {
        String::new()
    }
}

fn is_object(view: &View) -> bool {
    view.kind == Some(Kind::Object) || !view.all_of.is_empty()
}

/// The name of a case that has none of its own: what JSON calls its type.
fn type_name(ty: &TypeRef, lowering: &Lowering) -> String {
    match ty {
        TypeRef::Scalar(Scalar::String | Scalar::Secret) => "Text".to_owned(),
        TypeRef::Scalar(Scalar::Binary) => "Bytes".to_owned(),
        TypeRef::Scalar(Scalar::Integer | Scalar::WideInteger) => "Integer".to_owned(),
        TypeRef::Scalar(Scalar::Number) => "Number".to_owned(),
        TypeRef::Scalar(Scalar::Boolean) => "Boolean".to_owned(),
        TypeRef::Scalar(Scalar::Null) => "Null".to_owned(),
        TypeRef::List(items) => format!("{}List", type_name(items, lowering)),
        TypeRef::Map(values) if matches!(**values, TypeRef::Any(_)) => "Object".to_owned(),
        TypeRef::Map(values) => format!("{}Map", type_name(values, lowering)),
        TypeRef::Nullable(inner) => type_name(inner, lowering),
        TypeRef::Any(_) => "Any".to_owned(),
        TypeRef::Def(id) => match (
            lowering.component_name(*id),
            lowering.done(*id).map(|def| &def.shape),
        ) {
            (Some(name), _) => name.to_owned(),
            (None, Some(Shape::StringEnum { .. })) => "Text".to_owned(),
            (None, Some(Shape::Union { .. })) => "Choice".to_owned(),
            (None, _) => "Object".to_owned(),
        },
    }
}
