//! What the tests share: a service of no name, operations of each kind, and a server that misbehaves on demand.

pub mod operations;
pub mod server;
pub mod service;

use std::sync::{Arc, Mutex};

use oasmith_runtime::runtime::testing::{Answer, Mock};
use oasmith_runtime::runtime::{Client, ClientBuilder};

pub use operations::*;
pub use server::{Script, Server, reply};
pub use service::SERVICE;

/// The key that must never be seen anywhere but in its header.
pub const KEY: &str = "sk-very-secret";

/// A builder for a client that talks to this server, with a key and without retries.
pub fn builder(server: &Server) -> ClientBuilder {
    ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .base_url(server.url())
        .max_retries(0)
}

/// A client that talks to this server, with a key and without retries.
pub fn client(server: &Server) -> Client {
    builder(server).build().expect("a client")
}

/// A client that is given these answers.
pub fn mocked(answers: impl IntoIterator<Item = Answer>) -> (Client, Mock) {
    let mock = Mock::new(answers);
    let client = ClientBuilder::new(&SERVICE)
        .api_key(KEY)
        .transport(mock.clone())
        .build()
        .expect("a client");
    (client, mock)
}

/// A value that several parties write to and a test reads in the end.
pub type Shared<T> = Arc<Mutex<T>>;
