//! Tests of the codec, on hand-written types that mirror the generator's output.
//!
//! The codec is compiled into this crate, as it is into a generated one, so that the macros resolve their paths.

#![allow(missing_docs, dead_code, unused_imports)] // only part of the codec is used

#[path = "codec_suite/check.rs"]
mod check;
#[path = "codec_suite/depth.rs"]
mod depth;
#[path = "codec_suite/extremes.rs"]
mod extremes;
#[path = "codec_suite/fits.rs"]
mod fits;
#[path = "codec_suite/fits_by_name.rs"]
mod fits_by_name;
#[path = "codec_suite/formats.rs"]
mod formats;
#[path = "codec_suite/mutations.rs"]
mod mutations;
#[path = "codec_suite/nesting.rs"]
mod nesting;
#[path = "codec_suite/numbers.rs"]
mod numbers;
#[path = "codec_suite/order.rs"]
mod order;
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
#[path = "codec_suite/wide.rs"]
mod wide;
