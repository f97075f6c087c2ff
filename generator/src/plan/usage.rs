//! Which types users send and which groups of operations reach which types: side tables by type id.

use std::collections::BTreeSet;

use crate::ir::{Api, CaseKind, DefId, FieldKind, Reply, Rest, Shape, TypeRef};

/// What reaches a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Whether a request, a client event or a form carries it.
    pub sent: bool,
    /// If it is the whole of a multipart form: the parts with a media type of their own, each with it.
    pub form: Option<Vec<(String, String)>>,
    /// The features of the operations that carry it.
    pub features: BTreeSet<String>,
}

/// Computes the table. `operation_features` are the features of the operations, in their order.
pub fn usage(
    api: &Api,
    operation_features: &[String],
    channel_feature: impl Fn(&str) -> String,
) -> Vec<Usage> {
    let mut walk = Walk {
        api,
        table: vec![Usage::default(); api.defs.len()],
    };
    for (operation, feature) in api.operations.iter().zip(operation_features) {
        for param in &operation.params {
            walk.reach(&param.ty, feature, true);
        }
        if let Some(body) = &operation.body {
            for ty in [&body.json, &body.multipart, &body.urlencoded]
                .into_iter()
                .flatten()
            {
                walk.reach(ty, feature, true);
            }
            if let Some(TypeRef::Def(id)) =
                body.multipart.as_ref().map(|ty| behind_aliases(api, ty))
            {
                let parts = walk.table[id.0 as usize].form.get_or_insert_default();
                // Of several operations that take the form the first says how its parts are sent.
                for part in &body.part_types {
                    if !parts.iter().any(|(name, _)| *name == part.0) {
                        parts.push(part.clone());
                    }
                }
            }
        }
        for ty in reply_types(&operation.reply) {
            walk.reach(ty, feature, false);
        }
    }
    for ty in api
        .webhooks
        .iter()
        .map(|webhook| &webhook.payload)
        .chain(&api.webhook_event)
    {
        walk.reach(ty, "webhooks", false);
    }
    for channel in &api.channels {
        let feature = channel_feature(&channel.name);
        walk.reach(&channel.client, &feature, true);
        walk.reach(&channel.server, &feature, false);
    }
    walk.table
}

/// The type that an alias means in the end.
pub fn behind_aliases<'a>(api: &'a Api, ty: &'a TypeRef) -> &'a TypeRef {
    let mut ty = ty;
    for _ in 0..64 {
        match ty {
            TypeRef::Def(id) => match &api.def(*id).shape {
                Shape::Alias(next) => ty = next,
                _ => break,
            },
            TypeRef::Nullable(inner) => ty = inner,
            _ => break,
        }
    }
    ty
}

fn reply_types(reply: &Reply) -> Vec<&TypeRef> {
    match reply {
        Reply::Empty | Reply::Text(_) | Reply::Bytes(_) => Vec::new(),
        Reply::Json(ty) | Reply::EventStream(ty) => vec![ty],
        Reply::JsonOrStream { json, event, .. } => vec![json, event],
        Reply::BytesOrStream { event, .. } => vec![event],
    }
}

struct Walk<'a> {
    api: &'a Api,
    table: Vec<Usage>,
}

impl Walk<'_> {
    fn reach(&mut self, ty: &TypeRef, feature: &str, sent: bool) {
        let mut stack = Vec::new();
        defs_in(ty, &mut stack);
        while let Some(id) = stack.pop() {
            let usage = &mut self.table[id.0 as usize];
            let news = usage.features.insert(feature.to_owned()) | (sent && !usage.sent);
            usage.sent |= sent;
            if news {
                parts(&self.api.def(id).shape, &mut |ty| defs_in(ty, &mut stack));
            }
        }
    }
}

/// Calls back with each type that a shape is made of.
pub fn parts<'a>(shape: &'a Shape, see: &mut impl FnMut(&'a TypeRef)) {
    match shape {
        Shape::Record { fields, rest } => {
            for field in fields {
                if let FieldKind::Value(ty) = &field.kind {
                    see(ty);
                }
            }
            if let Rest::Typed(ty) = rest {
                see(ty);
            }
        }
        Shape::Union { cases, .. } => {
            for case in cases {
                if let CaseKind::Type(ty) = &case.kind {
                    see(ty);
                }
            }
        }
        Shape::Alias(ty) => see(ty),
        Shape::StringEnum { .. } => {}
    }
}

fn defs_in(ty: &TypeRef, into: &mut Vec<DefId>) {
    match ty {
        TypeRef::Def(id) => into.push(*id),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            defs_in(inner, into)
        }
        TypeRef::Scalar(_) | TypeRef::Any(_) => {}
    }
}
