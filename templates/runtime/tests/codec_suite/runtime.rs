//! Where the macros expect it.

#[path = "../../src/runtime/codec/mod.rs"]
pub mod codec;
