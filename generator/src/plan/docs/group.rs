//! Pass: the documentation of groups of operations.

use std::collections::BTreeMap;

use super::prose;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::Api;
use crate::nearest::nearest;
use crate::plan::Settings;
use crate::plan::api::GroupNode;
use crate::source::Origin;

/// The documentation of groups, by path.
pub type GroupDocs = BTreeMap<Vec<String>, Vec<String>>;

/// Documents groups. Reports sentences about groups that do not exist.
pub fn group_docs(
    api: &Api,
    tree: &[GroupNode],
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> GroupDocs {
    let mut docs = GroupDocs::new();
    for group in &api.groups {
        match tree.iter().find(|node| node.path.join(".") == group.path) {
            Some(node) => {
                docs.insert(node.path.clone(), prose::wrapped(&group.prose));
            }
            None => {
                let what = "entry for the group";
                diagnostics.push(unknown_group(
                    what,
                    &group.path,
                    group.origin,
                    tree,
                    settings,
                ));
            }
        }
    }
    docs
}

/// Returns the diagnostic for an entry about a group that does not exist.
pub fn unknown_group(
    what: &str,
    path: &str,
    origin: Origin,
    tree: &[GroupNode],
    settings: &Settings,
) -> Diagnostic {
    let message = format!("the {what} `{path}` has no effect");
    let diagnostic = Diagnostic {
        severity: settings.strictness.severity(Severity::Note),
        ..Diagnostic::error(Code::DocsNoMatch, message, origin)
    };
    let paths: Vec<String> = tree.iter().map(|node| node.path.join(".")).collect();
    match nearest(path, paths.iter().map(String::as_str)) {
        Some(similar) => diagnostic.help(format!("did you mean `{similar}`?")),
        None => diagnostic,
    }
}
