//! Waiting until files are added to a vector store: `client.vector_stores().retrieve(id)` for the store,
//! `client.vector_stores().files().retrieve(store_id, id)` or
//! `client.vector_stores().file_batches().retrieve(store_id, id)`, followed by `.wait_until_done()`.
//!
//! A failed [file](https://platform.openai.com/docs/api-reference/vector-stores-files/file-object) or
//! [batch](https://platform.openai.com/docs/api-reference/vector-stores-file-batches/batch-object) is done too: check
//! its `status`.

use crate::polling::LongRunning;
use crate::types::{VectorStoreFileBatchObject, VectorStoreFileObject, VectorStoreObject};

const FINAL_STATES: &[&str] = &["completed", "failed", "cancelled"];

impl LongRunning for VectorStoreFileObject {
    const FINAL_STATES: &'static [&'static str] = FINAL_STATES;

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}

impl LongRunning for VectorStoreFileBatchObject {
    const FINAL_STATES: &'static [&'static str] = FINAL_STATES;

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}

/// ```no_run
/// # async fn example(client: crate_name::Client) -> Result<(), crate_name::Error> {
/// let store = client.vector_stores().retrieve("vs_1").wait_until_done().await?;
/// println!("{} files", store.file_counts.completed);
/// # Ok(())
/// # }
/// ```
impl LongRunning for VectorStoreObject {
    const FINAL_STATES: &'static [&'static str] = &["completed", "expired"];

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}
