//! Calls in a `.js` file of the npm package.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use tree_sitter::{Node, Parser};

use crate::document::key;

/// The methods and paths of calls such as `this._client.get(path, …)`, in the form of [`key`].
pub(super) fn calls(text: &str) -> Result<BTreeSet<String>> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into())?;
    let tree = parser
        .parse(text, None)
        .context("the parser returned no tree")?;
    let mut found = BTreeSet::new();
    walk(tree.root_node(), text, &mut found);
    Ok(found)
}

fn walk(node: Node<'_>, text: &str, found: &mut BTreeSet<String>) {
    if node.kind() == "call_expression" {
        found.extend(call(node, text));
    }
    let mut cursor = node.walk();
    for child in node.named_children(&mut cursor) {
        walk(child, text, found);
    }
}

fn call(node: Node<'_>, text: &str) -> Option<String> {
    let function = node.child_by_field_name("function")?;
    let arguments = node.child_by_field_name("arguments")?;
    let object = slice(function.child_by_field_name("object")?, text);
    if !object.ends_with("_client") {
        return None;
    }
    let method = match slice(function.child_by_field_name("property")?, text).as_str() {
        "getAPIList" => stated(arguments, text).unwrap_or_else(|| "get".to_owned()),
        known @ ("get" | "post" | "put" | "patch" | "delete") => known.to_owned(),
        _ => return None,
    };
    let path = path(arguments.named_child(0)?, text)?;
    path.starts_with('/').then(|| key(&method, &path))
}

/// A string, a template, or a tagged template; `${…}` becomes `{}`.
fn path(node: Node<'_>, text: &str) -> Option<String> {
    match node.kind() {
        "string" => Some(slice(node, text).trim_matches(['\'', '"']).to_owned()),
        "template_string" => {
            let template = slice(node, text);
            let mut parts = template.trim_matches('`').split("${");
            let mut path = parts.next()?.to_owned();
            for part in parts {
                path.push_str("{}");
                path.push_str(part.split_once('}')?.1);
            }
            Some(path)
        }
        "call_expression" => path(node.child_by_field_name("arguments")?, text),
        _ => None,
    }
}

/// The value of `method: '…'` in the options of a list call.
fn stated(node: Node<'_>, text: &str) -> Option<String> {
    if node.kind() == "pair" {
        let name = slice(node.child_by_field_name("key")?, text);
        let value = slice(node.child_by_field_name("value")?, text);
        if name == "method" {
            return Some(value.trim_matches(['\'', '"']).to_owned());
        }
    }
    let mut cursor = node.walk();
    let mut children = node.named_children(&mut cursor);
    children.find_map(|child| stated(child, text))
}

fn slice(node: Node<'_>, text: &str) -> String {
    text.get(node.byte_range()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::calls;

    #[test]
    fn calls_are_found_in_their_forms() {
        let text = "class A { a() { return this._client.get('/a', x); }\n\
                    b(id) { return this._client.delete((0, p.path) `/b/${id}/c`, x); }\n\
                    c() { return this._client.getAPIList('/c', Page, { method: 'post', ...o }); }\n\
                    d() { return this.other.get('/d'); } }";
        let found: Vec<String> = calls(text).expect("it parses").into_iter().collect();
        assert_eq!(found, ["DELETE /b/{}/c", "GET /a", "POST /c"]);
    }
}
