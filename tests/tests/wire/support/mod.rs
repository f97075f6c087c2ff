//! A server that is told what to answer, and the requests it got.

mod answer;
mod multipart;
mod request;
mod server;

pub use answer::Answer;
pub use multipart::Part;
pub use request::Request;
pub use server::Server;
