//! Interprets YAML scalars by the core schema of YAML 1.2.
//!
//! Input: a scalar and its tag. Output: a [`Value`]. `yes`, `on`, `1_000` and `12:30`, which have other types
//! in YAML 1.1, are strings. Numbers become JSON numbers without losing a digit.

use std::borrow::Cow;

use crate::document::model::{Number, Value};

/// The value of a scalar.
pub(super) enum Scalar {
    /// A value that JSON can represent.
    Json(Value),
    /// Infinity or NaN, kept as a string.
    NotJson(Value),
}

/// Interprets a plain scalar without a tag.
pub(super) fn plain(text: Cow<'_, str>) -> Scalar {
    let value = match text.as_bytes().first() {
        None => Value::Null,
        Some(b'n' | b'N' | b'~' | b't' | b'T' | b'f' | b'F') => match text.as_ref() {
            "null" | "Null" | "NULL" | "~" => Value::Null,
            "true" | "True" | "TRUE" => Value::Bool(true),
            "false" | "False" | "FALSE" => Value::Bool(false),
            _ => Value::String(text.into_owned()),
        },
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => match number(&text) {
            Some(number) => Value::Number(number),
            None if is_not_finite(&text) => {
                return Scalar::NotJson(Value::String(text.into_owned()));
            }
            None => Value::String(text.into_owned()),
        },
        Some(_) => Value::String(text.into_owned()),
    };
    Scalar::Json(value)
}

/// Interprets a scalar with a tag of the core schema. Returns `None` if it does not match the tag.
pub(super) fn tagged(suffix: &str, text: Cow<'_, str>) -> Option<Scalar> {
    let scalar = match suffix {
        "int" | "float" | "bool" | "null" => plain(text),
        // Strings, and types that are strings in JSON: binary, timestamps and so on.
        _ => return Some(Scalar::Json(Value::String(text.into_owned()))),
    };
    let is_valid = matches!(
        (&scalar, suffix),
        (Scalar::NotJson(_), "float")
            | (Scalar::Json(Value::Number(_)), "int" | "float")
            | (Scalar::Json(Value::Bool(_)), "bool")
            | (Scalar::Json(Value::Null), "null")
    );
    is_valid.then_some(scalar)
}

/// Converts a number of the core schema to JSON notation. Returns `None` if it is not a number.
pub(in crate::document) fn number(text: &str) -> Option<Number> {
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            let is_unsigned = !digits.starts_with(['+', '-']);
            return if is_unsigned {
                Some(Number(
                    u128::from_str_radix(digits, radix).ok()?.to_string().into(),
                ))
            } else {
                None
            };
        }
    }
    let (sign, rest) = match text.as_bytes().first()? {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
    let (whole, rest) = digits(rest);
    let (point, fraction, rest) = match rest.strip_prefix('.') {
        Some(rest) => {
            let (fraction, rest) = digits(rest);
            (true, fraction, rest)
        }
        None => (false, "", rest),
    };
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let (power, rest) = digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
        if power.is_empty() || !rest.is_empty() {
            return None;
        }
    } else if !rest.is_empty() {
        return None;
    }

    let shortened = whole.trim_start_matches('0');
    let significant = if shortened.is_empty() { "0" } else { shortened };
    if significant.len() == whole.len() && point != fraction.is_empty() && !text.starts_with('+') {
        return Some(Number(text.into()));
    }
    let fraction = if point && fraction.is_empty() {
        "0"
    } else {
        fraction
    };
    let point = if point { "." } else { "" };
    Some(Number(
        format!("{sign}{significant}{point}{fraction}{rest}").into(),
    ))
}

fn digits(text: &str) -> (&str, &str) {
    let end = text
        .bytes()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}

fn is_not_finite(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

#[cfg(test)]
mod tests {
    use super::{Scalar, number, plain};
    use crate::document::Value;

    #[test]
    fn numbers_are_converted_to_json() {
        for (yaml, json) in [
            ("0", "0"),
            ("-0", "-0"),
            ("+5", "5"),
            ("007", "7"),
            ("00", "0"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("9223372036854776000", "9223372036854776000"),
            ("-9223372036854775809", "-9223372036854775809"),
            ("1.50", "1.50"),
            (".5", "0.5"),
            ("-.5", "-0.5"),
            ("5.", "5.0"),
            ("1e3", "1e3"),
            ("1.E-3", "1.0E-3"),
            ("+01.5e+3", "1.5e+3"),
            ("1e400", "1e400"),
        ] {
            let text = number(yaml).map(|number| number.0.into_string());
            assert_eq!(text.as_deref(), Some(json), "{yaml}");
        }
    }

    #[test]
    fn other_texts_are_not_numbers() {
        for text in [
            "",
            "-",
            "+",
            ".",
            "e3",
            "1e",
            "1e+",
            "1_000",
            "12:30",
            "2026-08-21",
            "1.2.3",
            "0x",
            "0xg",
            "0x-1",
            "-0x1",
            "0b1",
            "0o8",
            "--1",
            "+-1",
            "1 ",
            "Infinity",
            "NaN",
        ] {
            assert!(number(text).is_none(), "{text}");
        }
    }

    #[test]
    fn booleans_and_nulls_of_yaml_1_1_are_strings() {
        for text in [
            "yes", "no", "on", "off", "y", "N", "nil", "none", "tRUE", "falsey", "nulls", "=", "<<",
        ] {
            assert!(
                matches!(plain(text.into()), Scalar::Json(Value::String(_))),
                "{text}"
            );
        }
        for text in ["null", "Null", "~", ""] {
            assert!(
                matches!(plain(text.into()), Scalar::Json(Value::Null)),
                "{text}"
            );
        }
        assert!(matches!(
            plain("TRUE".into()),
            Scalar::Json(Value::Bool(true))
        ));
        assert!(matches!(plain("-.inf".into()), Scalar::NotJson(_)));
    }
}
