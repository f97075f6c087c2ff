//! Hand-written helpers and examples for one service.
//!
//! Input: the manifest of an extension (a folder of templates for a service), and what is planned. Output: the helpers and
//! examples whose needs are met. The others are left out, so that one folder serves many revisions of a document.

mod available;
mod examples;
mod exports;
mod helpers;
mod manifest;

pub use examples::examples;
pub use exports::{RUNTIME_MODULES, RuntimeModule, exports};
pub use helpers::{catalog_file, helpers};
pub use manifest::{ExampleNeeds, Extension, HelperNeeds};
