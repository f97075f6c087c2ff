//! Tests of WebSocket channels against a real WebSocket server over in-memory pipes or the loopback interface.
//!
//! Time is paused: it advances only when all tasks wait for it, so no test takes real time.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

mod cancellation;
mod closing;
mod concurrency;
mod disconnects;
#[path = "../hostile/dropped.rs"]
mod dropped;
mod frames;
mod handshake;
mod keep_alive;
mod lanes;
mod proxies;
mod reconnecting;
mod sending;
