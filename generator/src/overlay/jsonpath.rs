//! Parses JSONPath with `serde_json_path`, guarded against hostile input.
//!
//! Input: a query string. Output: the parsed query, or an error with its position. The guards are needed because the
//! parser takes time exponential in the nesting depth, recurses without limit, and (0.7.2) panics on a string that ends
//! within an escape such as `\u`. It reports error positions only roughly, so this module determines them.

use serde_json_path::JsonPath;

/// How deep brackets and parentheses may be nested.
const MAX_NESTING: usize = 12;
/// Maximum length of a query in bytes.
const MAX_LENGTH: usize = 4096;

/// Why a string is not a valid query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// What is wrong.
    pub message: String,
    /// The byte offset in the query.
    pub offset: usize,
}

/// Parses a query.
pub(super) fn parse(text: &str) -> Result<JsonPath, QueryError> {
    let error = |message: String| Err(QueryError { message, offset: 0 });
    if text.len() > MAX_LENGTH {
        return error(format!("it is longer than {MAX_LENGTH} bytes"));
    }
    let levels = levels(text);
    if levels.iter().any(|level| level.depth > MAX_NESTING) {
        return error(format!("it is nested more than {MAX_NESTING} levels deep"));
    }
    let error = match guarded(text) {
        Ok(path) => return Ok(path),
        Err(message) => message,
    };
    // Finds the longest valid prefix by trial.
    let offset = levels
        .iter()
        .rev()
        .filter(|level| level.depth == 0)
        .map(|level| level.offset)
        .find(|end| guarded(&text[..*end]).is_ok())
        .unwrap_or(0);
    let rest = &text[offset..];
    let message = match error.as_str() {
        "parser error" => format!("cannot parse `{rest}`"),
        reason => format!("cannot parse `{rest}`: {reason}"),
    };
    Err(QueryError { message, offset })
}

fn guarded(text: &str) -> Result<JsonPath, String> {
    if text.trim_end_matches(['d', 'D']).ends_with("\\u") {
        return Err("it ends within an escape".to_owned());
    }
    JsonPath::parse(text).map_err(|error| error.message().to_owned())
}

/// How many brackets are open before a character.
struct Level {
    /// The offset of the character.
    offset: usize,
    depth: usize,
}

/// The level of each character. Brackets in quotes do not count; neither do those after a quote that is never closed.
fn levels(text: &str) -> Vec<Level> {
    let mut levels = Vec::with_capacity(text.len());
    let mut depth = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    for (offset, character) in text.char_indices() {
        levels.push(Level {
            offset,
            depth: depth + usize::from(quote.is_some()),
        });
        match (quote, character) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), _) if character == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '[' | '(') => depth += 1,
            (None, ']' | ')') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn an_error_has_the_offset_of_the_first_invalid_part() {
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
    fn hostile_queries_are_rejected_quickly() {
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
            "quoted brackets are not depth"
        );
    }
}
