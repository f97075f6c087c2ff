//! Arguments that are not JSON, but can have only one meaning.

use serde::de::IgnoredAny;

use crate::runtime::codec::repair_escapes;

/// Returns the JSON that arguments stand for: strings may lack escapes, an empty object may precede the arguments, and the
/// arguments may be repeated. `None` if they are JSON, or if their meaning is not certain.
pub(super) fn repaired(arguments: &str) -> Option<String> {
    if is_json(arguments) {
        return None;
    }
    let escaped = repair_escapes(arguments);
    let json = single(&escaped).unwrap_or(&escaped);
    is_json(json).then(|| json.to_owned())
}

/// Returns the only object among several values next to each other that is not empty.
fn single(json: &str) -> Option<&str> {
    let mut values = serde_json::Deserializer::from_str(json).into_iter::<IgnoredAny>();
    let (mut start, mut found) = (0, None);
    while let Some(value) = values.next() {
        value.ok()?;
        let end = values.byte_offset();
        let object = json.get(start..end)?.trim();
        start = end;
        match (object, found) {
            ("{}" | "null", _) => {}
            (object, None) => found = Some(object),
            (object, Some(other)) if object == other => {}
            _ => return None,
        }
    }
    found.filter(|object| object.starts_with('{'))
}

fn is_json(json: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(json).is_ok()
}
