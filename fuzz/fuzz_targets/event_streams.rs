//! The target `event_streams`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (oasmith_fuzz::target("event_streams").run)(bytes));
