//! Responses in batches.

use crate::batch::BatchRequest;
use crate::types::{CreateResponse, Response};

impl BatchRequest for CreateResponse {
    type Response = Response;

    const ENDPOINT: &'static str = "/v1/responses";
}
