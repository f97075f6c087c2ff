//! The cost of embeddings.

use crate::catalog::{Cost, ServiceTier};
use crate::types::CreateEmbeddingResponse;
use crate::usage::TokenUsage;

impl CreateEmbeddingResponse {
    /// Returns the cost of the embeddings. Returns `None` if their usage is absent or the price of their model is unknown.
    #[inline]
    pub fn cost(&self) -> Option<Cost> {
        TokenUsage::of(self)?.cost(&self.model, ServiceTier::Default)
    }
}
