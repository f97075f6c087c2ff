//! Pass: the names of the methods and types of operations.

use super::bodies::Bodies;
use super::group_tree::GroupNode;
use super::placement::Placement;
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Operation};
use crate::plan::names::{self, NameRequest};
use crate::plan::{Argument, ArgumentLocation, Settings};

/// The names of an operation.
#[derive(Clone, Debug, Default)]
pub struct OperationNames {
    /// The name of its method.
    pub method: String,
    /// The names of the methods for its other kinds of bodies.
    pub alternatives: Vec<String>,
    /// The name of its type.
    pub ident: String,
    /// The name of the enum of its responses, if they differ by status.
    pub outcome: String,
    /// The name of the enum of its errors.
    pub error: String,
}

/// Names all operations, in document order.
pub fn operation_names(
    api: &Api,
    placements: &[Placement],
    bodies: &[Bodies],
    tree: &[GroupNode],
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Vec<OperationNames> {
    let mut table = vec![OperationNames::default(); api.operations.len()];
    for node in tree {
        let operations: Vec<&Operation> = node
            .operations
            .iter()
            .map(|&at| &api.operations[at])
            .collect();
        let wanted = node.operations.iter().map(|&at| &placements[at].method);
        let wanted = wanted.map(|method| names::method_name(method)).collect();
        let methods = methods(node, &operations, wanted, settings, diagnostics);
        let alternatives = alternatives(node, &methods, bodies);
        let idents = idents(node, &operations, settings, diagnostics);
        let mut claimed: Vec<String> = claimed(node).into_iter().map(str::to_owned).collect();
        claimed.extend(idents.iter().cloned());
        let named = methods.into_iter().zip(alternatives).zip(idents);
        for (&at, ((method, alternatives), ident)) in node.operations.iter().zip(named) {
            table[at] = OperationNames {
                method,
                alternatives,
                outcome: unclaimed(format!("{ident}Outcome"), &mut claimed),
                error: unclaimed(format!("{ident}Error"), &mut claimed),
                ident,
            };
        }
    }
    table
}

/// The methods of the operations of a group. Where a method and a subgroup have the same name, the method gets the name
/// of its operation.
fn methods(
    node: &GroupNode,
    operations: &[&Operation],
    wanted: Vec<String>,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let origin_of = |accessor: &String| {
        let at = wanted.iter().position(|name| name == accessor)?;
        Some(operations[at].origin)
    };
    let children = node.children.iter().filter_map(|child| {
        Some(NameRequest {
            what: &child.accessor,
            default: child.accessor.clone(),
            pinned: Some(child.accessor.clone()),
            origin: origin_of(&child.accessor)?,
        })
    });
    let children: Vec<NameRequest<'_>> = children.collect();
    let methods = operations.iter().zip(wanted).map(|(it, name)| NameRequest {
        what: &it.id,
        default: name,
        pinned: None,
        origin: it.origin,
    });
    let requests: Vec<NameRequest<'_>> = methods.chain(children).collect();
    // The names of the subgroups follow those of the methods. They are pinned, and therefore never spelled out.
    let spell = |index: usize| {
        let name = names::method_name(requests[index].what);
        let is_subgroup = node.children.iter().any(|child| child.accessor == name);
        match operations.get(index) {
            Some(it) if is_subgroup => format!("{}_{name}", it.method.as_str().to_lowercase()),
            _ => name,
        }
    };
    let mut names = names::assign(&requests, &spell, settings.severity(), diagnostics);
    names.truncate(operations.len());
    names
}

/// The methods for other kinds of bodies. They differ from all other methods of the group.
fn alternatives(node: &GroupNode, methods: &[String], bodies: &[Bodies]) -> Vec<Vec<String>> {
    let accessors = node.children.iter().map(|child| child.accessor.clone());
    let mut claimed: Vec<String> = methods.iter().cloned().chain(accessors).collect();
    let methods = methods.iter().zip(&node.operations);
    let alternatives = methods.map(|(method, at)| {
        let bodies = &bodies[*at];
        let names = bodies.alternatives.iter().map(|body| {
            let suffix = suffix(body, bodies);
            let mut name = format!("{}_{suffix}", method.trim_start_matches("r#"));
            while claimed.contains(&name) {
                name.push('_');
            }
            claimed.push(name.clone());
            name
        });
        names.collect()
    });
    alternatives.collect()
}

/// What distinguishes a body from the others of its operation: its kind, or its media type if several are JSON.
fn suffix(body: &Argument, bodies: &Bodies) -> String {
    let is_json = |it: &&Argument| matches!(it.location, ArgumentLocation::Json(_));
    let media_type = match &body.location {
        ArgumentLocation::Json(media_type) if bodies.all().filter(is_json).count() > 1 => {
            media_type
        }
        ArgumentLocation::Json(_) => return "json".to_owned(),
        ArgumentLocation::UrlEncoded(_) => return "url_encoded".to_owned(),
        ArgumentLocation::Raw(_) => return "raw".to_owned(),
        _ => return "form".to_owned(),
    };
    let (_, subtype) = media_type.split_once('/').unwrap_or_default();
    let subtype = subtype.split(['+', ';']).next().unwrap_or_default();
    names::method_name(subtype)
        .trim_start_matches("r#")
        .to_owned()
}

/// The types of the operations of a group. The file of the group also contains the types of the group, of its subgroups
/// and of its channel.
fn idents(
    node: &GroupNode,
    operations: &[&Operation],
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let claimed = claimed(node);
    let requests = operations.iter().map(|operation| NameRequest {
        what: &operation.id,
        default: names::operation_type_name(&operation.id, &claimed),
        pinned: None,
        origin: operation.origin,
    });
    let requests: Vec<NameRequest<'_>> = requests.collect();
    let spell = |index: usize| names::spelled_operation_type_name(requests[index].what);
    names::assign(&requests, &spell, settings.severity(), diagnostics)
}

/// The types of a group, of its subgroups and of its channel.
fn claimed(node: &GroupNode) -> Vec<&str> {
    let children = node.children.iter().map(|child| &child.ident);
    let channel = node.channel.iter().map(|channel| &channel.ident);
    let names = children.chain(channel).chain([&node.ident]);
    names.map(String::as_str).collect()
}

/// Claims a name, or the first of its variations that is not claimed.
fn unclaimed(mut name: String, claimed: &mut Vec<String>) -> String {
    while claimed.contains(&name) {
        name.push_str("Type");
    }
    claimed.push(name.clone());
    name
}
