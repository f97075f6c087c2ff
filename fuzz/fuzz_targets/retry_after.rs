//! The target `retry_after`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (oasmith_fuzz::target("retry_after").run)(bytes));
