//! One action on a document.
//!
//! In: the tree, the action and its overlay. Out: what came of it; findings name the action, and show the place in the
//! overlay and the place in the document.

use super::apply::{Outcome, Strictness};
use super::merge::{Mismatch, is_primitive, remove, update};
use super::path::Path;
use super::query::Query;
use super::{Action, Edit, Overlay, Version, hint};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::{MAX_DEPTH, Node, Value};
use crate::source::Origin;

/// An action that is being applied.
pub(super) struct Run<'r> {
    pub(super) document: &'r mut Node,
    pub(super) overlay: &'r Overlay,
    pub(super) action: &'r Action,
    /// Which action of the overlay it is, from 1.
    pub(super) number: usize,
    pub(super) strictness: Strictness,
    pub(super) found: &'r mut Diagnostics,
}

/// Whether the document changed, or why the action failed.
type Changed = Result<bool, Box<Diagnostic>>;

impl Run<'_> {
    pub(super) fn outcome(&mut self) -> Outcome {
        let (condition, target) = (self.action.applies_if.as_ref(), &self.action.target);
        // Often the condition is the target itself, which is then looked for once.
        let is_target = condition.is_some_and(|condition| condition.text == target.text);
        let applies = |condition: &Query| is_target || condition.matches(self.document);
        if !condition.is_none_or(applies) {
            return Outcome::Skipped;
        }
        let paths = target.select(self.document);
        if paths.is_empty() && is_target {
            return Outcome::Skipped;
        }
        if paths.is_empty() {
            let mut diagnostic = self.no_match(&self.action.target, "selects nothing");
            if self.strictness == Strictness::Lenient {
                diagnostic.severity = Severity::Warning;
            }
            self.found.push(diagnostic);
            return Outcome::NoMatch;
        }
        let result = match &self.action.edit {
            Edit::Nothing => Ok(false),
            Edit::Remove => self.remove(&paths),
            Edit::Update(value) => self.update(&paths, value),
            Edit::Copy(source) => self
                .copied(source)
                .and_then(|value| self.update(&paths, &value)),
        };
        match result {
            Ok(true) => Outcome::Changed(paths.len()),
            Ok(false) => Outcome::Unchanged(paths.len()),
            Err(diagnostic) => {
                self.found.push(*diagnostic);
                Outcome::Failed
            }
        }
    }

    fn remove(&mut self, paths: &[Path]) -> Changed {
        if paths.iter().any(|path| path.0.is_empty()) {
            let message = "removes the whole document";
            return Err(Box::new(self.error(
                Code::OverlayMismatch,
                message,
                self.action.target.origin,
            )));
        }
        // From the last to the first: the numbers of items that are still to be removed stay right.
        let removed = paths
            .iter()
            .rev()
            .filter(|path| remove(self.document, path))
            .count();
        Ok(removed > 0)
    }

    fn update(&mut self, paths: &[Path], value: &Node) -> Changed {
        self.check_kinds(paths)?;
        let deepest = paths.iter().map(|path| path.0.len()).max().unwrap_or(0);
        if deepest + value.depth() > MAX_DEPTH {
            let message = format!("nests values more than {MAX_DEPTH} levels deep");
            return Err(Box::new(self.error(Code::TooDeep, &message, value.origin)));
        }
        let mut changed = false;
        for path in paths {
            let Some(target) = path.node_mut(self.document) else {
                continue;
            };
            match update(target, value) {
                Ok(this) => changed |= this,
                Err(mismatch) => return Err(Box::new(self.mismatch(&mismatch))),
            }
        }
        Ok(changed)
    }

    /// A copy of the one node that a copy action takes its value from.
    fn copied(&self, source: &Query) -> Result<Node, Box<Diagnostic>> {
        let nodes: Vec<(Path, &Node)> = source
            .select(self.document)
            .into_iter()
            .filter_map(|path| {
                let node = path.node(self.document)?;
                Some((path, node))
            })
            .collect();
        match nodes.as_slice() {
            [(_, node)] => Ok((*node).clone()),
            [] => Err(Box::new(self.no_match(source, "copies nothing"))),
            several => {
                let message = format!("copies {} nodes where it must be one", several.len());
                let mut diagnostic = self.error(Code::OverlayMismatch, &message, source.origin);
                for (path, node) in several.iter().take(3) {
                    diagnostic = diagnostic.related(format!("`{path}`"), node.origin);
                }
                Err(Box::new(diagnostic))
            }
        }
    }

    /// The nodes that one action updates must be of one kind; in 1.0 they must not be primitive values.
    fn check_kinds(&mut self, paths: &[Path]) -> Result<(), Box<Diagnostic>> {
        let mut nodes = paths.iter().filter_map(|path| path.node(self.document));
        let Some(first) = nodes.next() else {
            return Ok(());
        };
        let kind = kind_of(first);
        if let Some(other) = nodes.find(|node| kind_of(node) != kind) {
            let message = format!("updates {kind} and {} alike", kind_of(other));
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
            "updates {}, which Overlay 1.0 does not do",
            first.value.kind()
        );
        let diagnostic = self
            .error(Code::OverlayMismatch, &message, self.action.target.origin)
            .related("the value", first.origin)
            .help("select the object it belongs to, or write `overlay: 1.1.0`");
        match self.strictness {
            Strictness::Strict => Err(Box::new(diagnostic)),
            Strictness::Lenient => {
                self.found.push(Diagnostic {
                    severity: Severity::Warning,
                    ..diagnostic
                });
                Ok(())
            }
        }
    }

    fn no_match(&self, query: &Query, what: &str) -> Diagnostic {
        let hint = hint::explain(query, self.document);
        let mut diagnostic = self.error(
            Code::OverlayNoMatch,
            &format!("{what}: {}", hint.why),
            query.origin,
        );
        if let Some((words, at)) = hint.exists {
            diagnostic = diagnostic.related(words, at);
        }
        diagnostic.help(match hint.guess {
            Some(guess) => format!("did you mean `{guess}`?"),
            None => "correct the query, remove the action if it is no longer needed, or say by `x-applies-if` which \
                documents it is for"
                .to_owned(),
        })
    }

    fn mismatch(&self, mismatch: &Mismatch) -> Diagnostic {
        let ((target, target_at), (update, update_at)) = (mismatch.target, mismatch.update);
        let message = format!("does not fit: {update} cannot be merged into {target}");
        self.error(Code::OverlayMismatch, &message, update_at)
            .related(format!("this is {target}"), target_at)
            .help(
                "to replace a value by one of another kind, remove it by an action before this one",
            )
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

fn kind_of(node: &Node) -> &'static str {
    match &node.value {
        Value::Object(_) => "objects",
        Value::Array(_) => "arrays",
        _ => "primitive values",
    }
}
