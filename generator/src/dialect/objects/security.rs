//! Rules: security schemes that are not part of the request, and references to schemes.
//!
//! Input: `security`. Output: requirements whose keys are names: OpenAPI 3.2 allows references. Input: `components`. Output: `components` in which each `mutualTLS` scheme is replaced with `type: http` and
//! `scheme: mutualTLS`, since the typed document cannot represent it, and a warning.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::dialect::tree;
use crate::document::{Key, Map, Value, from_fragment, parse_pointer};

/// Replaces the schemes.
pub(super) fn replace_unsupported(components: &mut Map, cx: &mut Context<'_>) {
    let Some(schemes) = components
        .get_mut("securitySchemes")
        .and_then(tree::object_mut)
    else {
        return;
    };
    for (key, scheme) in schemes.iter_mut() {
        let is_unsupported = scheme.get("type").and_then(|name| name.as_str()) == Some("mutualTLS");
        let origin = scheme.origin;
        if let Value::Object(fields) = &mut scheme.value
            && is_unsupported
        {
            tree::put(fields, "type", Value::String("http".into()), origin);
            tree::put(fields, "scheme", Value::String("mutualTLS".into()), origin);
            cx.diagnostics.push(
                Diagnostic::warning(
                    Code::UnsupportedKeyword,
                    format!(
                        "the security scheme `{}` is not applied to requests",
                        key.text
                    ),
                    origin,
                )
                .help("client certificates are configured on the HTTP client"),
            );
        }
    }
}

/// Replaces references to schemes in `security` with the names of the schemes.
pub(super) fn resolve_names(map: &mut Map, cx: &Context<'_>) {
    let Some(Value::Array(requirements)) = map.get_mut("security").map(|it| &mut it.value) else {
        return;
    };
    for requirement in requirements.iter_mut().filter_map(tree::object_mut) {
        for (key, scopes) in std::mem::take(requirement) {
            let name = match cx.schemes.contains(&key.text) {
                true => None,
                false => name_of(&key.text),
            };
            let text = name.map_or_else(|| key.text.clone(), String::into_boxed_str);
            requirement.insert(Key::new(text, key.origin), scopes);
        }
    }
}

/// Returns the name of the scheme that a reference refers to.
fn name_of(reference: &str) -> Option<String> {
    let pointer = from_fragment(reference)?;
    match parse_pointer(&pointer)?.as_slice() {
        [components, schemes, name]
            if components == "components" && schemes == "securitySchemes" =>
        {
            Some(name.to_string())
        }
        _ => None,
    }
}
