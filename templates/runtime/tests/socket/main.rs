//! Channels: each rule with a test named after it, against a real WebSocket server behind a pair of pipes or on the
//! loopback. Time stands still unless everything waits for it, so that no test waits.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

mod closing;
mod crowds;
mod cutting;
mod frames;
mod handshake;
mod lanes;
mod reconnecting;
mod sending;
mod silence;
