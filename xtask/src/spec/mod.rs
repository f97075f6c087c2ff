//! `spec …`: work on the embedded document.

mod changes;
mod fetch;
mod original;
mod provenance;
pub mod update;
