//! Moderations in batches.

use crate::batch::BatchRequest;
use crate::types::{CreateModerationRequest, CreateModerationResponse};

impl BatchRequest for CreateModerationRequest {
    type Response = CreateModerationResponse;

    const ENDPOINT: &'static str = "/v1/moderations";
}
