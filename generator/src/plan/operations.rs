//! Operations as methods of groups.

use super::Context;
use super::docs;
use super::model::{Argument, ArgumentPlace, OperationItem, ReplyItem};
use super::names;
use super::usage;
use crate::ir::{Location, Operation, Param, ParamStyle, Reply, Scalar, Switch, TypeRef};

impl Context<'_> {
    /// Plans one operation at its place.
    pub fn operation(&self, operation: &Operation, method: String, ident: String) -> OperationItem {
        let (body, alternative) = self.body_arguments(operation);
        let (mut positional, mut options) = self.arguments(operation);
        let bodies: Vec<String> = body
            .iter()
            .chain(&alternative)
            .map(|argument| argument.ident.clone())
            .collect();
        tell_apart(&mut positional, |name| {
            bodies.contains(name) || name == "comma_separated"
        });
        tell_apart(&mut options, |name| {
            OPTIONS_OF_ALL.contains(&name.trim_start_matches("r#"))
        });
        options
            .iter_mut()
            .for_each(|option| option.setter = names::behind_with(&option.ident).to_owned());
        let alternative = alternative.map(|argument| {
            let suffix = match argument.place {
                ArgumentPlace::Json => "json",
                ArgumentPlace::Raw(_) => "raw",
                _ => "form",
            };
            (
                format!("{}_{suffix}", method.trim_start_matches("r#")),
                argument,
            )
        });
        OperationItem {
            id: operation.id.clone(),
            ident,
            method,
            http: operation.method.as_str(),
            path: operation.path.clone(),
            query: operation.fixed_query.clone(),
            headers: operation.fixed_headers.clone(),
            accept: accept(&operation.reply),
            security: operation.security.clone(),
            stream_switch: switch(&operation.reply)
                .map(|switch| (switch.name.clone(), switch.value.clone())),
            named_events: self.named_events(&operation.reply),
            deployment: operation.deployment.clone(),
            arguments: positional.into_iter().chain(body).collect(),
            alternative,
            options,
            reply: match self.page(operation) {
                Some((id, _)) => ReplyItem::Page(self.rust_type(&TypeRef::Def(id))),
                None => self.reply_item(&operation.reply),
            },
            doc: operation_doc(operation),
            deprecated: operation.docs.deprecated,
        }
    }

    /// Arguments by position (path and required ones), and options.
    fn arguments(&self, operation: &Operation) -> (Vec<Argument>, Vec<Argument>) {
        let in_path = path_order(operation);
        let required = operation
            .params
            .iter()
            .filter(|param| param.required && param.location != Location::Path);
        let positional = in_path
            .into_iter()
            .chain(required)
            .filter(|param| sent(param))
            .map(|param| self.argument(param));
        // What asks for the stream is set by asking for the stream.
        let asks = |param: &&Param| {
            switch(&operation.reply).is_some_and(|switch| switch.name == param.wire)
        };
        let optional = operation
            .params
            .iter()
            .filter(|param| !param.required && sent(param))
            .filter(|param| !asks(param));
        (
            positional.collect(),
            optional.map(|param| self.argument(param)).collect(),
        )
    }

    fn argument(&self, param: &Param) -> Argument {
        let is_list =
            matches!(param.ty.without_null(), TypeRef::List(_)) || self.is_list_alias(&param.ty);
        let place = match (param.location, param.style) {
            (Location::Path, _) => ArgumentPlace::Path,
            (Location::Header | Location::Cookie, _) => ArgumentPlace::Header,
            (Location::Query, ParamStyle::DeepObject) => ArgumentPlace::QueryObject,
            (Location::Query, ParamStyle::Json) => ArgumentPlace::QueryJson,
            (Location::Query, ParamStyle::Brackets) if is_list => {
                ArgumentPlace::QueryList("Brackets")
            }
            (Location::Query, ParamStyle::Repeat) if is_list => ArgumentPlace::QueryList("Repeat"),
            (Location::Query, ParamStyle::Joined(_)) if is_list => {
                ArgumentPlace::QueryList("Comma")
            }
            (Location::Query, _) => ArgumentPlace::Query,
        };
        Argument {
            ident: names::field_name(param.wire.trim_end_matches("[]")),
            setter: String::new(),
            wire: param.wire.clone(),
            ty: self.rust_type(&param.ty),
            place,
            doc: docs::member_lines(&param.docs),
            deprecated: param.docs.deprecated,
        }
    }

    fn is_list_alias(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Def(id) => match &self.api.def(*id).shape {
                crate::ir::Shape::Alias(ty) => {
                    matches!(ty, TypeRef::List(_)) || self.is_list_alias(ty)
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// The body argument, and a second one where the operation takes two kinds of body.
    fn body_arguments(&self, operation: &Operation) -> (Option<Argument>, Option<Argument>) {
        let Some(body) = &operation.body else {
            return (None, None);
        };
        let mut arguments = Vec::new();
        if let Some(ty) = &body.multipart {
            let named = matches!(usage::behind_aliases(self.api, ty), TypeRef::Def(_));
            let place = if named {
                ArgumentPlace::Form
            } else {
                ArgumentPlace::AnyForm
            };
            arguments.push(self.body_argument(place, "form", ty));
        }
        if let Some(ty) = &body.json {
            arguments.push(self.body_argument(ArgumentPlace::Json, "body", ty));
        }
        // The runtime writes no `a=1&b=2` bodies: they are given as text.
        let urlencoded = body
            .urlencoded
            .as_ref()
            .map(|_| "application/x-www-form-urlencoded".to_owned());
        if let Some(media) = body.raw.first().cloned().or(urlencoded) {
            let ty = TypeRef::Scalar(Scalar::Binary);
            arguments.push(self.body_argument(ArgumentPlace::Raw(media), "body", &ty));
        }
        let mut arguments = arguments.into_iter();
        (arguments.next(), arguments.next())
    }

    fn body_argument(&self, place: ArgumentPlace, ident: &str, ty: &TypeRef) -> Argument {
        Argument {
            ident: ident.to_owned(),
            setter: String::new(),
            wire: String::new(),
            ty: self.rust_type(ty),
            place,
            doc: Vec::new(),
            deprecated: false,
        }
    }

    fn reply_item(&self, reply: &Reply) -> ReplyItem {
        match reply {
            Reply::Empty => ReplyItem::Empty,
            Reply::Json(ty) => ReplyItem::Json(self.rust_type(ty)),
            Reply::Text(_) => ReplyItem::Text,
            Reply::Bytes(_) => ReplyItem::Binary,
            Reply::EventStream(ty) => ReplyItem::Events(self.rust_type(ty)),
            Reply::JsonOrStream { json, event, .. } => {
                ReplyItem::JsonOrEvents(self.rust_type(json), self.rust_type(event))
            }
            Reply::BytesOrStream { event, .. } => ReplyItem::BinaryOrEvents(self.rust_type(event)),
        }
    }

    /// Whether the stream's events are `{event, data}` pairs: a union told apart by `event` with `data` beside it.
    fn named_events(&self, reply: &Reply) -> bool {
        let event = match reply {
            Reply::EventStream(event)
            | Reply::JsonOrStream { event, .. }
            | Reply::BytesOrStream { event, .. } => event,
            _ => return false,
        };
        let TypeRef::Def(id) = event else {
            return false;
        };
        match &self.api.def(*id).shape {
            crate::ir::Shape::Union {
                tagging: crate::ir::Tagging::Internal { property, .. },
                ..
            } => property == "event",
            _ => false,
        }
    }
}

/// What every call has behind `with_`: no parameter gets such a setter.
const OPTIONS_OF_ALL: &[&str] = &["response"];

/// Gives arguments that share a name, or have a taken one, names that say where they go; a path parameter keeps its.
fn tell_apart(arguments: &mut [Argument], taken: impl Fn(&String) -> bool) {
    let names: Vec<String> = arguments
        .iter()
        .map(|argument| argument.ident.clone())
        .collect();
    for argument in arguments.iter_mut() {
        let shared = names.iter().filter(|name| **name == argument.ident).count() > 1;
        if !taken(&argument.ident) && (!shared || argument.place == ArgumentPlace::Path) {
            continue;
        }
        let place = match argument.place {
            ArgumentPlace::Path => "path",
            ArgumentPlace::Header => "header",
            _ => "query",
        };
        argument.ident = format!("{}_{place}", argument.ident.trim_start_matches("r#"));
    }
    for index in 1..arguments.len() {
        // The last way out: parameters of one place whose names differ in odd characters alone.
        while arguments[..index]
            .iter()
            .any(|before| before.ident == arguments[index].ident)
        {
            arguments[index].ident = names::spelled_field_name(&arguments[index].wire);
            let again = arguments[..index]
                .iter()
                .any(|before| before.ident == arguments[index].ident);
            if again {
                arguments[index].ident = format!(
                    "{}_{index}",
                    arguments[index].ident.trim_start_matches("r#")
                );
            }
        }
    }
}

/// Path parameters in the order of the path.
fn path_order(operation: &Operation) -> Vec<&Param> {
    let mut params: Vec<&Param> = operation
        .params
        .iter()
        .filter(|param| param.location == Location::Path)
        .collect();
    params.sort_by_key(|param| operation.path.find(&format!("{{{}}}", param.wire)));
    params
}

/// Cookies and the headers that the client sets itself are no arguments.
fn sent(param: &Param) -> bool {
    let own = ["accept", "content-type", "authorization"];
    match param.location {
        Location::Cookie => false,
        Location::Header => !own.contains(&param.wire.to_ascii_lowercase().as_str()),
        Location::Path | Location::Query => true,
    }
}

fn switch(reply: &Reply) -> Option<&Switch> {
    match reply {
        Reply::JsonOrStream { switch, .. } | Reply::BytesOrStream { switch, .. } => switch.as_ref(),
        _ => None,
    }
}

fn accept(reply: &Reply) -> Option<String> {
    match reply {
        Reply::Text(media) | Reply::Bytes(media) | Reply::BytesOrStream { media, .. } => {
            Some(media.clone())
        }
        Reply::EventStream(_) => Some("text/event-stream".to_owned()),
        Reply::Empty | Reply::Json(_) | Reply::JsonOrStream { .. } => None,
    }
}

fn operation_doc(operation: &Operation) -> Vec<String> {
    let call = format!("`{} {}`", operation.method.as_str(), operation.path);
    let mut lines = match operation.docs.title.as_deref().map(str::trim) {
        Some(title) if !title.is_empty() => {
            let title: Vec<&str> = title.trim_end_matches('.').split_whitespace().collect();
            vec![format!("{}: {call}.", title.join(" "))]
        }
        _ => vec![format!("{call}.")],
    };
    if let Some(prose) = operation
        .docs
        .prose
        .as_deref()
        .filter(|prose| !prose.trim().is_empty())
    {
        lines.push(String::new());
        lines.extend(docs::prose_lines(prose));
    }
    lines
}
