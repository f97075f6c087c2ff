//! Pass: the documentation of groups of operations.

use std::collections::BTreeMap;

use super::prose;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::Api;
use crate::nearest::nearest;
use crate::plan::Settings;
use crate::plan::api::GroupNode;

/// The documentation of groups, by path.
pub type GroupDocs = BTreeMap<Vec<String>, Vec<String>>;

/// Documents groups. Reports sentences about groups that do not exist.
pub fn group_docs(
    api: &Api,
    tree: &[GroupNode],
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> GroupDocs {
    let paths: Vec<String> = tree.iter().map(|node| node.path.join(".")).collect();
    let mut docs = GroupDocs::new();
    for group in &api.groups {
        match paths.iter().position(|path| *path == group.path) {
            Some(at) => {
                docs.insert(tree[at].path.clone(), prose::wrapped(&group.prose));
            }
            None => {
                let message = format!("the entry for the group `{}` documents nothing", group.path);
                let diagnostic = Diagnostic {
                    severity: match settings.strict {
                        true => Severity::Error,
                        false => Severity::Note,
                    },
                    ..Diagnostic::error(Code::DocsNoMatch, message, group.origin)
                };
                let similar = nearest(&group.path, paths.iter().map(String::as_str));
                diagnostics.push(match similar {
                    Some(similar) => diagnostic.help(format!("did you mean `{similar}`?")),
                    None => diagnostic,
                });
            }
        }
    }
    docs
}
