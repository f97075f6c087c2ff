//! Embeddings in batches.

use crate::batch::BatchRequest;
use crate::types::{
    CreateEmbeddingRequest, CreateEmbeddingRequestInput as Input, CreateEmbeddingResponse,
};

impl BatchRequest for CreateEmbeddingRequest {
    type Response = CreateEmbeddingResponse;

    const ENDPOINT: &'static str = "/v1/embeddings";

    #[inline]
    fn weight(&self) -> usize {
        match &self.input {
            Input::TextList(inputs) => inputs.len(),
            Input::IntegerListList(inputs) => inputs.len(),
            _ => 1,
        }
    }
}
