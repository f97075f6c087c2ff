//! WebSocket channels out of `x-channels`.

use serde_json::Value;

use super::Lowering;
use super::operation::schemes;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{AnyReason, Channel, Docs, Location, Param, ParamStyle, Scalar, TypeRef};
use crate::openapi::pointer;

impl Lowering<'_> {
    /// All channels that the document, or rather an overlay, declares.
    pub fn channels(&mut self) -> Vec<Channel> {
        let Some(Value::Object(channels)) = self.document.api.extensions.get("x-channels") else {
            return Vec::new();
        };
        channels
            .iter()
            .map(|(name, channel)| self.channel(name, channel))
            .collect()
    }

    fn channel(&mut self, name: &str, raw: &Value) -> Channel {
        let at = format!("/x-channels/{}", pointer::escape(name));
        let origin = self.document.origins.key(&at);
        let text = |key: &str| raw.get(key).and_then(Value::as_str).map(str::to_owned);
        if text("path").is_none() {
            let message = format!("the channel `{name}` has no `path`");
            self.found
                .push(Diagnostic::error(Code::InvalidChannel, message, origin));
        }
        Channel {
            path: text("path").unwrap_or_default(),
            query: self.channel_query(raw, &at),
            client: self.channel_events(name, raw, "client", &at),
            server: self.channel_events(name, raw, "server", &at),
            security: match raw.get("security") {
                Some(names) => strings(Some(names)),
                None => schemes(self.document.api.security.as_deref()),
            },
            subprotocols: strings(raw.get("subprotocols")),
            key_subprotocol: text("key-subprotocol"),
            lane: text("lane"),
            origin,
            docs: Docs {
                prose: text("description"),
                ..Docs::default()
            },
            name: name.to_owned(),
        }
    }

    /// The events one side sends: `client: {$ref: …}`.
    fn channel_events(&mut self, name: &str, raw: &Value, side: &str, at: &str) -> TypeRef {
        let at = format!("{at}/{side}");
        let origin = self.document.origins.origin(&at);
        let reference = raw
            .get(side)
            .and_then(|events| events.get("$ref"))
            .and_then(Value::as_str);
        match reference.filter(|reference| self.component(reference).is_some()) {
            Some(reference) => self.reference(reference),
            None => {
                let message =
                    format!("the channel `{name}` names no schema for the events of its {side}");
                let help = format!("give `{side}` a `$ref` to a component schema");
                self.found
                    .push(Diagnostic::error(Code::InvalidChannel, message, origin).help(help));
                TypeRef::Any(AnyReason::Unsupported)
            }
        }
    }

    fn channel_query(&self, raw: &Value, at: &str) -> Vec<Param> {
        strings(raw.get("query"))
            .into_iter()
            .map(|wire| Param {
                wire,
                location: Location::Query,
                ty: TypeRef::Scalar(Scalar::String),
                required: false,
                style: ParamStyle::Repeat,
                origin: self.document.origins.origin(&format!("{at}/query")),
                docs: Docs::default(),
            })
            .collect()
    }
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array);
    items
        .into_iter()
        .flatten()
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}
