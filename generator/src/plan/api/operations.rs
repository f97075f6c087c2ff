//! Pass: operations as methods of their groups.

use std::collections::BTreeMap;

use super::bodies::Bodies;
use super::group_tree::GroupNode;
use super::operation_names::OperationNames;
use super::pages::Pages;
use super::{arguments, events, replies, status_enums};
use crate::ir::{self, Api, DefId, TypeRef};
use crate::plan::docs::{self, References};
use crate::plan::servers;
use crate::plan::types::RustTypes;
use crate::plan::{
    AlternativeMethod, Argument, Operation, Reply, RustType, Settings, StreamSwitch, WireValue,
};

/// Plans all operations, in document order.
#[allow(clippy::too_many_arguments)] // the tables of earlier passes
pub fn operations(
    api: &Api,
    settings: &Settings,
    types: &RustTypes,
    tree: &[GroupNode],
    pages: &Pages,
    bodies: Vec<Bodies>,
    names: Vec<OperationNames>,
    references: &References,
) -> Vec<Operation> {
    let groups = tree.iter().flat_map(|node| {
        let operations = node.operations.iter();
        operations.map(move |&at| (at, node))
    });
    let has_errors = status_enums::has_errors(api, settings);
    let groups: BTreeMap<usize, &GroupNode> = groups.collect();
    let parts = bodies.into_iter().zip(names).zip(&pages.by_operation);
    let operations = api.operations.iter().enumerate().zip(parts);
    let operations = operations.map(|((at, it), ((bodies, names), page))| {
        let group = Group {
            ident: groups.get(&at).map_or("", |node| &node.ident),
            reference: groups
                .get(&at)
                .and_then(|node| references.of_group(&node.path)),
        };
        let returned = match page {
            Some(page) => Returned {
                reply: page_reply(types, &it.response, *page),
                item: pages.by_type.get(page).map(|page| &page.item),
            },
            None => Returned {
                reply: replies::reply(types, &it.response),
                item: None,
            },
        };
        let mut planned = operation(api, types, group, it, bodies, names, returned);
        planned.error = planned.error.filter(|_| has_errors);
        if let Some(error) = &planned.error {
            let others = planned.alternatives.iter_mut().map(|it| &mut it.doc);
            for doc in [&mut planned.doc].into_iter().chain(others) {
                docs::add_errors(doc, &error.ident);
            }
        }
        planned
    });
    operations.collect()
}

/// A page, which is optional if the response may be empty.
fn page_reply(types: &RustTypes, response: &ir::Response, page: DefId) -> Reply {
    let page = Reply::Page(types.of(&TypeRef::Def(page)));
    match response {
        ir::Response::Optional(_) => Reply::Optional(Box::new(page)),
        _ => page,
    }
}

/// The group of an operation.
#[derive(Clone, Copy)]
struct Group<'a> {
    /// The name of its struct.
    ident: &'a str,
    /// The URL of the page about it.
    reference: Option<&'a str>,
}

/// What an operation returns, and the items of its page.
struct Returned<'a> {
    reply: Reply,
    item: Option<&'a RustType>,
}

fn operation(
    api: &Api,
    types: &RustTypes,
    group: Group<'_>,
    operation: &ir::Operation,
    bodies: Bodies,
    names: OperationNames,
    Returned { reply, item }: Returned,
) -> Operation {
    let switch = replies::switch(&operation.response);
    let arguments = arguments::arguments(api, types, operation, &bodies);
    let options = arguments::options(api, types, operation, switch);
    let alternatives = names.alternatives.into_iter().zip(bodies.alternatives);
    let doc = |body: Option<&Argument>| {
        docs::operation_doc(
            operation,
            body,
            &reply,
            item,
            &names.outcome,
            &options,
            group.reference,
        )
    };
    let alternatives = alternatives.map(|(method, body)| AlternativeMethod {
        method,
        parameters: arguments.clone(),
        doc: doc(Some(&body)),
        body,
        example: None,
    });
    let alternatives: Vec<AlternativeMethod> = alternatives.collect();
    let others = alternatives.iter().map(|it| it.method.as_str());
    let methods: Vec<&str> = [names.method.as_str()].into_iter().chain(others).collect();
    Operation {
        id: operation.id.clone(),
        doc: doc(bodies.main.as_ref().filter(|_| !alternatives.is_empty())),
        example: None,
        outcome: status_enums::outcome(types, operation, &names.outcome),
        error: status_enums::error(types, operation, &names.error),
        successes: operation.successes.clone(),
        alias: docs::alias(&operation.id, &names.method),
        type_doc: docs::operation_type_doc(operation, group.ident, &methods),
        ident: names.ident,
        method: names.method,
        http: operation.method.as_str().to_owned(),
        path: operation.path.clone(),
        query: wire_values(&operation.fixed_query),
        headers: wire_values(&operation.fixed_headers),
        accept: replies::accept(operation),
        security: operation.security.clone(),
        server: operation.server.as_ref().and_then(|server| {
            servers::of_operations(api)
                .iter()
                .position(|it| *it == server)
        }),
        stream_switch: switch.map(|switch| StreamSwitch {
            name: switch.name.clone(),
            value: switch.value.clone(),
        }),
        events: events::mode(api, operation),
        deployment: operation.deployment.clone(),
        arguments: arguments.into_iter().chain(bodies.main).collect(),
        alternatives,
        options,
        reply,
        deprecated: operation.docs.deprecated,
    }
}

fn wire_values(pairs: &[(String, String)]) -> Vec<WireValue> {
    let values = pairs.iter().map(|(name, value)| WireValue {
        name: name.clone(),
        value: value.clone(),
    });
    values.collect()
}
