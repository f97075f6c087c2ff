//! Rule: `allOf`.
//!
//! In: the members of a schema whose parts are in the normal form. Out: members that say something about values, none
//! of them nullable, no `allOf` directly inside. Annotations of members that say nothing else move to the schema.
//! [`collapse`] then puts a lone member in the place of the schema.

use crate::dialect::tree;
use crate::document::{Map, Node, Value};

use super::{is_any, nullability};

/// Straightens `allOf`; false when no value can match all members.
pub(super) fn apply(map: &mut Map) -> bool {
    let Some(node) = map.get_mut("allOf") else {
        return true;
    };
    let origin = node.origin;
    let Value::Array(members) = &mut node.value else {
        return true;
    };
    let given = std::mem::take(members);
    if given
        .iter()
        .any(|member| member.value == Value::Bool(false))
    {
        return false;
    }
    let mut kept: Vec<Node> = Vec::with_capacity(given.len());
    let mut lifted = Vec::new();
    for mut member in given {
        if is_any(&member) {
            lifted.push(member);
        } else if let Some(inner) = inner_all_of(&mut member) {
            kept.extend(inner);
        } else if !kept.iter().any(|other| is_same_reference(other, &member)) {
            kept.push(member);
        }
    }
    let alone = kept.len() == 1;
    let nullable = without_nullable(&mut kept, alone);
    if let Some(node) = map.get_mut("allOf") {
        node.value = Value::Array(kept);
    }
    if matches!(map.get("allOf").and_then(Node::as_array), Some([])) {
        map.shift_remove("allOf");
    }
    if nullable {
        nullability::set(map, origin);
    }
    for member in lifted {
        lift(map, member);
    }
    true
}

/// Puts a lone member in the place of the schema; a lone reference only when nothing stands beside it.
pub(super) fn collapse(node: &mut Node) {
    let Value::Object(map) = &mut node.value else {
        return;
    };
    if let Some(Value::Array(members)) = map.get_mut("allOf").map(|node| &mut node.value) {
        merge_scalars(members);
    }
    let reference = match map.get("allOf").and_then(Node::as_array) {
        Some([only]) => tree::bare_reference(only).is_some(),
        _ => return,
    };
    if reference && map.len() > 1 {
        return;
    }
    let Some((mut members, _)) = tree::take_array(map, "allOf") else {
        return;
    };
    let Some(Node {
        value: Value::Object(mut member),
        origin,
    }) = members.pop()
    else {
        return;
    };
    // What stands nearer to the use says more.
    member.extend(std::mem::take(map));
    node.value = Value::Object(member);
    if reference {
        node.origin = origin;
    }
}

/// Joins members that speak of the same scalar type and nowhere of the same keyword.
fn merge_scalars(members: &mut Vec<Node>) {
    let mut index = 1;
    while index < members.len() {
        let (before, rest) = members.split_at_mut(index);
        let joined = before.iter_mut().any(|one| join_scalars(one, &mut rest[0]));
        if joined {
            members.remove(index);
        } else {
            index += 1;
        }
    }
}

fn join_scalars(one: &mut Node, two: &mut Node) -> bool {
    let (Value::Object(one), Value::Object(two)) = (&mut one.value, &mut two.value) else {
        return false;
    };
    let name = tree::text(one, "type");
    let scalar = matches!(name, Some("string" | "integer" | "number" | "boolean"));
    let disjoint = two
        .keys()
        .all(|key| key.text.as_ref() == "type" || !one.contains_key(key));
    let joinable = scalar && name == tree::text(two, "type") && disjoint;
    if joinable {
        two.shift_remove("type");
        one.extend(std::mem::take(two));
    }
    joinable
}

/// The members of a member that is an `allOf` and nothing else.
fn inner_all_of(member: &mut Node) -> Option<Vec<Node>> {
    let map = tree::object_mut(member)?;
    let pure = map.len() == 1 && map.contains_key("allOf");
    if pure {
        tree::take_array(map, "allOf").map(|(inner, _)| inner)
    } else {
        None
    }
}

fn is_same_reference(one: &Node, two: &Node) -> bool {
    let target = tree::bare_reference(one);
    target.is_some() && target == tree::bare_reference(two)
}

/// `null` must match all members: it does when each accepts it. A lone member's flag moves to the schema.
fn without_nullable(members: &mut [Node], alone: bool) -> bool {
    let all = !members.is_empty()
        && members.iter().all(|member| {
            member
                .as_object()
                .is_some_and(|map| tree::is_true(map, "nullable"))
        });
    if !alone || all {
        for member in members {
            if let Some(map) = tree::object_mut(member) {
                map.shift_remove("nullable");
            }
        }
    }
    all
}

/// Moves annotations to the schema; what it says itself wins.
fn lift(map: &mut Map, member: Node) {
    let Value::Object(annotations) = member.value else {
        return;
    };
    for (key, value) in annotations {
        map.entry(key).or_insert(value);
    }
}
