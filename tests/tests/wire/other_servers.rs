//! Values as other servers send them: numbers as strings, other forms of base64, lists that are `null`.

use openai_typed::ErrorKind;
use openai_typed::types::{
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, CreateEmbeddingRequest,
    CreateImageRequest, CreateResponse,
};
use openai_typed::usage::TokenUsage;
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

#[tokio::test]
async fn token_counts_may_be_strings_or_decimals() {
    for (three, four) in [
        (json!("3"), json!("4")),
        (json!(3.0), json!(4.0)),
        (json!(3), json!(4)),
    ] {
        let completion = json!({
            "id": "c", "choices": [{ "index": 0, "finish_reason": "stop", "message": { "content": "Hi" } }],
            "usage": { "prompt_tokens": three, "completion_tokens": four },
        });
        let response = json!({
            "id": "r", "status": "completed", "output": [],
            "usage": { "input_tokens": three, "output_tokens": four, "total_tokens": null },
        });
        let server =
            Server::with_responses([MockResponse::json(completion), MockResponse::json(response)])
                .await;
        let client = server.client();
        let message = ChatCompletionRequestUserMessage::new("Hi");
        let request = CreateChatCompletionRequest::new("m", [message]);
        let completion = client
            .chat()
            .completions()
            .create(request)
            .await
            .expect("a completion");
        let response = client
            .responses()
            .create(CreateResponse::new().with_input("Hi"))
            .await;
        let response = response.expect("a response");
        for usage in [TokenUsage::of(&completion), TokenUsage::of(&response)] {
            let usage = usage.expect("a usage");
            assert_eq!(
                (usage.input, usage.output, usage.total),
                (3, 4, 7),
                "{three}"
            );
        }
    }
}

#[tokio::test]
async fn vectors_in_other_forms_of_base64_are_decoded() {
    // The bytes of 0.5 and -1.0, and of a number whose base64 has characters of both alphabets.
    for (encoded, expected) in [
        ("AAAAPwAAgL8=", [0.5, -1.0]),
        ("AAAAPwAA\ngL8", [0.5, -1.0]),
        ("AAAAPwAAgL8=\r\n", [0.5, -1.0]),
    ] {
        let embedding = json!({ "object": "embedding", "index": 0, "embedding": encoded });
        let body = json!({ "object": "list", "model": "m", "data": [embedding] });
        let server = Server::with_responses([MockResponse::json(body)]).await;
        let request = CreateEmbeddingRequest::from_texts("m", ["one"]);
        let vectors = server.client().embeddings().create(request).vectors().await;
        assert_eq!(vectors.expect("vectors"), [expected], "{encoded:?}");
    }
}

#[tokio::test]
async fn an_image_of_a_response_may_be_a_data_url() {
    for encoded in ["data:image/png;base64,iVBORw0KGgo=", "iVBORw0K\nGgo="] {
        let body = json!({ "created": 1, "data": [{ "b64_json": encoded, "url": "" }] });
        let server = Server::with_responses([MockResponse::json(body)]).await;
        let request = CreateImageRequest::new("An otter");
        let images = server
            .client()
            .images()
            .generate(request)
            .await
            .expect("a response");
        let images = images.images().expect("images");
        assert_eq!(images[0].media_type(), "image/png", "{encoded}");
        assert_eq!(
            images[0].bytes().as_ref(),
            b"\x89PNG\r\n\x1a\n",
            "{encoded}"
        );
    }
}

#[tokio::test]
async fn a_list_that_is_null_is_empty() {
    for data in [Value::Null, json!([])] {
        let body = json!({ "object": "list", "data": data, "has_more": false });
        let server = Server::with_responses([MockResponse::json(body)]).await;
        let files = server.client().files().list().items().collect().await;
        assert!(files.expect("files").is_empty());
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_list_without_the_object_around_it_is_read() {
    let model =
        json!({ "id": "model-a", "object": "model", "created": 1, "pricing": { "input": 1 } });
    let file = json!({ "id": "file-a", "object": "file", "bytes": 1, "filename": "a.txt" });
    let bodies = [
        json!([model]),
        json!([file]),
        json!([{ "name": "model-a" }]),
        json!([]),
    ];
    let server = Server::with_responses(bodies.map(MockResponse::json)).await;
    let client = server.client();
    let models = client.models().list().await.expect("models");
    assert_eq!(models.data[0].id, "model-a");
    let files = client
        .files()
        .list()
        .items()
        .collect()
        .await
        .expect("files");
    assert_eq!(files[0].id, "file-a");
    // Nothing shows that these are models.
    for _ in 0..2 {
        let error = client.models().list().await.expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::Decode);
    }
}

#[tokio::test]
async fn an_object_with_other_properties_is_an_error() {
    for (body, shown) in [
        (json!({ "models": [{ "name": "model-a" }] }), "model-a"),
        (json!({ "status": "ok" }), "`object`, `data`"),
        (json!({ "title": "Moved", "status": 410 }), "Moved"),
    ] {
        let server = Server::with_responses([MockResponse::json(body.clone())]).await;
        let client = server.client_with(|builder| builder.api_key("k").max_retries(0));
        let error = client.models().list().await.expect_err("an error");
        assert!(error.message().contains(shown), "{body}: {error}");
        assert_eq!(error.parsed::<Value>().expect("JSON"), body);
    }
    // An object with some of the properties is the response.
    for body in [
        json!({ "data": [] }),
        json!({ "object": "list" }),
        json!({}),
    ] {
        let server = Server::with_responses([MockResponse::json(body.clone())]).await;
        let models = server.client().models().list().await.expect("models");
        assert!(models.data.is_empty(), "{body}");
    }
}

#[tokio::test]
async fn a_vector_in_a_list_is_a_vector() {
    for (embedding, expected) in [
        (json!([[0.5, -1.0]]), Some(vec![0.5, -1.0])),
        (json!([[0.5], [1.0]]), None),
        (json!([[null]]), None),
    ] {
        let item = json!({ "object": "embedding", "index": 0, "embedding": embedding });
        let body = json!({ "object": "list", "model": "m", "data": [item] });
        let server = Server::with_responses([MockResponse::json(body)]).await;
        let call = server
            .client()
            .embeddings()
            .create(CreateEmbeddingRequest::new("m", "x"));
        let vectors = call.await.expect("embeddings").vectors().ok();
        assert_eq!(vectors, expected.map(|vector| vec![vector]), "{embedding}");
    }
}
