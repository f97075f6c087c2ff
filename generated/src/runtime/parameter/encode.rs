//! Percent-encoding of parameters.

use percent_encoding::{AsciiSet, utf8_percent_encode};

use crate::runtime::spec::Style;
use crate::runtime::url;

/// The characters that are encoded in a query value. A comma separates items, and is encoded inside an item.
const QUERY: &AsciiSet = &url::QUERY.add(b',');

/// The characters that are encoded in a query value that may contain reserved characters: those that would end the
/// value or the query.
const QUERY_RESERVED: &AsciiSet = &url::QUERY
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b';')
    .remove(b'=')
    .remove(b',');

/// The same for an item of a list.
const QUERY_RESERVED_ITEM: &AsciiSet = &QUERY_RESERVED.add(b',');

/// The characters that are encoded in a path value, including the characters that separate items and properties.
const SEGMENT: &AsciiSet = &url::SEGMENT.add(b',').add(b';').add(b'=');

/// The characters that are encoded in a path value that may contain reserved characters.
const SEGMENT_RESERVED: &AsciiSet = &url::SEGMENT.remove(b'/');

/// Encodes a name or a plain value in a query.
pub(super) fn in_query(value: &str) -> String {
    utf8_percent_encode(value, QUERY).to_string()
}

/// Encodes a value in a query.
pub(super) fn in_styled_query(value: &str, style: Style) -> String {
    let set = if style.allow_reserved {
        QUERY_RESERVED
    } else {
        QUERY
    };
    utf8_percent_encode(value, set).to_string()
}

/// Encodes an item of a value in a query that is one string.
pub(super) fn item_in_query(value: &str, style: Style) -> String {
    let set = if style.allow_reserved {
        QUERY_RESERVED_ITEM
    } else {
        QUERY
    };
    utf8_percent_encode(value, set).to_string()
}

/// Encodes a plain value in a path.
pub(super) fn in_path(value: &str) -> String {
    utf8_percent_encode(value, SEGMENT).to_string()
}

/// Encodes a value in a path.
pub(super) fn in_styled_path(value: &str, style: Style) -> String {
    let set = if style.allow_reserved {
        SEGMENT_RESERVED
    } else {
        SEGMENT
    };
    utf8_percent_encode(value, set).to_string()
}
