//! The parser of JSONPath, behind guards.
//!
//! In: the text of a query. Out: the query of `serde_json_path`, or what is wrong and where. The parser needs time that
//! doubles with each level of nesting, recurses without end, and (0.7.2) panics on a text that ends within an escape such
//! as `\u`; it tells the place of an error only roughly.

use serde_json_path::JsonPath;

use super::query::BadQuery;

/// Brackets and parentheses within each other.
const DEEPEST: usize = 12;
/// Bytes of a query.
const LONGEST: usize = 4096;

/// Checks a query.
pub(super) fn parse(text: &str) -> Result<JsonPath, BadQuery> {
    let refuse = |message: String| Err(BadQuery { message, offset: 0 });
    if text.len() > LONGEST {
        return refuse(format!("it is longer than {LONGEST} bytes"));
    }
    let levels = levels(text);
    if levels.iter().any(|(_, level)| *level > DEEPEST) {
        return refuse(format!("it is nested more than {DEEPEST} levels deep"));
    }
    let error = match guarded(text) {
        Ok(path) => return Ok(path),
        Err(message) => message,
    };
    // What can be read, and up to which byte, is found by trying.
    let offset = levels
        .iter()
        .rev()
        .filter(|(_, level)| *level == 0)
        .map(|(offset, _)| *offset)
        .find(|end| guarded(&text[..*end]).is_ok())
        .unwrap_or(0);
    let rest = &text[offset..];
    let message = match error.as_str() {
        "parser error" => format!("it cannot be read from `{rest}` on"),
        known => format!("it cannot be read from `{rest}` on: {known}"),
    };
    Err(BadQuery { message, offset })
}

fn guarded(text: &str) -> Result<JsonPath, String> {
    if text.trim_end_matches(['d', 'D']).ends_with("\\u") {
        return Err("it ends within an escape".to_owned());
    }
    JsonPath::parse(text).map_err(|error| error.message().to_owned())
}

/// The offset of each character with how many brackets are open before it. Quoted text has no brackets; a quote that
/// never closes opens nothing.
fn levels(text: &str) -> Vec<(usize, usize)> {
    let mut levels = Vec::with_capacity(text.len());
    let mut level = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    for (offset, letter) in text.char_indices() {
        levels.push((offset, level + usize::from(quote.is_some())));
        match (quote, letter) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), _) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '[' | '(') => level += 1,
            (None, ']' | ')') => level = level.saturating_sub(1),
            (None, _) => {}
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn says_where_a_query_is_wrong() {
        for (text, offset) in [
            ("a.b", 0),
            ("$.a[", 3),
            ("$.a b", 3),
            ("$.ü[?@.b = 1]", 4),
            ("$.a[?length(@.b)]", 3),
            ("$..", 1),
            ("$.a['b", 3),
            ("$['a']['\\u", 6),
        ] {
            assert_eq!(parse(text).expect_err(text).offset, offset, "{text}");
        }
    }

    #[test]
    fn hostile_queries_are_refused_quickly() {
        for levels in [13, 100_000] {
            assert!(
                parse(&format!(
                    "$[?{}@.a{}]",
                    "(".repeat(levels),
                    ")".repeat(levels)
                ))
                .is_err()
            );
            assert!(parse(&format!("${}", "[?@".repeat(levels))).is_err());
        }
        for end in [
            "\\u",
            "\\uD",
            "\\ud",
            "\\uD834\\u",
            "\\uD834\\uD",
            "\\uD8",
            "\\",
            "\\u0",
        ] {
            for quote in ["'", "\""] {
                assert!(parse(&format!("$[{quote}{end}")).is_err());
                assert!(parse(&format!("$[?@ == {quote}a{end}")).is_err());
            }
        }
        assert!(
            parse(&format!("$.a{}", "[0]".repeat(500))).is_ok(),
            "length is not depth"
        );
        assert!(
            parse("$['[[[[[[[[[[[[[[[[[[[[']").is_ok(),
            "text is not depth"
        );
    }
}
