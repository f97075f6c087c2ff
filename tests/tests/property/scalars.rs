//! Random numbers and strings within the limits of a schema.
//!
//! Input: a shape and a random number generator. Output: JSON.

use serde_json::{Value, json};

use crate::rng::Rng;
use crate::shape::{Bound, Shape};

/// Returns an integer within the limits.
pub fn integer(shape: &Shape<'_>, rng: &mut Rng) -> Value {
    let least = shape.limit("minimum", Bound::Lower);
    let most = shape.limit("maximum", Bound::Upper);
    let unlimited = [
        0,
        1,
        -1,
        7,
        1_700_000_000,
        9_007_199_254_740_993,
        i64::MIN,
        i64::MAX,
    ];
    match (least, most) {
        (None, None) => (*rng.pick(&unlimited)).into(),
        (Some(least), None) => (*rng.pick(&[least, least + 1.0, least + 1000.0]) as i64).into(),
        (None, Some(most)) => (*rng.pick(&[most, most - 1.0]) as i64).into(),
        (Some(least), Some(most)) => {
            let middle = f64::midpoint(least, most).floor();
            (*rng.pick(&[least, middle, most]) as i64).into()
        }
    }
}

/// Returns a number within the limits.
pub fn number(shape: &Shape<'_>, rng: &mut Rng) -> Value {
    let above = shape
        .limit("exclusiveMinimum", Bound::Lower)
        .map(|least| least + 0.5);
    let least = above.or(shape.limit("minimum", Bound::Lower));
    let most = shape.limit("maximum", Bound::Upper);
    let unlimited = [
        json!(0),
        json!(1),
        json!(1.0),
        json!(-0.5),
        json!(1e-7),
        json!(1e300),
        json!(0.1),
        json!(12345),
    ];
    match (least, most) {
        (None, None) => rng.pick(&unlimited).clone(),
        (Some(least), Some(most)) => {
            json!(*rng.pick(&[least, f64::midpoint(least, most), most]))
        }
        (Some(least), None) => json!(*rng.pick(&[least, least + 0.25, least + 10.0])),
        (None, Some(most)) => json!(*rng.pick(&[most, most - 0.25])),
    }
}

/// Returns a string of the format and length.
pub fn string(shape: &Shape<'_>, rng: &mut Rng) -> String {
    match shape.keyword("format") {
        Some("date") => return "2026-01-31".to_owned(),
        Some("date-time") => return "2026-01-31T12:00:00Z".to_owned(),
        Some("uri") => return "https://example.com/a?b=c#d".to_owned(),
        _ => {}
    }
    let least = as_length(shape.limit("minLength", Bound::Lower).unwrap_or(0.0));
    let most = as_length(shape.limit("maxLength", Bound::Upper).unwrap_or(1e6));
    let strings = ["", "a", "some text", "\u{f6}\n\"\\/\u{1f600}", "0", "null"];
    let mut letters: Vec<char> = rng.pick(&strings).chars().take(most).collect();
    letters.resize(letters.len().max(least), 'x');
    letters.into_iter().collect()
}

/// Converts a limit to a length.
pub fn as_length(limit: f64) -> usize {
    limit.clamp(0.0, 1e6) as usize
}
