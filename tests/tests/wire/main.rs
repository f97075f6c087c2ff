//! The generated client against a real HTTP server on the loopback: each kind of body and of reply, by real operations.
//!
//! In: calls of `openai-typed`, answers written down in the tests. Out: what went over the wire, and what came of it.
//! Must not know: how the runtime sends; nothing here waits for a clock.

mod support;

mod audio;
mod azure;
mod bedrock;
mod beta;
mod chat;
mod constructors;
mod embeddings;
mod errors;
mod files;
mod fine_tuning;
mod images;
mod mocks;
mod models;
mod organization;
mod realtime;
mod response_events;
mod responses;
mod tools;
mod unknowns;
mod uploads;
mod webhooks;
