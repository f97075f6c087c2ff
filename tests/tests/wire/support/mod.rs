//! A server that sends prepared responses and records the requests.

mod multipart;
mod request;
mod response;
mod server;

pub use multipart::Part;
pub use request::Request;
pub use response::MockResponse;
pub use server::Server;
