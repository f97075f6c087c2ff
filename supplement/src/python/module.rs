//! Reads the declarations of a file.
//!
//! Input: the text of a file. Output: a [`Module`].

use anyhow::{Context as _, Result};
use tree_sitter::{Node, Parser};

use super::expression::{child, expression, named, slice};
use super::syntax::{Assignment, Class, Expr, Field, Function, Import, Module, Parameter};

/// Parses a file.
pub fn parse(text: &str) -> Result<Module> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_python::LANGUAGE.into())?;
    let tree = parser
        .parse(text, None)
        .context("the parser returned no tree")?;
    let mut module = Module::default();
    statements(tree.root_node(), text, &mut module);
    if tree.root_node().has_error() {
        errors(tree.root_node(), &mut module.errors);
    }
    Ok(module)
}

/// Reads the statements of a block, including those in `if` and `try` at the top level.
fn statements(block: Node<'_>, text: &str, module: &mut Module) {
    for statement in named(block) {
        match statement.kind() {
            "import_from_statement" => import(statement, text, &mut module.imports),
            "class_definition" => module.classes.push(class(statement, text)),
            "decorated_definition" => {
                if let Some(inner) = child(statement, "definition")
                    && inner.kind() == "class_definition"
                {
                    module.classes.push(class(inner, text));
                }
            }
            "expression_statement" => {
                if let Some((name, _, Some(value))) = assignment(statement, text) {
                    module.assignments.push(Assignment { name, value });
                }
            }
            "if_statement" | "else_clause" | "block" | "try_statement" => {
                statements(statement, text, module);
            }
            _ => {}
        }
    }
}

fn errors(node: Node<'_>, lines: &mut Vec<usize>) {
    if node.is_error() || node.is_missing() {
        lines.push(node.start_position().row + 1);
    } else if node.has_error() {
        let mut cursor = node.walk();
        for child in node.children(&mut cursor) {
            errors(child, lines);
        }
    }
}

fn import(node: Node<'_>, text: &str, imports: &mut Vec<Import>) {
    let Some(from) = child(node, "module_name") else {
        return;
    };
    let written = slice(from, text);
    let module = written.trim_start_matches('.');
    let level = written.len() - module.len();
    let mut cursor = node.walk();
    for name in node.children_by_field_name("name", &mut cursor) {
        let (name, local) = match (child(name, "name"), child(name, "alias")) {
            (Some(name), Some(alias)) => (slice(name, text), slice(alias, text)),
            _ => (slice(name, text), slice(name, text)),
        };
        imports.push(Import {
            level,
            module: module.to_owned(),
            name,
            local,
        });
    }
}

/// Reads `name: annotation = value`. The annotation or the value may be missing.
fn assignment(statement: Node<'_>, text: &str) -> Option<(String, Option<Expr>, Option<Expr>)> {
    let node = *named(statement).first()?;
    let left = child(node, "left").filter(|it| it.kind() == "identifier")?;
    if node.kind() != "assignment" {
        return None;
    }
    let part = |field| child(node, field).map(|it| expression(it, text));
    Some((slice(left, text), part("type"), part("right")))
}

fn class(node: Node<'_>, text: &str) -> Class {
    let mut class = Class {
        name: child(node, "name")
            .map(|it| slice(it, text))
            .unwrap_or_default(),
        line: node.start_position().row + 1,
        ..Class::default()
    };
    for base in child(node, "superclasses").map(named).unwrap_or_default() {
        match (base.kind(), child(base, "name"), child(base, "value")) {
            ("keyword_argument", Some(name), Some(value)) => {
                class
                    .keywords
                    .push((slice(name, text), expression(value, text)));
            }
            _ => class.bases.push(expression(base, text)),
        }
    }
    if let Some(body) = child(node, "body") {
        class_body(body, text, &mut class);
    }
    class
}

fn class_body(body: Node<'_>, text: &str, class: &mut Class) {
    for statement in named(body) {
        match statement.kind() {
            "expression_statement" => {
                if let Some((name, Some(annotation), default)) = assignment(statement, text) {
                    class.fields.push(Field {
                        name,
                        annotation,
                        default,
                    });
                }
            }
            "function_definition" => class.methods.push(function(statement, text, Vec::new())),
            "decorated_definition" => {
                let mut decorators = named(statement);
                let Some(definition) = decorators.pop() else {
                    continue;
                };
                if definition.kind() == "function_definition" {
                    let decorators = decorators.iter().flat_map(|it| named(*it));
                    let decorators = decorators.map(|it| expression(it, text)).collect();
                    class.methods.push(function(definition, text, decorators));
                }
            }
            "if_statement" | "block" => class_body(statement, text, class),
            _ => {}
        }
    }
}

fn function(node: Node<'_>, text: &str, decorators: Vec<Expr>) -> Function {
    let mut function = Function {
        name: child(node, "name")
            .map(|it| slice(it, text))
            .unwrap_or_default(),
        decorators,
        returns: child(node, "return_type").map(|it| expression(it, text)),
        line: node.start_position().row + 1,
        ..Function::default()
    };
    for node in child(node, "parameters").map(named).unwrap_or_default() {
        let part = |field| child(node, field).map(|it| expression(it, text));
        let name = match node.kind() {
            "identifier" => slice(node, text),
            "typed_parameter" => named(node)
                .first()
                .map(|it| slice(*it, text))
                .unwrap_or_default(),
            _ => child(node, "name")
                .map(|it| slice(it, text))
                .unwrap_or_default(),
        };
        if !name.is_empty() {
            function.parameters.push(Parameter {
                name,
                annotation: part("type"),
                default: part("value"),
            });
        }
    }
    if let Some(body) = child(node, "body") {
        function_body(body, text, &mut function);
    }
    function
}

fn function_body(block: Node<'_>, text: &str, function: &mut Function) {
    for statement in named(block) {
        match statement.kind() {
            "expression_statement" => {
                if let Some((name, _, Some(value))) = assignment(statement, text) {
                    function.assignments.push((name, value));
                }
            }
            "return_statement" => {
                if let Some(value) = named(statement).first() {
                    function.returned.push(expression(*value, text));
                }
            }
            "function_definition" | "class_definition" | "decorated_definition" => {}
            _ => function_body(statement, text, function),
        }
    }
}
