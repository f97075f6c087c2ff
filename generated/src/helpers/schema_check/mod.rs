//! Checks schemas against the limits of
//! [structured outputs](https://platform.openai.com/docs/guides/structured-outputs) before they are sent.

pub(crate) mod keywords;
mod limits;
pub(crate) mod pointer;
mod schemas;
mod size;
mod violation;

use serde_json::Value;

pub use self::limits::{Limit, Limits};
pub use self::violation::{Rule, Severity, Violation};

/// Checks whether the API accepts a schema as a strict one. Returns the parts that it does not accept, with locations.
///
/// Where sources disagree about a limit, a part that only some of them reject is a [warning](Severity::Warning).
///
/// ```
/// use openai_typed::structured::{Rule, check};
/// use serde_json::json;
///
/// let violations = check(&json!({
///     "type": "object",
///     "properties": { "id": { "type": "string", "minLength": 3 } },
///     "required": ["id"],
/// }));
/// let found: Vec<_> = violations.iter().map(|it| (it.pointer.as_str(), it.rule)).collect();
/// assert_eq!(found, [
///     ("", Rule::AdditionalProperties),
///     ("/properties/id/minLength", Rule::Keyword),
/// ]);
/// ```
#[inline]
pub fn check(schema: &Value) -> Vec<Violation> {
    check_with(schema, &Limits::default())
}

/// Checks a schema against other limits, for example of another service that accepts the same requests.
#[inline]
pub fn check_with(schema: &Value, limits: &Limits) -> Vec<Violation> {
    let mut violations = Vec::new();
    schemas::root(schema, &mut violations);
    schemas::schema(schema, String::new(), limits, &mut violations);
    size::check(schema, limits, &mut violations);
    violations
}
