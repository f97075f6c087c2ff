//! Keywords and values that strict schemas do not support.

/// The supported values of `format`.
pub(crate) const FORMATS: &[&str] = &[
    "date-time",
    "time",
    "date",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uuid",
];

/// Keywords that the API rejects.
pub(super) const UNSUPPORTED: &[&str] = &[
    "allOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "default",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "minProperties",
    "maxProperties",
    "prefixItems",
    "additionalItems",
    "unevaluatedItems",
    "contains",
    "minContains",
    "maxContains",
    "uniqueItems",
    "minLength",
    "maxLength",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "$dynamicRef",
    "$dynamicAnchor",
    "$recursiveRef",
    "$anchor",
    "nullable",
    "discriminator",
];

/// The types of JSON Schema.
pub(super) const TYPES: &[&str] = &[
    "string", "number", "integer", "boolean", "object", "array", "null",
];

/// Returns the unsupported construct that a regular expression contains, if any.
#[inline]
pub(super) fn unsupported_in_pattern(pattern: &str) -> Option<&'static str> {
    let mut chars = pattern.char_indices();
    while let Some((index, char)) = chars.next() {
        match char {
            '\\' => match chars.next() {
                Some((_, '1'..='9')) => return Some("a reference to a group"),
                Some((_, 'k')) if pattern[index..].starts_with("\\k<") => {
                    return Some("a reference to a group");
                }
                _ => {}
            },
            '(' => {
                let rest = &pattern[index..];
                let ahead = ["(?=", "(?!"].iter().any(|start| rest.starts_with(start));
                let behind = ["(?<=", "(?<!"].iter().any(|start| rest.starts_with(start));
                if ahead || behind {
                    return Some("lookaround");
                }
            }
            _ => {}
        }
    }
    None
}
