//! Checks the values of the configuration that are names or numbers of a fixed form.

use std::collections::BTreeMap;

use super::{Config, check_package};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::nearest::nearest;

/// The variants of the runtime's `ErrorKind`.
pub const ERROR_KINDS: &[&str] = &[
    "BadRequest",
    "Authentication",
    "Permission",
    "NotFound",
    "Conflict",
    "Unprocessable",
    "RateLimit",
    "Quota",
    "Server",
    "Unavailable",
    "Status",
    "Connection",
    "Timeout",
    "Decode",
    "Limit",
    "Stream",
    "Cancelled",
    "Request",
    "Io",
    "Tool",
    "Rounds",
];

/// The roles of headers in `[service.wire]`.
const ROLES: &[&str] = &[
    "request-id",
    "processing-ms",
    "rate-limit-prefix",
    "poll-after-ms",
    "retry-after-ms",
    "should-retry",
    "retry-count",
    "idempotency-key",
];

/// Reports invalid values.
pub fn check(config: &Config, diagnostics: &mut Diagnostics) {
    check_package::check(config, diagnostics);
    let derives = &config.derives;
    check_derives(
        config,
        "structs",
        &derives.structs,
        &["Clone", "PartialEq"],
        diagnostics,
    );
    let of_enums = ["Clone", "PartialEq", "Eq", "Hash"];
    check_derives(config, "enums", &derives.enums, &of_enums, diagnostics);
    check_derives(
        config,
        "unions",
        &derives.unions,
        &["Clone", "PartialEq"],
        diagnostics,
    );
    let service = &config.service;
    check_kinds(config, "error-kinds", &service.error_kinds, diagnostics);
    let in_success = &service.error_kinds_in_success;
    check_kinds(config, "error-kinds-in-success", in_success, diagnostics);
    for (role, names) in &service.wire {
        if !ROLES.contains(&role.as_str()) {
            let message = format!("unknown role `{role}` of a header");
            diagnostics.push(suggest(
                diagnostic(config, "service", "wire", message),
                role,
                ROLES,
            ));
        }
        let names = names.split(',').map(str::trim);
        for name in names.filter(|name| !name.is_empty() && !is_token(name)) {
            let message = format!("invalid header name `{name}` for the role `{role}`");
            diagnostics.push(diagnostic(config, "service", "wire", message));
        }
    }
    for (name, setting) in &service.headers {
        if !is_token(&setting.header) {
            let message = format!(
                "invalid header name `{}` for the setting `{name}`",
                setting.header
            );
            diagnostics.push(diagnostic(config, "service", "headers", message));
        }
    }
}

/// Reports paths that are invalid, and traits that all types already implement.
fn check_derives(
    config: &Config,
    key: &str,
    paths: &[String],
    derived: &[&str],
    diagnostics: &mut Diagnostics,
) {
    const IMPLEMENTED: &[&str] = &["Debug", "Serialize", "Deserialize"];
    let is_name = |part: &str| {
        let is_identifier_char =
            |character: char| character.is_ascii_alphanumeric() || character == '_';
        part.chars().all(is_identifier_char)
            && part.starts_with(|first: char| !first.is_ascii_digit())
    };
    for path in paths {
        let name = path.rsplit("::").next().unwrap_or_default();
        let is_path = path.trim_start_matches("::").split("::").all(is_name);
        let message = if !is_path {
            format!("invalid path `{path}` of a trait")
        } else if derived.contains(&path.as_str()) || IMPLEMENTED.contains(&name) {
            format!("{key} already implement `{path}`")
        } else {
            continue;
        };
        diagnostics.push(diagnostic(config, "derives", key, message));
    }
}

fn check_kinds(
    config: &Config,
    section: &str,
    kinds: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) {
    for (code, kind) in kinds {
        if !ERROR_KINDS.contains(&kind.as_str()) {
            let message = format!("unknown kind of error `{kind}` for the code `{code}`");
            let diagnostic = diagnostic(config, "service", section, message);
            diagnostics.push(suggest(diagnostic, kind, ERROR_KINDS));
        }
    }
}

fn suggest(diagnostic: Diagnostic, name: &str, known: &[&str]) -> Diagnostic {
    diagnostic.help(match nearest(name, known.iter().copied()) {
        Some(similar) => format!("did you mean `{similar}`?"),
        None => format!("valid values: {}", known.join(", ")),
    })
}

/// Returns an error at an entry of the configuration.
pub(super) fn diagnostic(config: &Config, section: &str, key: &str, message: String) -> Diagnostic {
    match config.location(section, key) {
        Some(origin) => Diagnostic::error(Code::InvalidConfig, message, origin),
        None => Diagnostic::without_origin(Code::InvalidConfig, Severity::Error, message),
    }
}

/// Whether a name is a token of RFC 9110, section 5.6.2.
fn is_token(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}
