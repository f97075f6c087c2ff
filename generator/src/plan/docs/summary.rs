//! A sentence about a type, from its uses.

use super::link;
use super::uses::{Use, UseKind, User, Uses};

/// The number of uses that are named. The others are counted.
const NAMED: usize = 3;

/// The most informative kind of use of a type, with its users.
pub(super) fn of_type(name: &str, uses: &Uses) -> String {
    let all = uses.of(name);
    let Some(first) = all.first() else {
        return "A schema that no operation uses.".to_owned();
    };
    let same = all.iter().copied().filter(|it| it.kind == first.kind);
    let same: Vec<&Use> = same.collect();
    let users = same.iter().take(NAMED).map(|it| user(name, it, uses));
    let users = enumeration(users.collect(), same.len().saturating_sub(NAMED));
    match first.kind {
        UseKind::AnyWebhook => "Payload of any webhook.".to_owned(),
        UseKind::RequestBody => format!("Request body of {users}."),
        UseKind::Response => format!("Returned by {users}."),
        UseKind::ErrorResponse => format!("Error response of {users}."),
        UseKind::Event => format!("Event of the stream of {users}."),
        UseKind::ListItem => format!("Item of the list returned by {users}."),
        UseKind::Webhook => format!("Payload of the webhook {users}."),
        UseKind::ClientEvent => format!("Client event of the channel {users}."),
        UseKind::ServerEvent => format!("Server event of the channel {users}."),
        UseKind::Parameter => format!("Parameter {users}."),
        UseKind::Field => format!("Field {users}."),
        UseKind::Item => format!("Item of {users}."),
        UseKind::Value => format!("Value in {users}."),
        UseKind::Variant => format!("Variant of {users}."),
        UseKind::VariantItem => format!("Item of a list in {users}."),
        UseKind::Additional => format!("Additional property of {users}."),
        UseKind::Alias => format!("Also named {users}."),
        UseKind::AliasItem => format!("Item of {users}."),
    }
}

/// A user, preceded by the field or parameter that uses the type.
fn user(name: &str, it: &Use, uses: &Uses) -> String {
    let user = match &it.user {
        User::Plain(text) => format!("`{text}`"),
        User::Type(user) if uses.can_link(name, user) => link::to_type(user),
        User::Type(user) => format!("`{user}`"),
    };
    match &it.member {
        Some(member) => format!("`{member}` of {user}"),
        None => user,
    }
}

/// "a", "a and b", "a, b and 4 more".
fn enumeration(mut items: Vec<String>, more: usize) -> String {
    if more > 0 {
        items.push(format!("{more} more"));
    }
    match items.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
