//! Conversations that are shortened when their history exceeds a token budget.

use openai_typed::conversation::{Compaction, Conversation};
use openai_typed::testing::{MockResponse, MockTransport};
use openai_typed::types::{CreateResponse, InputItem};
use openai_typed::{Client, Error, ErrorKind};
use serde_json::{Value, json};

fn says(id: &str, text: &str, tokens: u64) -> MockResponse {
    let content =
        json!([{ "type": "output_text", "text": text, "annotations": [], "logprobs": [] }]);
    let message = json!({ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": content });
    MockResponse::json(&json!({
        "id": id, "object": "response", "status": "completed", "output": [message],
        "usage": { "input_tokens": tokens - 1, "output_tokens": 1, "total_tokens": tokens },
    }))
}

fn summary() -> Value {
    json!({ "type": "compaction", "id": "cmp_1", "encrypted_content": "c2hvcnQ=" })
}

fn compacted(tokens: u64) -> MockResponse {
    MockResponse::json(&json!({
        "id": "resp_c", "object": "response.compaction", "created_at": 1, "output": [summary()],
        "usage": { "input_tokens": 900, "output_tokens": tokens, "total_tokens": 900 + tokens },
    }))
}

fn user(text: &str) -> Value {
    json!({ "role": "user", "content": text })
}

fn settings() -> CreateResponse {
    CreateResponse::new()
        .with_model("gpt-5")
        .with_instructions("Be brief.")
}

/// Returns the operation and the body of each request.
fn requests(mock: &MockTransport) -> Vec<(String, Value)> {
    let requests = mock.requests();
    let pairs = requests
        .iter()
        .map(|request| (request.operation.to_owned(), request.json()));
    pairs.collect()
}

fn operations(mock: &MockTransport) -> Vec<String> {
    requests(mock)
        .into_iter()
        .map(|(operation, _)| operation)
        .collect()
}

#[tokio::test]
async fn the_service_shortens_a_history_that_exceeds_the_budget() {
    let (client, mock) = Client::mocked([
        says("resp_1", "The Loire.", 100),
        says("resp_2", "1,006 km.", 101),
        compacted(20),
        says("resp_3", "Nantes.", 40),
        says("resp_4", "Yes.", 60),
    ]);
    let compaction = Compaction::above(100);
    let mut conversation = Conversation::new(settings());
    for question in [
        "Name a river.",
        "How long is it?",
        "Where does it end?",
        "Sure?",
    ] {
        let sent = conversation
            .send_within(&client, question, &compaction)
            .await;
        sent.expect("a response");
    }
    let requests = requests(&mock);
    let (operation, body) = &requests[2];
    assert_eq!(operation, "Compactconversation");
    assert_eq!(
        body,
        &json!({ "model": "gpt-5", "previous_response_id": "resp_2", "instructions": "Be brief." })
    );
    // The shortened history is sent once, and later requests refer to it by ID.
    let (operation, body) = &requests[3];
    assert_eq!(operation, "createResponse");
    assert_eq!(
        body["input"],
        json!([summary(), user("Where does it end?")])
    );
    assert!(body.get("previous_response_id").is_none());
    let (_, body) = &requests[4];
    assert_eq!(body["previous_response_id"], "resp_3");
    assert_eq!(body["input"], json!([user("Sure?")]));
    assert_eq!(requests.len(), 5);
}

#[tokio::test]
async fn a_stateless_history_is_replaced_by_what_a_callback_returns() {
    let (client, mock) = Client::mocked([
        says("resp_1", "The Loire.", 101),
        says("resp_s", "A river.", 50),
        says("resp_2", "1,006 km.", 30),
    ]);
    let summarizer = client.clone();
    let compaction = Compaction::above(100).by(move |mut conversation| {
        let client = summarizer.clone();
        async move {
            let summary = conversation.send(&client, "Summarize.").await?;
            Ok(vec![InputItem::user(summary.message_text())])
        }
    });
    let mut conversation = Conversation::stateless(settings());
    for question in ["Name a river.", "How long is it?"] {
        let sent = conversation
            .send_within(&client, question, &compaction)
            .await;
        sent.expect("a response");
    }
    let requests = requests(&mock);
    let asked = requests[1].1["input"].as_array().expect("items");
    assert_eq!((asked.len(), &asked[2]), (3, &user("Summarize.")));
    assert_eq!(
        requests[2].1["input"],
        json!([user("A river."), user("How long is it?")])
    );
    assert_eq!(requests[2].1["store"], false);
}

#[tokio::test]
async fn tokens_of_a_restored_conversation_are_counted_by_the_service() {
    for (tokens, is_compacted) in [(100, false), (101, true)] {
        let count = json!({ "object": "response.input_tokens", "input_tokens": tokens });
        let (client, mock) = Client::mocked([MockResponse::json(&count)]);
        mock.on("Compactconversation", compacted(20));
        let saved =
            json!({ "model": "gpt-5", "previous_response_id": "resp_1", "temperature": 0.5 });
        let mut conversation: Conversation = serde_json::from_value(saved).expect("a conversation");
        let compaction = Compaction::above(100);
        let done = conversation
            .compact_by(&client, &compaction)
            .await
            .expect("a count");
        assert_eq!(done, is_compacted);
        let requests = requests(&mock);
        assert_eq!(
            requests[0],
            (
                "Getinputtokencounts".to_owned(),
                json!({ "model": "gpt-5", "previous_response_id": "resp_1" })
            )
        );
        assert_eq!(requests.len(), 1 + usize::from(is_compacted));
        assert_eq!(
            conversation.request().previous_response_id.is_none(),
            is_compacted
        );
    }
}

#[tokio::test]
async fn a_compaction_that_fails_leaves_the_conversation_unchanged() {
    let (client, mock) = Client::mocked([says("resp_1", "The Loire.", 500)]);
    mock.on(
        "Compactconversation",
        MockResponse::error(400, "invalid", "too short"),
    );
    let mut conversation = Conversation::new(settings());
    conversation
        .send(&client, "Name a river.")
        .await
        .expect("a response");
    let before = conversation.clone();
    let by_api = Compaction::above(100);
    let error = conversation
        .send_within(&client, "How long?", &by_api)
        .await;
    assert_eq!(
        error.expect_err("the rejection").kind(),
        ErrorKind::BadRequest
    );
    assert_eq!(conversation, before);

    let failing = Compaction::above(100).by(async |_| Err(Error::request("no summary")));
    let error = conversation
        .send_within(&client, "How long?", &failing)
        .await;
    assert_eq!(
        error.expect_err("the error of the callback").message(),
        "no summary"
    );
    assert_eq!(conversation, before);
    assert_eq!(operations(&mock), ["createResponse", "Compactconversation"]);
}

#[tokio::test]
async fn a_history_that_the_service_keeps_is_not_compacted() {
    let (client, mock) = Client::mocked([]);
    let mut conversation = Conversation::new(settings().with_conversation("conv_1"));
    let error = conversation.compact(&client).await.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.message().contains("context_management"), "{error}");
    // Nothing is sent for a conversation without history either.
    let mut conversation = Conversation::new(settings());
    let compaction = Compaction::above(0);
    assert!(
        !conversation
            .compact_by(&client, &compaction)
            .await
            .expect("no history")
    );
    conversation.compact(&client).await.expect("no history");
    assert!(mock.requests().is_empty());
}
