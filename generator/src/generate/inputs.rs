//! Input other than the document and its overlays.
//!
//! Input: text. Output: the configuration, the extension and the manifest of the runtime.

use std::collections::BTreeMap;
use std::mem;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Strictness};
use crate::document::Node;
use crate::nearest::nearest;
use crate::overlay::Query;
use crate::plan::config::ReadError;
use crate::plan::{Config, Extension};
use crate::source::{SourceFile, SourceId, SourceMap};

/// Reads a TOML file. Returns the default value if there is no file, and `None` if the file is invalid.
pub(super) fn toml<T: Default>(
    file: Option<SourceFile>,
    read: impl FnOnce(&str, SourceId) -> Result<T, ReadError>,
    map: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let Some(file) = file else {
        return Some(T::default());
    };
    let source = map.add(file);
    match read(&map.file(source).text, source) {
        Ok(value) => Some(value),
        Err(error) => {
            let code = Code::InvalidConfig;
            let help = unknown_key(&error.reason);
            let diagnostic = Diagnostic::error(code, error.reason, error.origin);
            diagnostics.push(match help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
            None
        }
    }
}

/// Returns the most similar known key, if the reason is an unknown one: "unknown field `a`, expected one of `b`, `c`".
fn unknown_key(reason: &str) -> Option<String> {
    let mut quoted = reason
        .strip_prefix("unknown field ")?
        .split('`')
        .skip(1)
        .step_by(2);
    let key = quoted.next()?;
    let known: Vec<&str> = quoted.collect();
    let known = nearest(key, known.iter().copied())?;
    Some(format!("did you mean `{known}`?"))
}

/// Merges the pins whose condition the document meets, and drops the others.
///
/// In strict runs, the configuration is written for this document, which must meet all conditions.
pub(super) fn apply_conditional_pins(
    config: &mut Config,
    root: &Node,
    strictness: Strictness,
    diagnostics: &mut Diagnostics,
) {
    for pins in mem::take(&mut config.pins) {
        let Some(origin) = pins.origin else { continue };
        let mut report = |message| {
            diagnostics.push(Diagnostic::error(Code::InvalidConfig, message, origin));
        };
        match Query::parse(&pins.applies_if, origin) {
            Ok(condition) if condition.matches(root) => {
                for duplicate in config.merge(pins) {
                    report(format!(
                        "`{}` is pinned twice in [{}]",
                        duplicate.key, duplicate.section
                    ));
                }
            }
            Ok(condition) if strictness.is_strict() => {
                let message = format!(
                    "these pins are not used, because `applies-if` selects nothing: {}",
                    condition.explain(root)
                );
                let help = "correct the query, or remove the pins";
                diagnostics.push(Diagnostic::error(Code::StalePin, message, origin).help(help));
            }
            Ok(_) => {}
            Err(error) => report(format!(
                "`applies-if` is not a valid JSONPath (RFC 9535): {}",
                error.message
            )),
        }
    }
}

/// Keeps the helpers that have no condition, or whose condition the document meets.
///
/// In strict runs, the helpers are written for this document, which must meet all conditions.
pub(super) fn retain_applicable(
    extension: &mut Extension,
    config: &Config,
    root: &Node,
    strictness: Strictness,
    diagnostics: &mut Diagnostics,
) {
    let Some(origin) = config.location("package", "extension") else {
        return;
    };
    extension.helpers.retain(|name, needs| {
        let Some(condition) = &needs.applies_if else {
            return true;
        };
        match Query::parse(condition, origin) {
            Ok(condition) if condition.matches(root) => true,
            Ok(condition) => {
                if strictness.is_strict() {
                    let message = format!(
                        "the helper `{name}` is left out, because its `applies-if` selects nothing: {}",
                        condition.explain(root)
                    );
                    let help = "correct the query, or remove the helper";
                    diagnostics
                        .push(Diagnostic::error(Code::HelperLeftOut, message, origin).help(help));
                }
                false
            }
            Err(error) => {
                let message = format!(
                    "`applies-if` of the helper `{name}` is not a valid JSONPath (RFC 9535): {}",
                    error.message
                );
                diagnostics.push(Diagnostic::error(Code::InvalidConfig, message, origin));
                true
            }
        }
    });
}

/// Reads the extension that the configuration names.
pub(super) fn extension(
    config: Option<&Config>,
    templates: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Option<Extension> {
    let folder = config?.package.extension.as_deref()?;
    let prefix = format!("{folder}/");
    let own = templates
        .keys()
        .filter_map(|path| path.strip_prefix(&prefix));
    let files = own.filter(|path| path.ends_with(".rs"));
    let extension = match templates.get(&format!("{prefix}{}", Extension::MANIFEST)) {
        Some(text) => Extension::read(folder, text, files.map(str::to_owned).collect()),
        None => Err(format!("it has no {}", Extension::MANIFEST)),
    };
    match extension {
        Ok(extension) => Some(extension),
        Err(reason) => {
            let message = format!("cannot use the extension `{folder}`: {reason}");
            let code = Code::InvalidConfig;
            diagnostics.push(match config?.location("package", "extension") {
                Some(origin) => Diagnostic::error(code, message, origin),
                None => Diagnostic::without_origin(code, Severity::Error, message),
            });
            None
        }
    }
}

/// Reads the manifest of the runtime. Without one, it is empty.
pub(super) fn runtime_manifest(
    templates: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Option<toml::Table> {
    let Some(text) = templates.get("runtime/Cargo.toml") else {
        return Some(toml::Table::new());
    };
    match text.parse() {
        Ok(table) => Some(table),
        Err(_) => {
            let message = "the runtime's Cargo.toml is not valid TOML";
            let code = Code::InvalidConfig;
            diagnostics.push(Diagnostic::without_origin(code, Severity::Error, message));
            None
        }
    }
}
