//! Reading only the properties of an event's data that classify it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use crate::runtime::decode::is_truthy;

/// The properties `type` and `error` of an object.
#[derive(Default)]
pub(super) struct Probe {
    event_type: Option<String>,
    error: Option<Value>,
}

impl Probe {
    /// Whether the property `type` has one of these values.
    pub(super) fn has_type(&self, names: &[&str]) -> bool {
        let event_type = self.event_type.as_deref();
        event_type.is_some_and(|event_type| names.contains(&event_type))
    }

    /// Whether the property `error` is present and is not null, false or empty.
    pub(super) fn has_error(&self) -> bool {
        self.error.as_ref().is_some_and(is_truthy)
    }
}

impl<'de> Deserialize<'de> for Probe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ProbeVisitor)
    }
}

struct ProbeVisitor;

impl<'de> Visitor<'de> for ProbeVisitor {
    type Value = Probe;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Probe, A::Error> {
        let mut probe = Probe::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "type" => {
                    probe.event_type = map.next_value::<Value>()?.as_str().map(str::to_owned);
                }
                "error" => probe.error = Some(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(probe)
    }
}
