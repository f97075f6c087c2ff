//! Tests of `replay`: bytes in, what the client read out.
//!
//! Input: the built command line. The first test compiles the generated crate.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// Runs `replay OPERATION - --json` with these bytes as standard input.
fn output(body: &str, arguments: &str) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("replay").args(arguments.split(' ')).arg("-");
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command runs");
    let mut input = child.stdin.take().expect("a pipe");
    // A command that rejects its arguments does not read the body.
    let _ = input.write_all(body.as_bytes());
    drop(input);
    child.wait_with_output().expect("the command ends")
}

fn replay(body: &str, arguments: &str) -> Value {
    let output = output(body, &format!("{arguments} --json"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments}: {errors}");
    serde_json::from_slice(&output.stdout).expect("a JSON object")
}

fn events(events: &[Value]) -> String {
    events
        .iter()
        .map(|event| format!("data: {event}\n\n"))
        .collect()
}

fn chunk(delta: &Value, finish_reason: Option<&str>) -> Value {
    json!({
        "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}],
    })
}

#[test]
fn the_report_has_exactly_the_documented_properties() {
    let played = replay("{}", "listModels");
    let mut names: Vec<&String> = played.as_object().expect("an object").keys().collect();
    names.sort();
    let expected = [
        "deltas",
        "error",
        "events",
        "ok",
        "text",
        "tool_calls",
        "unmodeled",
        "value",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_completion_is_decoded_with_its_text_and_its_calls() {
    let call = json!({"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{\"a\":1}"}});
    let message =
        json!({"role": "assistant", "content": "Hello", "refusal": null, "tool_calls": [call]});
    let body = json!({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "m", "x_queue": 3,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": null}],
    });
    let played = replay(&body.to_string(), "createChatCompletion");
    assert_eq!(
        (&played["ok"], &played["error"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(played["value"], body);
    assert_eq!(
        (&played["text"], &played["deltas"]),
        (&json!("Hello"), &json!(""))
    );
    let expected = json!([{"id": "call_1", "name": "f", "arguments": "{\"a\":1}"}]);
    assert_eq!(played["tool_calls"], expected);
    assert_eq!(played["unmodeled"], json!(["/x_queue"]));
}

#[test]
fn a_stream_of_chunks_is_accumulated_whatever_its_pieces() {
    let call = json!([{"index": 0, "id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]);
    let chunks = [
        chunk(&json!({"role": "assistant", "content": "Grü"}), None),
        chunk(&json!({"content": "ße"}), None),
        chunk(&json!({"tool_calls": call}), None),
        chunk(&json!({}), Some("tool_calls")),
    ];
    let body = format!("{}data: [DONE]\n\n", events(&chunks));
    for pieces in ["", " --pieces 1", " --pieces 7"] {
        let played = replay(&body, &format!("createChatCompletion --stream{pieces}"));
        assert_eq!(played["ok"], true, "{played}");
        assert_eq!(
            (&played["text"], &played["deltas"]),
            (&json!("Grüße"), &json!("Grüße"))
        );
        assert_eq!(played["events"], 4);
        let calls = json!([{"id": "call_1", "name": "f", "arguments": "{}"}]);
        assert_eq!(played["tool_calls"], calls);
        assert_eq!(played["value"]["choices"][0]["finish_reason"], "tool_calls");
    }
}

#[test]
fn a_connection_that_breaks_keeps_what_came_before() {
    let body = events(&[chunk(&json!({"content": "Hel"}), None)]);
    for cut in ["polite", "reset"] {
        let played = replay(&body, &format!("createChatCompletion --stream --cut {cut}"));
        assert_eq!(played["ok"], false, "{cut}");
        assert_eq!(played["error"]["kind"], "Stream", "{cut}: {played}");
        assert_eq!(
            (&played["text"], &played["events"]),
            (&json!("Hel"), &json!(1)),
            "{cut}"
        );
    }
    let plain = replay("{\"object\":", "listModels --cut reset");
    assert_eq!(plain["error"]["kind"], "Connection", "{plain}");
    assert_eq!(plain["text"], "");
}

#[test]
fn an_error_response_is_reported_and_not_retried() {
    let body =
        r#"{"error":{"message":"Slow down","type":"requests","code":"rate_limit_exceeded"}}"#;
    let arguments = "listModels --status 429 --header retry-after-ms:1 --header x-request-id:req_7";
    let played = replay(body, arguments);
    let error = &played["error"];
    assert_eq!(
        (&error["kind"], &error["status"]),
        (&json!("RateLimit"), &json!(429))
    );
    assert_eq!(error["code"], "rate_limit_exceeded");
    let message = error["message"].as_str().unwrap_or_default();
    assert!(
        message.contains("Slow down") && message.contains("req_7"),
        "{message}"
    );
    assert_eq!(
        (&played["ok"], &played["value"]),
        (&json!(false), &Value::Null)
    );
}

#[test]
fn a_response_stream_is_accumulated() {
    let response = json!({"id": "resp_1", "object": "response", "created_at": 1, "status": "completed", "output": []});
    let message = json!({"id": "msg_1", "type": "message", "role": "assistant", "status": "in_progress", "content": []});
    let call = json!({"id": "fc_1", "type": "function_call", "call_id": "call_1", "name": "f", "arguments": "{}",
                      "status": "completed"});
    let text = |delta: &str| {
        json!({"type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0,
               "delta": delta, "logprobs": [], "sequence_number": 2})
    };
    let body = events(&[
        json!({"type": "response.output_item.added", "output_index": 0, "item": message, "sequence_number": 0}),
        json!({"type": "response.content_part.added", "item_id": "msg_1", "output_index": 0, "content_index": 0,
               "part": {"type": "output_text", "text": "", "annotations": []}, "sequence_number": 1}),
        text("Hel"),
        text("lo"),
        json!({"type": "response.output_item.done", "output_index": 1, "item": call, "sequence_number": 3}),
        json!({"type": "response.completed", "response": response, "sequence_number": 4}),
    ]);
    let played = replay(&body, "createResponse --stream");
    assert_eq!(
        (&played["ok"], &played["events"]),
        (&json!(true), &json!(6)),
        "{played}"
    );
    assert_eq!(
        (&played["text"], &played["deltas"]),
        (&json!("Hello"), &json!("Hello"))
    );
    let calls = json!([{"id": "call_1", "name": "f", "arguments": "{}"}]);
    assert_eq!(played["tool_calls"], calls);
    assert_eq!(played["value"]["status"], "completed");
}

#[test]
fn streams_of_other_operations_have_their_text() {
    let transcript = events(&[
        json!({"type": "transcript.text.delta", "delta": "Good "}),
        json!({"type": "transcript.text.delta", "delta": "day"}),
        json!({"type": "transcript.text.done", "text": "Good day."}),
    ]);
    let played = replay(&transcript, "createTranscription --stream");
    assert_eq!(
        (&played["text"], &played["deltas"]),
        (&json!("Good day."), &json!("Good day"))
    );
    let text = |text: &str, reason: Option<&str>| {
        let choice = json!({"index": 0, "text": text, "finish_reason": reason, "logprobs": null});
        json!({"id": "cmpl-1", "object": "text_completion", "created": 1, "model": "m", "choices": [choice]})
    };
    let legacy = events(&[text("Once ", None), text("upon", Some("stop"))]) + "data: [DONE]\n\n";
    let played = replay(&legacy, "createCompletion --stream");
    assert_eq!(
        (&played["text"], &played["deltas"]),
        (&json!("Once upon"), &json!("Once upon"))
    );
    assert_eq!(played["value"], text("Once upon", Some("stop")));
    let assistant = "event: thread.message.created\ndata: {\"id\":\"m\",\"object\":\"thread.message\",\"content\":[]}\n\n\
        event: thread.message.delta\ndata: {\"id\":\"m\",\"object\":\"thread.message.delta\",\"delta\":{\"content\":\
        [{\"index\":0,\"type\":\"text\",\"text\":{\"value\":\"Hi\"}}]}}\n\n\
        event: thread.run.completed\ndata: {\"id\":\"r\",\"object\":\"thread.run\",\"status\":\"completed\"}\n\n\
        event: done\ndata: [DONE]\n\n";
    let played = replay(assistant, "createRun --stream");
    assert_eq!(
        (&played["text"], &played["deltas"], &played["ok"]),
        (&json!("Hi"), &json!("Hi"), &json!(true))
    );
    let image = events(&[
        json!({"type": "image_generation.partial_image", "b64_json": "aA==", "partial_image_index": 0}),
        json!({"type": "image_generation.completed", "b64_json": "aGk="}),
    ]);
    let played = replay(&image, "createImage --stream");
    assert_eq!(
        (&played["ok"], &played["text"], &played["events"]),
        (&json!(true), &json!(""), &json!(2))
    );
    assert_eq!(played["value"]["partial"][0]["b64_json"], "aA==");
    assert_eq!(played["value"]["completed"][0]["b64_json"], "aGk=");
}

#[test]
fn lists_downloads_strings_and_empty_responses_are_played() {
    let file = json!({"id": "file-1", "object": "file", "bytes": 1, "created_at": 1, "filename": "a", "purpose": "batch",
                      "status": "processed"});
    let page = json!({"object": "list", "data": [file], "has_more": false, "first_id": "file-1", "last_id": "file-1"});
    let played = replay(&page.to_string(), "listFiles");
    assert_eq!((&played["value"], &played["ok"]), (&page, &json!(true)));
    let played = replay("a,b", "downloadFile --content-type text/csv");
    assert_eq!(
        (&played["value"], &played["text"]),
        (&json!("a,b"), &json!(""))
    );
    let played = replay(
        "1\n00:00:00,000 --> 00:00:01,000\nHi\n",
        "createTranscription --content-type text/plain",
    );
    assert_eq!(played["text"], "1\n00:00:00,000 --> 00:00:01,000\nHi\n");
    let played = replay("", "deleteVectorStore --status 204");
    assert_eq!(
        (&played["value"]["deleted"], &played["ok"]),
        (&json!(true), &json!(true))
    );
    let played = replay("", "retrieveFile --status 204");
    assert_eq!(played["error"]["status"], 204, "{played}");
}

#[test]
fn what_cannot_be_played_fails_with_a_reason() {
    let cases = [
        (
            "createChatCompletions",
            "did you mean `createChatCompletion`?",
        ),
        ("listModels --stream", "the operation has no event stream"),
        ("listModels --header x", "expected `Name: value`"),
        ("listModels --pieces 0", "0 is not in"),
    ];
    for (arguments, reason) in cases {
        let output = output("{}", arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(
            !output.status.success() && output.stdout.is_empty(),
            "{arguments}"
        );
        assert!(errors.contains(reason), "{arguments}: {errors}");
    }
}
