//! No data is lost: neither unknown data from the API, nor the exact JSON that users want to send.
//!
//! Input: hand-written payloads in the form that the service sends. One file per rule, and a table of payloads that other
//! libraries mishandle.

mod check;
mod damage;
mod nulls;
mod payloads;
mod peers;
mod unknowns;
mod variants;
