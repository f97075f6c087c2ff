//! Reading strings.

#[cfg(feature = "reported-errors")]
use super::reported::check_unreported;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::send::Response;

pub(super) fn read_string(response: Response) -> Result<String, Error> {
    #[cfg(feature = "reported-errors")]
    check_unreported(&response)?;
    let body = response.buffered();
    match std::str::from_utf8(&body) {
        Ok(string) => Ok(string.to_owned()),
        Err(error) => {
            let message = format!("response body is not valid UTF-8: {error}");
            let error = Error::new(ErrorKind::Decode, message).with_source(error);
            Err(response.explain(error, body))
        }
    }
}
