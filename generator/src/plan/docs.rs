//! Documentation out of prose, or out of facts where there is no prose.

use crate::ir::{Docs, Fact};

/// The lines about a type.
pub fn type_lines(docs: &Docs, fallback: String) -> Vec<String> {
    let mut lines =
        prose(docs).unwrap_or_else(|| vec![sentence(docs.title.as_deref().unwrap_or(&fallback))]);
    if let Some(facts) = facts(&docs.facts) {
        lines.push(String::new());
        lines.push(facts);
    }
    lines
}

/// The lines about a field, a parameter or a variant: empty when the type says it all.
pub fn member_lines(docs: &Docs) -> Vec<String> {
    let mut lines = prose(docs).unwrap_or_default();
    if let Some(facts) = facts(&docs.facts) {
        lines.push(facts);
    }
    lines
}

fn prose(docs: &Docs) -> Option<Vec<String>> {
    let prose = docs.prose.as_deref()?.trim();
    if prose.is_empty() {
        return None;
    }
    Some(prose_lines(prose))
}

/// Prose as lines of documentation: a code block that names no language is text, for rustdoc takes it as Rust.
pub fn prose_lines(prose: &str) -> Vec<String> {
    let mut in_block = false;
    let line = |line: &str| {
        let mut line = line.trim_end().replace("```", "~~~").replace('\r', " ");
        if line.trim_start().starts_with("~~~") {
            if !in_block && line.trim() == "~~~" {
                line.push_str("text");
            }
            in_block = !in_block;
        }
        line
    };
    prose.trim().lines().map(line).collect()
}

fn sentence(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.ends_with(['.', '!', '?']) {
        text
    } else {
        format!("{text}.")
    }
}

/// All facts in one line.
fn facts(facts: &[Fact]) -> Option<String> {
    let words: Vec<String> = facts.iter().filter_map(words).collect();
    if words.is_empty() {
        None
    } else {
        Some(sentence(&capital(&words.join("; "))))
    }
}

fn words(fact: &Fact) -> Option<String> {
    Some(match fact {
        Fact::Default(value) => format!("default `{value}`"),
        Fact::Minimum(limit, false) => format!("at least {limit}"),
        Fact::Minimum(limit, true) => format!("more than {limit}"),
        Fact::Maximum(limit, false) => format!("at most {limit}"),
        Fact::Maximum(limit, true) => format!("less than {limit}"),
        Fact::MultipleOf(step) => format!("a multiple of {step}"),
        Fact::Length(min, max) => counted(*min, *max, "character")?,
        Fact::Items(min, max) => counted(*min, *max, "item")?,
        Fact::Members(min, max) => counted(*min, *max, "member")?,
        Fact::Pattern(pattern) => format!("matches `{}`", pattern.replace('`', "'")),
        Fact::Format(format) => match format.as_str() {
            "date-time" => "a date and time (RFC 3339)".to_owned(),
            "unixtime" => "seconds since 1970".to_owned(),
            "byte" | "base64" => "base64".to_owned(),
            "uri" | "url" => "a URL".to_owned(),
            // Widths of numbers: the Rust type is wide enough for each.
            "int32" | "int64" | "uint64" | "float" | "double" => return None,
            other => format!("format `{other}`"),
        },
        Fact::Values(values) if values == "null" => return None,
        Fact::Values(values) => format!("one of {values}"),
    })
}

fn counted(min: Option<usize>, max: Option<usize>, what: &str) -> Option<String> {
    let plural = if max.or(min) == Some(1) { "" } else { "s" };
    Some(format!("{} {what}{plural}", range(min, max)?))
}

fn range(min: Option<usize>, max: Option<usize>) -> Option<String> {
    Some(match (min, max) {
        (Some(min), Some(max)) if min == max => format!("exactly {min}"),
        (Some(0) | None, Some(max)) => format!("at most {max}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(0) | None, None) => return None,
        (Some(min), None) => format!("at least {min}"),
    })
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
