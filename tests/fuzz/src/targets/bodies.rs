//! Bodies of responses: JSON that can be read again, or one error.

use std::future::IntoFuture as _;

use openai_typed::Error;
use serde_json::Value;

use crate::served::{kind, now, response, serving};

/// Reads a body as a typed and as an untyped response.
pub fn run(body: &[u8]) {
    let client = serving(response("application/json", body, &[]));
    if let Err(error) = now(client.files().retrieve("id").into_future()) {
        kind(&error);
    }
    match untyped(body) {
        Err(error) => drop(kind(&error)),
        // What was read can be read again.
        Ok(value) => {
            let again = serde_json::to_vec(&value).expect("JSON");
            let second = untyped(&again).unwrap_or_else(|error| panic!("{error}: {value}"));
            assert_eq!(second, value);
        }
    }
}

fn untyped(body: &[u8]) -> Result<Value, Error> {
    let client = serving(response("application/json", body, &[]));
    now(client.get("/any").into_future())
}
