//! Pass: the optional parts of the runtime that the crate has.
//!
//! In the runtime, a part is a feature. A crate has a part if its document or configuration needs it; then the part is not
//! optional any more. Only `sigv4` stays a feature of crates that have it, and is not listed for them.

use super::{Parts, Settings, format_types, servers};
use crate::ir::{Api, Def, SecurityKind, Shape};
use crate::plan::config::Enums;

/// Returns whether the crate has each part.
pub fn parts(api: &Api, settings: &Settings) -> Parts {
    let service = &settings.config.service;
    let is_deployed = api.operations.iter().any(|it| it.deployment.is_some())
        || api.channels.iter().any(|it| it.deployment.is_some());
    let has_hosts = !service.hosts.is_empty() || !service.regions.is_empty() || is_deployed;
    let has_oauth2 = api
        .security_schemes
        .iter()
        .any(|scheme| matches!(scheme.kind, SecurityKind::OAuth2 { .. }));
    let has_signatures = service.hosts.values().any(|host| host.signing.is_some());
    let mut parts = Parts::from([
        ("hosts", has_hosts),
        ("oauth2", has_oauth2),
        ("servers", servers::has_choice(api)),
        ("token-exchange", service.token_exchange.is_some()),
    ]);
    let lists = |def: &Def| matches!(def.shape, Shape::StringEnum { open: false, .. });
    let is_closed = settings.config.enums == Enums::Closed;
    parts.insert("closed-enums", is_closed && api.defs.iter().any(lists));
    let integers = |def: &Def| matches!(def.shape, Shape::IntegerEnum { .. });
    parts.insert("integer-enums", api.defs.iter().any(integers));
    for ty in format_types::FORMAT_TYPES {
        parts.entry(ty.part).or_insert(false);
    }
    let used = settings.config.formats.iter();
    let used = used.filter(|(format, _)| api.string_formats.contains(*format));
    let used: Vec<_> = used
        .filter_map(|(_, path)| format_types::by_path(path))
        .collect();
    parts.insert(format_types::PART, !used.is_empty());
    parts.extend(used.iter().map(|ty| (ty.part, true)));
    if !has_signatures {
        parts.insert("sigv4", false);
    }
    parts
}
