//! Responses: plain, retrieved, deleted, cancelled, and their input items page by page.

use futures_util::TryStreamExt;
use openai_typed::types::{
    CreateResponse, IncludeEnum, ItemResource, ListInputItemsOrder, OutputItem,
    OutputMessageContent, ResponseStatus,
};
use serde_json::{Value, json};

use crate::support::{Answer, Server};

/// A response as the service writes it.
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
async fn a_response_is_json_for_json() {
    let server = Server::answering([Answer::json(response("resp_1", "completed"))]).await;
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
    let request = server.only();
    assert_eq!(request.line(), "POST /v1/responses");
    assert_eq!(
        request.json(),
        json!({ "model": "gpt-5.4", "input": "The capital of France?", "store": false })
    );
}

#[tokio::test]
async fn a_path_parameter_is_escaped_and_a_list_gets_brackets() {
    let server = Server::answering([Answer::json(response("resp_2", "completed"))]).await;
    let call = server.client().responses().retrieve("a/b c?d#é%");
    let call = call.with_include(vec![
        IncludeEnum::FileSearchCallResults,
        IncludeEnum::from("new.thing"),
    ]);
    assert_eq!(call.await.expect("a response").id, "resp_2");
    let request = server.only();
    assert_eq!(request.path(), "/v1/responses/a%2Fb%20c%3Fd%23%C3%A9%25");
    let include = |value: &str| ("include[]".to_owned(), value.to_owned());
    assert_eq!(
        request.query(),
        [include("file_search_call.results"), include("new.thing")]
    );
    assert_eq!(request.header("content-type"), None);
}

#[tokio::test]
async fn a_deleted_response_leaves_nothing() {
    let answer = json!({ "id": "resp_3", "object": "response", "deleted": true });
    let server = Server::answering([Answer::json(answer), Answer::empty(204)]).await;
    let responses = server.client().responses();
    for id in ["resp_3", "resp_4"] {
        responses.delete(id).await.expect("deleted");
    }
    let lines: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.line())
        .collect();
    assert_eq!(
        lines,
        ["DELETE /v1/responses/resp_3", "DELETE /v1/responses/resp_4"]
    );
}

#[tokio::test]
async fn cancelling_sends_no_body() {
    let server = Server::answering([Answer::json(response("resp_5", "cancelled"))]).await;
    let response = server.client().responses().cancel("resp_5").await;
    assert_eq!(
        response.expect("a response").status,
        Some(ResponseStatus::Cancelled)
    );
    let request = server.only();
    assert_eq!(request.line(), "POST /v1/responses/resp_5/cancel");
    assert_eq!(request.header("content-type"), None);
    assert!(request.body.is_empty());
}

/// A page of input messages with these ids.
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
async fn input_items_go_on_after_the_last_one_of_each_page() {
    let server = Server::answering([
        Answer::json(items(&["msg_1", "msg_2"], true)),
        Answer::json(items(&["msg_3"], false)),
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
    let lines: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.line())
        .collect();
    assert_eq!(
        lines,
        [
            "GET /v1/responses/resp_6/input_items?limit=2&order=asc",
            "GET /v1/responses/resp_6/input_items?limit=2&order=asc&after=msg_2",
        ]
    );
}

#[tokio::test]
async fn pages_go_on_behind_an_item_of_a_new_type() {
    let mut first = items(&["msg_1"], true);
    let new = json!({ "type": "hologram", "id": "holo_1" });
    first["data"].as_array_mut().expect("a list").push(new);
    first["last_id"] = json!("holo_1");
    let server =
        Server::answering([Answer::json(first), Answer::json(items(&["msg_2"], false))]).await;
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
