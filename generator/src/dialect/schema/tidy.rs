//! The first rule: keywords that the generator does not need are removed, with a warning if they constrain values.
//!
//! Input: the keywords of a schema. Output: only keywords that the other rules handle. Keywords that are `null` are removed
//! as well, except where `null` is a value.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::document::{Map, Value};
use crate::nearest::nearest;

use super::keywords::{Concern, SUGGESTIONS, concern};

/// Removes keywords that the other rules do not handle.
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
                cx.diagnostics.push(
                    Diagnostic::warning(
                        Code::UnsupportedKeyword,
                        format!("`{keyword}` is not supported and does not affect the types"),
                        key.origin,
                    )
                    .help("values that only this keyword excludes are accepted"),
                );
                false
            }
            Concern::Unknown => {
                let mut warning = Diagnostic::warning(
                    Code::UnknownKeyword,
                    format!("unknown schema keyword `{keyword}`"),
                    key.origin,
                );
                if let Some(name) = nearest(keyword, SUGGESTIONS.into_iter()) {
                    warning = warning.help(format!("did you mean `{name}`?"));
                }
                cx.diagnostics.push(warning);
                false
            }
            _ => true,
        }
    });
}
