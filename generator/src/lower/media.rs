//! Bodies and replies: which media types an operation speaks, and what they carry.

use indexmap::IndexMap;
use openapiv3::{MediaType, Operation as OpenApiOperation, StatusCode};

use super::Lowering;
use crate::ir::{
    AnyReason, Body, Location, Param, Place, Reply, Root, Scalar, Shape, Switch, SwitchPlace,
    TypeRef,
};
use crate::openapi::pointer;

impl<'a> Lowering<'a> {
    /// What an operation sends.
    pub fn body(&mut self, raw: &'a OpenApiOperation, id: &str, at: &str) -> Option<Body> {
        let located = self
            .document
            .request_body(raw.request_body.as_ref()?, &format!("{at}/requestBody"))?;
        let mut body = Body {
            required: located.value.required,
            ..Body::default()
        };
        let has_json = located
            .value
            .content
            .keys()
            .any(|media| matches!(kind(media), MediaKind::Json));
        for (media, content) in &located.value.content {
            let at = format!("{}/content/{}", located.pointer, pointer::escape(media));
            let root = Root::Request(id.to_owned());
            let form = if has_json {
                Root::Form(id.to_owned())
            } else {
                root.clone()
            };
            // Of several media types of one kind the first says what is sent.
            match kind(media) {
                MediaKind::Json if body.json.is_none() => {
                    body.json = Some(self.media_type(content, root, &at))
                }
                MediaKind::Multipart if body.multipart.is_none() => {
                    body.multipart = Some(self.media_type(content, form, &at));
                    body.part_types = part_types(content);
                }
                MediaKind::UrlEncoded if body.urlencoded.is_none() => {
                    body.urlencoded = Some(self.media_type(content, form, &at));
                }
                MediaKind::Json | MediaKind::Multipart | MediaKind::UrlEncoded => {}
                MediaKind::EventStream | MediaKind::Text | MediaKind::Bytes => {
                    body.raw.push(media.clone())
                }
            }
        }
        Some(body)
    }

    /// What an operation gives back on success: the first 2xx answer with a content, or the default one.
    pub fn reply(
        &mut self,
        raw: &'a OpenApiOperation,
        id: &str,
        at: &str,
        body: Option<&Body>,
        params: &[Param],
    ) -> Reply {
        let mut success: Vec<(String, &'a IndexMap<String, MediaType>)> = Vec::new();
        for (status, response) in &raw.responses.responses {
            let is_success = match status {
                StatusCode::Code(code) => (200..300).contains(code),
                StatusCode::Range(range) => *range == 2,
            };
            if is_success
                && let Some(found) = self
                    .document
                    .response(response, &format!("{at}/responses/{status}"))
            {
                success.push((found.pointer, &found.value.content));
            }
        }
        if success.is_empty()
            && let Some(response) = &raw.responses.default
            && let Some(found) = self
                .document
                .response(response, &format!("{at}/responses/default"))
        {
            success.push((found.pointer, &found.value.content));
        }
        let Some((at, content)) = success.into_iter().find(|(_, content)| !content.is_empty())
        else {
            return Reply::Empty;
        };
        let switch = declared_switch(raw).or_else(|| self.switch(body, params));
        let mut json = None;
        let mut event = None;
        let mut plain = None;
        for (media, content) in content {
            let at = format!("{at}/content/{}", pointer::escape(media));
            match kind(media) {
                MediaKind::Json if json.is_none() => {
                    json = Some(self.media_type(content, Root::Reply(id.to_owned()), &at));
                }
                MediaKind::Json => {}
                MediaKind::EventStream => {
                    event = Some(self.media_type(content, Root::Event(id.to_owned()), &at))
                }
                MediaKind::Text => plain = plain.or(Some(Reply::Text(media.clone()))),
                _ => plain = plain.or(Some(Reply::Bytes(media.clone()))),
            }
        }
        // Bytes listed beside JSON are the answer; JSON then describes them or a failure.
        match (plain, json, event) {
            (Some(Reply::Bytes(media)), _, Some(event)) => Reply::BytesOrStream {
                media,
                event,
                switch,
            },
            (Some(plain @ Reply::Bytes(_)), _, None) => plain,
            (_, Some(json), Some(event)) => Reply::JsonOrStream {
                json,
                event,
                switch,
            },
            (_, Some(json), None) if self.is_binary(&json) => {
                Reply::Bytes("application/octet-stream".to_owned())
            }
            (_, Some(json), None) => Reply::Json(json),
            (_, None, Some(event)) => Reply::EventStream(event),
            (Some(plain), None, None) => plain,
            (None, None, None) => Reply::Empty,
        }
    }

    fn media_type(&mut self, content: &'a MediaType, root: Root, at: &str) -> TypeRef {
        match &content.schema {
            Some(schema) => self.type_of(schema.into(), &Place::root(root, format!("{at}/schema"))),
            None => TypeRef::Any(AnyReason::Free),
        }
    }

    /// A boolean named `stream` in the body or the query asks for events.
    fn switch(&self, body: Option<&Body>, params: &[Param]) -> Option<Switch> {
        let in_body = body.and_then(|body| body.json.as_ref().or(body.multipart.as_ref()));
        if in_body.is_some_and(|ty| self.has_member(ty, "stream", 0)) {
            return Some(Switch {
                place: SwitchPlace::Body,
                name: "stream".into(),
                value: "true".into(),
            });
        }
        let in_query = params
            .iter()
            .any(|param| param.location == Location::Query && param.wire == "stream");
        in_query.then(|| Switch {
            place: SwitchPlace::Query,
            name: "stream".into(),
            value: "true".into(),
        })
    }

    fn has_member(&self, ty: &TypeRef, member: &str, depth: usize) -> bool {
        let TypeRef::Def(id) = ty.without_null() else {
            return false;
        };
        match self.done(*id).map(|def| &def.shape) {
            Some(Shape::Record { fields, .. }) => fields.iter().any(|field| field.wire == member),
            Some(Shape::Alias(ty)) if depth < 16 => self.has_member(ty, member, depth + 1),
            _ => false,
        }
    }

    fn is_binary(&self, ty: &TypeRef) -> bool {
        matches!(ty.without_null(), TypeRef::Scalar(Scalar::Binary))
    }
}

/// `x-stream-switch: {in, name, value}` on an operation, for what asks in another way.
fn declared_switch(raw: &OpenApiOperation) -> Option<Switch> {
    let switch = raw.extensions.get("x-stream-switch")?;
    let place = match switch.get("in").and_then(|place| place.as_str()) {
        Some("query") => SwitchPlace::Query,
        _ => SwitchPlace::Body,
    };
    let name = switch.get("name")?.as_str()?.to_owned();
    Some(Switch {
        place,
        name,
        value: switch.get("value")?.to_string(),
    })
}

/// The parts of a form for which the document names one media type; a choice of several is left to the sender.
fn part_types(content: &MediaType) -> Vec<(String, String)> {
    let named = content
        .encoding
        .iter()
        .filter_map(|(part, encoding)| Some((part, encoding.content_type.as_ref()?)));
    named
        .filter(|(_, media)| !media.contains([',', '*']))
        .map(|(part, media)| (part.clone(), media.trim().to_owned()))
        .collect()
}

enum MediaKind {
    Json,
    Multipart,
    UrlEncoded,
    EventStream,
    Text,
    Bytes,
}

fn kind(media: &str) -> MediaKind {
    let essence = media
        .split(';')
        .next()
        .unwrap_or(media)
        .trim()
        .to_ascii_lowercase();
    match essence.as_str() {
        "multipart/form-data" => MediaKind::Multipart,
        "application/x-www-form-urlencoded" => MediaKind::UrlEncoded,
        "text/event-stream" => MediaKind::EventStream,
        "application/sdp" | "application/xml" => MediaKind::Text,
        "application/json" | "*/*" => MediaKind::Json,
        json if json.ends_with("+json") => MediaKind::Json,
        text if text.starts_with("text/") || text.ends_with("+xml") => MediaKind::Text,
        _ => MediaKind::Bytes,
    }
}
