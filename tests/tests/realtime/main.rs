//! Channels of the generated client against a real WebSocket server on the loopback, which speaks whole sessions.
//!
//! In: calls of `openai-typed`, and its examples. Out: what both sides heard.
//! Must not know: how the runtime connects; nothing here waits for a clock.

mod server;

mod addresses;
mod events;
mod examples;
mod responses;
mod session;
mod translation;
