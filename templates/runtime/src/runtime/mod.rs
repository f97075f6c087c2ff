//! What generated code stands on, in reading order.

pub mod codec;
