//! Reads an overlay file.
//!
//! Input: its tree. Output: an [`Overlay`], or diagnostics about everything that violates the JSON Schemas of the
//! specification, and about each invalid query. Unknown fields are errors unless they start with `x-`.

use super::fields::{Fields, Reader, start};
use super::model::{Action, Edit, Overlay, Version};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Node, Value};

/// An extension of actions that is specific to this generator: the action is skipped if this query selects nothing.
const APPLIES_IF: &str = "x-applies-if";

const ROOT: Fields = Fields {
    object: "an overlay",
    v1_0: &["overlay", "info", "extends", "actions"],
    v1_1: &[],
};
const INFO: Fields = Fields {
    object: "the `info` of an overlay",
    v1_0: &["title", "version"],
    v1_1: &["description"],
};
const ACTION: Fields = Fields {
    object: "an action",
    v1_0: &["target", "description", "update", "remove"],
    v1_1: &["copy"],
};

/// Reads an overlay. Returns `None` if there were errors.
pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Overlay> {
    let mut reader = Reader {
        version: Version::V1_1,
        errors: 0,
        diagnostics,
    };
    let overlay = reader.overlay(node);
    if reader.errors == 0 { overlay } else { None }
}

impl Reader<'_> {
    fn overlay(&mut self, node: &Node) -> Option<Overlay> {
        let Value::Object(_) = &node.value else {
            self.invalid(
                format!("an overlay must be an object, not {}", node.value.kind()),
                node.origin,
            );
            return None;
        };
        let version = self.version(node);
        self.version = version.unwrap_or(Version::V1_1);
        self.check_fields(node, &ROOT);
        let title = self.info(node);
        let extends = self.optional_string(node, "extends");
        let actions = self.actions(node);
        Some(Overlay {
            version: version?,
            title: title?,
            extends,
            actions: actions?,
            origin: node.origin,
        })
    }

    fn version(&mut self, node: &Node) -> Option<Version> {
        let text = self.required_string(node, "overlay", "an overlay", "`overlay: 1.1.0`")?;
        let patch = |prefix: &str| {
            text.strip_prefix(prefix).is_some_and(|rest| {
                !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        if patch("1.0.") {
            return Some(Version::V1_0);
        }
        if patch("1.1.") {
            return Some(Version::V1_1);
        }
        let message = format!("version `{text}` of the Overlay Specification is not supported");
        self.push(
            Diagnostic::error(Code::OverlayInvalid, message, self.origin(node, "overlay")).help(
                "supported versions are 1.0.x and 1.1.x; write all three numbers, as in `overlay: 1.1.0`",
            ),
        );
        None
    }

    fn info(&mut self, node: &Node) -> Option<String> {
        let Some(info) = node.get("info") else {
            self.invalid(
                "an overlay needs `info` with `title` and `version`".to_owned(),
                start(node.origin),
            );
            return None;
        };
        let Value::Object(_) = &info.value else {
            self.invalid(
                format!("`info` must be an object, not {}", info.value.kind()),
                info.origin,
            );
            return None;
        };
        self.check_fields(info, &INFO);
        self.optional_string(info, "description");
        let version = self.required_string(
            info,
            "version",
            "the `info` of an overlay",
            "`version: 1.0.0`",
        );
        let title = self.required_string(
            info,
            "title",
            "the `info` of an overlay",
            "`title: A short title`",
        );
        version.and(title)
    }

    fn actions(&mut self, node: &Node) -> Option<Vec<Action>> {
        let Some(list) = node.get("actions") else {
            self.invalid(
                "an overlay needs a list of `actions`".to_owned(),
                start(node.origin),
            );
            return None;
        };
        let Value::Array(items) = &list.value else {
            self.invalid(
                format!("`actions` must be an array, not {}", list.value.kind()),
                list.origin,
            );
            return None;
        };
        if items.is_empty() {
            self.invalid("`actions` must not be empty".to_owned(), list.origin);
        }
        for (number, item) in items.iter().enumerate() {
            if let Some(first) = items[..number].iter().find(|first| first.same_value(item)) {
                let message = "duplicate action; actions must be unique";
                self.push(
                    Diagnostic::error(Code::OverlayInvalid, message, item.origin)
                        .related("the same action", first.origin)
                        .help("remove one of them"),
                );
            }
        }
        // All actions are read before the first error ends the stage.
        let actions: Vec<Option<Action>> = items.iter().map(|item| self.action(item)).collect();
        actions.into_iter().collect()
    }

    fn action(&mut self, node: &Node) -> Option<Action> {
        let Value::Object(_) = &node.value else {
            self.invalid(
                format!("an action must be an object, not {}", node.value.kind()),
                node.origin,
            );
            return None;
        };
        self.check_fields(node, &ACTION);
        let description = self.optional_string(node, "description");
        let target = match self.required_string(
            node,
            "target",
            "an action",
            "a JSONPath such as `target: $.info`",
        ) {
            Some(_) => self.query(node, "target"),
            None => None,
        };
        let applies_if = self.query(node, APPLIES_IF);
        let edit = self.edit(node);
        Some(Action {
            target: target?,
            description,
            edit: edit?,
            applies_if,
            origin: node.origin,
        })
    }

    fn edit(&mut self, node: &Node) -> Option<Edit> {
        let remove = match node.get("remove").map(|node| (&node.value, node.origin)) {
            None => false,
            Some((Value::Bool(remove), _)) => *remove,
            Some((other, at)) => {
                self.invalid(
                    format!("`remove` must be `true` or `false`, not {}", other.kind()),
                    at,
                );
                return None;
            }
        };
        let has_copy = self.version >= Version::V1_1 && node.get("copy").is_some();
        let copy = if has_copy {
            Some(self.query(node, "copy")?)
        } else {
            None
        };
        let update = node.get("update");
        Some(match (remove, update, copy) {
            (true, None, None) => Edit::Remove,
            (true, _, _) => {
                self.diagnostics.push(Diagnostic::warning(
                    Code::OverlayNoEffect,
                    "`update` and `copy` have no effect next to `remove: true`",
                    self.origin(node, "target"),
                ));
                Edit::Remove
            }
            (false, Some(_), Some(_)) => Edit::Nothing("it has both `update` and `copy`"),
            (false, Some(value), None) => Edit::Update(value.clone()),
            (false, None, Some(source)) => Edit::Copy(source),
            (false, None, None) => Edit::Nothing("it neither updates nor removes"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::diagnostic::Diagnostics;
    use crate::document::testing::{codes, node, piece};
    use crate::overlay::Edit;

    const HEAD: &str = "overlay: 1.1.0\ninfo: {title: t, version: '1'}\n";

    fn check(text: &str) -> (bool, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let overlay = read(&node(text), &mut diagnostics);
        assert_eq!(overlay.is_none(), diagnostics.has_errors(), "{text}");
        (overlay.is_some(), diagnostics)
    }

    #[test]
    fn reports_all_errors_at_once() {
        let (valid, diagnostics) = check(
            "overlay: 1.2.0\ninfo: {title: 1, x-a: 2, titel: x}\nactions:\n  - {target: '$.a[', remove: 1}\n  - 3\n",
        );
        assert!(!valid);
        let messages: Vec<&str> = diagnostics.iter().map(|it| it.message.as_str()).collect();
        for part in [
            "1.2.0",
            "no field `titel`",
            "needs `version`",
            "`title` must be a string",
            "RFC 9535",
            "`remove`",
            "a number",
        ] {
            assert!(
                messages.iter().any(|message| message.contains(part)),
                "{part}: {messages:?}"
            );
        }
    }

    #[test]
    fn an_invalid_query_is_underlined_from_the_error_on() {
        let text = format!("{HEAD}actions:\n  - target: '$.a.b c'\n    remove: true\n");
        let (_, diagnostics) = check(&text);
        assert_eq!(codes(&diagnostics), ["overlay-target-invalid"]);
        let at = diagnostics
            .iter()
            .next()
            .and_then(|it| it.primary)
            .expect("an origin");
        assert_eq!(piece(&text, at), " c");
    }

    #[test]
    fn copy_and_the_description_of_info_require_1_1() {
        let old = "overlay: 1.0.0\ninfo: {title: t, version: '1', description: d}\nactions: [{target: $, copy: $.a}]\n";
        let (valid, diagnostics) = check(old);
        assert!(!valid);
        assert_eq!(
            diagnostics
                .iter()
                .filter(|it| it.help.as_deref() == Some("this field requires `overlay: 1.1.0`"))
                .count(),
            2
        );
        assert!(check(&old.replace("1.0.0", "1.1.3")).0);
    }

    #[test]
    fn fields_without_effect_are_warnings() {
        for action in [
            "target: $\n    remove: true\n    update: 1",
            "target: $.x-y\n    update: 1",
        ] {
            let (valid, diagnostics) = check(&format!("{HEAD}actions:\n  - {action}\n"));
            assert!(valid);
            assert_eq!(diagnostics.len(), 1, "{action}: {diagnostics:?}");
        }
    }

    #[test]
    fn an_action_without_an_edit_does_nothing() {
        for action in ["target: $", "target: $\n    update: 1\n    copy: $.a"] {
            let tree = node(&format!("{HEAD}actions:\n  - {action}\n"));
            let overlay = read(&tree, &mut Diagnostics::default()).expect("an overlay");
            assert!(matches!(overlay.actions[0].edit, Edit::Nothing(_)));
        }
    }
}
