//! First rule: keywords that say nothing to the generator go, with a warning where something is lost by it.
//!
//! In: the members of a schema. Out: only keywords the other rules know; members that are `null` are gone too, except
//! where `null` is a value.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Context;
use crate::document::{Map, Value};
use crate::nearest::nearest;

use super::keywords::{Concern, SUGGESTIONS, concern};

/// Removes what the other rules do not know.
pub(super) fn apply(map: &mut Map, cx: &mut Context<'_>) {
    map.retain(|key, node| {
        let keyword = key.text.as_ref();
        let value_may_be_null = matches!(keyword, "default" | "const") || keyword.starts_with("x-");
        if node.value == Value::Null && !value_may_be_null {
            return false;
        }
        match concern(keyword) {
            Concern::Nothing => false,
            Concern::Unsupported => {
                cx.found.push(
                    Diagnostic::warning(
                        Code::UnsupportedKeyword,
                        format!("`{keyword}` is not supported: it changes no generated type"),
                        key.origin,
                    )
                    .help("values that only this keyword forbids are accepted"),
                );
                false
            }
            Concern::Unknown => {
                let mut warning = Diagnostic::warning(
                    Code::UnknownKeyword,
                    format!("no version of OpenAPI knows the schema keyword `{keyword}`"),
                    key.origin,
                );
                if let Some(name) = nearest(keyword, SUGGESTIONS.into_iter()) {
                    warning = warning.help(format!("is `{name}` meant?"));
                }
                cx.found.push(warning);
                false
            }
            _ => true,
        }
    });
}
