//! Uses of operations: methods, options and responses.
//!
//! Input: an operation of the plan. Output: [`Use`]s.

use std::collections::BTreeMap;

use oasmith_core::plan::{
    self, Argument, ArgumentLocation, EventMode, PlainValue, Reply, RustType,
};

use super::Use;
use super::signature::{argument_type, arguments, parameters, type_code};

/// Adds the uses of an operation. `accessors` are the methods that lead to each group.
pub fn add(
    group: &plan::Group,
    operation: &plan::Operation,
    accessors: &BTreeMap<&[String], &str>,
    uses: &mut Vec<Use>,
) {
    let calls: String = (1..=group.path.len())
        .filter_map(|length| accessors.get(&group.path[..length]))
        .map(|accessor| format!("{accessor}()."))
        .collect();
    let shown: Vec<String> = group
        .path
        .iter()
        .map(|segment| format!("{segment}()"))
        .collect();
    let item = format!("client.{}.{}", shown.join("."), operation.method);
    let call = format!("Call<api::{}::{}>", group.path.join("::"), operation.ident);
    let mut add_method = |name: &str, types: &[String]| {
        let parameters = parameters(types);
        let separator = if types.is_empty() { "" } else { ", " };
        uses.push(Use {
            item: item.clone(),
            code: format!(
                "(c: &Client{separator}{parameters}) -> {call} {{ c.{calls}{name}({}) }}",
                arguments(types.len())
            ),
        });
    };
    let types =
        |arguments: &[Argument]| -> Vec<String> { arguments.iter().map(call_argument).collect() };
    add_method(&operation.method, &types(&operation.arguments));
    for alternative in &operation.alternatives {
        add_method(&alternative.method, &types(&alternative.arguments()));
    }
    for option in &operation.options {
        let setter = &option.setter;
        uses.push(Use {
            item: format!("{item}().{setter}"),
            code: format!(
                "(c: {call}, v: {}) -> {call} {{ c.{setter}(v) }}",
                call_argument(&option.argument)
            ),
        });
    }
    let has_names = operation.events == EventMode::EventData;
    for code in responses(&operation.reply, has_names, &call) {
        let item = item.clone();
        uses.push(Use { item, code });
    }
}

fn responses(reply: &Reply, named_events: bool, call: &str) -> Vec<String> {
    let awaited = |ty: &str| {
        format!(
            "(c: {call}) -> impl std::future::Future<Output = Result<{ty}, Error>> {{ \
             std::future::IntoFuture::into_future(c) }}"
        )
    };
    // The runtime decides the type of named events.
    let streamed = |event: &RustType| match named_events {
        true => format!("(c: {call}) {{ let _ = c.stream(); }}"),
        false => format!(
            "(c: {call}) -> impl std::future::Future<Output = Result<EventStream<{}>, Error>> {{ \
             std::future::IntoFuture::into_future(c.stream()) }}",
            type_code(event)
        ),
    };
    match reply {
        Reply::Empty => vec![awaited("()")],
        Reply::Text => vec![awaited("String")],
        Reply::Binary => vec![awaited("Download")],
        Reply::Json(ty) => vec![awaited(&type_code(ty))],
        Reply::Page(ty) => vec![
            awaited(&type_code(ty)),
            format!("(c: {call}) {{ let _ = c.pages(); }}"),
            format!("(c: {call}) {{ let _ = c.items(); }}"),
        ],
        Reply::Events(event) => vec![streamed(event)],
        Reply::JsonOrEvents(ty, event) => vec![awaited(&type_code(ty)), streamed(event)],
        Reply::BinaryOrEvents(event) => vec![awaited("Download"), streamed(event)],
        Reply::Optional(inner) => match value(inner) {
            Some(ty) => vec![awaited(&format!("Option<{ty}>"))],
            None => Vec::new(),
        },
        Reply::ByStatus => {
            vec![format!(
                "(c: {call}) {{ let _ = std::future::IntoFuture::into_future(c); }}"
            )]
        }
    }
}

/// Returns the type of the value of a reply that may be empty.
fn value(reply: &Reply) -> Option<String> {
    match reply {
        Reply::Text => Some("String".to_owned()),
        Reply::Binary | Reply::BinaryOrEvents(_) => Some("Download".to_owned()),
        Reply::Json(ty) | Reply::Page(ty) | Reply::JsonOrEvents(ty, _) => Some(type_code(ty)),
        Reply::Empty | Reply::Events(_) | Reply::Optional(_) | Reply::ByStatus => None,
    }
}

/// Returns the type of a value that a method of the client accepts for an argument.
fn call_argument(argument: &Argument) -> String {
    match &argument.location {
        ArgumentLocation::Path(value)
        | ArgumentLocation::Header(value)
        | ArgumentLocation::Cookie(value) => match value {
            PlainValue::String => "&str".to_owned(),
            PlainValue::Display(ty) | PlainValue::Formatted(ty) => type_code(ty),
        },
        ArgumentLocation::Raw(_) => "Vec<u8>".to_owned(),
        ArgumentLocation::AnyForm(_) => "Form".to_owned(),
        _ => argument_type(&argument.ty),
    }
}
