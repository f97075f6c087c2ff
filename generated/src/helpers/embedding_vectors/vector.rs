//! Decoding of one embedding.

use serde_json::Value;

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
        return nested(value.json()).ok_or_else(|| invalid(excerpt(value.json())));
    }
    match &embedding.embedding {
        EmbeddingEmbedding::Floats(numbers) if numbers.is_empty() => {
            Err(invalid("it has no numbers".to_owned()))
        }
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
        EmbeddingEmbedding::Unknown(unknown) => {
            nested(unknown.json()).ok_or_else(|| invalid(excerpt(unknown.json())))
        }
    }
}

/// Returns the vector in a list that contains nothing else, which some servers send.
#[allow(clippy::cast_possible_truncation)] // the service computes with 32 bits
#[inline]
fn nested(json: &Value) -> Option<Vec<f32>> {
    let [Value::Array(numbers)] = json.as_array()?.as_slice() else {
        return None;
    };
    let numbers = numbers.iter().map(|number| number.as_f64());
    numbers
        .map(|number| number.map(|number| number as f32))
        .collect()
}

/// Returns the first 80 characters of a value as JSON.
#[inline]
fn excerpt(json: &Value) -> String {
    json.to_string().chars().take(80).collect()
}
