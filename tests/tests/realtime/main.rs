//! Tests of the channels and examples of the generated client against a WebSocket server on the loopback interface that
//! simulates complete sessions.

mod server;

mod events;
mod hosts;
mod responses;
mod session;
mod tools;
mod translation;
