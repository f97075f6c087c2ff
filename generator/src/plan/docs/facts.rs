//! Facts about values, as short sentences.

use super::prose::sentence;
use crate::ir::Fact;

/// Returns all facts in one line, with the default last, or `None` if no fact needs to be stated.
pub(super) fn line(facts: &[Fact]) -> Option<String> {
    let limits = numbers(facts);
    let others = facts.iter().filter_map(phrase);
    let default = facts.iter().filter_map(default);
    let sentences = limits.into_iter().chain(others).chain(default);
    let sentences: Vec<String> = sentences.map(|text| sentence(&text)).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// The limits of a number. Inclusive limits on both sides are one range.
fn numbers(facts: &[Fact]) -> Vec<String> {
    let min = facts.iter().find_map(|fact| match fact {
        Fact::Minimum {
            limit,
            exclusive: false,
        } => Some(limit),
        _ => None,
    });
    let max = facts.iter().find_map(|fact| match fact {
        Fact::Maximum {
            limit,
            exclusive: false,
        } => Some(limit),
        _ => None,
    });
    let exclusive = facts.iter().filter_map(|fact| match fact {
        Fact::Minimum {
            limit,
            exclusive: true,
        } => Some(format!("More than {limit}")),
        Fact::Maximum {
            limit,
            exclusive: true,
        } => Some(format!("Less than {limit}")),
        _ => None,
    });
    let inclusive = match (min, max) {
        (Some(min), Some(max)) => Some(format!("Between {min} and {max}")),
        (Some(min), None) => Some(format!("At least {min}")),
        (None, Some(max)) => Some(format!("At most {max}")),
        (None, None) => None,
    };
    inclusive.into_iter().chain(exclusive).collect()
}

fn default(fact: &Fact) -> Option<String> {
    match fact {
        Fact::Default(json) => Some(format!("Default: `{}`", unquoted(json))),
        _ => None,
    }
}

/// A JSON string without its quotes, unless it is empty. Other JSON is unchanged.
fn unquoted(json: &str) -> &str {
    let inner = json
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.is_empty()).unwrap_or(json)
}

fn phrase(fact: &Fact) -> Option<String> {
    Some(match fact {
        Fact::Default(_) | Fact::Minimum { .. } | Fact::Maximum { .. } => return None,
        Fact::MultipleOf(step) => format!("A multiple of {step}"),
        Fact::Length { min, max } => counted(*min, *max, "character", "characters")?,
        Fact::Items { min, max } => counted(*min, *max, "item", "items")?,
        Fact::Properties { min, max } => counted(*min, *max, "property", "properties")?,
        Fact::Pattern(pattern) => format!("Matches `{}`", pattern.replace('`', "'")),
        Fact::Format(format) => match format.as_str() {
            "date-time" => "A date and time (RFC 3339)".to_owned(),
            "unixtime" => "Unix time in seconds".to_owned(),
            "byte" | "base64" => "Base64".to_owned(),
            "uri" | "url" => "A URL".to_owned(),
            // The Rust type is wide enough for each of these.
            "int32" | "int64" | "uint64" | "float" | "double" => return None,
            other => format!("Format: `{other}`"),
        },
        Fact::ReadOnly => "Read-only".to_owned(),
        Fact::WriteOnly => "Write-only".to_owned(),
        Fact::Values(values) if values == "null" => return None,
        Fact::Values(values) if !values.contains(',') => format!("Always {values}"),
        Fact::Values(values) => format!("One of {values}"),
    })
}

fn counted(min: Option<usize>, max: Option<usize>, one: &str, many: &str) -> Option<String> {
    let noun = match max.or(min) {
        Some(1) => one,
        _ => many,
    };
    Some(format!("{} {noun}", range(min, max)?))
}

fn range(min: Option<usize>, max: Option<usize>) -> Option<String> {
    Some(match (min, max) {
        (Some(min), Some(max)) if min == max => format!("Exactly {min}"),
        (Some(0) | None, Some(max)) => format!("At most {max}"),
        (Some(min), Some(max)) => format!("Between {min} and {max}"),
        (Some(0) | None, None) => return None,
        (Some(min), None) => format!("At least {min}"),
    })
}
