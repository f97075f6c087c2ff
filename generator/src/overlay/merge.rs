//! Changes one node: merges a value into it, or removes it.
//!
//! Input: a node and a value, or the root and a path. Output: the changed tree and whether it changed, or the two values
//! that cannot be merged.

use super::path::{NodePath, PathElement};
use crate::document::{Node, Value};
use crate::source::Origin;

/// Two values of which one cannot be merged into the other.
#[derive(Debug)]
pub(super) struct Mismatch {
    /// The value in the document.
    pub(super) target: Operand,
    /// The value in the action.
    pub(super) update: Operand,
}

/// One side of a mismatch.
#[derive(Debug)]
pub(super) struct Operand {
    /// The kind of value, with its article.
    pub(super) value_kind: &'static str,
    pub(super) origin: Origin,
}

impl Operand {
    fn of(node: &Node) -> Self {
        Self {
            value_kind: node.value.kind(),
            origin: node.origin,
        }
    }
}

/// Merges a value into a node that an action selects: like [`merge`], but any value can be appended to an array.
pub(super) fn update(target: &mut Node, value: &Node) -> Result<bool, Mismatch> {
    match (&mut target.value, &value.value) {
        (Value::Array(items), Value::Array(more)) => Ok(append(items, more)),
        (Value::Array(items), _) => Ok(append(items, std::slice::from_ref(value))),
        _ => merge(target, value),
    }
}

/// Merges objects field by field, concatenates arrays and replaces other values. Returns whether anything changed.
fn merge(target: &mut Node, value: &Node) -> Result<bool, Mismatch> {
    match (&mut target.value, &value.value) {
        (Value::Object(map), Value::Object(more)) => {
            let mut changed = false;
            for (key, node) in more {
                match map.get_mut(key) {
                    Some(field) => changed |= merge(field, node)?,
                    None => {
                        map.insert(key.clone(), node.clone());
                        changed = true;
                    }
                }
            }
            Ok(changed)
        }
        (Value::Array(items), Value::Array(more)) => Ok(append(items, more)),
        (old, new) if is_primitive(old) && is_primitive(new) => {
            let changed = !target.same_value(value);
            *target = value.clone();
            Ok(changed)
        }
        _ => Err(Mismatch {
            target: Operand::of(target),
            update: Operand::of(value),
        }),
    }
}

/// Appends items to an array. Returns whether one of them is new.
///
/// Repeated items are appended as well, as the specification requires, but they do not count as a change: where an
/// overlay adds a value that `enum` or `required` already contains, the action is no longer needed.
fn append(items: &mut Vec<Node>, more: &[Node]) -> bool {
    let is_new = |item: &Node| !items.iter().any(|known| known.same_value(item));
    let changed = more.iter().any(is_new);
    items.extend(more.iter().cloned());
    changed
}

/// Whether a value is neither an object nor an array.
pub(super) fn is_primitive(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Object(_))
}

/// Removes a node from its object or array; the root cannot be removed.
pub(super) fn remove(root: &mut Node, path: &NodePath) -> bool {
    let Some((last, parents)) = path.0.split_last() else {
        return false;
    };
    let Some(parent) = NodePath(parents.to_vec()).node_mut(root) else {
        return false;
    };
    match (&mut parent.value, last) {
        (Value::Object(map), PathElement::Name(name)) => map.shift_remove(&**name).is_some(),
        (Value::Array(items), PathElement::Index(index)) if *index < items.len() => {
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
    fn merging_follows_the_specification() {
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
        assert!(
            !update(&mut tree, &node("a: {c: [3]}\n")).expect("a merge"),
            "only a repeated item"
        );
    }

    #[test]
    fn values_of_other_kinds_cannot_be_merged() {
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
