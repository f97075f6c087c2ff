//! Error bodies as types.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Error, excerpt};
use crate::runtime::codec;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::meta::json_start;

/// The error responses that an operation declares, by status. Generated enums implement this trait.
#[cfg(feature = "declared-errors")]
pub trait DeclaredError: Sized {
    #[doc(hidden)]
    fn from_error(error: &Error) -> Option<Self>;
}

impl Error {
    /// Decodes the body of the error response as JSON of any type. A plain-text body is decoded as a JSON string.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Decode`] if the error has no response, or its body is empty or does not match the type.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # fn example(error: crate_name::Error) {
    /// if let Ok(body) = error.parsed::<serde_json::Value>() {
    ///     println!("{}", body["code"]);
    /// }
    /// # }
    /// ```
    pub fn parsed<T: DeserializeOwned>(&self) -> Result<T, Self> {
        let failed = |message: String| Self::new(ErrorKind::Decode, message);
        let Some(response) = self.response() else {
            return Err(failed("the error has no response".to_owned()));
        };
        let body = json_start(&response.body);
        if body.trim_ascii().is_empty() {
            let status = response.status.as_u16();
            return Err(failed(format!(
                "the response with status {status} has no body"
            )));
        }
        let error = match codec::decode(body) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        if serde_json::from_slice::<Value>(body).is_err()
            && let Ok(text) = std::str::from_utf8(body)
            && let Ok(value) = codec::decode(Value::from(text).to_string().as_bytes())
        {
            return Ok(value);
        }
        let message = format!("{}: {}", error.reason(), excerpt(body));
        Err(failed(message).with_path(error.path()))
    }

    /// Returns the error as a variant of the enum that the crate has for an operation: `GetThingError` for `GetThing`.
    ///
    /// `None` if there is no error response, if the operation does not declare its status, or if the body does not match the
    /// declared type. [`parsed`](Self::parsed) reports why a body does not match, and [`body`](Self::body) returns it.
    #[cfg(feature = "declared-errors")]
    pub fn declared<E: DeclaredError>(&self) -> Option<E> {
        let is_success = self.status().is_some_and(|status| status.is_success());
        (!is_success).then(|| E::from_error(self)).flatten()
    }
}
