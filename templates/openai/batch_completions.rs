//! Completions in batches.

use crate::batch::BatchRequest;
use crate::types::{CreateCompletionRequest, CreateCompletionResponse};

impl BatchRequest for CreateCompletionRequest {
    type Response = CreateCompletionResponse;

    const ENDPOINT: &'static str = "/v1/completions";
}
