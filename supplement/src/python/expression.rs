//! Converts expressions of the syntax tree.
//!
//! Input: a node of the parser. Output: an [`Expr`].

use tree_sitter::Node;

use super::syntax::{Expr, Scalar};

/// Converts an expression.
pub(super) fn expression(node: Node<'_>, text: &str) -> Expr {
    match node.kind() {
        "type" | "parenthesized_expression" | "expression_statement" => inner(node, text),
        "identifier" => Expr::Name(slice(node, text)),
        "none" => Expr::None,
        "true" => Expr::Scalar(Scalar::Bool(true)),
        "false" => Expr::Scalar(Scalar::Bool(false)),
        "integer" | "float" => Expr::Scalar(Scalar::Number(slice(node, text))),
        "string" => Expr::Scalar(Scalar::String(string(node, text))),
        "concatenated_string" => {
            let parts = named(node).into_iter().map(|part| string(part, text));
            Expr::Scalar(Scalar::String(parts.collect()))
        }
        "attribute" => match (child(node, "object"), child(node, "attribute")) {
            (Some(object), Some(name)) => {
                Expr::Attribute(Box::new(expression(object, text)), slice(name, text))
            }
            _ => other(node),
        },
        "subscript" => subscript(node, text),
        "generic_type" => generic(node, text),
        "call" => call(node, text),
        "list" | "tuple" | "expression_list" => Expr::List(
            named(node)
                .into_iter()
                .map(|item| expression(item, text))
                .collect(),
        ),
        "dictionary" => dictionary(node, text),
        "binary_operator" | "union_type" => or(node, text),
        "boolean_operator" => match child(node, "left") {
            Some(left) => expression(left, text),
            None => other(node),
        },
        "conditional_expression" => match named(node).as_slice() {
            [one, _, two] => Expr::Choice(
                Box::new(expression(*one, text)),
                Box::new(expression(*two, text)),
            ),
            _ => other(node),
        },
        "unary_operator" => Expr::Scalar(Scalar::Number(slice(node, text))),
        "await" => inner(node, text),
        _ => other(node),
    }
}

/// The text of a node.
pub(super) fn slice(node: Node<'_>, text: &str) -> String {
    text.get(node.byte_range()).unwrap_or_default().to_owned()
}

/// The child in a named field of the syntax tree.
pub(super) fn child<'t>(node: Node<'t>, field: &str) -> Option<Node<'t>> {
    node.child_by_field_name(field)
}

/// The named children, without comments.
pub(super) fn named(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor)
        .filter(|child| child.kind() != "comment")
        .collect()
}

fn other(node: Node<'_>) -> Expr {
    Expr::Other(node.kind().to_owned())
}

fn inner(node: Node<'_>, text: &str) -> Expr {
    match named(node).first() {
        Some(child) => expression(*child, text),
        None => other(node),
    }
}

/// The contents of a string. An interpolation is kept as `{name}`.
fn string(node: Node<'_>, text: &str) -> String {
    let mut contents = String::new();
    for part in named(node) {
        match part.kind() {
            "string_content" | "interpolation" => contents.push_str(&slice(part, text)),
            _ => {}
        }
    }
    contents
}

fn subscript(node: Node<'_>, text: &str) -> Expr {
    let Some(value) = child(node, "value") else {
        return other(node);
    };
    let mut cursor = node.walk();
    let arguments = node.children_by_field_name("subscript", &mut cursor);
    let arguments = arguments.map(|it| expression(it, text)).collect();
    Expr::Subscript(Box::new(expression(value, text)), arguments)
}

/// A generic such as `List[T]`, which has a separate kind of node in annotations.
fn generic(node: Node<'_>, text: &str) -> Expr {
    let mut parts = named(node).into_iter();
    let Some(name) = parts.next() else {
        return other(node);
    };
    let arguments = parts.flat_map(named).map(|it| expression(it, text));
    Expr::Subscript(Box::new(expression(name, text)), arguments.collect())
}

fn call(node: Node<'_>, text: &str) -> Expr {
    let (Some(function), Some(list)) = (child(node, "function"), child(node, "arguments")) else {
        return other(node);
    };
    let (mut arguments, mut keywords) = (Vec::new(), Vec::new());
    for argument in named(list) {
        if argument.kind() == "keyword_argument" {
            if let (Some(name), Some(value)) = (child(argument, "name"), child(argument, "value")) {
                keywords.push((slice(name, text), expression(value, text)));
            }
        } else {
            arguments.push(expression(argument, text));
        }
    }
    Expr::Call(Box::new(expression(function, text)), arguments, keywords)
}

fn dictionary(node: Node<'_>, text: &str) -> Expr {
    let entry = |item: Node<'_>| match (child(item, "key"), child(item, "value")) {
        (Some(key), Some(value)) => (Some(expression(key, text)), expression(value, text)),
        _ => (None, inner(item, text)),
    };
    Expr::Dict(named(node).into_iter().map(entry).collect())
}

fn or(node: Node<'_>, text: &str) -> Expr {
    match named(node).as_slice() {
        [one, two] => Expr::Or(
            Box::new(expression(*one, text)),
            Box::new(expression(*two, text)),
        ),
        _ => other(node),
    }
}
