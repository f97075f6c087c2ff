//! The optional parts of the runtime, and when a crate has each of them.

use super::Needs;
use crate::ir::SecurityKind;
use crate::plan::config::Enums;
use crate::plan::{Reply, RustType, format_types, servers};

/// A part.
pub struct Entry {
    /// The name of its feature in the runtime.
    pub name: &'static str,
    /// Whether the document or the configuration of a crate needs it.
    pub is_needed: fn(&Needs) -> bool,
    /// Whether `[package] parts` may name it, because a program may use it even if the document does not need it.
    pub is_choice: bool,
    /// Whether helpers may use it.
    pub for_helpers: bool,
    /// Whether it is also a feature of the crates that have it, because of its dependencies or its size.
    pub is_feature: bool,
}

/// All parts, sorted by name.
pub const PARTS: &[Entry] = &[
    part("accumulators", never).for_helpers(),
    part("base64", |it| {
        it.has_scheme(|kind| matches!(kind, SecurityKind::Basic))
    })
    .choice(),
    part("blocking", never).choice().feature(),
    part("body-fields", never).choice(),
    part("boxes", |it| {
        it.has_type(|ty| matches!(ty, RustType::Box(_)))
    })
    .for_helpers(),
    part("closed-enums", |it| {
        it.settings.config.enums == Enums::Closed && it.has_closed_enums()
    }),
    part("constants", |it| it.has_constants()).for_helpers(),
    part("declared-errors", |it| {
        it.operations().any(|operation| operation.error.is_some())
    })
    .for_helpers(),
    part("downloads", |it| {
        it.has_reply(|reply| matches!(reply, Reply::Binary | Reply::BinaryOrEvents(_)))
    })
    .choice(),
    part("event-streams", |it| it.has_events()).choice(),
    part("files", never).for_helpers(),
    part("format-byte", |it| it.has_format("format-byte")),
    part("format-chrono", |it| it.has_format("format-chrono")),
    part("format-decimal", |it| it.has_format("format-decimal")),
    part("format-jiff", |it| it.has_format("format-jiff")),
    part("format-time", |it| it.has_format("format-time")),
    part("format-url", |it| it.has_format("format-url")),
    part("format-uuid", |it| it.has_format("format-uuid")),
    part(format_types::PART, |it| {
        format_types::used(it.api, it.settings).next().is_some()
    }),
    part("forms", never).for_helpers(),
    part("hedging", never).choice(),
    part("hosts", |it| it.has_hosts()),
    part("integer-enums", |it| it.has_integer_enums()),
    part("interrupted", never).for_helpers(),
    part("json-reader", |it| it.has_unions() || it.has_events()).choice(),
    part("maps", |it| {
        it.has_type(|ty| matches!(ty, RustType::Map(_))) || it.has_additional()
    })
    .for_helpers(),
    part("media", never).choice(),
    part("middleware", never).choice(),
    part("multipart", |it| it.has_forms()).choice(),
    part("oauth2", |it| {
        it.has_scheme(|kind| matches!(kind, SecurityKind::OAuth2 { .. }))
    }),
    part("outcomes", |it| {
        it.has_reply(|reply| matches!(reply, Reply::ByStatus))
    })
    .for_helpers(),
    part("pagination", |it| it.has_pages()).for_helpers(),
    part("parameter-styles", |it| it.has_styles()).choice(),
    part("polling", never).for_helpers(),
    part("problem-details", |it| it.has_problems()).choice(),
    part("rate-limiter", never).choice(),
    part("rate-limits", |it| it.has_header("rate-limit-prefix")).choice(),
    part("reported-errors", |it| it.has_reported_errors()).choice(),
    part("retry-budget", never).choice(),
    part("schemars", never).for_helpers().feature(),
    part("servers", |it| servers::has_choice(it.api)),
    part("signers", |it| {
        it.has_scheme(|kind| matches!(kind, SecurityKind::Unsupported))
    })
    .choice(),
    part("sigv4", |it| {
        let mut hosts = it.settings.config.service.hosts.values();
        hosts.any(|host| host.signing.is_some())
    })
    .feature(),
    part("string-enums", |it| it.has_string_enums()).for_helpers(),
    part("structured", never).for_helpers(),
    part("testing", never).choice(),
    part("token-exchange", |it| {
        it.settings.config.service.token_exchange.is_some()
    }),
    part("token-usage", |it| it.has_usage()),
    part("tools", never).for_helpers(),
    part("tower", never).choice().feature(),
    part("unions", |it| it.has_unions()).for_helpers(),
    part("unmodeled", never).choice(),
    part("uploads", |it| it.has_files()).choice(),
    part("url-encoded", |it| it.has_url_encoded()).choice(),
    part("webhook-signatures", |it| !it.api.webhooks.is_empty())
        .for_helpers()
        .feature(),
    part("websocket", |it| {
        it.groups.iter().any(|group| group.channel.is_some())
    })
    .for_helpers()
    .feature(),
];

const fn part(name: &'static str, is_needed: fn(&Needs) -> bool) -> Entry {
    Entry {
        name,
        is_needed,
        is_choice: false,
        for_helpers: false,
        is_feature: false,
    }
}

impl Entry {
    const fn choice(self) -> Self {
        Self {
            is_choice: true,
            ..self.for_helpers()
        }
    }

    const fn for_helpers(self) -> Self {
        Self {
            for_helpers: true,
            ..self
        }
    }

    const fn feature(self) -> Self {
        Self {
            is_feature: true,
            ..self
        }
    }
}

fn never(_: &Needs) -> bool {
    false
}
