//! The target `webhooks`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (oasmith_fuzz::target("webhooks").run)(bytes));
