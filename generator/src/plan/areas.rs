//! Where an operation is reached: `client.group().subgroup().method()`, from its path, method and id, or a pin.

use super::config::{Config, Service};
use super::model::Resource;
use super::names;
use crate::ir::{Method, Operation, Reply};

/// Where an operation is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Names of groups from the client on.
    pub area: Vec<String>,
    /// The method of the last group.
    pub method: String,
}

/// Last path segments that name an action rather than a thing.
const ACTIONS: &[&str] = &[
    "accept",
    "activate",
    "archive",
    "cancel",
    "complete",
    "confirm",
    "copy",
    "deactivate",
    "disable",
    "download",
    "enable",
    "hangup",
    "merge",
    "pause",
    "refer",
    "refund",
    "reject",
    "remix",
    "reset",
    "restore",
    "resume",
    "retry",
    "revoke",
    "rotate",
    "run",
    "search",
    "start",
    "stop",
    "submit",
    "unarchive",
    "validate",
    "verify",
];

/// Methods of the runtime's client.
const CLIENT_METHODS: &[&str] = &[
    "base_url",
    "builder",
    "call",
    "clone",
    "config",
    "delete",
    "for_service",
    "from_env",
    "get",
    "mocked",
    "of",
    "patch",
    "post",
    "put",
    "request",
    "with_options",
];

/// The constructors of the client for other hosts: called as the host, unless the client has another method of that name.
pub fn host_methods(service: &Service, resources: &[Resource]) -> Vec<String> {
    let method = |host: &String| {
        let name = names::plain_name(host);
        let group = |resource: &Resource| resource.path.len() == 1 && resource.path[0] == name;
        if CLIENT_METHODS.contains(&name.as_str()) || resources.iter().any(group) {
            format!("{name}_host")
        } else {
            names::builder_name(host, "host")
        }
    };
    service.hosts.keys().map(method).collect()
}

/// Locates an operation.
pub fn locate(operation: &Operation, config: &Config) -> Location {
    if let Some(pin) = config.operations.get(&operation.id) {
        let mut area: Vec<String> = pin.split('.').map(str::to_owned).collect();
        let method = area.pop().unwrap_or_default();
        return Location { area, method };
    }
    let (area, method) = by_rule(operation, config);
    Location {
        area: client_group(area),
        method,
    }
}

/// The first group is a method of the client, which has others.
fn client_group(mut area: Vec<String>) -> Vec<String> {
    if let Some(first) = area
        .first_mut()
        .filter(|first| CLIENT_METHODS.contains(&first.as_str()))
    {
        first.push('_');
    }
    area
}

fn by_rule(operation: &Operation, config: &Config) -> (Vec<String>, String) {
    let (mut area, rest) = prefix(&operation.path, config);
    let segments: Vec<&str> = rest
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let statics: Vec<String> = segments
        .iter()
        .filter(|segment| !is_param(segment))
        .map(|part| group(part))
        .collect();
    let ends_in_param = segments.last().is_some_and(|last| is_param(last));
    let below_param = segments.len() > 1 && is_param(segments[segments.len() - 2]);
    let verb = names::words(&operation.id)
        .into_iter()
        .next()
        .unwrap_or_default();
    area.extend(statics);
    if !ends_in_param
        && let Some(last) = area.last().cloned()
        && area.len() > 1
        && is_action(operation, &last, &verb, below_param)
    {
        area.pop();
        return (area, last);
    }
    let method = match (operation.method, ends_in_param) {
        (Method::Get, true) => "retrieve",
        (Method::Get, false) if lists(operation, &verb) => "list",
        (Method::Get, false) => "retrieve",
        (Method::Post, true) => "update",
        (Method::Post, false) if matches!(verb.as_str(), "update" | "modify" | "edit") => "update",
        (Method::Post, false) => "create",
        (Method::Put, _) => "replace",
        (Method::Patch, _) => "update",
        (Method::Delete, _) => "delete",
        (Method::Head, _) => "head",
        (Method::Options, _) => "options",
        (Method::Trace, _) => "trace",
    };
    if area.is_empty() {
        area.push("root".to_owned());
    }
    (area, method.to_owned())
}

/// The longest pinned prefix of the path, and what is left of the path.
fn prefix<'a>(path: &'a str, config: &Config) -> (Vec<String>, &'a str) {
    let matching = config.areas.iter().filter_map(|(prefix, area)| {
        let rest = path.strip_prefix(prefix.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then_some((prefix.len(), area, rest))
    });
    match matching.max_by_key(|(length, ..)| *length) {
        Some((_, area, rest)) => (
            area.split('.')
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect(),
            rest,
        ),
        None => (Vec::new(), path),
    }
}

fn is_action(operation: &Operation, last: &str, verb: &str, below_param: bool) -> bool {
    match operation.method {
        Method::Post | Method::Put | Method::Patch => last == verb || ACTIONS.contains(&last),
        Method::Get => below_param && matches!(operation.reply, Reply::Bytes(_) | Reply::Text(_)),
        _ => false,
    }
}

/// A `GET` that ends in a fixed segment lists when its id says so or the segment is a plural.
fn lists(operation: &Operation, verb: &str) -> bool {
    let plural = operation.path.ends_with('s')
        && !operation.path.ends_with("ss")
        && !operation.path.ends_with("us");
    verb == "list" || plural
}

fn is_param(segment: &str) -> bool {
    segment.contains('{')
}

fn group(segment: &str) -> String {
    match names::group_name(segment) {
        // What every group has.
        name if name == "new" => "new_".to_owned(),
        name => name,
    }
}
