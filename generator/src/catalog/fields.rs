//! Reads single values, and reports those that are invalid where they are written.

use std::collections::BTreeMap;

use super::Source;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Node, Value};
use crate::nearest::nearest;
use crate::source::Origin;

/// The context in which an entry is read.
pub(super) struct Fields<'a> {
    pub(super) sources: BTreeMap<String, Source>,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Fields<'_> {
    pub(super) fn report(&mut self, message: impl Into<String>, at: Origin) {
        self.diagnostics
            .push(Diagnostic::error(Code::InvalidCatalog, message, at));
    }

    /// Reports properties that are not in the list. Returns whether the node is an object.
    pub(super) fn check_keys(&mut self, node: &Node, known: &[&str], what: &str) -> bool {
        let Some(map) = node.as_object() else {
            let message = format!("{what} must be an object, not {}", node.value.kind());
            self.report(message, node.origin);
            return false;
        };
        for key in map.keys() {
            let name = &*key.text;
            if known.contains(&name) {
                continue;
            }
            let message = format!("`{name}` is not a property of {what}");
            let mut diagnostic = Diagnostic::error(Code::InvalidCatalog, message, key.origin);
            if let Some(similar) = nearest(name, known.iter().copied()) {
                diagnostic = diagnostic.help(format!("did you mean `{similar}`?"));
            }
            self.diagnostics.push(diagnostic);
        }
        true
    }

    /// Returns a string. Numbers count as strings, so that a year needs no quotes.
    pub(super) fn string(&mut self, node: &Node) -> Option<String> {
        match &node.value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.0.to_string()),
            other => {
                let message = format!("expected a string, not {}", other.kind());
                self.report(message, node.origin);
                None
            }
        }
    }

    /// Returns the strings of a list.
    pub(super) fn strings(&mut self, node: &Node) -> Vec<String> {
        let Some(items) = node.as_array() else {
            let message = format!("expected a list, not {}", node.value.kind());
            self.report(message, node.origin);
            return Vec::new();
        };
        items.iter().filter_map(|item| self.string(item)).collect()
    }

    /// Returns an unsigned integer of at most 32 bits.
    pub(super) fn count(&mut self, node: &Node) -> Option<u64> {
        let count = match &node.value {
            Value::Number(number) => number.as_u64(),
            _ => None,
        };
        let count = count.filter(|count| *count <= u64::from(u32::MAX));
        if count.is_none() {
            let message = format!("expected an integer from 0 to {}", u32::MAX);
            self.report(message, node.origin);
        }
        count
    }

    /// Returns a decimal number in millionths.
    pub(super) fn millionths(&mut self, node: &Node) -> Option<u64> {
        let written = match &node.value {
            Value::Number(number) => Some(&*number.0),
            Value::String(text) => Some(text.as_str()),
            _ => None,
        };
        let amount = written.and_then(millionths);
        if amount.is_none() {
            let message = "expected an amount in US dollars with at most six decimals";
            self.report(message, node.origin);
        }
        amount
    }

    /// Returns a day, as `2026-08-21`.
    pub(super) fn day(&mut self, node: &Node) -> Option<String> {
        let day = self.string(node)?;
        if !is_date(&day, &[4, 2, 2]) {
            self.report(
                format!("`{day}` is not a day in the form YYYY-MM-DD"),
                node.origin,
            );
            return None;
        }
        Some(day)
    }

    /// Returns the source that an entry names. Each entry must name one.
    pub(super) fn source(&mut self, entry: &Node) -> Option<Source> {
        let Some(node) = entry.get("source") else {
            self.report("the entry needs a `source`", entry.origin);
            return None;
        };
        let name = self.string(node)?;
        let source = self.sources.get(&name).cloned();
        if source.is_none() {
            self.report(
                format!("`{name}` is not listed under `sources`"),
                node.origin,
            );
        }
        source
    }
}

/// Whether a string is a year or a date.
pub(super) fn is_year_or_day(text: &str) -> bool {
    is_date(text, &[4]) || is_date(text, &[4, 2, 2])
}

/// Whether a string consists of numbers with these lengths.
fn is_date(text: &str, lengths: &[usize]) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == lengths.len()
        && parts.iter().zip(lengths).all(|(part, length)| {
            part.len() == *length && part.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// Parses a decimal number as millionths, without rounding.
fn millionths(text: &str) -> Option<u64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_number =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) || decimals.len() > 6 {
        return None;
    }
    let decimals: u64 = format!("{decimals:0<6}").parse().ok()?;
    let whole: u64 = whole.parse().ok()?;
    whole.checked_mul(1_000_000)?.checked_add(decimals)
}
