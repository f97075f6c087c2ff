//! Applies overlays to a document, in order.
//!
//! Input: the tree and overlays in memory. Output: the changed tree, the outcome of each action, and diagnostics about
//! actions that change nothing or cannot be applied.

use super::action::ActionRun;
use super::ineffective;
use super::model::Overlay;
use super::outcome::Applied;
use crate::diagnostic::{Diagnostics, Strictness};
use crate::document::Node;

/// How many values all overlays may insert: ten times the size of a large document. An action that copies the document
/// doubles it.
const MAX_INSERTED: usize = 3_000_000;

/// Applies overlays in order, each action to the result of the actions before it.
pub fn apply(
    document: &mut Node,
    overlays: &[Overlay],
    strictness: Strictness,
    diagnostics: &mut Diagnostics,
) -> Vec<Applied> {
    let mut applied = Vec::new();
    let mut budget = MAX_INSERTED;
    for (overlay_index, overlay) in overlays.iter().enumerate() {
        let mut ineffective = Vec::new();
        for (action_index, action) in overlay.actions.iter().enumerate() {
            let mut run = ActionRun {
                document,
                overlay,
                action,
                number: action_index + 1,
                strictness,
                budget: &mut budget,
                diagnostics,
            };
            let (outcome, reason) = run.apply();
            ineffective.extend(reason);
            applied.push(Applied {
                overlay: overlay_index,
                action: action_index,
                origin: action.target.origin,
                outcome,
            });
        }
        ineffective::report(overlay, ineffective, strictness, diagnostics);
    }
    applied
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::diagnostic::{Diagnostics, Severity, Strictness};
    use crate::document::testing::{codes, node};
    use crate::document::{Node, write_yaml};
    use crate::overlay::{Outcome, read};

    const DOCUMENT: &str =
        "info: {title: T}\npaths:\n  /a: {get: {tags: [x, y, x]}}\n  /b: {get: {tags: []}}\n";

    fn run(
        version: &str,
        actions: &str,
        strictness: Strictness,
    ) -> (Node, Vec<Outcome>, Diagnostics) {
        let text =
            format!("overlay: {version}\ninfo: {{title: Fix, version: '1'}}\nactions:\n{actions}");
        let mut diagnostics = Diagnostics::default();
        let overlay =
            read(&node(&text), &mut diagnostics).unwrap_or_else(|| panic!("{diagnostics:?}"));
        let mut document = node(DOCUMENT);
        let applied = apply(&mut document, &[overlay], strictness, &mut diagnostics);
        (
            document,
            applied.into_iter().map(|applied| applied.outcome).collect(),
            diagnostics,
        )
    }

    fn changed(actions: &str) -> String {
        let (document, outcomes, diagnostics) = run("1.1.0", actions, Strictness::Strict);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
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
    fn inserted_nodes_keep_their_origin_in_the_overlay() {
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

    /// The messages of all diagnostics.
    fn messages(diagnostics: &Diagnostics) -> Vec<&str> {
        diagnostics.iter().map(|it| it.message.as_str()).collect()
    }

    #[test]
    fn overlays_that_multiply_the_document_are_errors() {
        let copies: String = (0..40)
            .map(|number| format!("  - {{target: $, update: {{copy{number}: {{}}}}}}\n  - {{target: $.copy{number}, copy: $.paths}}\n  - {{target: $.paths, update: {{x{number}: {{}}}}}}\n  - {{target: $.paths.x{number}, copy: $.copy{number}}}\n"))
            .collect();
        let (_, outcomes, diagnostics) = run("1.1.0", &copies, Strictness::Strict);
        assert!(outcomes.contains(&Outcome::Failed));
        assert_eq!(codes(&diagnostics)[0], "overlay-too-expensive");
    }

    #[test]
    fn an_error_about_a_target_suggests_a_similar_one() {
        let action = "  - {target: $.info, update: {title: U}}\n  - {target: \"$.path['/a'].get\", remove: true}\n";
        let (_, outcomes, diagnostics) = run("1.1.0", action, Strictness::Strict);
        assert_eq!(outcomes, [Outcome::Changed(1), Outcome::NoMatch]);
        let diagnostic = diagnostics.iter().next().expect("a diagnostic");
        assert!(diagnostics.has_errors());
        assert_eq!(
            diagnostic.message,
            "action 2 of overlay “Fix” selects nothing: `$` has no field `path`; found `info`, `paths`"
        );
        assert_eq!(
            diagnostic.help.as_deref(),
            Some("did you mean `$.paths['/a'].get`?")
        );
    }

    #[test]
    fn an_action_that_changes_nothing_is_an_error_when_strict() {
        let actions = "  - {target: $.gone, remove: true, x-applies-if: $.gone}\n  \
            - {target: $.info, update: {title: T}, x-applies-if: \"$.paths[?@.get]\"}\n  \
            - {target: \"$.paths['/a'].get.tags\", update: [y]}\n  \
            - {target: $.info, description: empty}\n  \
            - {target: \"$.paths['/a','/c']\", update: {x-a: 1}}\n";
        let (_, outcomes, diagnostics) = run("1.1.0", actions, Strictness::Strict);
        assert_eq!(
            outcomes,
            [
                Outcome::Skipped,
                Outcome::Unchanged(1),
                Outcome::Unchanged(1),
                Outcome::Unchanged(1),
                Outcome::Changed(1),
            ]
        );
        assert_eq!(
            messages(&diagnostics),
            [
                "action 1 of overlay “Fix” is skipped, because its `x-applies-if` selects nothing: \
                 `$` has no field `gone`; found `info`, `paths`",
                "action 2 of overlay “Fix” changes nothing: already applied upstream",
                "action 3 of overlay “Fix” changes nothing: already applied upstream",
                "action 4 of overlay “Fix” changes nothing: it neither updates nor removes",
                "action 5 of overlay “Fix” selects nothing in `$.paths['/c']`",
            ]
        );
    }

    #[test]
    fn a_note_lists_the_actions_that_change_nothing_when_lenient() {
        let actions = "  - {target: $.gone, remove: true, x-applies-if: $.gone}\n  \
            - {target: $.paths.gone, remove: true}\n  \
            - {target: $.info, update: {title: T}}\n  \
            - {target: \"$.paths['/a','/c']\", update: {x-a: 1}}\n";
        let (_, outcomes, diagnostics) = run("1.1.0", actions, Strictness::Lenient);
        assert_eq!(
            outcomes,
            [
                Outcome::Skipped,
                Outcome::NoMatch,
                Outcome::Unchanged(1),
                Outcome::Changed(1),
            ]
        );
        assert_eq!(codes(&diagnostics), ["overlay-no-effect"]);
        let note = diagnostics.iter().next().expect("a note");
        assert_eq!(note.severity, Severity::Note);
        assert_eq!(
            note.message,
            "3 of 4 actions of overlay “Fix” had no effect on this document"
        );
        let labels: Vec<&str> = note
            .related
            .iter()
            .map(|(label, _)| label.as_str())
            .collect();
        assert_eq!(
            labels,
            [
                "action 1 is skipped, because its `x-applies-if` selects nothing: \
                 `$` has no field `gone`; found `info`, `paths`",
                "action 2 selects nothing: `$.paths` has no field `gone`; found `/a`, `/b`",
                "action 3 changes nothing: already applied upstream",
            ]
        );
    }

    #[test]
    fn an_action_that_cannot_be_applied_is_an_error() {
        for actions in [
            "  - {target: $, remove: true}\n",
            "  - {target: $.info, update: [1]}\n",
            "  - {target: $.info, update: {title: {}}}\n",
            "  - {target: $..*, update: {a: 1}}\n",
            "  - {target: $.info, copy: $.paths.*}\n",
        ] {
            let (_, outcomes, diagnostics) = run("1.1.0", actions, Strictness::Lenient);
            assert_eq!(outcomes, [Outcome::Failed], "{actions}");
            assert_eq!(codes(&diagnostics), ["overlay-mismatch"], "{actions}");
        }
    }

    #[test]
    fn primitive_values_cannot_be_updated_in_1_0() {
        let action = "  - {target: $.info.title, update: U}\n";
        assert_eq!(
            run("1.0.0", action, Strictness::Strict).1,
            [Outcome::Failed]
        );
        let (document, outcomes, diagnostics) = run("1.0.0", action, Strictness::Lenient);
        assert_eq!(outcomes, [Outcome::Changed(1)]);
        assert_eq!(codes(&diagnostics), ["overlay-mismatch"]);
        assert_eq!(
            document.at_pointer("/info/title").and_then(Node::as_str),
            Some("U")
        );
    }

    #[test]
    fn overlays_cannot_exceed_the_depth_limit() {
        let mut actions = String::from("  - {target: $.info, update: {a: {a: {a: {a: {}}}}}}\n");
        for level in 1..60 {
            actions += &format!(
                "  - {{target: $.info{}, copy: $.info.a, description: {level}}}\n",
                ".a.a.a".repeat(level)
            );
        }
        let actions = actions.replace("description: ", "x-n: ");
        let (document, _, diagnostics) = run("1.1.0", &actions, Strictness::Strict);
        assert!(codes(&diagnostics).contains(&"too-deep"));
        assert!(document.depth() <= crate::document::MAX_DEPTH);
    }
}
