//! Applies one action to a document.
//!
//! Input: the tree, an action and its overlay. Output: the outcome; diagnostics name the action and show the location in
//! the overlay and the location in the document.

use super::hint::{self, Hint};
use super::ineffective::Ineffective;
use super::merge::{Mismatch, is_primitive, remove, update};
use super::model::{Action, Edit, Overlay, Version};
use super::outcome::Outcome;
use super::path::{NodePath, PathElement};
use super::query::Query;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Strictness};
use crate::document::{MAX_DEPTH, Node, Value};
use crate::source::Origin;

/// An action that is being applied.
pub(super) struct ActionRun<'r> {
    pub(super) document: &'r mut Node,
    pub(super) overlay: &'r Overlay,
    pub(super) action: &'r Action,
    /// The number of the action in its overlay, starting at 1.
    pub(super) number: usize,
    pub(super) strictness: Strictness,
    /// How many more values the overlays may insert.
    pub(super) budget: &'r mut usize,
    pub(super) diagnostics: &'r mut Diagnostics,
}

/// Whether the document changed, or why the action failed.
type Changed = Result<bool, Box<Diagnostic>>;

impl ActionRun<'_> {
    /// Applies the action. Reports failures; returns the reason if the action changed nothing.
    pub(super) fn apply(&mut self) -> (Outcome, Option<Ineffective>) {
        let target = &self.action.target;
        if let Some(query) = self.expensive_query() {
            let message = "has a query that may select or visit too many values";
            let diagnostic = self.error(Code::OverlayTooExpensive, message, query.origin);
            let help = "name the properties that lead to the target instead of `..`, and list each selector once";
            self.diagnostics.push(diagnostic.help(help));
            return (Outcome::Failed, None);
        }
        if let Some(condition) = &self.action.applies_if
            && !condition.matches(self.document)
        {
            return (Outcome::Skipped, Some(self.skipped(condition)));
        }
        let paths = target.select(self.document);
        if paths.is_empty() {
            let hint = hint::explain(target, self.document);
            let reason = format!("selects nothing: {}", hint.reason);
            return (Outcome::NoMatch, Some(self.no_match(target, reason, hint)));
        }
        let unmatched = self.unmatched_name(&paths);
        let result = match &self.action.edit {
            Edit::Nothing(_) => Ok(false),
            Edit::Remove => self.remove(&paths),
            Edit::Update(value) => self.update(&paths, value),
            Edit::Copy(source) => self
                .copied(source, paths.len())
                .and_then(|value| self.update(&paths, &value)),
        };
        match result {
            Ok(true) => (Outcome::Changed(paths.len()), unmatched),
            Ok(false) => {
                let outcome = Outcome::Unchanged(paths.len());
                (outcome, Some(self.unchanged(&paths)))
            }
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                (Outcome::Failed, None)
            }
        }
    }

    /// Returns a query of the action that is too expensive to run.
    fn expensive_query(&self) -> Option<&Query> {
        let source = match &self.action.edit {
            Edit::Copy(source) => Some(source),
            _ => None,
        };
        let queries = [self.action.applies_if.as_ref(), source];
        let mut queries = queries.into_iter().flatten().chain([&self.action.target]);
        queries.find(|query| query.is_too_expensive(self.document))
    }

    fn remove(&mut self, paths: &[NodePath]) -> Changed {
        if paths.iter().any(|path| path.0.is_empty()) {
            let message = "removes the entire document";
            return Err(Box::new(self.error(
                Code::OverlayMismatch,
                message,
                self.action.target.origin,
            )));
        }
        // From last to first, so that the indexes of the items still to be removed stay valid.
        let removed = paths
            .iter()
            .rev()
            .filter(|path| remove(self.document, path))
            .count();
        Ok(removed > 0)
    }

    fn update(&mut self, paths: &[NodePath], value: &Node) -> Changed {
        self.check_kinds(paths)?;
        let deepest = paths.iter().map(|path| path.0.len()).max().unwrap_or(0);
        if deepest + value.depth() > MAX_DEPTH {
            let message = format!("nests values more than {MAX_DEPTH} levels deep");
            return Err(Box::new(self.error(Code::TooDeep, &message, value.origin)));
        }
        *self.budget = self.remaining_budget(value, paths.len())?;
        let mut changed = false;
        for path in paths {
            let Some(target) = path.node_mut(self.document) else {
                continue;
            };
            match update(target, value) {
                Ok(target_changed) => changed |= target_changed,
                Err(mismatch) => return Err(Box::new(self.mismatch(&mismatch))),
            }
        }
        Ok(changed)
    }

    /// Returns how many more values the overlays may insert after `value` was inserted into `targets` nodes.
    fn remaining_budget(&self, value: &Node, targets: usize) -> Result<usize, Box<Diagnostic>> {
        let inserted = value.weight().saturating_mul(targets);
        self.budget.checked_sub(inserted).ok_or_else(|| {
            let message = "inserts more values than the overlays of a document may insert";
            let at = self.action.target.origin;
            Box::new(self.error(Code::OverlayTooExpensive, message, at))
        })
    }

    /// Returns a copy of the one node that a `copy` action reads, if it may be inserted into `targets` nodes.
    fn copied(&self, source: &Query, targets: usize) -> Result<Node, Box<Diagnostic>> {
        let nodes: Vec<(NodePath, &Node)> = source
            .select(self.document)
            .into_iter()
            .filter_map(|path| {
                let node = path.node(self.document)?;
                Some((path, node))
            })
            .collect();
        match nodes.as_slice() {
            [(_, node)] => {
                // Checked first, so that actions beyond the budget copy nothing.
                self.remaining_budget(node, targets)?;
                Ok((*node).clone())
            }
            [] => {
                let hint = hint::explain(source, self.document);
                let message = format!("copies nothing: {}", hint.reason);
                let mut diagnostic = self
                    .error(Code::OverlayNoMatch, &message, source.origin)
                    .help(help(hint.suggestion));
                if let Some((label, at)) = hint.deepest {
                    diagnostic = diagnostic.related(label, at);
                }
                Err(Box::new(diagnostic))
            }
            several => {
                let message = format!(
                    "copies {} nodes; `copy` must select exactly one",
                    several.len()
                );
                let mut diagnostic = self.error(Code::OverlayMismatch, &message, source.origin);
                for (path, node) in several.iter().take(3) {
                    diagnostic = diagnostic.related(format!("`{path}`"), node.origin);
                }
                Err(Box::new(diagnostic))
            }
        }
    }

    /// Checks that all nodes to update are of one kind, and in 1.0 that they are not primitive values.
    fn check_kinds(&mut self, paths: &[NodePath]) -> Result<(), Box<Diagnostic>> {
        let mut nodes = paths.iter().filter_map(|path| path.node(self.document));
        let Some(first) = nodes.next() else {
            return Ok(());
        };
        let kind = kind_of(first);
        if let Some(other) = nodes.find(|node| kind_of(node) != kind) {
            let message = format!("updates both {kind} and {}", kind_of(other));
            let diagnostic = self
                .error(Code::OverlayMismatch, &message, self.action.target.origin)
                .related(format!("one of the {kind}"), first.origin)
                .related(format!("one of the {}", kind_of(other)), other.origin);
            return Err(Box::new(diagnostic));
        }
        if !is_primitive(&first.value) || self.overlay.version != Version::V1_0 {
            return Ok(());
        }
        let message = format!(
            "updates {}, which Overlay 1.0 does not allow",
            first.value.kind()
        );
        let diagnostic = self
            .error(Code::OverlayMismatch, &message, self.action.target.origin)
            .related("the value", first.origin)
            .help("select the object that contains it, or write `overlay: 1.1.0`");
        match self.strictness {
            Strictness::Strict => Err(Box::new(diagnostic)),
            Strictness::Lenient => {
                self.diagnostics.push(Diagnostic {
                    severity: Severity::Warning,
                    ..diagnostic
                });
                Ok(())
            }
        }
    }

    /// Returns the first name listed in the target under which nothing was selected.
    ///
    /// Other documents may lack some of the names; the document that the overlay is written for must have all of them.
    fn unmatched_name(&self, paths: &[NodePath]) -> Option<Ineffective> {
        if self.strictness == Strictness::Lenient {
            return None;
        }
        let target = &self.action.target;
        let index = target.head().len();
        let is_selected = |name: &str| {
            paths.iter().any(
                |path| matches!(path.0.get(index), Some(PathElement::Name(it)) if **it == *name),
            )
        };
        let name = target.tail_names().iter().find(|name| !is_selected(name))?;
        let (mut path, _) = target.follow_head(self.document).ok()?;
        path.0.push(PathElement::Name(name.clone()));
        let reason = format!("selects nothing in `{path}`");
        Some(Ineffective {
            number: self.number,
            code: Code::OverlayNoMatch,
            reason,
            at: target.origin,
            nearest: None,
            help: "correct the name, or remove it from the target".to_owned(),
        })
    }

    fn skipped(&self, condition: &Query) -> Ineffective {
        let hint = hint::explain(condition, self.document);
        let reason = format!(
            "is skipped, because its `x-applies-if` selects nothing: {}",
            hint.reason
        );
        self.no_match(condition, reason, hint)
    }

    fn no_match(&self, query: &Query, reason: String, hint: Hint) -> Ineffective {
        Ineffective {
            number: self.number,
            code: Code::OverlayNoMatch,
            reason,
            at: query.origin,
            nearest: hint.deepest,
            help: help(hint.suggestion),
        }
    }

    fn unchanged(&self, paths: &[NodePath]) -> Ineffective {
        let (reason, help) = match self.action.edit {
            Edit::Nothing(reason) => (reason, "give it one of `update` and `remove`, or delete it"),
            _ => ("already applied upstream", "remove the action"),
        };
        let first = paths.first().and_then(|path| path.node(self.document));
        Ineffective {
            number: self.number,
            code: Code::OverlayNoEffect,
            reason: format!("changes nothing: {reason}"),
            at: self.action.target.origin,
            nearest: first.map(|node| ("the selected value".to_owned(), node.origin)),
            help: help.to_owned(),
        }
    }

    fn mismatch(&self, mismatch: &Mismatch) -> Diagnostic {
        let Mismatch { target, update } = mismatch;
        let message = format!(
            "cannot merge {} into {}",
            update.value_kind, target.value_kind
        );
        self.error(Code::OverlayMismatch, &message, update.origin)
            .related(format!("this is {}", target.value_kind), target.origin)
            .help("to replace a value with one of another kind, remove it in an earlier action")
    }

    fn error(&self, code: Code, message: &str, at: Origin) -> Diagnostic {
        Diagnostic::error(
            code,
            format!(
                "action {} of overlay “{}” {message}",
                self.number, self.overlay.title
            ),
            at,
        )
    }
}

/// The help for a query that selects nothing.
fn help(suggestion: Option<String>) -> String {
    match suggestion {
        Some(query) => format!("did you mean `{query}`?"),
        None => "correct the query, or remove the action if it is no longer needed".to_owned(),
    }
}

fn kind_of(node: &Node) -> &'static str {
    match &node.value {
        Value::Object(_) => "objects",
        Value::Array(_) => "arrays",
        _ => "primitive values",
    }
}
