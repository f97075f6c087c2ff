//! Pass: links to the pages of an API reference.

use std::collections::BTreeMap;

use super::group::unknown_group;
use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::plan::Settings;
use crate::plan::api::GroupNode;

/// The URLs of the pages about groups of operations, by path. The page about the entire API has the empty path.
#[derive(Clone, Debug, Default)]
pub struct References(BTreeMap<Vec<String>, String>);

impl References {
    /// Returns the URL of the page about a group or about its nearest parent group with a page.
    pub fn of_group(&self, path: &[String]) -> Option<&str> {
        let lengths = (0..=path.len()).rev();
        let mut pages = lengths.filter_map(|length| self.0.get(&path[..length]));
        pages.next().map(String::as_str)
    }
}

/// Finds the pages about groups. Reports pages about groups that do not exist.
pub fn references(
    api: &Api,
    tree: &[GroupNode],
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> References {
    let mut pages = BTreeMap::new();
    for page in &api.references {
        let node = tree.iter().find(|node| node.path.join(".") == page.path);
        match node {
            Some(node) => {
                pages.insert(node.path.clone(), page.url.clone());
            }
            None if page.path.is_empty() => {
                pages.insert(Vec::new(), page.url.clone());
            }
            None => {
                let what = "reference of the group";
                diagnostics.push(unknown_group(what, &page.path, page.origin, tree, settings));
            }
        }
    }
    References(pages)
}

/// Returns a sentence with a link to a page.
pub fn link(url: &str) -> String {
    // Unescaped, these characters would end the link.
    let escaped = [
        (" ", "%20"),
        ("(", "%28"),
        (")", "%29"),
        ("<", "%3C"),
        (">", "%3E"),
    ];
    let url = url.lines().next().unwrap_or_default().trim().to_owned();
    let url = escaped
        .iter()
        .fold(url, |url, (from, to)| url.replace(from, to));
    format!("See the [API reference]({url}).")
}

#[cfg(test)]
mod tests {
    use super::{References, link};

    #[test]
    fn a_group_without_a_page_has_that_of_the_group_around_it() {
        let path = |path: &str| path.split('.').map(str::to_owned).collect::<Vec<_>>();
        let pages = [(Vec::new(), "all"), (path("chat"), "chat")];
        let pages = pages.map(|(path, page)| (path, page.to_owned()));
        let references = References(pages.into_iter().collect());
        assert_eq!(references.of_group(&path("chat.completions")), Some("chat"));
        assert_eq!(references.of_group(&path("files")), Some("all"));
    }

    #[test]
    fn a_link_cannot_be_ended_by_its_address() {
        assert_eq!(
            link("https://example.com/a (b)\nc"),
            "See the [API reference](https://example.com/a%20%28b%29)."
        );
    }
}
