//! The hand-written part of every generated client.
//!
//! Its folders are layers. Each imports layers below its own, by `crate::runtime::folder::Item`; a test has the table.
//! From the lowest to the highest:
//!
//! - Values and constants: `codec`, `partial_json`, `strict_json`, `arguments`, `clock`, `files`, `error_kind`, `spec`, `upload`,
//!   `flatten`.
//! - Errors: `meta`, `error`, `limits`, `base64`, `media`, `decode`, `url`, `parameter`.
//! - Requests and their transport: `wire`, `limiter`, `auth`, `form`, `request`, `retry`, `config`,
//!   `draft`, `send`.
//! - Responses: `download`, `sse`, `reply`.
//! - Calls: `operation`, `call`, `client`.
//! - Built on calls: `accumulate`, `pages`, `poll`, `tools`, `socket`, `webhook`, `testing`, `blocking`.
//!
//! `public` exports what users see at the root of the crate, and `generated` what generated code uses.
//!
//! Without the feature `client`, only types, their codec and helpers that need no network are compiled. WebAssembly has
//! no threads that can block; `clock`, `files`, `wire` and `socket` hide the other differences between platforms.

#[cfg(feature = "interrupted")]
pub(crate) mod accumulate;
#[cfg(feature = "structured")]
#[doc(hidden)]
pub mod arguments;
pub mod codec;
#[cfg(feature = "structured")]
mod partial_json;
#[cfg(feature = "structured")]
mod strict_json;
#[cfg(feature = "uploads")]
mod upload;

pub mod generated;
pub mod public;

#[cfg(feature = "client")]
mod auth;
#[cfg(all(feature = "client", feature = "base64"))]
mod base64;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
mod blocking;
#[cfg(feature = "client")]
mod call;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "client")]
mod clock;
#[cfg(feature = "client")]
mod config;
#[cfg(feature = "client")]
pub(crate) mod decode;
#[cfg(all(feature = "client", feature = "downloads"))]
mod download;
#[cfg(feature = "client")]
mod draft;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
mod error_kind;
#[cfg(all(feature = "client", feature = "files"))]
pub(crate) mod files;
#[cfg(feature = "client")]
mod flatten;
#[cfg(all(feature = "client", feature = "forms"))]
mod form;
#[cfg(all(feature = "client", feature = "rate-limiter"))]
mod limiter;
#[cfg(feature = "client")]
mod limits;
#[cfg(all(feature = "client", feature = "media"))]
mod media;
#[cfg(feature = "client")]
mod meta;
#[cfg(feature = "client")]
mod operation;
#[cfg(all(feature = "client", feature = "pagination"))]
mod pages;
#[cfg(feature = "client")]
mod parameter;
#[cfg(all(feature = "client", feature = "polling"))]
mod poll;
#[cfg(feature = "client")]
mod reply;
#[cfg(feature = "client")]
pub(crate) mod request;
#[cfg(feature = "client")]
mod retry;
#[cfg(feature = "client")]
mod send;
#[cfg(feature = "websocket")]
mod socket;
#[cfg(feature = "client")]
mod spec;
#[cfg(all(feature = "client", feature = "event-streams"))]
mod sse;
#[cfg(all(feature = "client", feature = "testing"))]
mod testing;
#[cfg(all(feature = "client", feature = "tools"))]
mod tools;
#[cfg(feature = "client")]
mod url;
#[cfg(feature = "webhook-signatures")]
mod webhook;
#[cfg(feature = "client")]
mod wire;
