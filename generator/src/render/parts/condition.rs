//! Conditions of `cfg` attributes, resolved where they refer to parts.

use std::collections::BTreeMap;

/// What is known about a condition.
#[derive(Debug, PartialEq)]
pub enum Condition {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// It depends on this condition on features or targets of the crate.
    Open(String),
}

/// Resolves a condition. Tests of the runtime are not part of crates, so `test` does not hold.
pub fn resolve(condition: &str, parts: &BTreeMap<&'static str, bool>) -> Condition {
    if let Some(inner) = inner(condition, "not") {
        return match resolve(inner, parts) {
            Condition::True => Condition::False,
            Condition::False => Condition::True,
            Condition::Open(open) => Condition::Open(format!("not({open})")),
        };
    }
    if let Some(inner) = inner(condition, "any") {
        return combine("any", inner, &Condition::True, parts);
    }
    if let Some(inner) = inner(condition, "all") {
        return combine("all", inner, &Condition::False, parts);
    }
    let feature = condition
        .strip_prefix("feature = \"")
        .and_then(|it| it.strip_suffix('"'));
    let known = match feature {
        Some(name) => parts.get(name).copied(),
        None => (condition == "test").then_some(false),
    };
    match known {
        Some(true) => Condition::True,
        Some(false) => Condition::False,
        None => Condition::Open(condition.to_owned()),
    }
}

/// Resolves a list of conditions. The first one that resolves to `deciding` decides the result.
fn combine(
    operator: &str,
    list: &str,
    deciding: &Condition,
    parts: &BTreeMap<&'static str, bool>,
) -> Condition {
    let mut open = Vec::new();
    for condition in split(list) {
        match resolve(condition, parts) {
            Condition::Open(condition) => open.push(condition),
            resolved if resolved == *deciding => return resolved,
            _ => {}
        }
    }
    match open.len() {
        0 if *deciding == Condition::True => Condition::False,
        0 => Condition::True,
        1 => Condition::Open(open.remove(0)),
        _ => Condition::Open(format!("{operator}({})", open.join(", "))),
    }
}

/// Splits a list at the commas between its items.
fn split(list: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (index, character) in list.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                items.push(list[start..index].trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    items.push(list[start..].trim());
    items.retain(|item| !item.is_empty());
    items
}

fn inner<'a>(condition: &'a str, operator: &str) -> Option<&'a str> {
    condition
        .strip_prefix(operator)?
        .strip_prefix('(')?
        .strip_suffix(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_removed_from_a_condition() {
        let parts = BTreeMap::from([("included", true), ("omitted", false)]);
        let open = |text: &str| Condition::Open(text.to_owned());
        let (included, omitted) = ("feature = \"included\"", "feature = \"omitted\"");
        let (client, wasm) = ("feature = \"client\"", "target_family = \"wasm\"");
        for (condition, expected) in [
            (included.to_owned(), Condition::True),
            (omitted.to_owned(), Condition::False),
            ("test".to_owned(), Condition::False),
            (client.to_owned(), open(client)),
            (format!("not({omitted})"), Condition::True),
            (format!("not({client})"), open(&format!("not({client})"))),
            (format!("any({included}, {client})"), Condition::True),
            (format!("any({omitted}, {client})"), open(client)),
            (format!("any({omitted}, test)"), Condition::False),
            (format!("all({included}, {client})"), open(client)),
            (format!("all({omitted}, {client})"), Condition::False),
            (format!("all({included}, not({omitted}))"), Condition::True),
            (
                format!("all({client}, any({included}, {wasm}), not({wasm}))"),
                open(&format!("all({client}, not({wasm}))")),
            ),
        ] {
            assert_eq!(resolve(&condition, &parts), expected, "{condition}");
        }
    }
}
