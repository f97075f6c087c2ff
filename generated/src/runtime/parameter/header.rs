//! Parameters in headers.

use serde::Serialize;

use super::join::join;
use super::tree;
use crate::runtime::flatten::FlattenError;
use crate::runtime::spec::Style;

/// Returns the value of a header, without percent-encoding. `None` for null, and for an empty list or object.
pub(crate) fn header_value(
    value: &(impl Serialize + ?Sized),
    style: Style,
) -> Result<Option<String>, FlattenError> {
    let equals = if style.explode { "=" } else { "," };
    join(tree(value, style)?, ",", equals, str::to_owned)
}
