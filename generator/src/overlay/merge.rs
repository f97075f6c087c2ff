//! What an action does to one node.
//!
//! In: a node and a value to merge into it, or a path to remove. Out: the changed tree and whether it changed, or the
//! two nodes that cannot be merged.

use super::path::{Path, Step};
use crate::document::{Node, Value};
use crate::source::Origin;

/// Two values of which one cannot be merged into the other.
#[derive(Debug)]
pub(super) struct Mismatch {
    /// The kind of the value in the document, and its place.
    pub(super) target: (&'static str, Origin),
    /// The kind of the value of the action, and its place.
    pub(super) update: (&'static str, Origin),
}

/// Merges a value into the node an action selects: like [`merge`], but any value may be added to an array.
pub(super) fn update(target: &mut Node, value: &Node) -> Result<bool, Mismatch> {
    match (&mut target.value, &value.value) {
        (Value::Array(items), Value::Array(more)) => {
            items.extend(more.iter().cloned());
            Ok(!more.is_empty())
        }
        (Value::Array(items), _) => {
            items.push(value.clone());
            Ok(true)
        }
        _ => merge(target, value),
    }
}

/// Merges objects member by member, concatenates arrays, replaces other values. Tells whether anything changed.
fn merge(target: &mut Node, value: &Node) -> Result<bool, Mismatch> {
    match (&mut target.value, &value.value) {
        (Value::Object(map), Value::Object(more)) => {
            let mut changed = false;
            for (key, node) in more {
                match map.get_mut(key) {
                    Some(member) => changed |= merge(member, node)?,
                    None => {
                        map.insert(key.clone(), node.clone());
                        changed = true;
                    }
                }
            }
            Ok(changed)
        }
        (Value::Array(items), Value::Array(more)) => {
            items.extend(more.iter().cloned());
            Ok(!more.is_empty())
        }
        (old, new) if is_primitive(old) && is_primitive(new) => {
            let changed = !target.same_value(value);
            *target = value.clone();
            Ok(changed)
        }
        (old, new) => Err(Mismatch {
            target: (old.kind(), target.origin),
            update: (new.kind(), value.origin),
        }),
    }
}

/// Whether a value has no parts.
pub(super) fn is_primitive(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Object(_))
}

/// Takes a node out of its object or array; the root stays.
pub(super) fn remove(root: &mut Node, path: &Path) -> bool {
    let Some((last, parents)) = path.0.split_last() else {
        return false;
    };
    let Some(parent) = Path(parents.to_vec()).node_mut(root) else {
        return false;
    };
    match (&mut parent.value, last) {
        (Value::Object(map), Step::Name(name)) => map.shift_remove(&**name).is_some(),
        (Value::Array(items), Step::Index(index)) if *index < items.len() => {
            items.remove(*index);
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::update;
    use crate::document::testing::node;
    use crate::document::write_yaml;

    #[test]
    fn merges_as_the_specification_says() {
        let mut tree = node("a: {b: 1, c: [1], keep: x}\nd: text\n");
        assert!(
            update(&mut tree, &node("a: {b: 2, c: [2, 3], new: {}}\nd: null\n")).expect("a merge")
        );
        assert_eq!(
            write_yaml(&tree),
            "a:\n  b: 2\n  c:\n    - 1\n    - 2\n    - 3\n  keep: x\n  new: {}\nd: null\n"
        );
        assert!(
            !update(&mut tree, &node("a: {b: 2, keep: x}\n")).expect("a merge"),
            "nothing new"
        );
    }

    #[test]
    fn other_combinations_do_not_fit() {
        for (target, value) in [
            ("a: 1", "a: {}"),
            ("a: {}", "a: []"),
            ("a: []", "a: 1"),
            ("a: {b: 1}", "a:"),
            ("a: null", "a: {}"),
        ] {
            let mismatch = update(&mut node(target), &node(value));
            assert!(mismatch.is_err(), "{target} {value}");
        }
    }
}
