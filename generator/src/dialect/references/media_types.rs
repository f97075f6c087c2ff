//! Inlines references to `components.mediaTypes` (OpenAPI 3.2).
//!
//! Input: the document. Output: media types without references. A reference to a missing target is unchanged, and reported
//! with the other fields of the media type.

use crate::dialect::tree;
use crate::document::{MAX_REFERENCE_CHAIN, Map, Node, Value, from_fragment};

/// `components.mediaTypes`, and the URL of the document.
struct Targets {
    own: String,
    targets: Node,
}

/// Replaces each reference in a `content` with its target.
pub(super) fn inline(root: &mut Node) {
    let targets = root.get("components").and_then(|it| it.get("mediaTypes"));
    let Some(targets) = targets.cloned() else {
        return;
    };
    let own = root.get(super::SELF).and_then(Node::as_str);
    let targets = Targets {
        own: own.unwrap_or_default().to_owned(),
        targets,
    };
    visit(root, &targets);
}

fn visit(node: &mut Node, targets: &Targets) {
    match &mut node.value {
        Value::Object(map) => {
            let content = map.get_mut("content").and_then(tree::object_mut);
            for media_type in content.into_iter().flat_map(Map::values_mut) {
                replace(media_type, targets);
            }
            map.values_mut().for_each(|child| visit(child, targets));
        }
        Value::Array(items) => items.iter_mut().for_each(|child| visit(child, targets)),
        _ => {}
    }
}

fn replace(media_type: &mut Node, targets: &Targets) {
    for _ in 0..MAX_REFERENCE_CHAIN {
        let Some(target) = target(media_type, targets) else {
            return;
        };
        *media_type = target;
    }
}

fn target(media_type: &Node, targets: &Targets) -> Option<Node> {
    let reference = media_type.get("$ref")?.as_str()?;
    let fragment = reference.strip_prefix(targets.own.as_str());
    let pointer = from_fragment(fragment.unwrap_or(reference))?;
    let name = pointer.strip_prefix("/components/mediaTypes")?;
    targets.targets.at_pointer(name).cloned()
}
