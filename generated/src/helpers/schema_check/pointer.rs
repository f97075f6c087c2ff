//! JSON Pointers (RFC 6901).

/// Escapes `~` and `/` in a reference token.
#[inline]
pub(crate) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}
