//! `spec …`: updates of the embedded document, and comparisons of any two documents.

pub mod agree;
mod changelog;
pub mod diff;
mod fetch;
mod original;
mod provenance;
mod revision;
pub mod supplement;
pub mod update;
mod version;
