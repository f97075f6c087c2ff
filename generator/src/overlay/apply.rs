//! Applies overlays to a document.
//!
//! In: the tree and overlays that were read. Out: the changed tree, what each action did, and findings about actions
//! that select nothing or do not fit.

use super::run::Run;
use super::{Overlay, needless};
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::source::Origin;

/// What an action that selects nothing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// An error: the overlay was written for this very document.
    Strict,
    /// A warning: the document may be any.
    Lenient,
}

/// What one action did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The overlay, by its number in the list that was applied, from 0.
    pub overlay: usize,
    /// The action, by its number in the overlay, from 0.
    pub action: usize,
    /// Where the action's target is written.
    pub origin: Origin,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its `x-applies-if` selects nothing: the action is not for this document.
    Skipped,
    /// It selected so many nodes and changed the document.
    Changed(usize),
    /// It selected so many nodes, and they were already as the action makes them: it is no longer needed.
    Unchanged(usize),
    /// It selected nothing.
    NoMatch,
    /// It does not fit what it selected; an error was reported.
    Failed,
}

/// Applies overlays in order, each action to the result of those before it.
pub fn apply(
    document: &mut Node,
    overlays: &[Overlay],
    strictness: Strictness,
    found: &mut Diagnostics,
) -> Vec<Applied> {
    let mut all = Vec::new();
    for (overlay_number, overlay) in overlays.iter().enumerate() {
        for (action_number, action) in overlay.actions.iter().enumerate() {
            let mut run = Run {
                document,
                overlay,
                action,
                number: action_number + 1,
                strictness,
                found,
            };
            let outcome = run.outcome();
            let origin = action.target.origin;
            all.push(Applied {
                overlay: overlay_number,
                action: action_number,
                origin,
                outcome,
            });
        }
        if strictness == Strictness::Lenient {
            let applied = &all[all.len() - overlay.actions.len()..];
            found.extend(needless::note(overlay, applied));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Strictness, apply};
    use crate::diagnostic::{Diagnostics, Severity};
    use crate::document::testing::{codes, node};
    use crate::document::{Node, write_yaml};
    use crate::overlay::read;

    const DOCUMENT: &str =
        "info: {title: T}\npaths:\n  /a: {get: {tags: [x, y, x]}}\n  /b: {get: {tags: []}}\n";

    fn run(
        version: &str,
        actions: &str,
        strictness: Strictness,
    ) -> (Node, Vec<Outcome>, Diagnostics) {
        let text =
            format!("overlay: {version}\ninfo: {{title: Fix, version: '1'}}\nactions:\n{actions}");
        let mut found = Diagnostics::default();
        let overlay = read(&node(&text), &mut found).unwrap_or_else(|| panic!("{found:?}"));
        let mut document = node(DOCUMENT);
        let applied = apply(&mut document, &[overlay], strictness, &mut found);
        (
            document,
            applied.into_iter().map(|applied| applied.outcome).collect(),
            found,
        )
    }

    fn changed(actions: &str) -> String {
        let (document, outcomes, found) = run("1.1.0", actions, Strictness::Strict);
        assert!(found.is_empty(), "{found:?}");
        assert!(
            outcomes
                .iter()
                .all(|outcome| matches!(outcome, Outcome::Changed(_))),
            "{outcomes:?}"
        );
        let text = write_yaml(&document);
        let (_, paths) = text.split_once("paths:\n").expect("paths");
        paths.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn updates_removes_and_copies() {
        assert_eq!(
            changed("  - {target: \"$.paths['/a'].get.tags[?@ == 'x']\", remove: true}\n"),
            "/a: get: tags: - 'y' /b: get: tags: []"
        );
        assert_eq!(
            changed(
                "  - {target: $.paths.*.get.tags, update: [z]}\n  - {target: \"$.paths['/b'].get.tags\", update: {k: 1}}\n"
            ),
            "/a: get: tags: - x - 'y' - x - z /b: get: tags: - z - k: 1"
        );
        assert_eq!(
            changed(
                "  - {target: \"$.paths['/b'].get\", copy: \"$.paths['/a'].get\"}\n  - {target: \"$.paths['/a']\", remove: true}\n"
            ),
            "/b: get: tags: - x - 'y' - x"
        );
        assert_eq!(
            changed(
                "  - {target: \"$.paths['/a'].get.tags[0]\", update: first}\n  - {target: $.paths, update: {/c: {}}}\n"
            ),
            "/a: get: tags: - first - 'y' - x /b: get: tags: [] /c: {}"
        );
    }

    #[test]
    fn inserted_nodes_know_the_overlay() {
        let (document, _, _) = run(
            "1.1.0",
            "  - {target: $.info, update: {license: {name: MIT}}}\n",
            Strictness::Strict,
        );
        let license = document
            .at_pointer("/info/license/name")
            .expect("a node")
            .origin;
        assert!(license.start > 50, "{license:?}");
        assert!(document.at_pointer("/info").expect("a node").origin.start < 10);
    }

    #[test]
    fn an_action_that_selects_nothing_names_itself_and_a_guess() {
        let action = "  - {target: $.info, update: {title: U}}\n  - {target: \"$.path['/a'].get\", remove: true}\n";
        let (_, outcomes, found) = run("1.1.0", action, Strictness::Strict);
        assert_eq!(outcomes, [Outcome::Changed(1), Outcome::NoMatch]);
        let diagnostic = found.iter().next().expect("a finding");
        assert!(found.has_errors());
        assert_eq!(
            diagnostic.message,
            "action 2 of overlay “Fix” selects nothing: `$` exists, and has no member `path` but `info`, `paths`"
        );
        assert_eq!(
            diagnostic.help.as_deref(),
            Some("did you mean `$.paths['/a'].get`?")
        );
        let (_, _, found) = run("1.1.0", action, Strictness::Lenient);
        assert!(!found.has_errors());
        assert_eq!(codes(&found), ["overlay-no-match"]);
    }

    #[test]
    fn conditions_skip_and_needless_actions_are_told() {
        let actions = "  - {target: $.gone, remove: true, x-applies-if: $.gone}\n  \
            - {target: $.info, update: {title: T}, x-applies-if: \"$.paths[?@.get]\"}\n";
        let (_, outcomes, found) = run("1.1.0", actions, Strictness::Strict);
        assert_eq!(outcomes, [Outcome::Skipped, Outcome::Unchanged(1)]);
        assert!(found.is_empty());
        let (_, _, found) = run("1.1.0", actions, Strictness::Lenient);
        assert_eq!(codes(&found), ["overlay-no-effect"]);
        let note = found.iter().next().expect("a note");
        assert_eq!(note.severity, Severity::Note);
        assert_eq!(
            note.message,
            "2 of 2 actions of overlay “Fix” are not needed for this document"
        );
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        for actions in [
            "  - {target: $, remove: true}\n",
            "  - {target: $.info, update: [1]}\n",
            "  - {target: $.info, update: {title: {}}}\n",
            "  - {target: $..*, update: {a: 1}}\n",
            "  - {target: $.info, copy: $.paths.*}\n",
        ] {
            let (_, outcomes, found) = run("1.1.0", actions, Strictness::Lenient);
            assert_eq!(outcomes, [Outcome::Failed], "{actions}");
            assert_eq!(codes(&found), ["overlay-mismatch"], "{actions}");
        }
    }

    #[test]
    fn version_1_0_does_not_update_primitive_values() {
        let action = "  - {target: $.info.title, update: U}\n";
        assert_eq!(
            run("1.0.0", action, Strictness::Strict).1,
            [Outcome::Failed]
        );
        let (document, outcomes, found) = run("1.0.0", action, Strictness::Lenient);
        assert_eq!(outcomes, [Outcome::Changed(1)]);
        assert_eq!(codes(&found), ["overlay-mismatch"]);
        assert_eq!(
            document.at_pointer("/info/title").and_then(Node::as_str),
            Some("U")
        );
    }

    #[test]
    fn overlays_cannot_nest_without_end() {
        let mut actions = String::from("  - {target: $.info, update: {a: {a: {a: {a: {}}}}}}\n");
        for level in 1..60 {
            actions += &format!(
                "  - {{target: $.info{}, copy: $.info.a, description: {level}}}\n",
                ".a.a.a".repeat(level)
            );
        }
        let actions = actions.replace("description: ", "x-n: ");
        let (document, _, found) = run("1.1.0", &actions, Strictness::Strict);
        assert!(codes(&found).contains(&"too-deep"));
        assert!(document.depth() <= crate::document::MAX_DEPTH);
    }
}
