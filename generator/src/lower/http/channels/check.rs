//! Validation of channels.

use serde_json::Value;

use super::strings;
use crate::diagnostic::{Code, Diagnostic};
use crate::nearest::nearest;
use crate::openapi::{Document, pointer};

/// Keys of a channel whose value is a string.
const STRING_KEYS: &[&str] = &[
    "description",
    "path",
    "key-subprotocol",
    "deployment",
    "lane",
];

/// Keys of a channel whose value is a list of strings.
const LIST_KEYS: &[&str] = &["query", "security", "subprotocols"];

/// Keys of a channel whose value is a reference to a schema.
const SCHEMA_KEYS: &[&str] = &["client", "server"];

/// Returns everything that is wrong with a channel, apart from the schemas of its events.
pub fn diagnostics(document: &Document, name: &str, raw: &Value, pointer: &str) -> Vec<Diagnostic> {
    let channel = RawChannel {
        document,
        name,
        raw,
        pointer,
    };
    let mut diagnostics = Vec::new();
    diagnostics.extend(channel.check_name());
    diagnostics.extend(channel.check_keys());
    diagnostics.extend(channel.check_security());
    diagnostics.extend(channel.check_path());
    diagnostics.extend(channel.check_deployment());
    diagnostics
}

/// Returns the names of the parameters of a path, in order, or `None` if one is empty or not closed.
pub fn path_parameters(path: &str) -> Option<Vec<String>> {
    let mut pieces = path.split('{');
    let literal = pieces.next().unwrap_or_default();
    let mut names = Vec::new();
    for piece in pieces {
        let (name, rest) = piece.split_once('}')?;
        if name.is_empty() || rest.contains('}') {
            return None;
        }
        names.push(name.to_owned());
    }
    (!literal.contains('}')).then_some(names)
}

fn has_duplicates(names: &[String]) -> bool {
    let mut names = names.iter().enumerate();
    let all = names.clone();
    names.any(|(index, name)| all.clone().take(index).any(|(_, other)| other == name))
}

struct RawChannel<'a> {
    document: &'a Document,
    name: &'a str,
    raw: &'a Value,
    pointer: &'a str,
}

impl RawChannel<'_> {
    fn check_name(&self) -> Option<Diagnostic> {
        let Self { name, .. } = self;
        let has_empty_group = name.split('.').any(|group| group.trim().is_empty());
        has_empty_group.then(|| {
            self.at_name(format!("invalid channel name `{name}`"))
                .help("groups are separated by `.`, and none may be empty")
        })
    }

    fn check_keys(&self) -> Vec<Diagnostic> {
        let keys = self.raw.as_object().into_iter().flatten();
        keys.filter_map(|(key, value)| self.check_key(key, value))
            .collect()
    }

    fn check_key(&self, key: &str, value: &Value) -> Option<Diagnostic> {
        let Self { name, .. } = self;
        if STRING_KEYS.contains(&key) {
            let message = || format!("`{key}` of channel `{name}` must be a string");
            return (!value.is_string()).then(|| self.at_value(key, message()));
        }
        if LIST_KEYS.contains(&key) {
            let items = value.as_array();
            let is_valid = items.is_some_and(|items| items.iter().all(Value::is_string));
            let message = || format!("`{key}` of channel `{name}` must be a list of strings");
            return (!is_valid).then(|| self.at_value(key, message()));
        }
        if SCHEMA_KEYS.contains(&key) || key.starts_with("x-") {
            return None;
        }
        let pointer = format!("{}/{}", self.pointer, pointer::escape(key));
        let origin = self.document.origins.key(&pointer);
        let message = format!("unknown key `{key}` in channel `{name}`");
        let unknown = Diagnostic::error(Code::InvalidChannel, message, origin);
        let known = STRING_KEYS.iter().chain(LIST_KEYS).chain(SCHEMA_KEYS);
        Some(match nearest(key, known.copied()) {
            Some(known) => unknown.help(format!("did you mean `{known}`?")),
            None => unknown,
        })
    }

    /// Checks that the document declares each security scheme.
    fn check_security(&self) -> Vec<Diagnostic> {
        let components = self.document.api.components.as_ref();
        let declared = components.map(|components| &components.security_schemes);
        let schemes = strings(self.raw.get("security")).into_iter().enumerate();
        schemes
            .filter(|(_, scheme)| declared.is_none_or(|schemes| !schemes.contains_key(scheme)))
            .map(|(index, scheme)| {
                let message = format!(
                    "unknown security scheme `{scheme}` in channel `{}`",
                    self.name
                );
                self.at_value(&format!("security/{index}"), message)
            })
            .collect()
    }

    fn check_path(&self) -> Option<Diagnostic> {
        let Self { name, .. } = self;
        let Some(path) = self.raw.get("path") else {
            return Some(self.at_name(format!("channel `{name}` has no `path`")));
        };
        let parameters = path_parameters(path.as_str()?);
        let problem = match parameters {
            None => "has a parameter that is empty or not closed",
            Some(names) if has_duplicates(&names) => "names a parameter twice",
            Some(_) => return None,
        };
        let message = format!("the path of channel `{name}` {problem}");
        Some(self.at_value("path", message))
    }

    fn check_deployment(&self) -> Option<Diagnostic> {
        let parameter = self.raw.get("deployment")?.as_str()?;
        let declared = strings(self.raw.get("query"));
        if declared.iter().any(|name| name == parameter) {
            return None;
        }
        let message = format!(
            "channel `{}` has no query parameter `{parameter}`",
            self.name
        );
        let help = match nearest(parameter, declared.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "`deployment` must name one of the parameters in `query`".to_owned(),
        };
        Some(self.at_value("deployment", message).help(help))
    }

    fn at_name(&self, message: String) -> Diagnostic {
        let origin = self.document.origins.key(self.pointer);
        Diagnostic::error(Code::InvalidChannel, message, origin)
    }

    fn at_value(&self, relative: &str, message: String) -> Diagnostic {
        let pointer = format!("{}/{relative}", self.pointer);
        let origin = self.document.origins.origin(&pointer);
        Diagnostic::error(Code::InvalidChannel, message, origin)
    }
}
