//! Responses: created, retrieved, deleted, cancelled, and their input items page by page.

use futures_util::TryStreamExt;
use openai_typed::types::{
    CreateResponse, IncludeEnum, ItemResource, ListInputItemsOrder, OutputItem,
    OutputMessageContent, ResponseStatus,
};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

/// Returns a response in the form that the service sends.
pub fn response(id: &str, status: &str) -> Value {
    json!({
        "id": id,
        "object": "response",
        "created_at": 1_760_000_000,
        "status": status,
        "error": null,
        "incomplete_details": null,
        "instructions": null,
        "metadata": {},
        "model": "gpt-5.4",
        "output": [{
            "type": "message",
            "id": "msg_1",
            "status": "completed",
            "role": "assistant",
            "content": [
                { "type": "output_text", "text": "Paris.", "annotations": [], "logprobs": [] },
            ],
        }],
        "parallel_tool_calls": true,
        "temperature": 1.0,
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
    })
}

#[tokio::test]
async fn a_response_is_created() {
    let server =
        Server::with_responses([MockResponse::json(response("resp_1", "completed"))]).await;
    let body = CreateResponse::new()
        .with_model("gpt-5.4")
        .with_input("The capital of France?".to_owned())
        .with_store(false);

    let response = server.client().responses().create(body).await;

    let response = response.expect("a response");
    assert_eq!(response.status, Some(ResponseStatus::Completed));
    let OutputItem::Message(message) = &response.output[0] else {
        panic!("{response:?}");
    };
    let OutputMessageContent::OutputText(content) = &message.content[0] else {
        panic!("{message:?}");
    };
    assert_eq!(content.text, "Paris.");
    let request = server.single_request();
    assert_eq!(request.method_and_target(), "POST /v1/responses");
    assert_eq!(
        request.json(),
        json!({ "model": "gpt-5.4", "input": "The capital of France?", "store": false })
    );
}

#[tokio::test]
async fn path_parameters_are_escaped_and_lists_have_brackets() {
    let server =
        Server::with_responses([MockResponse::json(response("resp_2", "completed"))]).await;
    let call = server.client().responses().retrieve("a/b c?d#é%");
    let call = call.with_include(vec![
        IncludeEnum::FileSearchCallResults,
        IncludeEnum::from("new.thing"),
    ]);
    assert_eq!(call.await.expect("a response").id, "resp_2");
    let request = server.single_request();
    assert_eq!(request.path(), "/v1/responses/a%2Fb%20c%3Fd%23%C3%A9%25");
    let include = |value: &str| ("include[]".to_owned(), value.to_owned());
    assert_eq!(
        request.query(),
        [include("file_search_call.results"), include("new.thing")]
    );
    assert_eq!(request.header("content-type"), None);
}

#[tokio::test]
async fn deleting_a_response_ignores_the_body() {
    let body = json!({ "id": "resp_3", "object": "response", "deleted": true });
    let server = Server::with_responses([MockResponse::json(body), MockResponse::empty(204)]).await;
    let responses = server.client().responses();
    for id in ["resp_3", "resp_4"] {
        responses.delete(id).await.expect("deleted");
    }
    assert_eq!(
        server.methods_and_targets(),
        ["DELETE /v1/responses/resp_3", "DELETE /v1/responses/resp_4"]
    );
}

#[tokio::test]
async fn cancelling_sends_no_body() {
    let server =
        Server::with_responses([MockResponse::json(response("resp_5", "cancelled"))]).await;
    let response = server.client().responses().cancel("resp_5").await;
    assert_eq!(
        response.expect("a response").status,
        Some(ResponseStatus::Cancelled)
    );
    let request = server.single_request();
    assert_eq!(
        request.method_and_target(),
        "POST /v1/responses/resp_5/cancel"
    );
    assert_eq!(request.header("content-type"), None);
    assert!(request.body.is_empty());
}

/// Returns a page of input messages with these ids.
fn items(ids: &[&str], has_more: bool) -> Value {
    let item = |id: &&str| {
        json!({
            "type": "message",
            "id": id,
            "role": "user",
            "status": "completed",
            "content": [{ "type": "input_text", "text": "Hello" }],
        })
    };
    json!({
        "object": "list",
        "data": ids.iter().map(item).collect::<Vec<_>>(),
        "first_id": ids.first(),
        "last_id": ids.last(),
        "has_more": has_more,
    })
}

#[tokio::test]
async fn items_continue_after_the_last_one_of_each_page() {
    let server = Server::with_responses([
        MockResponse::json(items(&["msg_1", "msg_2"], true)),
        MockResponse::json(items(&["msg_3"], false)),
    ])
    .await;
    let list = server.client().responses().input_items().list("resp_6");
    let list = list.with_limit(2).with_order(ListInputItemsOrder::Asc);

    let found: Vec<_> = list.items().try_collect().await.expect("all items");

    let ids = found.iter().map(|item| match item {
        ItemResource::InputMessageResource(message) => message.id.as_str(),
        other => panic!("{other:?}"),
    });
    assert_eq!(ids.collect::<Vec<_>>(), ["msg_1", "msg_2", "msg_3"]);
    assert_eq!(
        server.methods_and_targets(),
        [
            "GET /v1/responses/resp_6/input_items?limit=2&order=asc",
            "GET /v1/responses/resp_6/input_items?limit=2&order=asc&after=msg_2",
        ]
    );
}

#[tokio::test]
async fn pages_continue_after_an_item_of_an_unknown_type() {
    let mut first = items(&["msg_1"], true);
    let new = json!({ "type": "hologram", "id": "holo_1" });
    first["data"].as_array_mut().expect("a list").push(new);
    first["last_id"] = json!("holo_1");
    let server = Server::with_responses([
        MockResponse::json(first),
        MockResponse::json(items(&["msg_2"], false)),
    ])
    .await;
    let list = server.client().responses().input_items().list("resp_7");
    let pages: Vec<_> = list.pages().try_collect().await.expect("both pages");
    let sizes: Vec<_> = pages.iter().map(|page| page.data.len()).collect();
    assert_eq!(sizes, [2, 1]);
    assert!(matches!(pages[0].data[1], ItemResource::Unknown(_)));
    let requests = server.requests();
    assert_eq!(
        requests[1].query(),
        [("after".to_owned(), "holo_1".to_owned())]
    );
}

#[tokio::test]
async fn every_kind_of_response_has_the_id_of_its_request() {
    let identified = |body: Value| MockResponse::json(body).with_header("x-request-id", "req_1");
    let created = json!({ "type": "response.created", "response": response("r", "in_progress") });
    let completed = json!({ "type": "response.completed", "response": response("r", "completed") });
    let events = [created, completed].map(|event| format!("data: {event}\n\n"));
    let events = MockResponse::events(events.iter().map(String::as_str));
    let server = Server::with_responses([
        identified(response("resp_1", "completed")),
        events.with_header("x-request-id", "req_2"),
        identified(json!({ "object": "list", "data": [], "has_more": false })),
        identified(
            json!({ "type": "message", "id": "m", "role": "user", "content": [],
            "status": "completed" }),
        ),
        identified(json!({ "text": "Hello." })),
    ])
    .await;
    let client = server.client();
    let request = || {
        CreateResponse::new()
            .with_model("gpt-5.4")
            .with_input("Hi".to_owned())
    };
    // An object.
    let response = client
        .responses()
        .create(request())
        .await
        .expect("a response");
    assert_eq!(response.request_id(), Some("req_1"));
    assert!(response.extra.is_empty(), "{:?}", response.extra);
    let json = serde_json::to_value(&response).expect("JSON");
    assert!(
        !json.to_string().contains("req_1"),
        "it is not part of the JSON"
    );
    // An accumulated stream.
    let stream = client
        .responses()
        .create(request())
        .stream()
        .await
        .expect("a stream");
    assert_eq!(stream.request_id(), Some("req_2"));
    let accumulated = stream.collect_response().await.expect("a response");
    assert_eq!(accumulated.request_id(), Some("req_2"));
    // A page.
    let page = client.files().list().await.expect("a page");
    assert_eq!(page.request_id(), Some("req_1"));
    // A union.
    let items = client.conversations().items();
    let item = items.retrieve("conv_1", "m").await.expect("an item");
    assert_eq!(item.request_id(), Some("req_1"));
    let file = openai_typed::Upload::from_bytes("a.wav", "RIFF");
    let request = openai_typed::types::CreateTranscriptionRequest::new("whisper-1", file);
    let transcripts = client.audio().transcriptions();
    let transcript = transcripts.create(request).await.expect("a transcript");
    assert_eq!(transcript.request_id(), Some("req_1"));
}
