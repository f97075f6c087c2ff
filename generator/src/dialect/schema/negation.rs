//! Rule: `not`.
//!
//! In: the members of a schema. Out: no `not`. One that only names members which must not all be there stays readable
//! as `x-required-not-all`; any other changes no type, which is a warning.

use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Context;
use crate::dialect::tree;
use crate::document::Map;

use super::union::required_alone;

/// Removes `not`.
pub(super) fn apply(map: &mut Map, cx: &mut Context<'_>) {
    let Some(position) = map.get_full("not").map(|(_, key, _)| key.origin) else {
        return;
    };
    let Some(node) = tree::take(map, "not") else {
        return;
    };
    if let Some(names) = required_alone(&node) {
        let names = names.clone();
        tree::put(map, "x-required-not-all", names.value, names.origin);
        return;
    }
    cx.found.push(
        Diagnostic::warning(
            Code::UnsupportedKeyword,
            "`not` is not supported: it changes no generated type",
            position,
        )
        .help("values that only this keyword forbids are accepted"),
    );
}
