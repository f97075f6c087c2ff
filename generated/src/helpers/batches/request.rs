//! The requests that batches accept.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The body of a request that can be sent in a batch.
pub trait BatchRequest: Serialize + Send + 'static {
    /// The response to the request.
    type Response: DeserializeOwned + Send + 'static;

    /// The path of the endpoint, such as `/v1/responses`.
    const ENDPOINT: &'static str;

    /// Returns how many requests this one counts as. Each input of an embeddings request counts.
    #[inline]
    fn weight(&self) -> usize {
        1
    }
}
