//! Records, enums, unions and aliases as Rust types.

use super::Context;
use super::docs;
use super::idents::{self, Wish};
use super::model::{
    Adder, DefaultItem, FieldItem, ItemKind, Member, MemberKind, RecordItem, RustType, Slot,
    TypeItem, ValueItem,
};
use super::names;
use super::usage;
use crate::diagnostic::Diagnostics;
use crate::ir::{
    Def, DefId, EnumValue, Fact, Field, FieldKind, Presence, Rest, Root, Scalar, Shape, Step,
    TypeRef,
};

/// Plans one type.
pub fn item(context: &Context, id: DefId, def: &Def, found: &mut Diagnostics) -> TypeItem {
    let kind = match &def.shape {
        Shape::Record { fields, rest } => {
            ItemKind::Record(record(context, id, def, fields, rest, found))
        }
        Shape::StringEnum { values, .. } => {
            ItemKind::StringEnum(string_enum(context, def, values, found))
        }
        Shape::Union { cases, tagging } => {
            ItemKind::Union(context.union(id, def, cases, tagging, found))
        }
        Shape::Alias(ty) => ItemKind::Alias(context.rust_type(ty)),
    };
    TypeItem {
        ident: context.idents[id.0 as usize].clone(),
        doc: docs::type_lines(&def.docs, fallback(def)),
        deprecated: def.docs.deprecated,
        form: context.usage[id.0 as usize].form.clone(),
        page: context.pages.get(&id).cloned(),
        kind,
    }
}

fn record(
    context: &Context,
    id: DefId,
    def: &Def,
    fields: &[Field],
    rest: &Rest,
    found: &mut Diagnostics,
) -> RecordItem {
    let wishes: Vec<Wish<'_>> = fields
        .iter()
        .map(|field| Wish {
            what: &field.wire,
            usual: field_ident(names::field_name(&field.wire)),
            pinned: context.member_pin(def, &field.wire),
            origin: field.origin,
        })
        .collect();
    let spell = |index: usize| field_ident(names::spelled_field_name(&fields[index].wire));
    let idents = idents::assign(&wishes, &spell, context.severity, found);
    let mut members: Vec<Member> = fields
        .iter()
        .zip(idents)
        .enumerate()
        .map(|(index, (field, ident))| Member {
            wire: field.wire.clone(),
            index,
            aliases: field.aliases.clone(),
            kind: match &field.kind {
                FieldKind::Constant(value) => MemberKind::Constant(value.clone()),
                FieldKind::Value(ty) => {
                    MemberKind::Field(Box::new(field_item(context, id, field, ty, ident)))
                }
            },
        })
        .collect();
    tell_setters_apart(&mut members);
    name_adders(&mut members);
    let built = context.usage[id.0 as usize].sent;
    let default = default_item(&members, built);
    RecordItem {
        members,
        additional: match rest {
            Rest::Kept => None,
            Rest::Typed(ty) => Some(context.rust_type(ty)),
        },
        built,
        default,
        adjusted: context.is_adjusted(id),
    }
}

fn field_item(
    context: &Context,
    id: DefId,
    field: &Field,
    ty: &TypeRef,
    ident: String,
) -> FieldItem {
    let nullable = matches!(ty, TypeRef::Nullable(_));
    let endless = context.layout.endless(id, ty);
    let slot = match (field.presence, nullable || endless) {
        (Presence::Required, false) => Slot::Plain,
        (Presence::Required, true) => Slot::Nullable,
        (Presence::Optional, _) => Slot::Option,
    };
    let mut rust = context.rust_type(ty.without_null());
    if context.layout.recursive(id, ty) {
        rust = RustType::Box(Box::new(rust));
    }
    FieldItem {
        null_setter: format!("{}_null", names::behind_with(&ident).trim_end_matches('_')),
        setter: names::behind_with(&ident).to_owned(),
        ident,
        ty: rust,
        slot,
        nullable: nullable && slot == Slot::Option,
        secret: matches!(ty.without_null(), TypeRef::Scalar(Scalar::Secret)),
        default: (slot == Slot::Plain)
            .then(|| default_of(context, field, ty))
            .flatten(),
        adder: context.constructed_item(ty).map(|item| Adder {
            setter: String::new(),
            argument: String::new(),
            item,
        }),
        doc: docs::member_lines(&field.docs),
        deprecated: field.docs.deprecated,
    }
}

fn default_item(members: &[Member], built: bool) -> DefaultItem {
    let required = members.iter().filter_map(|member| match &member.kind {
        MemberKind::Field(field) if field.slot == Slot::Plain => Some(field.default.is_some()),
        _ => None,
    });
    let (has_default, needed): (Vec<bool>, Vec<bool>) = required.partition(|it| *it);
    match (has_default.is_empty(), needed.is_empty()) {
        (_, false) => DefaultItem::None,
        (true, true) => DefaultItem::Blank,
        (false, true) if built => DefaultItem::New,
        (false, true) => DefaultItem::None,
    }
}

/// The default of a required member that is an enum: what else it may be is a choice that few make.
fn default_of(context: &Context, field: &Field, ty: &TypeRef) -> Option<String> {
    let TypeRef::Def(id) = usage::behind_aliases(context.api, ty) else {
        return None;
    };
    let Shape::StringEnum { values, .. } = &context.api.def(*id).shape else {
        return None;
    };
    let default = field.docs.facts.iter().find_map(|fact| match fact {
        Fact::Default(json) => Some(json.trim_matches('"')),
        _ => None,
    })?;
    let known = values.iter().any(|value| value.wire == default);
    known.then(|| default.to_owned())
}

/// A list `tools` gets `with_tool`, which adds one, unless another member's setter is called so.
fn name_adders(members: &mut [Member]) {
    let setters: Vec<String> = members
        .iter()
        .filter_map(|member| match &member.kind {
            MemberKind::Field(field) => Some(field.setter.clone()),
            MemberKind::Constant(_) => None,
        })
        .collect();
    for member in members {
        if let MemberKind::Field(field) = &mut member.kind
            && let Some(adder) = &mut field.adder
        {
            match field.setter.strip_suffix('s') {
                Some(one) if !setters.iter().any(|setter| setter == one) => {
                    adder.setter = one.to_owned();
                    adder.argument = names::field_name(one);
                }
                _ => field.adder = None,
            }
        }
    }
}

/// A field that is called as another one's setter of `null` keeps its name.
fn tell_setters_apart(members: &mut [Member]) {
    let field = |member: &Member| match &member.kind {
        MemberKind::Field(field) => Some(field.setter.clone()),
        MemberKind::Constant(_) => None,
    };
    let setters: Vec<String> = members.iter().filter_map(field).collect();
    for member in members {
        if let MemberKind::Field(field) = &mut member.kind {
            while setters.contains(&field.null_setter) {
                field.null_setter.push('_');
            }
        }
    }
}

/// `extra` and `additional` are fields of every record, or of some.
fn field_ident(name: String) -> String {
    match name.as_str() {
        "extra" | "additional" => format!("{name}_"),
        _ => name,
    }
}

fn string_enum(
    context: &Context,
    def: &Def,
    values: &[EnumValue],
    found: &mut Diagnostics,
) -> Vec<ValueItem> {
    let wishes: Vec<Wish<'_>> = values
        .iter()
        .map(|value| Wish {
            what: &value.wire,
            usual: names::variant_name(&value.wire),
            pinned: context.member_pin(def, &value.wire),
            origin: def.origin,
        })
        .collect();
    let spell = |index: usize| names::spelled_variant_name(&values[index].wire);
    let idents = idents::assign(&wishes, &spell, context.severity, found);
    let item = |(value, ident): (&EnumValue, String)| ValueItem {
        differs: value.wire.replace('_', "").to_lowercase() != ident.to_lowercase(),
        wire: value.wire.clone(),
        ident,
    };
    values.iter().zip(idents).map(item).collect()
}

fn fallback(def: &Def) -> String {
    let root = match &def.place.root {
        Root::Component(name) => format!("The schema `{name}`"),
        Root::Request(id) => format!("The request body of `{id}`"),
        Root::Form(id) => format!("The form of `{id}`"),
        Root::Reply(id) => format!("The answer of `{id}`"),
        Root::Event(id) => format!("An event that `{id}` streams"),
        Root::Param(id, name) => format!("The parameter `{name}` of `{id}`"),
        Root::Webhook(name) => format!("What the webhook `{name}` carries"),
        Root::AllWebhooks => "What a webhook carries".to_owned(),
    };
    let steps: Vec<&str> = def
        .place
        .steps
        .iter()
        .map(|step| match step {
            Step::Property(name) | Step::Case(name) => name.as_str(),
            Step::Item => "[]",
            Step::Value => "{}",
        })
        .collect();
    if steps.is_empty() {
        root
    } else {
        format!("{root}, at `{}`", steps.join("."))
    }
}

impl Context<'_> {
    /// The type of one item, if the type is a list of a union that has constructors.
    fn constructed_item(&self, ty: &TypeRef) -> Option<RustType> {
        let TypeRef::List(item) = usage::behind_aliases(self.api, ty) else {
            return None;
        };
        let TypeRef::Def(id) = usage::behind_aliases(self.api, item) else {
            return None;
        };
        self.constructors_of(*id)?;
        Some(self.rust_type(&TypeRef::Def(*id)))
    }

    /// A type as a field or argument holds it, `null` as `Option`.
    pub fn rust_type(&self, ty: &TypeRef) -> RustType {
        match ty {
            TypeRef::Def(id) => {
                let converts = matches!(
                    self.api.def(*id).shape,
                    Shape::Union { .. } | Shape::StringEnum { .. }
                );
                RustType::Named(self.idents[id.0 as usize].clone(), converts)
            }
            TypeRef::Scalar(scalar) => match scalar {
                Scalar::String | Scalar::Secret => RustType::String,
                Scalar::Binary => RustType::Upload,
                Scalar::Integer => RustType::I64,
                Scalar::WideInteger => RustType::Number,
                Scalar::Number => RustType::F64,
                Scalar::Boolean => RustType::Bool,
                Scalar::Null => RustType::Value,
            },
            TypeRef::List(items) => RustType::Vec(Box::new(self.rust_type(items))),
            TypeRef::Map(values) => RustType::Map(Box::new(self.rust_type(values))),
            TypeRef::Nullable(inner) => RustType::Option(Box::new(self.rust_type(inner))),
            TypeRef::Any(_) => RustType::Value,
        }
    }
}
