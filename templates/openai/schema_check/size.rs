//! Checks the size of a schema: nesting, recursion, and totals.

use serde_json::{Map, Value};

use super::limits::{Limit, Limits};
use super::schemas::{inner, report};
use super::violation::{Rule, Severity, Violation};

/// The longest chain of references that is followed.
const MAX_CHAIN: usize = 64;

/// Totals of a schema.
#[derive(Default)]
struct Totals {
    properties: usize,
    enum_values: usize,
    name_length: usize,
}

/// Checks the size of a schema.
#[inline]
pub(super) fn check(schema: &Value, limits: &Limits, violations: &mut Vec<Violation>) {
    let mut totals = Totals::default();
    let mut pending = vec![(schema, String::new())];
    while let Some((schema, pointer)) = pending.pop() {
        if let Some(object) = schema.as_object() {
            count(object, &pointer, limits, &mut totals, violations);
            pending.extend(inner(object, &pointer));
        }
    }
    let mut nesting = Nesting {
        root: schema,
        limits,
        open: Vec::new(),
        closed: Vec::new(),
        reported: Vec::new(),
        violations,
    };
    nesting.visit(schema, "", 0);
    for (number, limits, rule, what) in [
        (
            totals.properties,
            &limits.properties,
            Rule::Properties,
            "properties in total",
        ),
        (
            totals.enum_values,
            &limits.enum_values,
            Rule::EnumValues,
            "values of enums in total",
        ),
        (
            totals.name_length,
            &limits.name_length,
            Rule::NameLength,
            "characters in names and values",
        ),
    ] {
        exceeded(number, limits, rule, what, "", violations);
    }
}

#[inline]
fn count(
    object: &Map<String, Value>,
    pointer: &str,
    limits: &Limits,
    totals: &mut Totals,
    violations: &mut Vec<Violation>,
) {
    let length = |text: &str| text.chars().count();
    for keyword in ["properties", "$defs", "definitions"] {
        let Some(named) = object.get(keyword).and_then(Value::as_object) else {
            continue;
        };
        if keyword == "properties" {
            totals.properties += named.len();
        }
        totals.name_length += named.keys().map(|name| length(name)).sum::<usize>();
    }
    let constant = object.get("const").and_then(Value::as_str);
    totals.name_length += constant.map(length).unwrap_or_default();
    if let Some(values) = object.get("enum").and_then(Value::as_array) {
        let characters: usize = values.iter().filter_map(Value::as_str).map(length).sum();
        totals.enum_values += values.len();
        totals.name_length += characters;
        if values.len() > limits.large_enum {
            let at = format!("{pointer}/enum");
            let what = format!(
                "characters in an enum of more than {} values",
                limits.large_enum
            );
            exceeded(
                characters,
                &limits.enum_length,
                Rule::EnumLength,
                &what,
                &at,
                violations,
            );
        }
    }
}

/// Reports a number that is larger than a limit. It is an error if all sources state a smaller limit.
#[inline]
fn exceeded(
    number: usize,
    limits: &[Limit],
    rule: Rule,
    what: &str,
    pointer: &str,
    violations: &mut Vec<Violation>,
) {
    let largest = limits
        .iter()
        .filter(|limit| number > limit.at_most)
        .max_by_key(|limit| limit.at_most);
    let Some(limit) = largest else {
        return;
    };
    let is_error = limits.iter().all(|limit| number > limit.at_most);
    let number = match number {
        usize::MAX => "unlimited".to_owned(),
        number => number.to_string(),
    };
    violations.push(Violation {
        pointer: pointer.to_owned(),
        rule,
        message: format!(
            "{number} {what}, but at most {} are accepted",
            limit.at_most
        ),
        severity: if is_error {
            Severity::Error
        } else {
            Severity::Warning
        },
        source: limit.source,
    });
}

/// Follows references to measure how deeply objects are nested.
struct Nesting<'a> {
    root: &'a Value,
    limits: &'a Limits,
    /// The targets of the references that are being followed.
    open: Vec<&'a str>,
    /// Targets that were followed, with the levels above them.
    closed: Vec<(&'a str, usize)>,
    reported: Vec<(Rule, String)>,
    violations: &'a mut Vec<Violation>,
}

impl<'a> Nesting<'a> {
    #[inline]
    fn visit(&mut self, schema: &'a Value, pointer: &str, levels: usize) {
        let Some(object) = schema.as_object() else {
            return;
        };
        let is_object = object.contains_key("properties");
        let levels = levels + usize::from(is_object);
        let is_too_deep = |limit: &Limit| levels > limit.at_most;
        let too_deep = self
            .limits
            .depth
            .iter()
            .filter(|limit| is_too_deep(limit))
            .count();
        if too_deep > 0 && is_object && self.is_new(Rule::Depth, &too_deep.to_string()) {
            let limits = &self.limits.depth;
            exceeded(
                levels,
                limits,
                Rule::Depth,
                "levels of objects",
                pointer,
                self.violations,
            );
        }
        // Deeper levels would exceed the same limits.
        if !self.limits.depth.is_empty() && too_deep == self.limits.depth.len() {
            return;
        }
        if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
            self.follow(reference, pointer, levels);
        }
        for (schema, pointer) in inner(object, pointer) {
            let is_definition = schema_of_definition(&pointer);
            if !is_definition {
                self.visit(schema, &pointer, levels);
            }
        }
    }

    #[inline]
    fn follow(&mut self, reference: &'a str, pointer: &str, levels: usize) {
        let at = format!("{pointer}/$ref");
        if reference == "#" || self.open.contains(&reference) {
            if self.is_new(Rule::Recursion, reference) {
                let limits = &self.limits.recursion;
                let what = "levels of a schema that refers to itself";
                exceeded(
                    usize::MAX,
                    limits,
                    Rule::Recursion,
                    what,
                    &at,
                    self.violations,
                );
            }
            return;
        }
        let Some(target) = reference
            .strip_prefix('#')
            .and_then(|path| self.root.pointer(path))
        else {
            if self.is_new(Rule::Reference, &at) {
                let message = format!("`{reference}` does not exist");
                report(self.violations, &at, Rule::Reference, message);
            }
            return;
        };
        // A target is measured again only if it is deeper than before.
        let is_known = |(name, known): &(&str, usize)| *name == reference && *known >= levels;
        if self.closed.iter().any(is_known) {
            return;
        }
        if self.open.len() >= MAX_CHAIN {
            return;
        }
        self.closed.push((reference, levels));
        self.open.push(reference);
        let path = reference.trim_start_matches('#').to_owned();
        self.visit(target, &path, levels);
        self.open.pop();
    }

    /// Whether a violation was not reported before.
    #[inline]
    fn is_new(&mut self, rule: Rule, what: &str) -> bool {
        let key = (rule, what.to_owned());
        let is_new = !self.reported.contains(&key);
        if is_new {
            self.reported.push(key);
        }
        is_new
    }
}

/// Whether a location is that of a definition directly inside a schema.
#[inline]
fn schema_of_definition(pointer: &str) -> bool {
    let mut tokens = pointer.rsplit('/').skip(1);
    let keyword = tokens.next();
    matches!(keyword, Some("$defs" | "definitions")) && tokens.next() != Some("properties")
}
