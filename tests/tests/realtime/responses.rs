//! Responses over a WebSocket: lanes, continued responses, and errors.

use openai_typed::types::{
    ResponseStreamEvent, ResponsesClientEventResponseCreate, ResponsesServerEvent,
};
use serde_json::{Value, json};

use crate::server::{Server, Socket, close, receive, send};

fn response(id: &str, status: &str) -> Value {
    json!({"id": id, "object": "response", "created_at": 1, "status": status, "model": "m", "output": [],
        "parallel_tool_calls": true, "tool_choice": "auto", "tools": [], "metadata": {}, "instructions": null,
        "error": null, "incomplete_details": null, "temperature": 1, "top_p": 1})
}

fn lane_event(kind: &str, lane: &Value, number: u64, rest: Value) -> Value {
    let mut event = json!({"type": kind, "stream_id": lane, "sequence_number": number});
    for (name, value) in rest.as_object().into_iter().flatten() {
        event[name] = value.clone();
    }
    event
}

fn delta(lane: &Value, number: u64, text: &str) -> Value {
    lane_event(
        "response.output_text.delta",
        lane,
        number,
        json!({"item_id": "msg", "output_index": 0,
        "content_index": 0, "delta": text, "logprobs": []}),
    )
}

/// Responds to two requests with interleaved events, then rejects one more in the lane of the first.
async fn serve_two_responses(mut socket: Socket) {
    let mut requests = Vec::new();
    for _ in 0..2 {
        requests.push(receive(&mut socket).await.expect("a request"));
    }
    let mut number = 0;
    for step in 0..4 {
        for request in &requests {
            let lane = &request["stream_id"];
            let id = format!("resp_{}", request["input"].as_str().unwrap_or_default());
            number += 1;
            let event = match step {
                0 => lane_event(
                    "response.created",
                    lane,
                    number,
                    json!({"response": response(&id, "in_progress")}),
                ),
                3 => lane_event(
                    "response.completed",
                    lane,
                    number,
                    json!({"response": response(&id, "completed")}),
                ),
                _ => delta(lane, number, request["input"].as_str().unwrap_or_default()),
            };
            send(&mut socket, event).await;
        }
    }
    let request = receive(&mut socket).await.expect("a request");
    let lane = &request["stream_id"];
    let error = json!({"type": "error", "status": 404, "stream_id": lane, "error": {"type": "invalid_request_error",
        "code": "previous_response_not_found", "param": "previous_response_id",
        "message": format!("no {}", request["previous_response_id"].as_str().unwrap_or_default())}});
    send(&mut socket, error).await;
    close(&mut socket, 1000, "").await;
}

fn request(input: &str) -> ResponsesClientEventResponseCreate {
    ResponsesClientEventResponseCreate::new()
        .with_model("m")
        .with_input(input)
}

#[tokio::test]
async fn concurrent_responses_have_separate_streams() {
    let server = Server::start(|_, socket| serve_two_responses(socket)).await;
    let lanes = server
        .client()
        .responses()
        .connect()
        .await
        .expect("a connection")
        .lanes();
    let mut one = lanes.create(request("one")).await.expect("sent");
    let two = lanes
        .create(request("two").with_stream_id("mine"))
        .await
        .expect("sent");
    assert_eq!(two.stream_id(), "mine");
    assert_ne!(one.stream_id(), "mine");
    // Read in two tasks, the second lane first.
    let reading = tokio::spawn(async move {
        let mut two = two;
        let text = text_of(&mut two).await;
        (two, text)
    });
    let first = text_of(&mut one).await;
    let (two, second) = reading.await.expect("no panic");
    assert_eq!((first.as_str(), second.as_str()), ("oneone", "twotwo"));
    assert_eq!(
        (one.response_id(), two.response_id()),
        (Some("resp_one"), Some("resp_two"))
    );

    // Continues the last response. The nested error is an event of the lane and ends the response.
    one.create_next(request("and?")).await.expect("sent");
    let Some(Ok(ResponsesServerEvent::ResponseWsError(error))) = one.next().await else {
        panic!("no error");
    };
    assert_eq!(error.status, Some(404));
    assert_eq!(error.error.message, "no resp_one");
    assert!(one.next().await.is_none());
    assert_eq!(server.requests(), ["/v1/responses Bearer key"]);
}

/// Reads the text of a response.
async fn text_of(lane: &mut openai_typed::websocket::ResponseLane) -> String {
    let mut text = String::new();
    while let Some(event) = lane.next().await {
        if let ResponsesServerEvent::ResponsesWebSocketStreamEvent(
            ResponseStreamEvent::ResponseOutputTextDelta(event),
        ) = event.expect("an event")
        {
            assert_eq!(event.stream_id.as_deref(), Some(lane.stream_id()));
            text.push_str(&event.delta);
        }
    }
    text
}

#[test]
fn nested_and_flat_errors_are_distinguished() {
    let nested = json!({"type": "error", "error": {"code": "c", "message": "m", "param": null, "type": "t"}});
    let flat =
        json!({"type": "error", "code": "c", "message": "m", "param": null, "sequence_number": 1});
    for (json, is_nested) in [(nested, true), (flat, false)] {
        let text = json.to_string();
        let event: ResponsesServerEvent =
            openai_typed::unknown::decode(text.as_bytes()).expect("an event");
        assert_eq!(
            matches!(event, ResponsesServerEvent::ResponseWsError(_)),
            is_nested
        );
        assert_eq!(serde_json::to_value(&event).expect("JSON"), json);
    }
}
