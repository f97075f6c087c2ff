//! Uses of types: fields, setters, constructors, variants and conversions.
//!
//! Input: a type of the plan. Output: [`Use`]s.

use oasmith_core::plan::{
    self, ArgumentType, Payload, Presence, RecordDefault, RustType, TypeKind,
};

use super::signature::{argument_type, arguments, parameters, type_code};
use super::{NEW, Use};

/// Adds the uses of a type.
pub fn add(item: &plan::Type, uses: &mut Vec<Use>) {
    let name = format!("types::{}", item.ident);
    let mut add = |item: String, code: String| uses.push(Use { item, code });
    match &item.kind {
        TypeKind::Alias(ty) => add(
            name.clone(),
            format!("(x: {name}) -> {} {{ x }}", type_code(ty)),
        ),
        TypeKind::Record(record) => {
            add(name.clone(), format!("(_: {name}) {{}}"));
            add_record(&name, record, &mut add);
        }
        TypeKind::StringEnum(values) | TypeKind::IntegerEnum(values) => {
            add(name.clone(), format!("(_: {name}) {{}}"));
            for value in values {
                let variant = format!("{name}::{}", value.ident);
                add(variant.clone(), format!("() -> {name} {{ {variant} }}"));
            }
        }
        TypeKind::Union(union) => {
            add(name.clone(), format!("(_: {name}) {{}}"));
            add_union(&name, union, &mut add);
        }
    }
    if item.form.is_some() {
        add(
            name.clone(),
            format!("(x: {name}) -> Form {{ x.into_form() }}"),
        );
    }
}

fn add_record(name: &str, record: &plan::Record, add: &mut impl FnMut(String, String)) {
    for (_, field) in record.fields() {
        add_field(name, field, record.built, add);
    }
    if record.built {
        let required: Vec<String> = record
            .argument_fields()
            .map(|(_, field)| setter_type(&field.ty, &field.argument))
            .collect();
        add(
            format!("{name}{NEW}"),
            format!(
                "({}) -> {name} {{ {name}::new({}) }}",
                parameters(&required),
                arguments(required.len())
            ),
        );
    }
    if record.default != RecordDefault::None {
        add(
            name.to_owned(),
            format!("() -> {name} {{ Default::default() }}"),
        );
    }
    if let Some(additional) = &record.additional {
        let ty = type_code(&additional.ty);
        add(
            format!("{name}::additional"),
            format!("(x: &{name}) -> &BTreeMap<String, {ty}> {{ &x.additional }}"),
        );
    }
}

fn add_field(
    name: &str,
    field: &plan::Field,
    has_setters: bool,
    add: &mut impl FnMut(String, String),
) {
    let (ident, ty) = (&field.ident, type_code(&field.ty));
    let field_type = match field.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable => format!("Option<{ty}>"),
    };
    let path = format!("{name}::{ident}");
    add(
        path.clone(),
        format!("(x: &{name}) -> &{field_type} {{ &x.{ident} }}"),
    );
    if !has_setters || field.is_argument() {
        return;
    }
    let argument = setter_type(&field.ty, &field.argument);
    let setter = &field.setter;
    add(
        path.clone(),
        format!("(x: {name}, v: {argument}) -> {name} {{ x.{setter}(v) }}"),
    );
    if let Some(setter) = &field.null_setter {
        add(path, format!("(x: {name}) -> {name} {{ x.{setter}() }}"));
    }
}

fn add_union(name: &str, union: &plan::Union, add: &mut impl FnMut(String, String)) {
    for variant in &union.variants {
        let path = format!("{name}::{}", variant.ident);
        let code = match &variant.payload {
            Payload::Literal(_) => format!("() -> {name} {{ {path} }}"),
            Payload::Type(ty) => format!("(v: {}) -> {name} {{ {path}(v) }}", type_code(ty)),
        };
        add(path, code);
    }
    if !union.built {
        return;
    }
    for conversion in &union.conversions {
        if let Some(variant) = union.variants.get(conversion.variant) {
            let ty = argument_type(&conversion.ty);
            add(
                format!("{name}::{}", variant.ident),
                format!("(v: {ty}) -> {name} {{ v.into() }}"),
            );
        }
    }
    for constructor in &union.constructors {
        let types: Vec<String> = constructor
            .arguments
            .iter()
            .map(|argument| setter_type(&argument.ty, &argument.argument))
            .collect();
        let record = constructor.returns.as_deref();
        let created = record.map_or_else(|| name.to_owned(), |record| format!("types::{record}"));
        let path = format!("{name}::{}", constructor.ident);
        let code = format!(
            "({}) -> {created} {{ {path}({}) }}",
            parameters(&types),
            arguments(types.len())
        );
        add(path, code);
    }
    if union.file.is_some() {
        let ty = argument_type(&RustType::Upload);
        add(
            name.to_owned(),
            format!("(v: {ty}) -> {name} {{ v.into() }}"),
        );
    }
    if union.from_string.is_some() {
        add(
            name.to_owned(),
            format!("(v: &str) -> {name} {{ v.into() }}"),
        );
    }
}

/// Returns the type of a value for a setter or a constructor: any JSON for an object without declared properties.
fn setter_type(ty: &RustType, argument: &ArgumentType) -> String {
    match argument {
        ArgumentType::Json => "Value".to_owned(),
        _ => argument_type(ty),
    }
}
