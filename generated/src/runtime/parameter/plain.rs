//! Plain values, which are sent the same way in every style.

use serde::Serialize;

use super::encode::{in_path, in_query};
use crate::runtime::flatten::FlattenError;

/// Returns the encoded parameters of a query: one, or none for null.
pub(crate) fn plain_query(
    name: &str,
    value: &(impl Serialize + ?Sized),
) -> Result<Vec<String>, FlattenError> {
    let pair = |value: String| format!("{}={}", in_query(name), in_query(&value));
    Ok(plain_string(value)?.map(pair).into_iter().collect())
}

/// Returns the encoded value of a parameter of a path.
pub(crate) fn plain_path(value: &str) -> Result<String, FlattenError> {
    match value {
        "" => Err(FlattenError("it must not be empty".to_owned())),
        value => Ok(in_path(value)),
    }
}

/// Returns a value as a string: a number and a boolean as JSON writes them. `None` for null.
fn plain_string(value: &(impl Serialize + ?Sized)) -> Result<Option<String>, FlattenError> {
    let failed = |error: serde_json::Error| FlattenError(error.to_string());
    let json = serde_json::to_string(value).map_err(failed)?;
    match json.as_bytes() {
        b"null" => Ok(None),
        [b'"', ..] => serde_json::from_str(&json).map(Some).map_err(failed),
        [b'[' | b'{', ..] => {
            let reason = "it must be a string, a number or a boolean";
            Err(FlattenError(reason.to_owned()))
        }
        _ => Ok(Some(json)),
    }
}
