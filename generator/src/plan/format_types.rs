//! The types of other crates that strings with a format can have.
//!
//! Input: `[formats]` of the configuration. Output: [`FormatType`]s. The runtime reads and writes each of them, in
//! `codec/formatted`.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::Api;
use crate::nearest::nearest;

use super::Settings;
use super::config::Config;

/// A type of another crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FormatType {
    /// Its path in Rust.
    pub path: &'static str,
    /// The part of the runtime that reads and writes it.
    pub part: &'static str,
}

/// The part of the runtime that all of them need.
pub const PART: &str = "formats";

const fn of(path: &'static str, part: &'static str) -> FormatType {
    FormatType { path, part }
}

/// All types.
pub const FORMAT_TYPES: &[FormatType] = &[
    of("bytes::Bytes", "format-byte"),
    of("chrono::DateTime<chrono::FixedOffset>", "format-chrono"),
    of("chrono::DateTime<chrono::Utc>", "format-chrono"),
    of("chrono::NaiveDate", "format-chrono"),
    of("chrono::NaiveTime", "format-chrono"),
    of("jiff::SignedDuration", "format-jiff"),
    of("jiff::Span", "format-jiff"),
    of("jiff::Timestamp", "format-jiff"),
    of("jiff::civil::Date", "format-jiff"),
    of("jiff::civil::Time", "format-jiff"),
    of("rust_decimal::Decimal", "format-decimal"),
    of("time::Date", "format-time"),
    of("time::OffsetDateTime", "format-time"),
    of("time::Time", "format-time"),
    of("url::Url", "format-url"),
    of("uuid::Uuid", "format-uuid"),
];

/// Returns the type with this path.
pub fn by_path(path: &str) -> Option<FormatType> {
    let path: String = path.split_whitespace().collect();
    FORMAT_TYPES.iter().copied().find(|it| it.path == path)
}

/// Returns the types of the formats that occur in strings of the document.
pub fn used<'a>(api: &'a Api, settings: &'a Settings) -> impl Iterator<Item = FormatType> + 'a {
    let formats = settings.config.formats.iter();
    let used = formats.filter(|(format, _)| api.string_formats.contains(*format));
    used.filter_map(|(_, path)| by_path(path))
}

/// Reports types that do not exist, and formats that no string of the document has.
pub fn check(api: &Api, settings: &Settings, diagnostics: &mut Diagnostics) {
    for (format, path) in &settings.config.formats {
        if by_path(path).is_none() {
            let message = format!("unknown type `{path}` for the format `{format}`");
            let paths = FORMAT_TYPES.iter().map(|it| it.path);
            let diagnostic = at(settings.config, format, Code::InvalidConfig, message);
            diagnostics.push(diagnostic.help(match nearest(path, paths.clone()) {
                Some(similar) => format!("did you mean `{similar}`?"),
                None => format!("valid types: {}", paths.collect::<Vec<_>>().join(", ")),
            }));
        }
        if !api.string_formats.contains(format) {
            let message = format!("no string of the document has the format `{format}`");
            let known = api.string_formats.iter().map(String::as_str);
            let help = match nearest(format, known) {
                Some(similar) => format!("did you mean `{similar}`?"),
                None => "remove it".to_owned(),
            };
            diagnostics.push(Diagnostic {
                severity: settings.severity(),
                ..at(settings.config, format, Code::StalePin, message).help(help)
            });
        }
    }
}

fn at(config: &Config, format: &str, code: Code, message: String) -> Diagnostic {
    match config.location("formats", format) {
        Some(origin) => Diagnostic::error(code, message, origin),
        None => Diagnostic::without_origin(code, Severity::Error, message),
    }
}
