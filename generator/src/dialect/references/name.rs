//! The name a place gets when it becomes a component.
//!
//! In: the document and a pointer. Out: a component name, made of the pointer's own words alone; a name that is taken
//! makes it longer, never numbered.

use crate::document::{Node, parse_pointer, push_pointer};

/// The name for what stands at a pointer.
pub(super) fn for_target(root: &Node, pointer: &str) -> String {
    let short = clean(&words(root, pointer));
    let taken = |name: &str| {
        root.get("components")
            .and_then(|components| components.as_object())
            .is_some_and(|components| {
                components
                    .values()
                    .any(|section| section.get(name).is_some())
            })
    };
    if !short.is_empty() && !taken(&short) {
        return short;
    }
    let all = parse_pointer(pointer).unwrap_or_default();
    clean(
        &all.into_iter()
            .map(|token| token.into_owned())
            .collect::<Vec<_>>(),
    )
}

/// The words of a pointer that say something: names, not the keywords between them.
fn words(root: &Node, pointer: &str) -> Vec<String> {
    let tokens = parse_pointer(pointer).unwrap_or_default();
    let mut words: Vec<String> = Vec::new();
    let mut rest = tokens.as_slice();
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
    let mut names_follow = false;
    for token in rest {
        match token.as_ref() {
            _ if names_follow => {
                words.push(token.to_string());
                names_follow = false;
            }
            "properties" | "patternProperties" | "$defs" | "definitions" | "responses"
            | "headers" => names_follow = true,
            "schema" | "content" | "parameters" | "allOf" | "anyOf" | "oneOf" => {}
            "items" => words.push("item".to_owned()),
            "additionalProperties" => words.push("value".to_owned()),
            "requestBody" => words.push("request".to_owned()),
            other => words.push(other.to_owned()),
        }
    }
    words
}

/// Joins words with the characters a component name may have.
fn clean(words: &[String]) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    words
        .iter()
        .map(|word| {
            word.split(|c| !allowed(c))
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("_")
        })
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}
