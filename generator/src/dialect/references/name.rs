//! Names a node that becomes a component.
//!
//! Input: the document and a pointer. Output: a component name made only from the tokens of the pointer. If the short
//! name is in use, the name is longer; it is never numbered.

use std::collections::BTreeSet;

use super::resources::FILES;
use crate::document::{Node, parse_pointer, push_pointer};

/// Returns the name for the node at a pointer.
pub(super) fn for_target(root: &Node, pointer: &str, claimed: &BTreeSet<String>) -> String {
    let short = join(&words(root, pointer));
    let is_used = |name: &str| {
        root.get("components")
            .and_then(|components| components.as_object())
            .is_some_and(|components| {
                components
                    .values()
                    .any(|section| section.get(name).is_some())
            })
    };
    if !short.is_empty() && !is_used(&short) && !claimed.contains(&short) {
        return short;
    }
    let all = parse_pointer(pointer).unwrap_or_default();
    join(
        &all.into_iter()
            .map(|token| token.into_owned())
            .collect::<Vec<_>>(),
    )
}

/// The tokens of a pointer that are names, and words for some keywords.
fn words(root: &Node, pointer: &str) -> Vec<String> {
    let tokens = parse_pointer(pointer).unwrap_or_default();
    let mut words: Vec<String> = Vec::new();
    let mut tokens = tokens.as_slice();
    if let [files, file, inside @ ..] = tokens
        && files == FILES
    {
        if inside.is_empty() {
            return vec![stem(file).to_owned()];
        }
        tokens = inside;
    }
    let mut rest = tokens;
    match tokens.first().map(|token| token.as_ref()) {
        Some("paths" | "webhooks") if tokens.len() >= 3 => {
            let mut operation = String::new();
            for token in &tokens[..3] {
                push_pointer(&mut operation, token);
            }
            let id = root
                .at_pointer(&operation)
                .and_then(|node| node.get("operationId"))
                .and_then(|id| id.as_str());
            match id {
                Some(id) => words.push(id.to_owned()),
                None => words.extend([tokens[2].to_string(), tokens[1].to_string()]),
            }
            rest = &tokens[3..];
        }
        Some("components") if tokens.len() >= 3 => {
            words.push(tokens[2].to_string());
            rest = &tokens[3..];
        }
        _ => {}
    }
    let mut is_name = false;
    for token in rest {
        match token.as_ref() {
            _ if is_name => {
                words.push(token.to_string());
                is_name = false;
            }
            "properties" | "patternProperties" | "$defs" | "definitions" | "responses"
            | "headers" => is_name = true,
            "schema" | "content" | "parameters" | "allOf" | "anyOf" | "oneOf" => {}
            "items" => words.push("item".to_owned()),
            "additionalProperties" => words.push("value".to_owned()),
            "requestBody" => words.push("request".to_owned()),
            other => words.push(other.to_owned()),
        }
    }
    words
}

/// The name of a file without folders and extension.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

/// Joins words with `_`, without characters that a component name must not contain.
fn join(words: &[String]) -> String {
    let is_allowed =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_');
    words
        .iter()
        .map(|word| {
            word.split(|character| !is_allowed(character))
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("_")
        })
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}
