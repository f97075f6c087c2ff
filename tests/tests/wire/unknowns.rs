//! Data unknown to this version is preserved: received, accessible, and encoded unchanged.

use oasmith_tests::json::by_value;
use openai_typed::types::{
    BetaWebSearchActionSearch, OutputItem, ResponseStatus, WebSearchActionSearch,
};
use openai_typed::unknown::{decode, find_unmodeled};
use serde::Serialize;
use serde_json::{Value, json};

use crate::responses::response;
use crate::support::{MockResponse, Server};

/// Asserts that a value is encoded to this JSON, with numbers compared by value.
#[track_caller]
fn assert_encodes_to(value: &impl Serialize, expected: &Value) {
    let encoded = serde_json::to_value(value).expect("JSON");
    assert_eq!(by_value(&encoded), by_value(expected));
}

async fn received(response: Value) -> openai_typed::types::Response {
    let server = Server::with_responses([MockResponse::json(response)]).await;
    let call = server.client().responses().retrieve("resp_1");
    call.await.expect("a response")
}

#[tokio::test]
async fn a_known_response_is_preserved() {
    let json = response("resp_1", "completed");
    let response = received(json.clone()).await;
    assert_encodes_to(&response, &json);
    assert_eq!(find_unmodeled(&response), []);
}

#[tokio::test]
async fn an_unknown_enum_value_and_property_are_preserved() {
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
    assert_encodes_to(&response, &json);
    let pointers: Vec<_> = find_unmodeled(&response)
        .into_iter()
        .map(|unmodeled| unmodeled.pointer)
        .collect();
    assert_eq!(pointers, ["/status", "/output/0/glow", "/mood"]);
}

#[tokio::test]
async fn an_output_item_of_an_unknown_type_is_preserved() {
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
    assert_encodes_to(&response, &json);
}

#[tokio::test]
async fn an_invalid_item_is_preserved_with_the_reason() {
    let mut json = response("resp_1", "completed");
    json["output"][0]["content"] = json!("not a list");
    json["created_at"] = json!("yesterday");
    let response = received(json.clone()).await;
    let mismatches: Vec<_> = response.extra.mismatches().map(|(name, _)| name).collect();
    assert_eq!(mismatches, ["created_at"]);
    let OutputItem::Unknown(unknown) = &response.output[0] else {
        panic!("{response:?}");
    };
    assert!(unknown.reason().is_some(), "{unknown:?}");
    assert_encodes_to(&response, &json);
}

#[tokio::test]
async fn a_missing_field_stays_missing() {
    let mut json = response("resp_1", "completed");
    json.as_object_mut().expect("an object").remove("tools");
    let response = received(json.clone()).await;
    assert!(response.tools.is_empty());
    assert!(response.extra.is_missing("tools"));
    assert_encodes_to(&response, &json);
}

#[test]
fn sources_of_a_web_search_are_pages_or_apis() {
    let action = json!({
        "type": "search",
        "sources": [
            {"type": "url", "url": "https://weather.example/today"},
            {"type": "api", "name": "example-weather"},
        ],
    });
    let bytes = action.to_string();
    let action = decode::<WebSearchActionSearch>(bytes.as_bytes()).expect("an action");
    assert_eq!(find_unmodeled(&action), []);
    let sources = action.sources.expect("sources");
    assert_eq!(
        sources[0].url.as_deref(),
        Some("https://weather.example/today")
    );
    assert_eq!(sources[1].name.as_deref(), Some("example-weather"));
    let action = decode::<BetaWebSearchActionSearch>(bytes.as_bytes()).expect("an action");
    assert_eq!(find_unmodeled(&action), []);
}
