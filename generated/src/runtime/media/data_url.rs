//! Data URLs ([RFC 2397](https://www.rfc-editor.org/rfc/rfc2397)).

use bytes::Bytes;
use percent_encoding::percent_decode_str;

use crate::runtime::base64::{append_base64, decode_base64};
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;

/// Writes bytes as a data URL in base64.
pub(super) fn write(media_type: &str, bytes: &[u8]) -> String {
    let mut url = format!("data:{media_type};base64,");
    append_base64(bytes, &mut url);
    url
}

/// Splits a data URL into its media type, if it has one, and its content.
pub(super) fn parse(url: &str) -> Result<(Option<&str>, Bytes), Error> {
    let invalid = || {
        let start: String = url.chars().take(40).collect();
        let message =
            format!("expected a data URL such as `data:image/png;base64,…`, found `{start}`");
        Error::new(ErrorKind::Decode, message)
    };
    let has_scheme = url
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    if !has_scheme {
        return Err(invalid());
    }
    let (head, data) = url[5..].split_once(',').ok_or_else(invalid)?;
    let encoded = head
        .rsplit_once(';')
        .filter(|(_, encoding)| encoding.trim().eq_ignore_ascii_case("base64"));
    let (media_type, bytes) = match encoded {
        Some((media_type, _)) => {
            let data = percent_decode_str(data)
                .decode_utf8()
                .map_err(|_| invalid())?;
            (media_type, decode_base64(data.trim())?)
        }
        None => (head, percent_decode_str(data).collect::<Vec<u8>>().into()),
    };
    Ok((Some(media_type).filter(|name| !name.is_empty()), bytes))
}
