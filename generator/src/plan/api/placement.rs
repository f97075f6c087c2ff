//! Pass: the group and the method of each operation, from its path, HTTP method and id, or from a pin.

use super::name_source::name_source;
use crate::ir::{Api, Method, Operation, Response};
use crate::plan::config::{Config, NameSource};
use crate::plan::names;
use crate::plan::reserved_names::{CLIENT, GROUP, GROUPS};

/// The group and the method of an operation: `client.group().subgroup().method()`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The names of the groups, starting at the client.
    pub group: Vec<String>,
    /// The preferred name of the method.
    pub method: String,
}

/// Last segments of paths that name an action rather than a resource.
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

/// First words of operation ids that change a resource.
const UPDATES: &[&str] = &[
    "update", "modify", "edit", "patch", "change", "save", "post",
];

/// Places all operations, in document order.
pub fn placements(api: &Api, config: &Config) -> Vec<Placement> {
    let prefix = uninformative_prefix(api);
    let source = name_source(api, config);
    let operations = api.operations.iter();
    operations
        .map(|it| placement(it, config, source, &prefix))
        .collect()
}

/// The segments that all paths start with and that name no resource: versions, `api` and `rest`.
fn uninformative_prefix(api: &Api) -> Vec<String> {
    let mut prefix = Vec::new();
    loop {
        let mut next = api.operations.iter().map(|it| {
            let mut segments = it.path.split('/').filter(|segment| !segment.is_empty());
            let segment = segments.nth(prefix.len())?;
            segments.next().map(|_| segment)
        });
        match next.next() {
            Some(Some(first)) if is_uninformative(first) && next.all(|it| it == Some(first)) => {
                prefix.push(first.to_owned());
            }
            _ => return prefix,
        }
    }
}

fn is_uninformative(segment: &str) -> bool {
    let is_version = segment.strip_prefix('v').is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_ascii_digit())
            && rest
                .chars()
                .all(|it| it.is_ascii_alphanumeric() || it == '.')
    });
    is_version || matches!(segment, "api" | "rest")
}

fn placement(
    operation: &Operation,
    config: &Config,
    source: NameSource,
    prefix: &[String],
) -> Placement {
    // A pin without a group is invalid, and reported with the other pins.
    let pin = config.operations.get(&operation.id);
    if let Some((group, method)) = pin.and_then(|pin| pin.rsplit_once('.')) {
        return Placement {
            group: group.split('.').map(str::to_owned).collect(),
            method: method.to_owned(),
        };
    }
    let (mut group, mut method) = by_rule(operation, config, prefix);
    // An operation without an id is identified by its method and path.
    if source == NameSource::OperationId && !operation.id.contains(' ') {
        group.truncate(1);
        method = names::plain_name(&operation.id);
    }
    Placement {
        group: unreserved(group),
        method,
    }
}

/// The group of a channel, from the channel's name.
pub fn channel_group(name: &str) -> Vec<String> {
    unreserved(name.split('.').map(names::group_name).collect())
}

/// Appends `_` to reserved names. Groups are modules, and the first group is a method of the client.
fn unreserved(mut group: Vec<String>) -> Vec<String> {
    for (depth, name) in group.iter_mut().enumerate() {
        let is_method = depth == 0 && CLIENT.contains(&name.as_str());
        if is_method || GROUPS.contains(&name.as_str()) {
            name.push('_');
        }
    }
    group
}

fn by_rule(operation: &Operation, config: &Config, prefix: &[String]) -> (Vec<String>, String) {
    let (mut group, rest) = pinned_prefix(&operation.path, config);
    let skipped = match group.is_empty() {
        true => prefix.len(),
        false => 0,
    };
    let segments: Vec<&str> = rest
        .split('/')
        .filter(|segment| !segment.is_empty())
        .skip(skipped)
        .collect();
    let statics: Vec<String> = segments
        .iter()
        .filter(|segment| !is_param(segment))
        .map(|segment| names::group_name(segment))
        .collect();
    let ends_in_param = segments.last().is_some_and(|last| is_param(last));
    let follows_param = segments.len() > 1 && is_param(segments[segments.len() - 2]);
    let verb = names::words(&operation.id)
        .into_iter()
        .next()
        .unwrap_or_default();
    group.extend(statics.iter().cloned());
    if !ends_in_param
        && let Some(last) = group.last().cloned()
        && group.len() > 1
        && is_action(operation, &last, &verb, follows_param)
    {
        group.pop();
        return (group, last);
    }
    let method = match (&operation.method, ends_in_param) {
        (Method::Get, true) => "retrieve",
        (Method::Get, false) if lists(operation, &verb) => "list",
        (Method::Get, false) => "retrieve",
        (Method::Post, true) if UPDATES.contains(&verb.as_str()) || verb.is_empty() => "update",
        (Method::Post, true) if verb == "create" || verb == "add" => "create",
        (Method::Post, true) if is_verb(&verb, &statics) => verb.as_str(),
        (Method::Post, true) => "update",
        (Method::Post, false) if matches!(verb.as_str(), "update" | "modify" | "edit") => "update",
        (Method::Post, false) => "create",
        (Method::Put, _)
            if matches!(
                verb.as_str(),
                "create" | "add" | "upsert" | "set" | "update"
            ) =>
        {
            verb.as_str()
        }
        (Method::Put, _) => "replace",
        (Method::Patch, _) => "update",
        (Method::Delete, _) => "delete",
        (Method::Head, _) => "head",
        (Method::Options, _) => "options",
        (Method::Trace, _) => "trace",
        (Method::Query, _) => "query",
        (Method::Other(name), _) => name.as_str(),
    };
    if group.is_empty() {
        group.push("root".to_owned());
    }
    (group, method.to_owned())
}

/// The group of the longest pinned prefix of the path, and the rest of the path.
fn pinned_prefix<'a>(path: &'a str, config: &Config) -> (Vec<String>, &'a str) {
    let matching = config.areas.iter().filter_map(|(prefix, group)| {
        let rest = path.strip_prefix(prefix.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then_some((prefix.len(), group, rest))
    });
    let Some((_, group, rest)) = matching.max_by_key(|(length, ..)| *length) else {
        return (Vec::new(), path);
    };
    let names = group.split('.').filter(|name| !name.is_empty());
    (names.map(str::to_owned).collect(), rest)
}

/// Whether the last segment of the path is the name of the method.
fn is_action(operation: &Operation, last: &str, verb: &str, follows_param: bool) -> bool {
    if GROUP.contains(&last) {
        return false;
    }
    match &operation.method {
        Method::Post | Method::Put | Method::Patch => last == verb || ACTIONS.contains(&last),
        Method::Get => {
            let response = match &operation.response {
                Response::Optional(inner) => inner,
                response => response,
            };
            follows_param && matches!(response, Response::Bytes(_) | Response::Text(_))
        }
        _ => false,
    }
}

/// Whether the first word of an operation id is an action rather than the name of a resource.
fn is_verb(verb: &str, statics: &[String]) -> bool {
    let is_resource = statics.iter().any(|name| {
        name.trim_end_matches('s')
            .starts_with(verb.trim_end_matches('s'))
    });
    !is_resource && names::is_identifier(verb) && !GROUP.contains(&verb)
}

/// Whether a `GET` without a final path parameter returns a list: its id starts with `list`, or the last segment is a
/// plural.
fn lists(operation: &Operation, verb: &str) -> bool {
    let plural = operation.path.ends_with('s')
        && !operation.path.ends_with("ss")
        && !operation.path.ends_with("us");
    verb == "list" || plural
}

fn is_param(segment: &str) -> bool {
    segment.contains('{')
}
