//! Reading the lane ID of an event.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

/// Returns the lane ID of an event, which is the string in the given property.
pub(super) fn lane_id(message: &[u8], property: &str) -> Option<String> {
    let mut json = serde_json::Deserializer::from_slice(message);
    StringProperty(property)
        .deserialize(&mut json)
        .ok()
        .flatten()
}

/// Reads one property of an object and skips the others.
struct StringProperty<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for StringProperty<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for StringProperty<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut value = None;
        while let Some(name) = map.next_key::<String>()? {
            if name == self.0 {
                value = map.next_value()?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(value)
    }
}
