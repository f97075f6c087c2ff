//! Realtime calls: a session description as a text body or in a form.

use openai_typed::types::{
    RealtimeCallCreateRequest, RealtimeCallReferRequest, RealtimeSessionCreateRequestGa,
};
use serde_json::json;

use crate::support::{MockResponse, Part, Server};

const OFFER: &str = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n";
const ANSWER: &str = "v=0\r\no=- 3 4 IN IP4 127.0.0.1\r\n";

fn mock_response() -> MockResponse {
    MockResponse::new(201, "application/sdp", ANSWER)
        .with_header("location", "/v1/realtime/calls/rtc_1")
}

#[tokio::test]
async fn form_parts_have_their_declared_media_types() {
    let server = Server::with_responses([mock_response()]).await;
    let session = RealtimeSessionCreateRequestGa::new()
        .with_model("gpt-realtime")
        .with_instructions("Be brief.");
    let form = RealtimeCallCreateRequest::new(OFFER).with_session(session);

    let call = server.client().realtime().calls().create(form);
    let response = call.send_with_response().await.expect("a response");

    assert_eq!(response.value, ANSWER);
    assert_eq!(response.status(), 201);
    let location = response.headers().get("location");
    assert_eq!(
        location.map(|value| value.as_bytes()),
        Some(&b"/v1/realtime/calls/rtc_1"[..])
    );
    let request = server.single_request();
    assert_eq!(request.method_and_target(), "POST /v1/realtime/calls");
    assert_eq!(request.header("accept"), Some("application/sdp"));
    let [sdp, session] = request.form().try_into().expect("two parts");
    assert_eq!(
        sdp,
        Part::text("sdp", OFFER).with_content_type("application/sdp")
    );
    assert_eq!(session.name, "session");
    assert_eq!(session.content_type.as_deref(), Some("application/json"));
    let session: serde_json::Value = serde_json::from_slice(&session.content).expect("JSON");
    assert_eq!(
        session,
        json!({ "type": "realtime", "model": "gpt-realtime", "instructions": "Be brief." })
    );
}

#[tokio::test]
async fn a_text_body_can_be_sent_without_a_form() {
    let server = Server::with_responses([mock_response()]).await;
    let answer = server.client().realtime().calls().create_raw(OFFER).await;
    assert_eq!(answer.expect("a description"), ANSWER);
    let request = server.single_request();
    assert_eq!(request.header("content-type"), Some("application/sdp"));
    assert_eq!(request.body, OFFER.as_bytes());
}

#[tokio::test]
async fn a_call_is_referred_without_a_response_body() {
    let server = Server::with_responses([MockResponse::empty(200)]).await;
    let body = RealtimeCallReferRequest::new("tel:+14155550123");
    let calls = server.client().realtime().calls();
    calls.refer("rtc_1", body).await.expect("a response");
    let request = server.single_request();
    assert_eq!(
        request.method_and_target(),
        "POST /v1/realtime/calls/rtc_1/refer"
    );
    assert_eq!(request.json(), json!({ "target_uri": "tel:+14155550123" }));
}
