//! Embeddings: an input that is a union, and numbers at full precision.

use openai_typed::ErrorKind;
use openai_typed::types::{
    CreateEmbeddingRequest, CreateEmbeddingRequestInput, CreateEmbeddingRequestModel,
    EmbeddingEmbedding,
};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

const MODEL: CreateEmbeddingRequestModel = CreateEmbeddingRequestModel::TextEmbedding3Small;

fn mock_response(embedding: Value) -> MockResponse {
    MockResponse::json(json!({
        "object": "list",
        "data": [{ "object": "embedding", "index": 0, "embedding": embedding }],
        "model": "text-embedding-3-small",
        "usage": { "prompt_tokens": 5, "total_tokens": 5 },
    }))
}

#[tokio::test]
async fn every_kind_of_input_is_sent_unchanged() {
    let inputs = [
        CreateEmbeddingRequest::new(MODEL, "one".to_owned()),
        CreateEmbeddingRequest::new(MODEL, vec!["one".to_owned(), "two".to_owned()]),
        CreateEmbeddingRequest::new(MODEL, vec![1_i64, 2, 3]),
        CreateEmbeddingRequest::new(MODEL, vec![vec![1_i64, 2], vec![3]]),
    ];
    let server = Server::with_responses(inputs.iter().map(|_| mock_response(json!([0.5])))).await;
    for input in inputs {
        let list = server.client().embeddings().create(input).await;
        let embedding = &list.expect("embeddings").data[0].embedding;
        assert_eq!(*embedding, EmbeddingEmbedding::Floats(vec![0.5]));
    }
    let requests = server.requests();
    let sent: Vec<_> = requests
        .iter()
        .map(|request| request.json()["input"].clone())
        .collect();
    assert_eq!(
        sent,
        [
            json!("one"),
            json!(["one", "two"]),
            json!([1, 2, 3]),
            json!([[1, 2], [3]])
        ]
    );
    assert_eq!(requests[0].method_and_target(), "POST /v1/embeddings");
}

#[tokio::test]
async fn numbers_keep_their_precision() {
    let numbers = [-0.006_929_283_495_992_422, 1e-300, 0.1, 3.0];
    let server = Server::with_responses([mock_response(json!(numbers))]).await;
    let body = CreateEmbeddingRequest::new(MODEL, "one".to_owned()).with_dimensions(4);
    let list = server.client().embeddings().create(body).await;
    let embedding = &list.expect("embeddings").data[0].embedding;
    assert_eq!(*embedding, EmbeddingEmbedding::Floats(numbers.to_vec()));
    assert_eq!(server.single_request().json()["dimensions"], json!(4));
}

#[tokio::test]
async fn an_embedding_in_base64_is_kept_unchanged() {
    let server = Server::with_responses([mock_response(json!("AAAAPw=="))]).await;
    let body = CreateEmbeddingRequest::new(MODEL, "one").with_encoding_format("base64");
    let list = server.client().embeddings().create(body).await;
    let embedding = &list.expect("embeddings").data[0];
    let base64 = EmbeddingEmbedding::Base64("AAAAPw==".to_owned());
    assert_eq!(embedding.embedding, base64);
    assert_eq!(
        server.single_request().json()["encoding_format"],
        json!("base64")
    );
}

#[tokio::test]
async fn vectors_are_requested_in_base64_and_returned_in_the_order_of_the_inputs() {
    let embedding =
        |index, embedding| json!({ "object": "embedding", "index": index, "embedding": embedding });
    // Little-endian floats: 0.5, -1.0. The second one has the form that was not requested.
    let data = [
        embedding(1, json!([0.25, 3])),
        embedding(0, json!("AAAAPwAAgL8=")),
    ];
    let response = json!({ "object": "list", "data": data, "model": "m" });
    let server = Server::with_responses([MockResponse::json(response)]).await;
    let texts = ["one", "two"].into_iter().map(str::to_owned);
    let request = CreateEmbeddingRequest::from_texts(MODEL, texts);
    let vectors = server.client().embeddings().embed(request).await;
    assert_eq!(vectors.expect("vectors"), [[0.5, -1.0], [0.25, 3.0]]);
    let sent = server.single_request().json();
    assert_eq!(sent["encoding_format"], json!("base64"));
    assert_eq!(sent["input"], json!(["one", "two"]));
}

#[tokio::test]
async fn an_embedding_that_is_not_a_vector_is_an_error() {
    for (embedding, reason) in [
        (json!([null, null]), "[null,null]"),
        (json!("AAAA"), "3 bytes are not 32-bit floats"),
        (json!("?"), "Invalid"),
        (Value::Null, "null"),
        (json!({ "a": 1 }), "{\"a\":1}"),
    ] {
        let server = Server::with_responses([mock_response(embedding)]).await;
        let request = CreateEmbeddingRequest::from_texts(MODEL, ["one"]);
        let call = server.client().embeddings().create(request);
        let error = call.vectors().await.expect_err("no vector");
        assert_eq!(error.kind(), ErrorKind::Decode);
        let message = error.to_string();
        assert!(
            message.contains("index 0") && message.contains(reason),
            "{message}"
        );
    }
    let server = Server::with_responses([mock_response(json!([1]))]).await;
    let request = CreateEmbeddingRequest::from_texts(MODEL, ["one", "two"]);
    let error = server.client().embeddings().embed(request).await;
    let message = error.expect_err("one vector").to_string();
    assert!(message.contains("1 embeddings"), "{message}");
}

#[test]
fn a_request_is_split_at_the_limits_and_keeps_its_order() {
    let lengths = |request: CreateEmbeddingRequest| -> Vec<usize> {
        let batches = request.batches().map(|batch| match batch.input {
            CreateEmbeddingRequestInput::TextList(texts) => texts.len(),
            CreateEmbeddingRequestInput::IntegerListList(lists) => lists.len(),
            other => panic!("{other:?}"),
        });
        batches.collect()
    };
    let texts = || (0..5000).map(|number| number.to_string());
    assert_eq!(
        lengths(CreateEmbeddingRequest::from_texts(MODEL, texts())),
        [2048, 2048, 904]
    );
    let kept: Vec<String> = CreateEmbeddingRequest::from_texts(MODEL, texts())
        .with_dimensions(8)
        .batches()
        .flat_map(|batch| {
            assert_eq!(batch.dimensions, Some(8));
            match batch.input {
                CreateEmbeddingRequestInput::TextList(texts) => texts,
                other => panic!("{other:?}"),
            }
        })
        .collect();
    assert!(kept.into_iter().eq(texts()));
    let long = [
        "a".repeat(200_000),
        "b".repeat(100_000),
        "c".to_owned(),
        "d".repeat(400_000),
    ];
    assert_eq!(
        lengths(CreateEmbeddingRequest::from_texts(MODEL, long)),
        [2, 1, 1]
    );
    let tokens = vec![vec![1_i64; 8000]; 38];
    assert_eq!(lengths(CreateEmbeddingRequest::new(MODEL, tokens)), [37, 1]);
    let single = CreateEmbeddingRequest::new(MODEL, "one");
    assert_eq!(single.clone().batches().collect::<Vec<_>>(), [single]);
    let none = CreateEmbeddingRequest::from_texts(MODEL, Vec::<String>::new());
    assert_eq!(none.batches().count(), 0);
}
