//! The codec, on hand-written types of the shape that the generator writes.
//!
//! It is compiled into this crate, as it is into a generated one, so that the macros find their paths.

#![allow(missing_docs, dead_code, unused_imports)] // the codec is used in part

#[path = "codec_suite/check.rs"]
mod check;
#[path = "codec_suite/depth.rs"]
mod depth;
#[path = "codec_suite/fits.rs"]
mod fits;
#[path = "codec_suite/formats.rs"]
mod formats;
#[path = "codec_suite/mutations.rs"]
mod mutations;
#[path = "codec_suite/nesting.rs"]
mod nesting;
#[path = "codec_suite/numbers.rs"]
mod numbers;
#[path = "codec_suite/printing.rs"]
mod printing;
#[path = "codec_suite/records.rs"]
mod records;
#[path = "codec_suite/runtime.rs"]
mod runtime;
#[path = "codec_suite/sample.rs"]
mod sample;
#[path = "codec_suite/sample_messages.rs"]
mod sample_messages;
#[path = "codec_suite/tolerance.rs"]
mod tolerance;
#[path = "codec_suite/unions.rs"]
mod unions;
