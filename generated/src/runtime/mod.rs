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

pub(crate) mod accumulate;
#[doc(hidden)]
pub mod arguments;
pub mod codec;
mod partial_json;
mod strict_json;
mod upload;

pub mod generated;
pub mod public;

#[cfg(feature = "client")]
mod auth;
#[cfg(feature = "client")]
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
#[cfg(feature = "client")]
mod download;
#[cfg(feature = "client")]
mod draft;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
mod error_kind;
#[cfg(feature = "client")]
pub(crate) mod files;
#[cfg(feature = "client")]
mod flatten;
#[cfg(feature = "client")]
mod form;
#[cfg(feature = "client")]
mod limiter;
#[cfg(feature = "client")]
mod limits;
#[cfg(feature = "client")]
mod media;
#[cfg(feature = "client")]
mod meta;
#[cfg(feature = "client")]
mod operation;
#[cfg(feature = "client")]
mod pages;
#[cfg(feature = "client")]
mod parameter;
#[cfg(feature = "client")]
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
#[cfg(feature = "client")]
mod sse;
#[cfg(feature = "client")]
mod testing;
#[cfg(feature = "client")]
mod tools;
#[cfg(feature = "client")]
mod url;
#[cfg(feature = "webhook-signatures")]
mod webhook;
#[cfg(feature = "client")]
mod wire;
