//! Embeddings: a body that is a union, and numbers that stay what they are.

use openai_typed::types::{
    CreateEmbeddingRequest, CreateEmbeddingRequestModel, EmbeddingEmbedding,
};
use serde_json::{Value, json};

use crate::support::{Answer, Server};

const MODEL: CreateEmbeddingRequestModel = CreateEmbeddingRequestModel::TextEmbedding3Small;

fn answer(embedding: Value) -> Answer {
    Answer::json(json!({
        "object": "list",
        "data": [{ "object": "embedding", "index": 0, "embedding": embedding }],
        "model": "text-embedding-3-small",
        "usage": { "prompt_tokens": 5, "total_tokens": 5 },
    }))
}

#[tokio::test]
async fn every_kind_of_input_is_sent_as_it_is() {
    let inputs = [
        CreateEmbeddingRequest::new("one".to_owned(), MODEL),
        CreateEmbeddingRequest::new(vec!["one".to_owned(), "two".to_owned()], MODEL),
        CreateEmbeddingRequest::new(vec![1_i64, 2, 3], MODEL),
        CreateEmbeddingRequest::new(vec![vec![1_i64, 2], vec![3]], MODEL),
    ];
    let server = Server::answering(inputs.iter().map(|_| answer(json!([0.5])))).await;
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
    assert_eq!(requests[0].line(), "POST /v1/embeddings");
}

#[tokio::test]
async fn numbers_keep_their_last_digit() {
    let numbers = [-0.006_929_283_495_992_422, 1e-300, 0.1, 3.0];
    let server = Server::answering([answer(json!(numbers))]).await;
    let body = CreateEmbeddingRequest::new("one".to_owned(), MODEL).with_dimensions(4);
    let list = server.client().embeddings().create(body).await;
    let embedding = &list.expect("embeddings").data[0].embedding;
    assert_eq!(*embedding, EmbeddingEmbedding::Floats(numbers.to_vec()));
    assert_eq!(server.only().json()["dimensions"], json!(4));
}

#[tokio::test]
async fn numbers_in_base64_are_kept_as_they_came() {
    let server = Server::answering([answer(json!("AAAAPw=="))]).await;
    let body = CreateEmbeddingRequest::new("one", MODEL).with_encoding_format("base64");
    let list = server.client().embeddings().create(body).await;
    let embedding = &list.expect("embeddings").data[0];
    let base64 = EmbeddingEmbedding::Base64("AAAAPw==".to_owned());
    assert_eq!(embedding.embedding, base64);
    assert_eq!(server.only().json()["encoding_format"], json!("base64"));
}
