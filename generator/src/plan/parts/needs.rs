//! Which parts of the runtime a document and its configuration use.

use crate::ir::{Api, Def, Response, Scalar, SecurityKind, Shape, TypeRef};
use crate::plan::{
    Argument, ArgumentLocation, Group, Operation, Reply, Settings, Type, TypeKind, TypeModule,
    format_types,
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

    fn has_argument(&self, is_kind: fn(&ArgumentLocation) -> bool) -> bool {
        let is_kind = |it: &Argument| is_kind(&it.location);
        self.operations().any(|operation| {
            operation.arguments.iter().any(is_kind)
                || operation.alternatives.iter().any(|it| is_kind(&it.body))
                || operation.options.iter().any(|it| is_kind(&it.argument))
        })
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
