//! From the tree of an overlay file to an [`Overlay`].
//!
//! In: the tree. Out: the overlay, or everything that is wrong with it: all that the JSON Schemas of the specification
//! demand, and that every query is one. Unknown fields are refused, `x-` ones pass.

use super::fields::{Fields, Reader, start};
use super::{Action, Edit, Overlay, Version};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Node, Value};

/// Our extension of an action: a query that must select something for the action to be applied.
const APPLIES_IF: &str = "x-applies-if";

/// The fields of each kind of object in 1.0 and those that 1.1 adds.
const ROOT: Fields = Fields {
    what: "an overlay",
    old: &["overlay", "info", "extends", "actions"],
    new: &[],
};
const INFO: Fields = Fields {
    what: "the `info` of an overlay",
    old: &["title", "version"],
    new: &["description"],
};
const ACTION: Fields = Fields {
    what: "an action",
    old: &["target", "description", "update", "remove"],
    new: &["copy"],
};

/// Reads an overlay. With an error there is no overlay; warnings may be found in any case.
pub fn read(node: &Node, found: &mut Diagnostics) -> Option<Overlay> {
    let mut reader = Reader {
        version: Version::V1_1,
        errors: 0,
        found,
    };
    let overlay = reader.overlay(node);
    if reader.errors == 0 { overlay } else { None }
}

impl Reader<'_> {
    fn overlay(&mut self, node: &Node) -> Option<Overlay> {
        let Value::Object(_) = &node.value else {
            self.wrong(
                format!(
                    "an overlay must be an object, and this is {}",
                    node.value.kind()
                ),
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
        let message =
            format!("`{text}` is not a version of the Overlay Specification that is supported");
        self.push(
            Diagnostic::error(Code::OverlayInvalid, message, self.place(node, "overlay")).help(
                "versions 1.0.x and 1.1.x are; write all three numbers, as in `overlay: 1.1.0`",
            ),
        );
        None
    }

    fn info(&mut self, node: &Node) -> Option<String> {
        let Some(info) = node.get("info") else {
            self.wrong(
                "an overlay needs an `info` with `title` and `version`".to_owned(),
                start(node.origin),
            );
            return None;
        };
        let Value::Object(_) = &info.value else {
            self.wrong(
                format!(
                    "`info` must be an object, and this is {}",
                    info.value.kind()
                ),
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
            "`title: What it is for`",
        );
        version.and(title)
    }

    fn actions(&mut self, node: &Node) -> Option<Vec<Action>> {
        let Some(list) = node.get("actions") else {
            self.wrong(
                "an overlay needs a list of `actions`".to_owned(),
                start(node.origin),
            );
            return None;
        };
        let Value::Array(items) = &list.value else {
            self.wrong(
                format!(
                    "`actions` must be an array, and this is {}",
                    list.value.kind()
                ),
                list.origin,
            );
            return None;
        };
        if items.is_empty() {
            self.wrong(
                "`actions` is empty; there must be at least one".to_owned(),
                list.origin,
            );
        }
        for (number, item) in items.iter().enumerate() {
            if let Some(first) = items[..number].iter().find(|first| first.same_value(item)) {
                let message = "this action is a repetition; actions must be unique";
                self.push(
                    Diagnostic::error(Code::OverlayInvalid, message, item.origin)
                        .related("the same action", first.origin)
                        .help("remove one of them"),
                );
            }
        }
        // Every action is read, so that all that is wrong is told at once.
        let actions: Vec<Option<Action>> = items.iter().map(|item| self.action(item)).collect();
        actions.into_iter().collect()
    }

    fn action(&mut self, node: &Node) -> Option<Action> {
        let Value::Object(_) = &node.value else {
            self.wrong(
                format!(
                    "an action must be an object, and this is {}",
                    node.value.kind()
                ),
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
                self.wrong(
                    format!(
                        "`remove` must be true or false, and this is {}",
                        other.kind()
                    ),
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
        let (edit, note) = match (remove, update, copy) {
            (true, None, None) => (Edit::Remove, None),
            (true, _, _) => (
                Edit::Remove,
                Some("`remove: true` makes the `update` or `copy` beside it ineffective"),
            ),
            (false, Some(_), Some(_)) => (
                Edit::Nothing,
                Some("`update` and `copy` make each other ineffective"),
            ),
            (false, Some(value), None) => (Edit::Update(value.clone()), None),
            (false, None, Some(source)) => (Edit::Copy(source), None),
            (false, None, None) => (
                Edit::Nothing,
                Some("this action has no effect: it neither updates nor removes"),
            ),
        };
        if let Some(note) = note {
            self.found.push(Diagnostic::warning(
                Code::OverlayNoEffect,
                note,
                self.place(node, "target"),
            ));
        }
        Some(edit)
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::diagnostic::Diagnostics;
    use crate::document::testing::{codes, node, piece};

    const HEAD: &str = "overlay: 1.1.0\ninfo: {title: t, version: '1'}\n";

    fn check(text: &str) -> (bool, Diagnostics) {
        let mut found = Diagnostics::default();
        let overlay = read(&node(text), &mut found);
        assert_eq!(overlay.is_none(), found.has_errors(), "{text}");
        (overlay.is_some(), found)
    }

    #[test]
    fn reports_everything_at_once() {
        let (fine, found) = check(
            "overlay: 1.2.0\ninfo: {title: 1, x-a: 2, titel: x}\nactions:\n  - {target: '$.a[', remove: 1}\n  - 3\n",
        );
        assert!(!fine);
        let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
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
    fn shows_where_a_path_is_wrong() {
        let text = format!("{HEAD}actions:\n  - target: '$.a.b c'\n    remove: true\n");
        let (_, found) = check(&text);
        assert_eq!(codes(&found), ["overlay-target-invalid"]);
        let at = found
            .iter()
            .next()
            .and_then(|found| found.primary)
            .expect("a place");
        assert_eq!(piece(&text, at), " c");
    }

    #[test]
    fn copy_and_the_description_of_info_came_with_1_1() {
        let old = "overlay: 1.0.0\ninfo: {title: t, version: '1', description: d}\nactions: [{target: $, copy: $.a}]\n";
        let (fine, found) = check(old);
        assert!(!fine);
        assert_eq!(
            found
                .iter()
                .filter(|found| found.help.as_deref() == Some("it needs `overlay: 1.1.0`"))
                .count(),
            2
        );
        assert!(check(&old.replace("1.0.0", "1.1.3")).0);
    }

    #[test]
    fn warns_of_actions_without_effect() {
        for action in [
            "target: $",
            "target: $\n    remove: true\n    update: 1",
            "target: $\n    update: 1\n    copy: $.a",
            "target: $.x-y\n    update: 1",
        ] {
            let (fine, found) = check(&format!("{HEAD}actions:\n  - {action}\n"));
            assert!(fine);
            assert_eq!(found.len(), 1, "{action}: {found:?}");
        }
    }
}
