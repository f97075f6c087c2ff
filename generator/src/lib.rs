//! `oasmith` reads an OpenAPI document, overlays and a configuration, and writes a typed Rust client crate.
//!
//! A pure function: no file, clock, environment or process is touched here. The stages are the modules below,
//! in the order data passes through them.

pub mod diagnostic;
pub mod document;
pub mod source;
