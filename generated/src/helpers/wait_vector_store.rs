//! Waiting until files are in a vector store:
//! `client.vector_stores().files().retrieve(store, id).wait_until_settled()`, and the same for `file_batches()`.
//!
//! In: a file or a batch of them as it was retrieved. Out: the state it is in, and which are the last.

use crate::runtime::Settles;
use crate::types::{VectorStoreFileBatchObject, VectorStoreFileObject};

const SETTLED: &[&str] = &["completed", "failed", "cancelled"];

impl Settles for VectorStoreFileObject {
    const SETTLED: &'static [&'static str] = SETTLED;

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}

impl Settles for VectorStoreFileBatchObject {
    const SETTLED: &'static [&'static str] = SETTLED;

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}
