//! The generated client with a real HTTP server on the loopback interface: each kind of body and response, by operations of
//! the API.
//!
//! Input: calls of `openai-typed` and prepared responses. Output: the requests sent, and the results of the calls.
//! The tests are independent of how the runtime sends requests, and of time.

mod support;

mod audio;
mod azure;
mod bedrock;
mod beta;
mod chat;
mod constructors;
mod damaged_streams;
mod embeddings;
mod errors;
mod files;
mod fine_tuning;
mod forms_of_errors;
mod gateways;
mod images;
mod media;
mod mocks;
mod models;
mod organization;
mod other_servers;
mod realtime;
mod reported_errors;
mod response_events;
mod responses;
mod shared_cases;
mod telemetry;
mod tool_call_forms;
mod tool_spans;
mod tools;
mod unknowns;
mod uploads;
mod webhooks;
