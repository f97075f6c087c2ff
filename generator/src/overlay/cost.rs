//! Estimates what a query costs before it is run: the JSONPath engine has no limits of its own.
//!
//! Input: a query string and the size of the value it runs on. Output: whether it may be run.

use std::collections::BTreeSet;

use super::shorthand::quoted_end;

/// How many nodes a query may select, counted with duplicates.
const MAX_SELECTED: f64 = 2e7;
/// How many nodes a query may visit.
const MAX_VISITED: f64 = 2e8;

/// Returns whether a query may select or visit too many nodes of a value. `size` returns the number of its nodes and of
/// its levels.
pub(super) fn is_too_expensive(query: &str, size: impl FnOnce() -> (usize, usize)) -> bool {
    let shape = Shape::of(query);
    if shape.descents < 2 && shape.descents_in_filters == 0 && shape.selectors < 2.0 {
        return false;
    }
    let (weight, depth) = size();
    let (weight, depth) = (weight as f64, depth as f64);
    // The second descent starts at each node that the first one selected: each node is reached from all its ancestors.
    let repeated = i32::try_from(shape.descents.saturating_sub(1)).unwrap_or(i32::MAX);
    let selected = weight * depth.powi(repeated) * shape.selectors;
    let visited = match shape.descents_in_filters {
        0 => selected,
        _ => selected * weight,
    };
    selected > MAX_SELECTED || visited > MAX_VISITED
}

/// What determines the cost of a query.
struct Shape {
    /// How many segments descend (`..`), outside of filters.
    descents: usize,
    /// How many segments descend in filters.
    descents_in_filters: usize,
    /// How many selectors of a segment may select the same node, multiplied over all segments.
    selectors: f64,
}

/// The selectors of a segment in brackets.
#[derive(Default)]
struct Brackets<'q> {
    is_filter: bool,
    /// How many of the selectors may select a node that another one selects as well.
    overlapping: usize,
    names: BTreeSet<&'q str>,
}

impl Shape {
    fn of(query: &str) -> Self {
        let mut shape = Self {
            descents: 0,
            descents_in_filters: 0,
            selectors: 1.0,
        };
        let mut open: Vec<Brackets<'_>> = Vec::new();
        let mut rest = query;
        while let Some(character) = rest.chars().next() {
            let mut length = character.len_utf8();
            match character {
                '\'' | '"' => {
                    length = quoted_end(rest).unwrap_or(rest.len());
                    if let Some(brackets) = open.last_mut()
                        && !brackets.is_filter
                        && !brackets.names.insert(&rest[..length])
                    {
                        brackets.overlapping += 1;
                    }
                }
                '[' => open.push(Brackets::default()),
                ']' => {
                    let overlapping = open.pop().map_or(0, |it| it.overlapping);
                    shape.selectors *= overlapping.max(1) as f64;
                }
                '?' => {
                    if let Some(brackets) = open.last_mut() {
                        brackets.is_filter = true;
                        brackets.overlapping += 1;
                    }
                }
                '*' | ':' => {
                    if let Some(brackets) = open.last_mut() {
                        brackets.overlapping += 1;
                    }
                }
                '.' if rest.starts_with("..") => {
                    length = 2;
                    match open.iter().any(|brackets| brackets.is_filter) {
                        true => shape.descents_in_filters += 1,
                        false => shape.descents += 1,
                    }
                }
                _ => {}
            }
            rest = &rest[length..];
        }
        shape
    }
}

#[cfg(test)]
mod tests {
    use super::is_too_expensive;

    #[test]
    fn queries_that_multiply_nodes_are_too_expensive() {
        let cheap = [
            "..description",
            "[*].get",
            "..[?@.type == 'object' && @.nullable == true]",
            "['a', 'b', 'c'].properties['d', 'e']",
        ];
        for query in cheap {
            assert!(!is_too_expensive(query, || (300_000, 20)), "{query}");
        }
        let stars = format!("..[{}*]", "*,".repeat(499));
        let names = format!("..[{}'a']", "'a',".repeat(499));
        for query in [&stars, &names, "..[?count(@..*) > 1]", "..*..*..*"] {
            assert!(is_too_expensive(query, || (300_000, 20)), "{query}");
            assert!(!is_too_expensive(query, || (100, 5)), "{query}");
        }
    }
}
