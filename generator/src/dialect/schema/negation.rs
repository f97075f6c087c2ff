//! Rule: `not`.
//!
//! Input: the keywords of a schema. Output: no `not`. A `not` that only lists properties, which must not all be present,
//! is kept in `x-required-not-all`; any other is removed with a warning.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::context::Context;
use crate::dialect::tree;
use crate::document::Map;

use super::union::only_required;

/// Removes `not`.
pub(super) fn apply(map: &mut Map, cx: &mut Context<'_>) {
    let Some(origin) = map.get_full("not").map(|(_, key, _)| key.origin) else {
        return;
    };
    let Some(node) = tree::take(map, "not") else {
        return;
    };
    if let Some(names) = only_required(&node) {
        let names = names.clone();
        tree::put(map, "x-required-not-all", names.value, names.origin);
        return;
    }
    cx.diagnostics.push(
        Diagnostic::warning(
            Code::UnsupportedKeyword,
            "`not` is not supported and does not affect the types",
            origin,
        )
        .help("values that only this keyword excludes are accepted"),
    );
}
