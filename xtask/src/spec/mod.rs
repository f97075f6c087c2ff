//! `spec …`: work on the embedded document, and comparisons of any two.

pub mod agree;
mod changelog;
pub mod diff;
mod document;
mod fetch;
mod original;
mod provenance;
mod report;
pub mod update;
mod version;
