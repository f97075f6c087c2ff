//! A browser program that uses the mock server to check each part of the generated crate that differs in browsers.
//!
//! Input: the URL of a mock server. Output: a line for each check. `cargo xtask ci browser` runs it.
#![cfg(target_family = "wasm")]

mod channels;
mod http;

use std::error::Error;
use std::future::Future;
use std::pin::Pin;

use openai_typed::Client;
use wasm_bindgen::prelude::wasm_bindgen;

/// Why a check failed.
type Failure = Box<dyn Error>;
/// A running check.
type Check<'c> = Pin<Box<dyn Future<Output = Result<(), Failure>> + 'c>>;

/// Runs all checks. Returns a line for each: `ok NAME`, or `FAILED NAME: reason`.
///
/// # Errors
/// Returns a description if the URL is invalid.
#[wasm_bindgen]
pub async fn run(url: String) -> Result<String, String> {
    let client = Client::builder()
        .api_key("key")
        .base_url(&url)
        .max_retries(0);
    let client = client.build().map_err(|error| error.to_string())?;
    macro_rules! checks {
        ($($module:ident::$name:ident),+ $(,)?) => {
            [$((stringify!($name), Box::pin($module::$name(&client)) as Check)),+]
        };
    }
    let checks = checks![
        http::a_call_has_its_response,
        http::an_error_has_its_kind,
        http::a_stream_is_read_event_by_event,
        http::a_broken_stream_keeps_what_came_before,
        http::items_of_all_pages_are_read,
        http::a_file_is_uploaded,
        channels::a_session_uses_the_websocket_of_the_browser,
        channels::a_response_uses_the_websocket_of_the_browser,
    ];
    let mut report = String::new();
    for (name, check) in checks {
        match check.await {
            Ok(()) => report.push_str(&format!("ok {name}\n")),
            Err(error) => report.push_str(&format!("FAILED {name}: {error}\n")),
        }
    }
    Ok(report)
}

/// Fails unless two values are equal.
fn expect_eq<T: PartialEq + std::fmt::Debug>(actual: T, expected: T) -> Result<(), Failure> {
    if actual == expected {
        return Ok(());
    }
    Err(format!("expected {expected:?}, found {actual:?}").into())
}

/// Returns the value of an option, or an error that names the missing value.
fn some<T>(value: Option<T>, name: &str) -> Result<T, Failure> {
    value.ok_or_else(|| format!("no {name}").into())
}

/// The text of each response of the mock server.
const TEXT: &str = "Hello! This is a response of the mock server.";
