//! Counting tokens without a request.

use openai_typed::tokens::{ImageDetail, TokenCounter};
use serde_json::{Value, json};

#[test]
fn text_messages_tools_and_images_are_counted_by_the_published_rules() {
    let counter = TokenCounter::for_model("ft:gpt-4o-2024-08-06:acme::1").expect("a model");
    assert_eq!(counter.text("tiktoken is great!"), 6);
    assert_eq!(counter.text(""), 0);
    let user = json!({ "role": "user", "content": [{ "type": "text", "text": "Hello!" }] });
    assert_eq!(counter.messages(&[&user]), 3 + 1 + 2 + 3);
    let named = json!({ "role": "user", "name": "user", "content": "Hello!" });
    assert_eq!(counter.messages(&[&named]), 3 + 1 + 1 + 1 + 2 + 3);
    assert_eq!(counter.messages::<Value>(&[]), 3);
    assert_eq!(counter.tools::<Value>(&[]), 0);
    for (size, expected) in [((1024, 1024), 765), ((2048, 4096), 1105), ((512, 512), 255)] {
        let tokens = counter.image(size.0, size.1, ImageDetail::High);
        assert_eq!(tokens, Some(expected), "{size:?}");
    }
    assert_eq!(counter.image(4096, 8192, ImageDetail::Low), Some(85));
    let small = TokenCounter::for_model("gpt-5-mini").expect("a model");
    assert_eq!(small.image(1, 1, ImageDetail::Low), None);
    assert!(TokenCounter::for_model("unknown").is_none());
}

#[test]
fn a_tool_counts_the_same_in_both_forms() {
    let counter = TokenCounter::for_model("gpt-4o").expect("a model");
    let function = json!({
        "name": "get_current_weather",
        "description": "Get the current weather in a given location",
        "parameters": { "type": "object", "properties": {
            "location": { "type": "string", "description": "The city and state, e.g. San Francisco, CA" },
            "unit": { "type": "string", "description": "The unit of temperature to return",
                "enum": ["celsius", "fahrenheit"] },
        }, "required": ["location"] },
    });
    let messages = [
        json!({ "role": "system", "content": "You are a helpful assistant that can answer to questions about the weather." }),
        json!({ "role": "user", "content": "What's the weather like in San Francisco?" }),
    ];
    let chat = counter.tools(&[json!({ "type": "function", "function": function })]);
    assert_eq!(counter.tools(&[function]), chat);
    // The figure that the cookbook of the service gives for this request.
    assert_eq!(counter.messages(&messages) + chat, 101);
}
