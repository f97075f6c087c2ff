//! Which parts of the runtime a document and its configuration use.

use crate::ir::{Api, Def, Response, Scalar, SecurityKind, Shape, TypeRef};
use crate::plan::{
    Argument, ArgumentLocation, Group, Operation, Payload, Property, PropertyKind, Record, Reply,
    RustType, Settings, StatusEnum, Type, TypeKind, TypeModule, format_types,
};

/// The input that determines which parts a crate needs.
pub struct Needs<'a> {
    /// The document.
    pub api: &'a Api,
    /// The configuration.
    pub settings: &'a Settings<'a>,
    /// The groups of operations.
    pub groups: &'a [Group],
    /// The types.
    pub modules: &'a [TypeModule],
}

impl<'a> Needs<'a> {
    /// Returns all operations.
    pub fn operations(&self) -> impl Iterator<Item = &'a Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }

    /// Returns whether any operation has a reply of this kind.
    pub fn has_reply(&self, is_kind: fn(&Reply) -> bool) -> bool {
        self.operations().any(|operation| {
            let mut reply = &operation.reply;
            while let Reply::Optional(inner) = reply {
                reply = inner;
            }
            is_kind(reply)
        })
    }

    /// Returns whether any operation responds with a stream of events or lines.
    pub fn has_events(&self) -> bool {
        self.has_reply(|reply| {
            matches!(
                reply,
                Reply::Events(_) | Reply::JsonOrEvents(..) | Reply::BinaryOrEvents(_)
            )
        })
    }

    /// Returns whether any operation returns pages, or any type is a page.
    pub fn has_pages(&self) -> bool {
        self.types().any(|it| it.page.is_some())
            || self.has_reply(|reply| matches!(reply, Reply::Page(_)))
    }

    /// Returns whether any type contains a file.
    pub fn has_files(&self) -> bool {
        let has_file = |def: &Def| def.shape.types().into_iter().any(has_binary);
        self.api.defs.iter().any(has_file)
    }

    /// Returns whether any operation sends a multipart form, or any type is one.
    pub fn has_forms(&self) -> bool {
        let is_form = |it: &ArgumentLocation| {
            matches!(it, ArgumentLocation::Form(_) | ArgumentLocation::AnyForm(_))
        };
        self.has_argument(is_form) || self.types().any(|it| it.form.is_some())
    }

    /// Returns whether any operation sends a URL-encoded form.
    pub fn has_url_encoded(&self) -> bool {
        self.has_argument(|it| matches!(it, ArgumentLocation::UrlEncoded(_)))
    }

    /// Returns whether any type is a union.
    pub fn has_unions(&self) -> bool {
        self.types().any(|it| matches!(it.kind, TypeKind::Union(_)))
    }

    /// Returns whether any type is a string enum.
    pub fn has_string_enums(&self) -> bool {
        self.types()
            .any(|it| matches!(it.kind, TypeKind::StringEnum(_)))
    }

    /// Returns whether any record has a property with a single possible value.
    pub fn has_constants(&self) -> bool {
        let is_constant = |it: &Property| matches!(it.kind, PropertyKind::Constant(_));
        self.records()
            .any(|record| record.properties.iter().any(is_constant))
    }

    /// Returns whether any record declares the type of its undeclared properties.
    pub fn has_additional(&self) -> bool {
        self.records().any(|record| record.additional.is_some())
    }

    /// Returns whether any parameter is not plain, is in a cookie, or may be a number without a JSON form.
    pub fn has_styles(&self) -> bool {
        let service = &self.settings.config.service;
        self.api.query_brackets
            || service.form_brackets
            || self.has_argument(|it| match it {
                ArgumentLocation::Styled { .. } | ArgumentLocation::Cookie(_) => true,
                ArgumentLocation::Query(accepted) => accepted.ty == RustType::F64,
                _ => false,
            })
    }

    /// Returns whether any type, argument or response is, or contains, such a type.
    pub fn has_type(&self, is_sought: fn(&RustType) -> bool) -> bool {
        let contains = |ty: &RustType| contains(ty, is_sought);
        let in_type = |it: &Type| match &it.kind {
            TypeKind::Record(record) => record.fields().any(|(_, field)| contains(&field.ty)),
            TypeKind::Union(union) => union.variants.iter().any(|it| match &it.payload {
                Payload::Type(ty) => contains(ty),
                Payload::Literal(_) => false,
            }),
            TypeKind::Alias(ty) => contains(ty),
            TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => false,
        };
        let in_operation = |it: &Operation| {
            let enums = it.outcome.iter().chain(&it.error);
            reply_types(&it.reply).into_iter().any(contains)
                || enums.flat_map(StatusEnum::types).any(contains)
        };
        self.types().any(in_type)
            || self.arguments().any(|it| contains(&it.ty))
            || self.operations().any(in_operation)
    }

    /// Returns whether any type is a closed string enum, which allows no other values.
    pub fn has_closed_enums(&self) -> bool {
        let is_closed = |def: &Def| matches!(def.shape, Shape::StringEnum { open: false, .. });
        self.api.defs.iter().any(is_closed)
    }

    /// Returns whether any type is an integer enum.
    pub fn has_integer_enums(&self) -> bool {
        let is_enum = |def: &Def| matches!(def.shape, Shape::IntegerEnum { .. });
        self.api.defs.iter().any(is_enum)
    }

    /// Returns whether any string has a format whose type this part encodes and decodes.
    pub fn has_format(&self, part: &str) -> bool {
        format_types::used(self.api, self.settings).any(|ty| ty.part == part)
    }

    /// Returns whether the service has other hosts, regions or deployments.
    pub fn has_hosts(&self) -> bool {
        let service = &self.settings.config.service;
        !service.hosts.is_empty()
            || !service.regions.is_empty()
            || self.api.operations.iter().any(|it| it.deployment.is_some())
            || self.api.channels.iter().any(|it| it.deployment.is_some())
    }

    /// Returns whether the configuration names a header for this role.
    pub fn has_header(&self, role: &str) -> bool {
        let names = self.settings.config.service.wire.get(role);
        names.is_some_and(|names| !names.is_empty())
    }

    /// Returns whether the configuration describes token usage or traces.
    pub fn has_usage(&self) -> bool {
        let service = &self.settings.config.service;
        !service.usage.objects.is_empty() || !service.tracing.operations.is_empty()
    }

    /// Returns whether any error response resembles RFC 9457, with a `title` and a `detail`.
    pub fn has_problems(&self) -> bool {
        let is_problem = |ty: &TypeRef| {
            let fields = self.api.defs.fields(ty).unwrap_or_default();
            let has = |name: &str| fields.iter().any(|field| field.wire == name);
            has("title") && has("detail")
        };
        let errors = self.api.operations.iter().flat_map(|it| &it.errors);
        errors
            .filter_map(|error| match &error.response {
                Response::Json(ty) => Some(ty),
                _ => None,
            })
            .any(is_problem)
    }

    /// Returns whether the configuration describes errors in responses whose status is a success.
    pub fn has_reported_errors(&self) -> bool {
        let service = &self.settings.config.service;
        !service.error_kinds_in_success.is_empty() || !service.item_errors.is_empty()
    }

    /// Returns whether any security scheme is of this kind.
    pub fn has_scheme(&self, is_kind: fn(&SecurityKind) -> bool) -> bool {
        self.api
            .security_schemes
            .iter()
            .any(|scheme| is_kind(&scheme.kind))
    }

    fn types(&self) -> impl Iterator<Item = &'a Type> {
        self.modules.iter().flat_map(|module| &module.types)
    }

    fn records(&self) -> impl Iterator<Item = &'a Record> {
        self.types().filter_map(|it| match &it.kind {
            TypeKind::Record(record) => Some(record),
            _ => None,
        })
    }

    fn arguments(&self) -> impl Iterator<Item = &'a Argument> {
        self.operations().flat_map(|operation| {
            let bodies = operation.alternatives.iter().map(|it| &it.body);
            let options = operation.options.iter().map(|it| &it.argument);
            operation.arguments.iter().chain(bodies).chain(options)
        })
    }

    fn has_argument(&self, is_kind: fn(&ArgumentLocation) -> bool) -> bool {
        self.arguments().any(|it| is_kind(&it.location))
    }
}

/// Returns the types that a reply contains.
fn reply_types(reply: &Reply) -> Vec<&RustType> {
    match reply {
        Reply::Json(ty) | Reply::Page(ty) | Reply::Events(ty) | Reply::BinaryOrEvents(ty) => {
            vec![ty]
        }
        Reply::JsonOrEvents(json, event) => vec![json, event],
        Reply::Optional(inner) => reply_types(inner),
        Reply::Empty | Reply::Text | Reply::Binary | Reply::ByStatus => Vec::new(),
    }
}

/// Returns whether a type is, or contains, such a type.
fn contains(ty: &RustType, is_sought: fn(&RustType) -> bool) -> bool {
    is_sought(ty)
        || match ty {
            RustType::Vec(inner)
            | RustType::Map(inner)
            | RustType::Option(inner)
            | RustType::Box(inner) => contains(inner, is_sought),
            _ => false,
        }
}

/// Returns whether a use of a type contains a file.
fn has_binary(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => *scalar == Scalar::Binary,
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => has_binary(inner),
        TypeRef::Def(_) | TypeRef::Any(_) => false,
    }
}
