//! Pass: what uses each type.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::Api;
use crate::plan::api::Pages;
use crate::plan::types::{Kinds, RustTypes};
use crate::plan::usage::Usage;
use crate::plan::{
    Argument, Group, Operation, Page, Payload, Record, Reply, RustType, StatusEnum, TypeKind,
    Union, names,
};

/// How something uses a type, with the most informative kind first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UseKind {
    /// The union of all webhook payloads.
    AnyWebhook,
    /// The body of a request.
    RequestBody,
    /// The response of an operation, possibly as a page of a list.
    Response,
    /// The body of an error response.
    ErrorResponse,
    /// An event of a stream.
    Event,
    /// An item of a paginated list.
    ListItem,
    /// The payload of a webhook.
    Webhook,
    /// An event that the client sends on a channel.
    ClientEvent,
    /// An event that the server sends on a channel.
    ServerEvent,
    /// A parameter of an operation.
    Parameter,
    /// A field.
    Field,
    /// An item of a field that is a list.
    Item,
    /// A value of a field that is a map.
    Value,
    /// A variant of a union.
    Variant,
    /// An item of a variant that is a list.
    VariantItem,
    /// A property that a record does not declare.
    Additional,
    /// The target of an alias.
    Alias,
    /// An item of an alias of a list.
    AliasItem,
}

/// What uses a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum User {
    /// A call, a webhook or a channel.
    Plain(String),
    /// A type of the crate, by its name.
    Type(String),
}

/// A use of a type. Uses are ordered by kind and by names, not by their order in the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The kind of the use.
    pub kind: UseKind,
    /// What uses the type.
    pub user: User,
    /// The field or the parameter.
    pub member: Option<String>,
}

/// The uses of all types, by name, and the features of their modules.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    table: BTreeMap<String, BTreeSet<Use>>,
    modules: BTreeMap<String, String>,
    features: BTreeMap<String, BTreeSet<String>>,
}

/// The pages of lists, by the names of their types.
type PagesByName<'a> = BTreeMap<&'a str, &'a Page>;

/// Collects the uses of all types.
pub fn uses(
    api: &Api,
    types: &RustTypes,
    usage: &[Usage],
    groups: &[Group],
    kinds: &Kinds,
    pages: &Pages,
) -> Uses {
    let pages = pages.by_type.iter();
    let pages: PagesByName = pages.map(|(id, page)| (types.name(*id), page)).collect();
    let mut uses = Uses::default();
    for (id, def) in api.defs.with_ids() {
        let module = names::module_name(&def.path.root);
        let features = uses.features.entry(module.clone()).or_default();
        features.extend(usage[id.index()].features.iter().cloned());
        uses.modules.insert(types.name(id).to_owned(), module);
    }
    for group in groups {
        for operation in &group.operations {
            uses.add_operation(group, operation, &pages);
        }
        if let Some(channel) = &group.channel {
            let user = User::Plain(channel.name.clone());
            uses.add(UseKind::ClientEvent, &user, None, &channel.client);
            uses.add(UseKind::ServerEvent, &user, None, &channel.server);
        }
    }
    for webhook in &api.webhooks {
        let user = User::Plain(webhook.name.clone());
        uses.add(UseKind::Webhook, &user, None, &types.of(&webhook.payload));
    }
    if let Some(event) = &api.webhook_event {
        let user = User::Plain(String::new());
        uses.add(UseKind::AnyWebhook, &user, None, &types.of(event));
    }
    for (id, kind) in kinds {
        let user = User::Type(types.name(*id).to_owned());
        match kind {
            TypeKind::Record(record) => uses.add_record(&user, record),
            TypeKind::Union(union) => uses.add_union(&user, union),
            TypeKind::Alias(target) => {
                let kind = with_items(target, UseKind::Alias, UseKind::AliasItem);
                uses.add(kind, &user, None, target);
            }
            TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => {}
        }
    }
    uses
}

impl Uses {
    /// The uses of a type, with the most informative first.
    pub fn of(&self, name: &str) -> Vec<&Use> {
        self.table.get(name).into_iter().flatten().collect()
    }

    /// Whether the documentation of a type can link to another type: each feature that compiles the one compiles the other.
    pub fn can_link(&self, from: &str, to: &str) -> bool {
        let features = |name: &str| self.features.get(self.modules.get(name)?);
        match (features(from), features(to)) {
            (Some(from), Some(to)) => from.is_subset(to),
            _ => false,
        }
    }

    fn add_operation(&mut self, group: &Group, operation: &Operation, pages: &PagesByName) {
        let call = call(group, &operation.method, &operation.arguments);
        let bodies = operation.arguments.iter().filter(|it| it.is_body());
        for body in bodies {
            self.add(UseKind::RequestBody, &call, None, &body.ty);
        }
        for it in &operation.alternatives {
            let call = self::call(group, &it.method, std::slice::from_ref(&it.body));
            self.add(UseKind::RequestBody, &call, None, &it.body.ty);
        }
        let options = operation.options.iter().map(|option| &option.argument);
        let parameters = operation.arguments.iter().filter(|it| !it.is_body());
        for parameter in parameters.chain(options) {
            let wire = Some(parameter.wire.clone());
            self.add(UseKind::Parameter, &call, wire, &parameter.ty);
        }
        let errors = operation.error.iter().flat_map(StatusEnum::types);
        for ty in errors {
            self.add(UseKind::ErrorResponse, &call, None, ty);
        }
        let outcomes = operation.outcome.iter().flat_map(StatusEnum::types);
        for ty in outcomes {
            self.add(UseKind::Response, &call, None, ty);
        }
        let reply = match &operation.reply {
            Reply::Optional(inner) => inner,
            reply => reply,
        };
        match reply {
            Reply::Optional(_) | Reply::ByStatus => {}
            Reply::Empty | Reply::Text | Reply::Binary => {}
            Reply::Json(ty) => self.add(UseKind::Response, &call, None, ty),
            Reply::Page(ty) => {
                self.add(UseKind::Response, &call, None, ty);
                if let Some(page) = innermost_type_name(ty).and_then(|name| pages.get(name)) {
                    self.add(UseKind::ListItem, &call, None, &page.item);
                }
            }
            Reply::Events(event) | Reply::BinaryOrEvents(event) => {
                self.add(UseKind::Event, &call, None, event);
            }
            Reply::JsonOrEvents(ty, event) => {
                self.add(UseKind::Response, &call, None, ty);
                self.add(UseKind::Event, &call, None, event);
            }
        }
    }

    fn add_record(&mut self, user: &User, record: &Record) {
        for (wire, field) in record.fields() {
            let kind = match &field.ty {
                RustType::Map(_) => UseKind::Value,
                ty => with_items(ty, UseKind::Field, UseKind::Item),
            };
            self.add(kind, user, Some(wire.to_owned()), &field.ty);
        }
        if let Some(additional) = &record.additional {
            self.add(UseKind::Additional, user, None, &additional.ty);
        }
    }

    fn add_union(&mut self, user: &User, union: &Union) {
        for variant in &union.variants {
            if let Payload::Type(ty) = &variant.payload {
                let kind = with_items(ty, UseKind::Variant, UseKind::VariantItem);
                self.add(kind, user, None, ty);
            }
        }
    }

    /// Adds a use of the type that is named in `ty`. A type that contains itself does not count as its own user.
    fn add(&mut self, kind: UseKind, user: &User, member: Option<String>, ty: &RustType) {
        let Some(name) =
            innermost_type_name(ty).filter(|name| *user != User::Type((*name).to_owned()))
        else {
            return;
        };
        self.table.entry(name.to_owned()).or_default().insert(Use {
            kind,
            user: user.clone(),
            member,
        });
    }
}

/// The name of the type of the crate in a type.
fn innermost_type_name(ty: &RustType) -> Option<&str> {
    match ty {
        RustType::Named { name, .. } => Some(name),
        RustType::Vec(inner)
        | RustType::Map(inner)
        | RustType::Option(inner)
        | RustType::Box(inner) => innermost_type_name(inner),
        _ => None,
    }
}

/// The kind of a use, which differs for the items of a list.
fn with_items(ty: &RustType, direct: UseKind, item: UseKind) -> UseKind {
    match ty {
        RustType::Vec(_) => item,
        RustType::Option(inner) | RustType::Box(inner) => with_items(inner, direct, item),
        _ => direct,
    }
}

/// A call: `client.files().list()`.
fn call(group: &Group, method: &str, arguments: &[Argument]) -> User {
    let arguments = match arguments.is_empty() {
        true => "",
        false => "…",
    };
    let method = method.trim_start_matches("r#");
    User::Plain(format!("{}.{method}({arguments})", group.call))
}
