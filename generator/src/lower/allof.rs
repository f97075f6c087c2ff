//! `allOf`: an annotated reference, or members merged into one record.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::Lowering;
use super::schema::Lowered;
use super::view::{Kind, Sch, View};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{
    AnyReason, Case, CaseKind, Def, DefId, Docs, Field, FieldKind, Place, Presence, Rest, Scalar,
    Shape, Step, Tagging, TypeRef,
};

/// What the members of an `allOf` add up to.
#[derive(Default)]
struct Merged<'a> {
    fields: IndexMap<String, Field>,
    required: Vec<&'a str>,
    rest: Option<TypeRef>,
    /// A union among the members: its cases.
    union: Option<Vec<Case>>,
    /// Whether there are several unions, which no type here combines.
    unions: bool,
    /// A member that is no object.
    other: Option<TypeRef>,
    /// Whether a member is an object, be it without declared members.
    object: bool,
    /// Whether no value can be what two of the members ask for.
    contradiction: bool,
}

impl Merged<'_> {
    fn add_union(&mut self, cases: Vec<Case>) {
        self.unions |= self.union.as_ref().is_some_and(|before| *before != cases);
        self.union = Some(cases);
    }
}

impl<'a> Lowering<'a> {
    /// A schema whose values must satisfy all of several schemas.
    pub fn all_of(&mut self, view: &View<'a>, place: &Place) -> Lowered {
        if let [only] = view.all_of {
            return Lowered::Type(self.type_of(only.into(), &place.at("/allOf/0")));
        }
        let mut merged = Merged::default();
        for (index, member) in view.all_of.iter().enumerate() {
            self.merge(member, &place.at(&format!("/allOf/{index}")), &mut merged);
        }
        self.merged(merged, place)
    }

    fn merge(
        &mut self,
        member: &'a ReferenceOr<openapiv3::Schema>,
        place: &Place,
        merged: &mut Merged<'a>,
    ) {
        let item = match Sch::from(member) {
            Sch::Ref(reference) => {
                if let Some(id) = self.component(reference) {
                    self.ensure(id);
                    self.merge_def(id, merged);
                }
                return;
            }
            Sch::Item(item) => item,
        };
        let view = View::of(item);
        if !view.all_of.is_empty() {
            for (index, member) in view.all_of.iter().enumerate() {
                self.merge(member, &place.at(&format!("/allOf/{index}")), merged);
            }
            return;
        }
        merged
            .required
            .extend(view.required.iter().map(String::as_str));
        if view.kind == Some(Kind::Object) {
            merged.object = true;
            for field in self.fields(&view, place) {
                merge_field(&mut merged.fields, field);
            }
            if let Rest::Typed(ty) = self.rest(&view, place) {
                merged.rest = Some(ty);
            }
            return;
        }
        match self.lowered(item, &view, place) {
            Lowered::Shape(Shape::Union { cases, .. }) => merged.add_union(cases),
            Lowered::Shape(shape) => {
                let origin = self.document.origins.origin(&place.pointer);
                let def = Def {
                    place: place.clone(),
                    origin,
                    shape,
                    nullable: false,
                    docs: Docs::default(),
                };
                let ty = TypeRef::Def(self.add(def));
                self.merge_other(ty, merged);
            }
            Lowered::Type(TypeRef::Any(_)) => {}
            Lowered::Type(TypeRef::Def(id)) => {
                self.ensure(id);
                self.merge_def(id, merged);
            }
            Lowered::Type(ty) => self.merge_other(ty, merged),
        }
    }

    /// Merges what a type already lowered has.
    fn merge_def(&mut self, id: DefId, merged: &mut Merged<'a>) {
        let Some(def) = self.done(id) else { return };
        match def.shape.clone() {
            Shape::Record { fields, rest } => {
                merged.object = true;
                for field in fields {
                    merge_field(&mut merged.fields, field);
                }
                if let Rest::Typed(ty) = rest {
                    merged.rest = Some(ty);
                }
            }
            Shape::Union { cases, .. } => merged.add_union(cases),
            Shape::Alias(TypeRef::Def(target)) => {
                self.ensure(target);
                self.merge_def(target, merged);
            }
            Shape::Alias(TypeRef::Map(values)) => {
                merged.object = true;
                if !matches!(*values, TypeRef::Any(_)) {
                    merged.rest = Some(*values);
                }
            }
            Shape::Alias(TypeRef::Any(_)) => {}
            Shape::StringEnum { .. } | Shape::Alias(_) => {
                self.merge_other(TypeRef::Def(id), merged);
            }
        }
    }

    /// Merges a type that is no object: of two that agree the one that says more stays.
    fn merge_other(&self, ty: TypeRef, merged: &mut Merged<'a>) {
        let Some(before) = &merged.other else {
            merged.other = Some(ty);
            return;
        };
        match (self.json_type(before, 0), self.json_type(&ty, 0)) {
            (Some(one), Some(other)) if one != other => merged.contradiction = true,
            _ => {
                let value = |ty: &TypeRef| precision(&FieldKind::Value(ty.clone()));
                if value(&ty) >= value(before) {
                    merged.other = Some(ty);
                }
            }
        }
    }

    /// What JSON calls the values of a type that is no object.
    fn json_type(&self, ty: &TypeRef, depth: usize) -> Option<&'static str> {
        match ty {
            TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::Binary) => Some("string"),
            TypeRef::Scalar(Scalar::Integer | Scalar::WideInteger | Scalar::Number) => {
                Some("number")
            }
            TypeRef::Scalar(Scalar::Boolean) => Some("boolean"),
            TypeRef::List(_) => Some("array"),
            TypeRef::Nullable(inner) => self.json_type(inner, depth),
            TypeRef::Def(id) => match &self.done(*id)?.shape {
                Shape::StringEnum { .. } => Some("string"),
                Shape::Alias(ty) if depth < 16 => self.json_type(ty, depth + 1),
                _ => None,
            },
            TypeRef::Scalar(Scalar::Null) | TypeRef::Map(_) | TypeRef::Any(_) => None,
        }
    }

    fn merged(&mut self, mut merged: Merged<'a>, place: &Place) -> Lowered {
        for field in merged.fields.values_mut() {
            if merged.required.contains(&field.wire.as_str()) {
                field.presence = Presence::Required;
            }
            if field.presence == Presence::Required
                && let FieldKind::Value(TypeRef::Def(id)) = field.kind
                && let Some(Shape::StringEnum {
                    values,
                    open: false,
                }) = self.done(id).map(|def| &def.shape)
                && let [only] = values.as_slice()
            {
                // Required by one part, with its one value stated in another.
                field.kind = FieldKind::Constant(only.wire.clone());
            }
        }
        let object = merged.object || !merged.fields.is_empty();
        if merged.contradiction || (object && merged.other.is_some()) {
            let at = self
                .document
                .origins
                .key(&format!("{}/allOf", place.pointer));
            let message = "no value can be what all parts of this `allOf` ask for";
            self.found.push(
                Diagnostic::warning(Code::UnsatisfiableSchema, message, at)
                    .help("read as any JSON"),
            );
            return Lowered::Type(TypeRef::Any(AnyReason::Unsatisfiable));
        }
        if merged.unions {
            let at = self
                .document
                .origins
                .key(&format!("{}/allOf", place.pointer));
            let message = "several unions in one `allOf` are not combined";
            self.found.push(
                Diagnostic::warning(Code::UnsupportedKeyword, message, at).help("read as any JSON"),
            );
            return Lowered::Type(TypeRef::Any(AnyReason::Unsupported));
        }
        let fields: Vec<Field> = merged.fields.into_values().collect();
        let rest = merged.rest.map_or(Rest::Kept, Rest::Typed);
        match (merged.union, merged.other) {
            (Some(cases), _) if fields.is_empty() => Lowered::Shape(Shape::Union {
                cases,
                tagging: Tagging::ByJsonType,
            }),
            (Some(cases), _) => self.distribute(cases, &fields, &rest, place),
            (None, Some(other)) if fields.is_empty() => Lowered::Type(other),
            (None, Some(_)) => Lowered::Type(TypeRef::Any(AnyReason::Unsatisfiable)),
            (None, None) if fields.is_empty() && object => {
                let values = match rest {
                    Rest::Typed(ty) => ty,
                    Rest::Kept => TypeRef::Any(AnyReason::Free),
                };
                Lowered::Type(TypeRef::Map(Box::new(values)))
            }
            (None, None) if fields.is_empty() => Lowered::Type(TypeRef::Any(AnyReason::Free)),
            (None, None) => Lowered::Shape(Shape::Record { fields, rest }),
        }
    }

    /// `allOf: [{properties}, {oneOf: [A, B]}]` is a union of A and B, each with the properties.
    fn distribute(
        &mut self,
        cases: Vec<Case>,
        base: &[Field],
        rest: &Rest,
        place: &Place,
    ) -> Lowered {
        let mut wider = Vec::with_capacity(cases.len());
        for (index, case) in cases.into_iter().enumerate() {
            let Some(fields) = self.case_fields(&case) else {
                wider.push(case);
                continue;
            };
            let mut all: IndexMap<String, Field> = IndexMap::new();
            for field in base.iter().cloned().chain(fields) {
                merge_field(&mut all, field);
            }
            let place = place.step(Step::Case(case.name.clone()), &format!("/oneOf/{index}"));
            let shape = Shape::Record {
                fields: all.into_values().collect(),
                rest: rest.clone(),
            };
            let def = Def {
                place,
                origin: case.origin,
                shape,
                nullable: false,
                docs: Docs::default(),
            };
            let id = self.add(def);
            wider.push(Case {
                kind: CaseKind::Type(TypeRef::Def(id)),
                ..case
            });
        }
        Lowered::Shape(Shape::Union {
            cases: wider,
            tagging: Tagging::ByJsonType,
        })
    }

    fn case_fields(&mut self, case: &Case) -> Option<Vec<Field>> {
        let CaseKind::Type(TypeRef::Def(id)) = case.kind else {
            return None;
        };
        self.ensure(id);
        match &self.done(id)?.shape {
            Shape::Record { fields, .. } => Some(fields.clone()),
            _ => None,
        }
    }
}

/// Adds a member, or refines the one of that name: what says more about the value stays, required wins.
fn merge_field(fields: &mut IndexMap<String, Field>, field: Field) {
    let Some(before) = fields.get_mut(&field.wire) else {
        fields.insert(field.wire.clone(), field);
        return;
    };
    before.presence = before.presence.min(field.presence);
    if precision(&field.kind) >= precision(&before.kind) {
        before.kind = field.kind;
        before.docs = field.docs;
        before.origin = field.origin;
    }
}

/// How much a type says about its values.
fn precision(kind: &FieldKind) -> u8 {
    match kind {
        FieldKind::Constant(_) => 3,
        FieldKind::Value(TypeRef::Any(_)) => 0,
        FieldKind::Value(TypeRef::Scalar(_)) => 1,
        FieldKind::Value(_) => 2,
    }
}
