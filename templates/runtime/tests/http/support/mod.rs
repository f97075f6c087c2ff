//! Shared by the tests: a service, operations of each kind, and a scripted server.

pub mod operations;
pub mod server;
pub mod service;

use std::sync::{Arc, Mutex};

use oasmith_runtime::testing::{MockResponse, MockTransport};
use oasmith_runtime::{Client, ClientBuilder};

pub use operations::*;
pub use server::{Script, Server, respond};
pub use service::SERVICE;

/// The key, which must only appear in its header.
pub const KEY: &str = "sk-very-secret";

/// Starts configuring a client of this server, with a key and without retries.
pub fn builder(server: &Server) -> ClientBuilder {
    ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .base_url(server.url())
        .max_retries(0)
}

/// Creates a client of this server, with a key and without retries.
pub fn client(server: &Server) -> Client {
    builder(server).build().expect("a client")
}

/// Creates a client with these responses, and its mock transport.
pub fn mocked(responses: impl IntoIterator<Item = MockResponse>) -> (Client, MockTransport) {
    let mock = MockTransport::new(responses);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .transport(mock.clone())
        .build()
        .expect("a client");
    (client, mock)
}

/// A value that tasks write and a test reads.
pub type Shared<T> = Arc<Mutex<T>>;
