//! Realtime calls: a session description as text, alone or in a form.

use openai_typed::types::{
    RealtimeCallCreateRequest, RealtimeCallReferRequest, RealtimeSessionCreateRequestGa,
};
use serde_json::json;

use crate::support::{Answer, Part, Server};

const OFFER: &str = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n";
const REPLY: &str = "v=0\r\no=- 3 4 IN IP4 127.0.0.1\r\n";

fn answer() -> Answer {
    Answer::new(201, "application/sdp", REPLY).with_header("location", "/v1/realtime/calls/rtc_1")
}

#[tokio::test]
async fn an_offer_in_a_form_has_parts_of_their_own_media_types() {
    let server = Server::answering([answer()]).await;
    let session = RealtimeSessionCreateRequestGa::new()
        .with_model("gpt-realtime")
        .with_instructions("Be brief.");
    let form = RealtimeCallCreateRequest::new(OFFER).with_session(session);

    let call = server.client().realtime().calls().create(form);
    let answer = call.with_response().await.expect("an answer");

    assert_eq!(answer.value, REPLY);
    assert_eq!(answer.status(), 201);
    let location = answer.headers().get("location");
    assert_eq!(
        location.map(|text| text.as_bytes()),
        Some(&b"/v1/realtime/calls/rtc_1"[..])
    );
    let request = server.only();
    assert_eq!(request.line(), "POST /v1/realtime/calls");
    assert_eq!(request.header("accept"), Some("application/sdp"));
    let [sdp, session] = request.form().try_into().expect("two parts");
    assert_eq!(sdp, Part::text("sdp", OFFER).typed("application/sdp"));
    assert_eq!(session.name, "session");
    assert_eq!(session.content_type.as_deref(), Some("application/json"));
    let session: serde_json::Value = serde_json::from_slice(&session.content).expect("JSON");
    assert_eq!(
        session,
        json!({ "type": "realtime", "model": "gpt-realtime", "instructions": "Be brief." })
    );
}

#[tokio::test]
async fn an_offer_alone_is_the_body() {
    let server = Server::answering([answer()]).await;
    let reply = server.client().realtime().calls().create_raw(OFFER).await;
    assert_eq!(reply.expect("a description"), REPLY);
    let request = server.only();
    assert_eq!(request.header("content-type"), Some("application/sdp"));
    assert_eq!(request.body, OFFER.as_bytes());
}

#[tokio::test]
async fn a_call_is_referred_with_json_and_no_reply() {
    let server = Server::answering([Answer::empty(200)]).await;
    let body = RealtimeCallReferRequest::new("tel:+14155550123");
    let calls = server.client().realtime().calls();
    calls.refer("rtc_1", body).await.expect("an answer");
    let request = server.only();
    assert_eq!(request.line(), "POST /v1/realtime/calls/rtc_1/refer");
    assert_eq!(request.json(), json!({ "target_uri": "tel:+14155550123" }));
}
