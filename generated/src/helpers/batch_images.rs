//! Generated images in batches.

use crate::batch::BatchRequest;
use crate::types::{CreateImageRequest, ImagesResponse};

impl BatchRequest for CreateImageRequest {
    type Response = ImagesResponse;

    const ENDPOINT: &'static str = "/v1/images/generations";
}
