//! `oasmith` reads an OpenAPI document, overlays and a configuration, and writes a typed Rust client crate.
//!
//! It is a pure function: it accesses no files, clock, environment or processes. The modules below are its stages, in the
//! order in which data passes through them. [`generate`] runs them.

pub mod diagnostic;
pub mod source;

pub mod catalog;
pub mod describe;
pub mod dialect;
pub mod document;
pub mod emit;
pub mod facts;
pub mod ir;
pub mod lower;
pub mod media_type;
pub mod openapi;
pub mod overlay;
pub mod plan;
pub mod render;
pub mod select;
pub mod supplement;
pub mod unify;

pub mod diff;
pub mod inspect;
pub mod sample;

mod generate;
mod grammar;
pub mod keywords;
pub mod nearest;
mod parameter_name;
mod path_template;

pub use generate::{
    Analysis, FRONT_PAGE, Options, Output, Run, Sources, analyze_document, generate,
    inspect_document, referenced_files, sample_document,
};
