//! What the API sends that this version does not know, and what users send that must arrive as meant: nothing is lost.
//!
//! In: hand-written payloads of the service's own shape. Out: what the generated types make of them. A file for each
//! rule, and the rows by which other libraries were measured.

mod check;
mod damage;
mod nulls;
mod payloads;
mod peers;
mod unknowns;
mod variants;
