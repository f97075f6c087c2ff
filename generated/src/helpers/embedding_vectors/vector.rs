//! Decoding of one embedding.

use super::VectorError;
use crate::media::decode_base64;
use crate::types::{Embedding, EmbeddingEmbedding};

/// Decodes an embedding in whatever form it was received.
#[inline]
pub(super) fn decode(embedding: &Embedding) -> Result<Vec<f32>, VectorError> {
    let invalid = |reason: String| VectorError::Invalid {
        index: embedding.index,
        reason,
    };
    if let Some((_, value)) = embedding
        .extra
        .mismatches()
        .find(|(name, _)| *name == "embedding")
    {
        return Err(invalid(excerpt(value.json())));
    }
    match &embedding.embedding {
        #[allow(clippy::cast_possible_truncation)] // the service computes with 32 bits
        EmbeddingEmbedding::Floats(numbers) => {
            Ok(numbers.iter().map(|number| *number as f32).collect())
        }
        EmbeddingEmbedding::Base64(base64) => {
            let bytes =
                decode_base64(base64).map_err(|error| invalid(error.message().to_owned()))?;
            let (floats, rest) = bytes.as_chunks::<4>();
            match rest {
                [] => Ok(floats
                    .iter()
                    .map(|float| f32::from_le_bytes(*float))
                    .collect()),
                _ => Err(invalid(format!(
                    "{} bytes are not 32-bit floats",
                    bytes.len()
                ))),
            }
        }
        EmbeddingEmbedding::Unknown(unknown) => Err(invalid(excerpt(unknown.json()))),
    }
}

/// Returns the first 80 characters of a value as JSON.
#[inline]
fn excerpt(json: &serde_json::Value) -> String {
    json.to_string().chars().take(80).collect()
}
