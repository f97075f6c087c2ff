//! WebSocket channels out of `x-channels`.

use serde_json::Value;

use super::Lowering;
use super::operation::schemes;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{AnyReason, Channel, Docs, Location, Param, ParamStyle, Scalar, TypeRef};
use crate::nearest::nearest;
use crate::openapi::pointer;
use crate::source::Origin;

/// The members of a channel that hold a text, and those that hold a list of texts.
const TEXTS: &[&str] = &[
    "description",
    "path",
    "key-subprotocol",
    "deployment",
    "lane",
];
const LISTS: &[&str] = &["query", "security", "subprotocols"];

impl Lowering<'_> {
    /// All channels that the document, or rather an overlay, declares.
    pub fn channels(&mut self) -> Vec<Channel> {
        match self.document.api.extensions.get("x-channels") {
            Some(Value::Object(channels)) => {
                let channels = channels.iter();
                channels
                    .map(|(name, channel)| self.channel(name, channel))
                    .collect()
            }
            Some(_) => {
                let at = self.document.origins.key("/x-channels");
                self.report("`x-channels` is no map of channels", at);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn channel(&mut self, name: &str, raw: &Value) -> Channel {
        let at = format!("/x-channels/{}", pointer::escape(name));
        let origin = self.document.origins.key(&at);
        let text = |key: &str| raw.get(key).and_then(Value::as_str).map(str::to_owned);
        if name.split('.').any(|group| group.trim().is_empty()) {
            self.report(
                format!("the channel `{name}` has a group without a name"),
                origin,
            );
        }
        self.check_members(name, raw, &at);
        self.check_schemes(name, raw, &at);
        if raw.get("path").is_none() {
            self.report(format!("the channel `{name}` has no `path`"), origin);
        }
        if let Some(parameter) = text("deployment")
            && !strings(raw.get("query")).contains(&parameter)
        {
            let at = self.document.origins.origin(&format!("{at}/deployment"));
            let message = format!("the channel `{name}` has no query parameter `{parameter}`");
            let finding = Diagnostic::error(Code::InvalidChannel, message, at);
            let known = strings(raw.get("query"));
            let meant = nearest(&parameter, known.iter().map(String::as_str));
            self.found.push(match meant {
                Some(meant) => finding.help(format!("did you mean `{meant}`?")),
                None => finding.help("`deployment` is the name of one of those in `query`"),
            });
        }
        if text("path").is_some_and(|path| path.contains('{')) {
            let at = self.document.origins.origin(&format!("{at}/path"));
            let message = format!("the path of the channel `{name}` has a parameter");
            let finding = Diagnostic::error(Code::InvalidChannel, message, at);
            self.found
                .push(finding.help("what distinguishes connections goes into `query`"));
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
            deployment: text("deployment"),
            lane: text("lane"),
            origin,
            docs: Docs {
                prose: text("description"),
                ..Docs::default()
            },
            name: name.to_owned(),
        }
    }

    fn report(&mut self, message: impl Into<String>, at: Origin) {
        let finding = Diagnostic::error(Code::InvalidChannel, message, at);
        self.found.push(finding);
    }

    /// Each member is one that a channel may have, and of its kind.
    fn check_members(&mut self, name: &str, raw: &Value, at: &str) {
        for (key, value) in raw.as_object().into_iter().flatten() {
            let at = format!("{at}/{}", pointer::escape(key));
            if TEXTS.contains(&key.as_str()) {
                if !value.is_string() {
                    let at = self.document.origins.origin(&at);
                    self.report(format!("`{key}` of the channel `{name}` is no text"), at);
                }
            } else if LISTS.contains(&key.as_str()) {
                let is_list = |items: &Vec<Value>| items.iter().all(Value::is_string);
                if !value.as_array().is_some_and(is_list) {
                    let at = self.document.origins.origin(&at);
                    let message = format!("`{key}` of the channel `{name}` is no list of texts");
                    self.report(message, at);
                }
            } else if !["client", "server"].contains(&key.as_str()) && !key.starts_with("x-") {
                let message = format!("a channel has no `{key}`");
                let at = self.document.origins.key(&at);
                let mut finding = Diagnostic::error(Code::InvalidChannel, message, at);
                let known = TEXTS
                    .iter()
                    .chain(LISTS)
                    .chain(&["client", "server"])
                    .copied();
                if let Some(meant) = nearest(key, known) {
                    finding = finding.help(format!("did you mean `{meant}`?"));
                }
                self.found.push(finding);
            }
        }
    }

    /// The document has each security scheme that is named.
    fn check_schemes(&mut self, name: &str, raw: &Value, at: &str) {
        let components = self.document.api.components.as_ref();
        let known = components.map(|components| &components.security_schemes);
        let named = strings(raw.get("security")).into_iter().enumerate();
        let unknown = named.filter(|(_, scheme)| known.is_none_or(|all| !all.contains_key(scheme)));
        for (index, scheme) in unknown.collect::<Vec<_>>() {
            let at = self
                .document
                .origins
                .origin(&format!("{at}/security/{index}"));
            let message = format!(
                "the channel `{name}` names the security scheme `{scheme}`, which is not there"
            );
            self.report(message, at);
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
