//! Provides the codec under the path that the macros expect.

#[path = "../../src/runtime/codec/mod.rs"]
pub mod codec;
