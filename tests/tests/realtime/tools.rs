//! Tool runs over WebSockets: responses in lanes, and function calls of Realtime sessions.

use openai_typed::tools::{ToolDefinition, ToolStep, Toolbox};
use openai_typed::types::{
    CreateResponse, RealtimeClientEventSessionUpdate, RealtimeFunctionTool, RealtimeServerEvent,
    RealtimeSessionCreateRequestGa,
};
use openai_typed::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::server::{Server, Socket, receive, send};

fn tools() -> Toolbox {
    let definition = ToolDefinition::new("double", "Doubles.", json!({ "type": "object" }));
    Toolbox::new().tool(definition, async |arguments: Value| {
        let number = arguments["number"].as_i64().ok_or("no number")?;
        Ok::<_, &str>(number * 2)
    })
}

fn call_item(number: u64) -> Value {
    let arguments = json!({ "number": number }).to_string();
    json!({ "type": "function_call", "id": format!("fc_{number}"), "call_id": format!("call_{number}"),
        "name": "double", "arguments": arguments, "status": "completed" })
}

/// Calls a tool in the first response, and ends with the second or with an error.
async fn serve_run(mut socket: Socket, fails: bool) {
    let first = receive(&mut socket).await.expect("a request");
    let lane = &first["stream_id"];
    let completed = |id: &str, output: Value| {
        json!({ "type": "response.completed", "stream_id": lane, "sequence_number": 2,
            "response": { "id": id, "object": "response", "status": "completed", "output": output } })
    };
    assert_eq!(first["tools"][0]["name"], "double");
    let done = json!({ "type": "response.output_item.done", "stream_id": lane, "sequence_number": 1, "output_index": 0,
        "item": call_item(4) });
    send(&mut socket, done).await;
    send(&mut socket, completed("resp_1", json!([call_item(4)]))).await;
    let second = receive(&mut socket).await.expect("a request");
    assert_eq!(second["previous_response_id"], "resp_1");
    let output = json!({ "type": "function_call_output", "call_id": "call_4", "output": "8" });
    assert_eq!(
        (&second["input"], &second["stream_id"]),
        (&json!([output]), lane)
    );
    let error = json!({ "type": "error", "status": 400, "stream_id": lane, "error": { "type": "invalid_request_error",
        "code": "bad", "param": null, "message": "no more" } });
    let event = match fails {
        true => error,
        false => completed("resp_2", json!([])),
    };
    send(&mut socket, event).await;
    receive(&mut socket).await;
}

#[tokio::test]
async fn a_tool_run_uses_one_lane_of_a_websocket() {
    let server = Server::start(|number, socket| serve_run(socket, number == 2)).await;
    let request = || CreateResponse::new().with_model("m").with_input("4 * 2?");
    let lanes = async || {
        let connection = server.client().responses().connect().await;
        connection.expect("a connection").lanes()
    };
    let run = lanes().await.run_tools(request(), &tools());
    let finished = run.await.expect("a response");
    assert_eq!(
        (finished.response.id.as_str(), finished.rounds),
        ("resp_2", 2)
    );

    let mut steps = lanes()
        .await
        .run_tools(request(), &tools())
        .stream()
        .expect("a lane");
    let (mut events, mut outputs) = (0, Vec::new());
    while let Some(step) = steps.next().await {
        match step.expect("no error") {
            ToolStep::Event(_) => events += 1,
            ToolStep::Output(output) => outputs.push(output.content()),
            _ => {}
        }
    }
    assert!(events >= 3, "{events} events");
    assert_eq!(outputs, ["8"]);

    let run = lanes().await.run_tools(request(), &tools());
    let interrupted = run.await.expect_err("an error in the second round");
    assert_eq!(interrupted.error().kind(), ErrorKind::Stream);
    assert!(interrupted.to_string().contains("no more"), "{interrupted}");
}

/// Calls two functions in one response and cancels another response, and then ends.
async fn serve_calls(mut socket: Socket) {
    let session = receive(&mut socket).await.expect("a session");
    assert_eq!(session["session"]["tools"][0]["name"], "double");
    let called = |response: &str, number: u64| {
        let item = call_item(number);
        json!({ "type": "response.function_call_arguments.done", "event_id": "e", "response_id": response,
            "item_id": item["id"], "output_index": 0, "call_id": item["call_id"], "name": "double",
            "arguments": item["arguments"] })
    };
    let done = |response: &str, status: &str| {
        json!({ "type": "response.done", "event_id": "e", "response": { "id": response, "object": "realtime.response",
            "status": status, "output": [] } })
    };
    send(&mut socket, called("resp_1", 1)).await;
    send(&mut socket, done("resp_1", "cancelled")).await;
    send(&mut socket, called("resp_2", 2)).await;
    send(&mut socket, called("resp_2", 3)).await;
    send(&mut socket, done("resp_2", "completed")).await;
    let mut outputs = Vec::new();
    loop {
        let event = receive(&mut socket).await.expect("an event");
        match event["type"].as_str() {
            Some("conversation.item.create") => {
                let item = &event["item"];
                outputs.push((item["call_id"].clone(), item["output"].clone()));
            }
            Some("response.create") => break,
            _ => panic!("an unexpected event: {event}"),
        }
    }
    let expected = [("call_2", "4"), ("call_3", "6")];
    let expected = expected.map(|(id, output)| (json!(id), json!(output)));
    assert_eq!(outputs, expected);
    send(&mut socket, done("resp_3", "completed")).await;
    receive(&mut socket).await;
}

#[tokio::test]
async fn a_toolbox_handles_the_function_calls_of_a_realtime_session() {
    let server = Server::start(|_, socket| serve_calls(socket)).await;
    let connect = server.client().realtime().connect().with_model("m");
    let mut connection = connect.await.expect("a connection");
    let definitions = tools().definitions().cloned().collect::<Vec<_>>();
    let session = RealtimeSessionCreateRequestGa::new()
        .with_tools(definitions.into_iter().map(RealtimeFunctionTool::from));
    let update = RealtimeClientEventSessionUpdate::new(session);
    connection.send(update).await.expect("sent");
    let mut session = connection.with_tools(tools());
    let mut done = 0;
    while done < 3 {
        let event = session.next().await.expect("an event").expect("no error");
        done += usize::from(matches!(event, RealtimeServerEvent::ResponseDone(_)));
    }
    let mut connection = session.into_connection();
    connection.close(1000, "").await.expect("an end");
}

/// Reports calls by other events than the declared one, or without some of its properties. Each response ends with the
/// outputs of its calls.
async fn serve_other_calls(mut socket: Socket) {
    let item_event = |kind: &str, item: &Value| {
        json!({ "type": format!("response.output_item.{kind}"), "event_id": "e", "response_id": "r", "output_index": 0,
            "item": item })
    };
    let arguments = |number: u64, arguments: Value| {
        json!({ "type": "response.function_call_arguments.done", "event_id": "e", "response_id": "r",
            "item_id": format!("fc_{number}"), "output_index": 0, "arguments": arguments })
    };
    let done = |output: Value| {
        json!({ "type": "response.done", "event_id": "e", "response": { "id": "r", "object": "realtime.response",
            "status": "completed", "output": output } })
    };
    let mut unnamed = call_item(2);
    unnamed["arguments"] = json!("");
    let mut as_object = arguments(3, json!({ "number": 3 }));
    (as_object["name"], as_object["call_id"]) = (json!("double"), json!("call_3"));
    let responses = [
        // Only the item.
        vec![item_event("done", &call_item(1)), done(json!([]))],
        // The name is only in the item.
        vec![
            item_event("added", &unnamed),
            arguments(2, json!("{\"number\":2}")),
            item_event("done", &call_item(2)),
            done(json!([call_item(2)])),
        ],
        // The arguments are an object.
        vec![as_object, done(json!([]))],
        // The arguments are only in the item.
        vec![
            arguments(4, json!("")),
            item_event("done", &call_item(4)),
            done(json!([])),
        ],
        // Only the response.
        vec![done(json!([call_item(5)]))],
    ];
    for (events, number) in responses.into_iter().zip(1..) {
        for event in events {
            send(&mut socket, event).await;
        }
        let output = receive(&mut socket).await.expect("an output");
        let item = &output["item"];
        assert_eq!(item["call_id"], format!("call_{number}"), "{output}");
        assert_eq!(item["output"], (number * 2).to_string(), "{output}");
        let next = receive(&mut socket).await.expect("a request");
        assert_eq!(
            next["type"], "response.create",
            "each call is executed once"
        );
    }
    send(&mut socket, done(json!([]))).await;
    receive(&mut socket).await;
}

#[tokio::test]
async fn calls_of_a_session_are_executed_whatever_events_report_them() {
    let server = Server::start(|_, socket| serve_other_calls(socket)).await;
    let connect = server.client().realtime().connect().with_model("m");
    let connection = connect.await.expect("a connection");
    let mut session = connection.with_tools(tools());
    let mut done = 0;
    while done < 6 {
        let event = session.next().await.expect("an event").expect("no error");
        done += usize::from(matches!(event, RealtimeServerEvent::ResponseDone(_)));
    }
    let mut connection = session.into_connection();
    connection.close(1000, "").await.expect("an end");
}

#[test]
fn a_realtime_tool_has_the_definition_of_the_toolbox() -> Result<(), Error> {
    let definitions: Vec<ToolDefinition> = tools().definitions().cloned().collect();
    let tool = RealtimeFunctionTool::from(definitions[0].clone());
    assert_eq!(tool.description.as_deref(), Some("Doubles."));
    Ok(())
}
