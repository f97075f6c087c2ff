//! `oasmith` reads an OpenAPI document, overlays and a configuration, and writes a typed Rust client crate.
//!
//! A pure function: no file, clock, environment or process is touched here. The stages are the modules below,
//! in the order data passes through them; [`generate`] is these stages in order and nothing else.

pub mod diagnostic;
pub mod source;

pub mod dialect;
pub mod document;
pub mod emit;
pub mod facts;
pub mod ir;
pub mod lower;
pub mod openapi;
pub mod overlay;
pub mod plan;
pub mod render;

pub mod diff;
pub mod inspect;
pub mod sample;

mod generate;
mod nearest;

pub use generate::{
    Options, Output, Run, Sources, Understood, generate, inspect_document, sample_document,
    understand_document,
};
