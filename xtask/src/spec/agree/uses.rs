//! A program that uses everything in a crate, a use a line.
//!
//! In: a plan. Out: [`Use`]s: every type, field, constructor, setter, variant, conversion, method, option and answer,
//! as code of users would name it.

use std::collections::BTreeMap;

use oasmith::plan::{
    Argument, ArgumentPlace, DefaultItem, FieldItem, ItemKind, MemberKind, OperationItem, Payload,
    Plan, RecordItem, ReplyItem, Resource, RustType, Slot, TypeItem, UnionItem,
};

/// What stands before the uses.
pub const HEADER: &str = "#![allow(warnings, clippy::all)]\n\
    use std::collections::BTreeMap;\n\
    use openai_typed::runtime::{Call, Client, Download, Error, EventStream, Form, IntoForm};\n\
    use openai_typed::{Upload, api, types};\n\
    use serde_json::{Number, Value};\n\
    fn main() {}\n";

/// What the use of a constructor ends in.
pub const NEW: &str = "::new";

/// One use.
#[derive(Clone, Debug)]
pub struct Use {
    /// What it uses, by its path in reports; `::new` stands for all parts of a type together.
    pub item: String,
    /// A function without `fn` and its name: `(x: T) -> U { … }`.
    pub code: String,
}

/// Everything that users can name.
pub fn of(plan: &Plan) -> Vec<Use> {
    let mut uses = Vec::new();
    for item in plan.modules.iter().flat_map(|module| &module.items) {
        of_type(item, &mut uses);
    }
    let accessors: BTreeMap<&[String], &str> = plan
        .resources
        .iter()
        .map(|resource| (resource.path.as_slice(), resource.accessor.as_str()))
        .collect();
    for resource in &plan.resources {
        for operation in &resource.operations {
            of_operation(resource, operation, &accessors, &mut uses);
        }
    }
    uses
}

fn of_type(item: &TypeItem, uses: &mut Vec<Use>) {
    let name = format!("types::{}", item.ident);
    let mut add = |item: String, code: String| uses.push(Use { item, code });
    match &item.kind {
        ItemKind::Alias(ty) => add(name.clone(), format!("(x: {name}) -> {} {{ x }}", text(ty))),
        ItemKind::Record(record) => {
            add(name.clone(), format!("(_: {name}) {{}}"));
            of_record(&name, record, &mut add);
        }
        ItemKind::StringEnum(values) => {
            add(name.clone(), format!("(_: {name}) {{}}"));
            for value in values {
                let variant = format!("{name}::{}", value.ident);
                add(variant.clone(), format!("() -> {name} {{ {variant} }}"));
            }
        }
        ItemKind::Union(union) => {
            add(name.clone(), format!("(_: {name}) {{}}"));
            of_union(&name, union, &mut add);
        }
    }
    let is_alias = matches!(item.kind, ItemKind::Alias(_));
    if item.form.is_some() && !is_alias {
        add(
            name.clone(),
            format!("(x: {name}) -> Form {{ x.into_form() }}"),
        );
    }
}

fn of_record(name: &str, record: &RecordItem, add: &mut impl FnMut(String, String)) {
    let fields = record
        .members
        .iter()
        .filter_map(|member| match &member.kind {
            MemberKind::Field(field) => Some(&**field),
            MemberKind::Constant(_) => None,
        });
    let fields: Vec<&FieldItem> = fields.collect();
    for field in &fields {
        let (ident, ty) = (&field.ident, text(&field.ty));
        let held = match field.slot {
            Slot::Plain => ty.clone(),
            Slot::Option | Slot::Nullable => format!("Option<{ty}>"),
        };
        let path = format!("{name}::{ident}");
        add(
            path.clone(),
            format!("(x: &{name}) -> &{held} {{ &x.{ident} }}"),
        );
        if !record.built || is_argument(field) {
            continue;
        }
        let given = text(unboxed(&field.ty));
        let setter = &field.setter;
        add(
            path.clone(),
            format!("(x: {name}, v: {given}) -> {name} {{ x.with_{setter}(v) }}"),
        );
        if field.nullable {
            let setter = &field.null_setter;
            add(
                path,
                format!("(x: {name}) -> {name} {{ x.with_{setter}() }}"),
            );
        }
    }
    if record.built {
        let required: Vec<String> = fields
            .iter()
            .filter(|field| is_argument(field))
            .map(|field| text(unboxed(&field.ty)))
            .collect();
        add(
            format!("{name}{NEW}"),
            format!(
                "({}) -> {name} {{ {name}::new({}) }}",
                parameters(&required),
                names(required.len())
            ),
        );
    }
    if record.default != DefaultItem::None {
        add(
            name.to_owned(),
            format!("() -> {name} {{ Default::default() }}"),
        );
    }
    if let Some(ty) = &record.additional {
        let ty = text(ty);
        add(
            format!("{name}::additional"),
            format!("(x: &{name}) -> &BTreeMap<String, {ty}> {{ &x.additional }}"),
        );
    }
}

fn of_union(name: &str, union: &UnionItem, add: &mut impl FnMut(String, String)) {
    for variant in &union.variants {
        let path = format!("{name}::{}", variant.ident);
        let code = match &variant.payload {
            Payload::Literal(_) => format!("() -> {name} {{ {path} }}"),
            Payload::Type(ty) => format!("(v: {}) -> {name} {{ {path}(v) }}", text(ty)),
        };
        add(path, code);
    }
    if !union.built {
        return;
    }
    for (at, ty) in &union.conversions {
        if let Some(variant) = union.variants.get(*at) {
            let ty = text(unboxed(ty));
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
            .map(|argument| match argument.is_object {
                true => "Value".to_owned(),
                false => text(unboxed(&argument.ty)),
            })
            .collect();
        let gives = constructor.gives.as_deref();
        let gives = gives.map_or_else(|| name.to_owned(), |record| format!("types::{record}"));
        let path = format!("{name}::{}", constructor.ident);
        let code = format!(
            "({}) -> {gives} {{ {path}({}) }}",
            parameters(&types),
            names(types.len())
        );
        add(path, code);
    }
    if !union.strings.is_empty() || union.from_text.is_some() {
        add(
            name.to_owned(),
            format!("(v: &str) -> {name} {{ v.into() }}"),
        );
    }
}

fn of_operation(
    resource: &Resource,
    operation: &OperationItem,
    accessors: &BTreeMap<&[String], &str>,
    uses: &mut Vec<Use>,
) {
    let path: Vec<&str> = (1..=resource.path.len())
        .map(|length| {
            accessors
                .get(&resource.path[..length])
                .copied()
                .unwrap_or_default()
        })
        .collect();
    let groups: String = path.iter().map(|group| format!("{group}().")).collect();
    let shown: Vec<String> = resource
        .path
        .iter()
        .map(|group| format!("{group}()"))
        .collect();
    let item = format!("client.{}.{}", shown.join("."), operation.method);
    let call = format!(
        "Call<api::{}::{}>",
        resource.path.join("::"),
        operation.ident
    );
    let mut method = |name: &str, arguments: &[Argument]| {
        let types: Vec<String> = arguments.iter().map(given).collect();
        let parameters = parameters(&types);
        let separator = if types.is_empty() { "" } else { ", " };
        uses.push(Use {
            item: item.clone(),
            code: format!(
                "(c: &Client{separator}{parameters}) -> {call} {{ c.{groups}{name}({}) }}",
                names(types.len())
            ),
        });
    };
    method(&operation.method, &operation.arguments);
    if let Some((name, body)) = &operation.alternative {
        let mut arguments = operation.arguments.clone();
        arguments.pop();
        arguments.push(body.clone());
        method(name, &arguments);
    }
    for option in &operation.options {
        let setter = &option.setter;
        uses.push(Use {
            item: format!("{item}().with_{setter}"),
            code: format!(
                "(c: {call}, v: {}) -> {call} {{ c.with_{setter}(v) }}",
                given(option)
            ),
        });
    }
    for code in of_reply(&operation.reply, operation.named_events, &call) {
        let item = item.clone();
        uses.push(Use { item, code });
    }
}

fn of_reply(reply: &ReplyItem, named_events: bool, call: &str) -> Vec<String> {
    let awaited = |ty: &str| {
        format!(
            "(c: {call}) -> impl std::future::Future<Output = Result<{ty}, Error>> {{ \
             std::future::IntoFuture::into_future(c) }}"
        )
    };
    // Which type named events have is the runtime's to say.
    let streamed = |event: &RustType| match named_events {
        true => format!("(c: {call}) {{ let _ = c.stream(); }}"),
        false => format!(
            "(c: {call}) -> impl std::future::Future<Output = Result<EventStream<{}>, Error>> {{ \
             std::future::IntoFuture::into_future(c.stream()) }}",
            text(event)
        ),
    };
    match reply {
        ReplyItem::Empty => vec![awaited("()")],
        ReplyItem::Text => vec![awaited("String")],
        ReplyItem::Binary => vec![awaited("Download")],
        ReplyItem::Json(ty) => vec![awaited(&text(ty))],
        ReplyItem::Page(ty) => vec![
            awaited(&text(ty)),
            format!("(c: {call}) {{ let _ = c.pages(); }}"),
            format!("(c: {call}) {{ let _ = c.items(); }}"),
        ],
        ReplyItem::Events(event) => vec![streamed(event)],
        ReplyItem::JsonOrEvents(ty, event) => vec![awaited(&text(ty)), streamed(event)],
        ReplyItem::BinaryOrEvents(event) => vec![awaited("Download"), streamed(event)],
    }
}

/// The type of what is given for an argument.
fn given(argument: &Argument) -> String {
    match (&argument.place, &argument.ty) {
        (ArgumentPlace::Path | ArgumentPlace::Header, RustType::String | RustType::Named(..)) => {
            "&str".to_owned()
        }
        (ArgumentPlace::Path | ArgumentPlace::Header, RustType::Vec(item))
            if matches!(**item, RustType::String | RustType::Named(_, true)) =>
        {
            "&[String]".to_owned()
        }
        (ArgumentPlace::Raw(_), _) => "Vec<u8>".to_owned(),
        (ArgumentPlace::AnyForm, _) => "Form".to_owned(),
        _ => text(unboxed(&argument.ty)),
    }
}

fn parameters(types: &[String]) -> String {
    let parameters = types.iter().enumerate();
    let parameters: Vec<String> = parameters.map(|(at, ty)| format!("a{at}: {ty}")).collect();
    parameters.join(", ")
}

fn names(count: usize) -> String {
    let names: Vec<String> = (0..count).map(|at| format!("a{at}")).collect();
    names.join(", ")
}

/// Whether `new` takes the field.
fn is_argument(field: &FieldItem) -> bool {
    field.slot == Slot::Plain && field.default.is_none()
}

/// What `Into` takes for a type in a box.
fn unboxed(ty: &RustType) -> &RustType {
    match ty {
        RustType::Box(inner) => inner,
        plain => plain,
    }
}

fn text(ty: &RustType) -> String {
    match ty {
        RustType::Named(name, _) => format!("types::{name}"),
        RustType::Vec(inner) => format!("Vec<{}>", text(inner)),
        RustType::Map(inner) => format!("BTreeMap<String, {}>", text(inner)),
        RustType::Option(inner) => format!("Option<{}>", text(inner)),
        RustType::Box(inner) => format!("Box<{}>", text(inner)),
        plain => oasmith::diff::type_text(plain),
    }
}
