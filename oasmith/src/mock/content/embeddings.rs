//! Embeddings.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::text::{model, tokens};
use super::{Content, Fields, Plain};

/// The length of a vector unless the request sets it.
const DIMENSIONS: u64 = 1536;

/// Returns a vector of length one for each input.
pub fn content(fields: &Fields) -> Content {
    let input = fields.get("input").unwrap_or(&Value::Null);
    let dimensions = fields
        .get("dimensions")
        .and_then(Value::as_u64)
        .unwrap_or(DIMENSIONS);
    let is_base64 = fields
        .get("encoding_format")
        .is_some_and(|format| format == "base64");
    let data = (0..count(input)).map(|index| {
        let vector = vector(index, dimensions.clamp(1, 1 << 16) as usize);
        let embedding = match is_base64 {
            true => {
                let bytes: Vec<u8> = vector
                    .iter()
                    .flat_map(|value| value.to_le_bytes())
                    .collect();
                json!(STANDARD.encode(bytes))
            }
            false => json!(vector),
        };
        json!({"object": "embedding", "index": index, "embedding": embedding})
    });
    let tokens = tokens(&input.to_string());
    Content {
        plain: Plain::Json(json!({
            "object": "list",
            "data": data.collect::<Value>(),
            "model": model(fields),
            "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
        })),
        events: Vec::new(),
    }
}

/// Counts the inputs: a list of numbers is one input.
fn count(input: &Value) -> usize {
    match input {
        Value::Array(inputs) if inputs.first().is_none_or(|first| !first.is_number()) => {
            inputs.len()
        }
        _ => 1,
    }
}

/// Returns a vector of length one that differs from those of other inputs.
fn vector(index: usize, dimensions: usize) -> Vec<f32> {
    let mut vector = vec![0.0; dimensions];
    vector[index % dimensions] = 1.0;
    vector
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{count, vector};

    #[test]
    fn each_input_has_a_vector() {
        let inputs = [
            json!("a"),
            json!(["a", "b"]),
            json!([1, 2, 3]),
            json!([[1], [2], [3]]),
        ];
        assert_eq!(inputs.map(|input| count(&input)), [1, 2, 1, 3]);
        assert_eq!(vector(4, 3), [0.0, 1.0, 0.0]);
    }
}
