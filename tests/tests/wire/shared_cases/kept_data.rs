//! Data that no type declares, values of other providers, and vectors.

use openai_typed::types::CreateEmbeddingRequest;
use serde_json::json;

use super::{collected, file, json, question};
use crate::support::Server;

#[tokio::test]
async fn a_block_of_reasoning_is_joined() {
    let Some(bytes) = file("11-reasoning-details/stream.sse") else {
        return;
    };
    let completion = collected(bytes).await.expect("a completion");
    let message = serde_json::to_value(&completion.choices[0].message).expect("JSON");
    let block = json!({
        "type": "reasoning.text", "text": "Let me see.", "format": "vendor-v1", "index": 0, "signature": "c2ln",
    });
    assert_eq!(message["reasoning_details"], json!([block]));
}

#[tokio::test]
async fn chunks_without_choices_or_a_delta_are_read() {
    let Some(bytes) = file("13-azure-chunks/stream.sse") else {
        return;
    };
    let completion = collected(bytes).await.expect("a completion");
    let choice = &completion.choices[0];
    assert_eq!(
        (completion.id.as_str(), completion.model.as_str()),
        ("cc-1", "m1")
    );
    assert_eq!(completion.content(), Some("Hi"));
    assert_eq!(choice.finish_reason.as_str(), "stop");
    let usage = completion.usage.as_ref();
    assert_eq!(usage.map(|usage| usage.total_tokens), Some(4));
    assert!(completion.extra.get("prompt_filter_results").is_some());
    assert!(choice.extra.get("content_filter_results").is_some());
}

#[tokio::test]
async fn values_and_limits_of_another_provider_are_read() {
    let (Some(body), Some(headers)) = (
        file("14-groq-extras/body.json"),
        file("14-groq-extras/headers.txt"),
    ) else {
        return;
    };
    let mut response = json(body);
    for line in String::from_utf8(headers).expect("UTF-8").lines() {
        let (name, value) = line.split_once(": ").expect("a header");
        response = response.with_header(name, value);
    }
    let server = Server::with_responses([response]).await;
    let call = server.client().chat().completions().create(question());
    let received = call.send_with_response().await.expect("a completion");
    let limits = received.rate_limits();
    let resets = [limits.requests(), limits.tokens()].map(|limit| {
        limit
            .and_then(|limit| limit.reset)
            .map(|reset| reset.as_secs_f64())
    });
    assert_eq!(resets, [Some(179.56), Some(7.66)]);
    let note = received.headers().get("x-note").expect("a header");
    assert_eq!(note.as_bytes(), "naïve".as_bytes());
    let completion = received.into_value();
    assert_eq!(completion.content(), Some("Hi"));
    let tier = completion.service_tier.as_ref().map(|tier| tier.as_str());
    assert_eq!(tier, Some("on_demand"));
    let usage = completion.usage.as_ref().expect("usage");
    assert_eq!(usage.extra.get("total_time"), Some(&json!(0.54)));
    assert!(completion.extra.get("x_groq").is_some());
}

#[tokio::test]
async fn vectors_have_any_form_and_damaged_ones_are_errors() {
    for (path, expected) in [
        ("floats.json", Ok(vec![vec![0.5, -1.0, 0.002]])),
        ("base64.json", Ok(vec![vec![0.5, -1.0]])),
        ("nulls.json", Err("null")),
        ("nan.json", Err("NaN")),
    ] {
        let Some(bytes) = file(&format!("18-embeddings-odd/{path}")) else {
            return;
        };
        let server = Server::with_responses([json(bytes)]).await;
        let request = CreateEmbeddingRequest::from_texts("m", ["one"]);
        let vectors = server.client().embeddings().create(request).vectors().await;
        match (vectors, expected) {
            (Ok(vectors), Ok(expected)) => assert_eq!(vectors, expected, "{path}"),
            (Err(error), Err(reason)) => assert!(error.to_string().contains(reason), "{error}"),
            (vectors, _) => panic!("{path}: {vectors:?}"),
        }
    }
}
