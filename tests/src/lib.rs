//! Integration tests of the generator and of the client it writes.
