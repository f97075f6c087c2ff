//! Headers from names and values.

use http::{HeaderName, HeaderValue, header};

use crate::runtime::error::Error;

/// Parses the name of a header.
pub(crate) fn parse_header_name(name: &str) -> Result<HeaderName, Error> {
    HeaderName::try_from(name).map_err(|_| Error::request(format!("invalid header name `{name}`")))
}

/// Parses a header. An invalid value is not shown, because it may be a secret.
pub(crate) fn parse_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let parsed = parse_header_name(name)?;
    let mut value = HeaderValue::from_str(value)
        .map_err(|_| Error::request(format!("invalid value of header `{name}`")))?;
    value.set_sensitive(matches!(parsed, header::AUTHORIZATION | header::COOKIE));
    Ok((parsed, value))
}
