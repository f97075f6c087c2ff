//! Decoding and encoding that lose nothing.
