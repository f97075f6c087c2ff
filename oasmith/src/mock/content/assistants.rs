//! Runs of assistants, with the message that they create.

use serde_json::{Value, json};

use super::text::{CREATED, TEXT, deltas, model};
use super::{Content, Event, Fields, Plain};

/// Returns the run of a request, and its events. `with_thread` creates the thread as well.
pub fn content(thread: &str, fields: &Fields, with_thread: bool) -> Content {
    let mut events = Vec::new();
    if with_thread {
        let thread = json!({
            "id": thread, "object": "thread", "created_at": CREATED, "metadata": {}, "tool_resources": null,
        });
        events.push(Event::named("thread.created", &thread));
    }
    let mut add = |name: &str, data: Value| events.push(Event::named(name, &data));
    for state in ["created", "queued", "in_progress"] {
        let status = if state == "in_progress" {
            state
        } else {
            "queued"
        };
        add(&format!("thread.run.{state}"), run(thread, fields, status));
    }
    for state in ["created", "in_progress"] {
        add(
            &format!("thread.run.step.{state}"),
            step(thread, fields, "in_progress"),
        );
    }
    for state in ["created", "in_progress"] {
        add(
            &format!("thread.message.{state}"),
            message(thread, fields, "in_progress"),
        );
    }
    for delta in deltas(TEXT) {
        let content =
            json!([{"index": 0, "type": "text", "text": {"value": delta, "annotations": []}}]);
        let delta = json!({
            "id": "msg_mock", "object": "thread.message.delta", "delta": {"content": content},
        });
        add("thread.message.delta", delta);
    }
    add(
        "thread.message.completed",
        message(thread, fields, "completed"),
    );
    add(
        "thread.run.step.completed",
        step(thread, fields, "completed"),
    );
    add("thread.run.completed", run(thread, fields, "completed"));
    events.push(Event {
        name: Some("done".to_owned()),
        ..Event::done()
    });
    Content {
        plain: Plain::Json(run(thread, fields, "queued")),
        events,
    }
}

/// Returns the list of messages in a thread.
pub fn messages(thread: &str, fields: &Fields) -> Content {
    Content {
        plain: Plain::Json(json!({
            "object": "list",
            "data": [message(thread, fields, "completed")],
            "first_id": "msg_mock",
            "last_id": "msg_mock",
            "has_more": false,
        })),
        events: Vec::new(),
    }
}

fn assistant(fields: &Fields) -> &str {
    fields
        .get("assistant_id")
        .and_then(Value::as_str)
        .unwrap_or("asst_mock")
}

fn run(thread: &str, fields: &Fields, status: &str) -> Value {
    let is_completed = status == "completed";
    let usage = json!({"prompt_tokens": 1, "completion_tokens": 9, "total_tokens": 10});
    let given = |name: &str, default: Value| fields.get(name).cloned().unwrap_or(default);
    json!({
        "id": "run_mock", "object": "thread.run", "created_at": CREATED, "thread_id": thread,
        "assistant_id": assistant(fields), "status": status, "required_action": null, "last_error": null,
        "expires_at": CREATED + 600, "started_at": (status != "queued").then_some(CREATED), "cancelled_at": null,
        "failed_at": null, "completed_at": is_completed.then_some(CREATED + 1), "incomplete_details": null,
        "model": model(fields), "instructions": given("instructions", json!("")), "tools": given("tools", json!([])),
        "metadata": given("metadata", json!({})), "usage": is_completed.then_some(usage), "temperature": 1.0,
        "top_p": 1.0, "max_prompt_tokens": null, "max_completion_tokens": null,
        "truncation_strategy": {"type": "auto", "last_messages": null}, "tool_choice": "auto",
        "parallel_tool_calls": true, "response_format": "auto",
    })
}

fn step(thread: &str, fields: &Fields, status: &str) -> Value {
    let is_completed = status == "completed";
    let usage = json!({"prompt_tokens": 1, "completion_tokens": 9, "total_tokens": 10});
    json!({
        "id": "step_mock", "object": "thread.run.step", "created_at": CREATED, "run_id": "run_mock",
        "assistant_id": assistant(fields), "thread_id": thread, "type": "message_creation", "status": status,
        "step_details": {"type": "message_creation", "message_creation": {"message_id": "msg_mock"}},
        "last_error": null, "expired_at": null, "cancelled_at": null, "failed_at": null,
        "completed_at": is_completed.then_some(CREATED + 1), "metadata": {}, "usage": is_completed.then_some(usage),
    })
}

fn message(thread: &str, fields: &Fields, status: &str) -> Value {
    let is_completed = status == "completed";
    let text = json!({"type": "text", "text": {"value": TEXT, "annotations": []}});
    json!({
        "id": "msg_mock", "object": "thread.message", "created_at": CREATED, "thread_id": thread, "status": status,
        "incomplete_details": null, "completed_at": is_completed.then_some(CREATED + 1), "incomplete_at": null,
        "role": "assistant", "content": is_completed.then_some(text).as_slice(), "assistant_id": assistant(fields),
        "run_id": "run_mock", "attachments": [], "metadata": {},
    })
}
