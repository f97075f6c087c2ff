//! What this version does not know survives: received, looked at, and sent back as it was.

use oasmith_tests::json::by_value;
use openai_typed::runtime::codec::survey;
use openai_typed::types::{OutputItem, ResponseStatus};
use serde::Serialize;
use serde_json::{Value, json};

use crate::responses::response;
use crate::support::{Answer, Server};

/// Compares JSON, numbers by value: `1` is `1.0`.
#[track_caller]
fn assert_same(sent: &impl Serialize, expected: &Value) {
    let sent = serde_json::to_value(sent).expect("JSON");
    assert_eq!(by_value(&sent), by_value(expected));
}

async fn received(response: Value) -> openai_typed::types::Response {
    let server = Server::answering([Answer::json(response)]).await;
    let call = server.client().responses().retrieve("resp_1");
    call.await.expect("a response")
}

#[tokio::test]
async fn a_response_goes_through_unchanged() {
    let json = response("resp_1", "completed");
    let response = received(json.clone()).await;
    assert_same(&response, &json);
    assert_eq!(survey(&response), []);
}

#[tokio::test]
async fn a_new_enum_value_and_a_new_field_survive() {
    let mut json = response("resp_1", "pondering");
    json["mood"] = json!({ "joy": [1, 2.50, null] });
    json["output"][0]["glow"] = json!("green");
    let response = received(json.clone()).await;
    assert_eq!(
        response.status,
        Some(ResponseStatus::Unknown("pondering".to_owned()))
    );
    assert_eq!(response.extra.get("mood"), Some(&json["mood"]));
    let OutputItem::Message(message) = &response.output[0] else {
        panic!("{response:?}");
    };
    assert_eq!(message.extra.get("glow"), Some(&json!("green")));
    assert_same(&response, &json);
    let found: Vec<_> = survey(&response)
        .into_iter()
        .map(|found| found.pointer)
        .collect();
    assert_eq!(found, ["/output/0/glow", "/status", "/mood"]);
}

#[tokio::test]
async fn an_output_item_of_a_new_type_is_kept_whole() {
    let mut json = response("resp_1", "completed");
    let new = json!({ "type": "hologram", "id": "holo_1", "layers": [{ "depth": 1e3 }] });
    json["output"]
        .as_array_mut()
        .expect("a list")
        .push(new.clone());
    let response = received(json.clone()).await;
    let OutputItem::Unknown(unknown) = &response.output[1] else {
        panic!("{response:?}");
    };
    assert_eq!(unknown.json(), &new);
    assert_eq!(unknown.reason(), None);
    assert_same(&response, &json);
}

#[tokio::test]
async fn a_known_item_that_does_not_fit_is_kept_with_the_reason() {
    let mut json = response("resp_1", "completed");
    json["output"][0]["content"] = json!("not a list");
    json["created_at"] = json!("yesterday");
    let response = received(json.clone()).await;
    let misfits: Vec<_> = response.extra.misfits().map(|(name, _)| name).collect();
    assert_eq!(misfits, ["created_at"]);
    let OutputItem::Unknown(unknown) = &response.output[0] else {
        panic!("{response:?}");
    };
    assert!(unknown.reason().is_some(), "{unknown:?}");
    assert_same(&response, &json);
}

#[tokio::test]
async fn a_missing_field_stays_missing() {
    let mut json = response("resp_1", "completed");
    json.as_object_mut().expect("an object").remove("tools");
    let response = received(json.clone()).await;
    assert!(response.tools.is_empty());
    assert!(response.extra.is_missing("tools"));
    assert_same(&response, &json);
}
