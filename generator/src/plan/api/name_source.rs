//! Pass: whether operations are named after their paths or after their ids.
//!
//! The configuration decides. Otherwise the ids do: people look for ids that consist of a verb and what it is applied to.

use crate::ir::Api;
use crate::plan::config::{Config, NameSource};
use crate::plan::names;

/// The ids of fewer operations do not show a rule.
const MIN_OPERATIONS: usize = 8;

/// The share of ids, in percent, that must be regular.
const MIN_REGULAR: usize = 90;

/// The number of words in a regular id.
const WORDS: std::ops::RangeInclusive<usize> = 2..=6;

/// First words of regular ids.
const VERBS: &[&str] = &[
    "accept",
    "activate",
    "add",
    "apply",
    "approve",
    "archive",
    "assign",
    "attach",
    "batch",
    "begin",
    "bulk",
    "cancel",
    "change",
    "check",
    "clear",
    "clone",
    "close",
    "complete",
    "confirm",
    "convert",
    "copy",
    "count",
    "create",
    "deactivate",
    "delete",
    "deploy",
    "detach",
    "disable",
    "download",
    "duplicate",
    "edit",
    "enable",
    "execute",
    "export",
    "fetch",
    "find",
    "generate",
    "get",
    "import",
    "insert",
    "install",
    "invite",
    "invoke",
    "issue",
    "link",
    "list",
    "lock",
    "login",
    "logout",
    "mark",
    "merge",
    "modify",
    "move",
    "open",
    "patch",
    "pause",
    "post",
    "preview",
    "publish",
    "put",
    "query",
    "read",
    "refresh",
    "register",
    "reject",
    "remove",
    "rename",
    "replace",
    "request",
    "reset",
    "resolve",
    "restart",
    "restore",
    "resume",
    "retrieve",
    "retry",
    "revoke",
    "rotate",
    "run",
    "save",
    "search",
    "send",
    "set",
    "show",
    "sign",
    "start",
    "stop",
    "store",
    "submit",
    "subscribe",
    "suspend",
    "sync",
    "test",
    "transfer",
    "trigger",
    "unarchive",
    "unassign",
    "undelete",
    "unlink",
    "unlock",
    "unpublish",
    "unsubscribe",
    "update",
    "upload",
    "upsert",
    "validate",
    "verify",
    "view",
    "watch",
];

/// Returns what the operations of a document are named after.
pub fn name_source(api: &Api, config: &Config) -> NameSource {
    if let Some(names) = config.names {
        return names;
    }
    let count = api.operations.len();
    let ids = api.operations.iter().map(|it| it.id.as_str());
    let regular = ids.filter(|id| is_regular(id)).count();
    match count >= MIN_OPERATIONS && regular * 100 >= count * MIN_REGULAR {
        true => NameSource::OperationId,
        false => NameSource::Resource,
    }
}

/// Whether an id consists of a verb and a few other words. Ids that frameworks derive from functions or paths do not.
fn is_regular(id: &str) -> bool {
    let is_plain = id
        .chars()
        .all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '-'));
    let words = names::words(id);
    let verb = words.first().map(String::as_str).unwrap_or_default();
    is_plain && !id.contains("__") && WORDS.contains(&words.len()) && VERBS.contains(&verb)
}
