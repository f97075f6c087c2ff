//! Chat completions in batches.

use crate::batch::BatchRequest;
use crate::types::{CreateChatCompletionRequest, CreateChatCompletionResponse};

impl BatchRequest for CreateChatCompletionRequest {
    type Response = CreateChatCompletionResponse;

    const ENDPOINT: &'static str = "/v1/chat/completions";
}
