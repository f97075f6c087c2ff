//! Token usage of several APIs in one form.

use openai_typed::types::{
    CreateChatCompletionResponse, CreateEmbeddingResponse, ResponseStreamEvent, RunObject,
};
use openai_typed::usage::TokenUsage;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn of<T: DeserializeOwned + Serialize>(json: Value) -> Option<[u64; 5]> {
    let value: T = serde_json::from_value(json).expect("a value");
    let usage = TokenUsage::of(&value)?;
    Some([
        usage.input,
        usage.cached,
        usage.output,
        usage.reasoning,
        usage.total,
    ])
}

#[test]
fn token_usage_has_the_same_names_for_all_apis() {
    let chat = json!({
        "prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15,
        "prompt_tokens_details": { "cached_tokens": 4 },
        "completion_tokens_details": { "reasoning_tokens": 3 },
    });
    let usage = of::<CreateChatCompletionResponse>(json!({ "id": "c", "usage": chat }));
    assert_eq!(usage, Some([10, 4, 5, 3, 15]));
    let response = json!({
        "input_tokens": 10, "input_tokens_details": { "cached_tokens": 4, "cache_write_tokens": 0 },
        "output_tokens": 5, "output_tokens_details": { "reasoning_tokens": 3 }, "total_tokens": 15,
    });
    let event =
        json!({ "type": "response.completed", "response": { "id": "r", "usage": response } });
    assert_eq!(of::<ResponseStreamEvent>(event), Some([10, 4, 5, 3, 15]));
    let embeddings = json!({ "data": [], "usage": { "prompt_tokens": 2, "total_tokens": 2 } });
    assert_eq!(
        of::<CreateEmbeddingResponse>(embeddings),
        Some([2, 0, 0, 0, 2])
    );
    let run = json!({ "id": "run", "usage": { "prompt_tokens": 1, "completion_tokens": 2 } });
    assert_eq!(of::<RunObject>(run), Some([1, 0, 2, 0, 3]));
    assert_eq!(of::<RunObject>(json!({ "id": "run", "usage": null })), None);
    assert_eq!(of::<RunObject>(json!({ "id": "run" })), None);
}

#[test]
fn token_usages_can_be_summed() {
    let one = TokenUsage::of(&json!({ "input_tokens": 1, "output_tokens": 2 })).expect("a usage");
    let sum: TokenUsage = [one, one].into_iter().sum();
    assert_eq!((sum.input, sum.output, sum.total), (2, 4, 6));
}
