//! Random numbers and texts within the limits of a schema.
//!
//! In: a shape, dice. Out: JSON. Must not know: where it stands.

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::shape::Shape;

/// An integer within the limits.
pub fn integer(shape: &Shape<'_>, dice: &mut Dice) -> Value {
    let least = shape.limit("minimum", true);
    let most = shape.limit("maximum", false);
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
        (None, None) => (*dice.pick(&unlimited)).into(),
        (Some(least), None) => (*dice.pick(&[least, least + 1.0, least + 1000.0]) as i64).into(),
        (None, Some(most)) => (*dice.pick(&[most, most - 1.0]) as i64).into(),
        (Some(least), Some(most)) => {
            let middle = f64::midpoint(least, most).floor();
            (*dice.pick(&[least, middle, most]) as i64).into()
        }
    }
}

/// A number within the limits.
pub fn number(shape: &Shape<'_>, dice: &mut Dice) -> Value {
    let above = shape
        .limit("exclusiveMinimum", true)
        .map(|least| least + 0.5);
    let least = above.or(shape.limit("minimum", true));
    let most = shape.limit("maximum", false);
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
        (None, None) => dice.pick(&unlimited).clone(),
        (Some(least), Some(most)) => {
            json!(*dice.pick(&[least, f64::midpoint(least, most), most]))
        }
        (Some(least), None) => json!(*dice.pick(&[least, least + 0.25, least + 10.0])),
        (None, Some(most)) => json!(*dice.pick(&[most, most - 0.25])),
    }
}

/// A text of the format and length.
pub fn text(shape: &Shape<'_>, dice: &mut Dice) -> String {
    match shape.word("format") {
        Some("date") => return "2026-01-31".to_owned(),
        Some("date-time") => return "2026-01-31T12:00:00Z".to_owned(),
        Some("uri") => return "https://example.com/a?b=c#d".to_owned(),
        _ => {}
    }
    let least = whole(shape.limit("minLength", true).unwrap_or(0.0));
    let most = whole(shape.limit("maxLength", false).unwrap_or(1e6));
    let words = ["", "a", "some text", "\u{f6}\n\"\\/\u{1f600}", "0", "null"];
    let mut letters: Vec<char> = dice.pick(&words).chars().take(most).collect();
    letters.resize(letters.len().max(least), 'x');
    letters.into_iter().collect()
}

/// A limit as a length.
pub fn whole(limit: f64) -> usize {
    limit.clamp(0.0, 1e6) as usize
}
