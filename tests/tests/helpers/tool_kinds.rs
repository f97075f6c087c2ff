//! Tools other than functions: text as input, outputs with media, actions, and tools of MCP servers.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use openai_typed::media::Media;
use openai_typed::testing::{MockResponse, MockTransport};
use openai_typed::tools::{
    Approval, CommandOutput, Computer, PatchEditor, Shell, ToolContent, ToolDefinition, ToolPart,
    Toolbox,
};
use openai_typed::types::{
    ApplyPatchToolCallOperation, ComputerAction, ComputerCallSafetyCheckParam,
    CreateChatCompletionRequest, CreateResponse, Tool,
};
use openai_typed::{BoxError, Client, Error, ErrorKind};
use serde_json::{Value, json};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const PNG_URL: &str = "data:image/png;base64,iVBORw0KGgo=";

fn response(output: Value) -> MockResponse {
    MockResponse::json(
        &json!({ "id": "resp_1", "object": "response", "status": "completed", "output": output }),
    )
}

fn done() -> MockResponse {
    let message = json!({ "type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [] });
    response(json!([message]))
}

/// Runs the toolbox against a response with these items, and returns what was sent after it.
async fn outputs(items: Value, tools: &Toolbox) -> (Value, MockTransport) {
    let (client, mock) = Client::mocked([response(items), done()]);
    let run = client.responses().create(request()).run_tools(tools);
    run.await.expect("a response");
    let requests = mock.requests();
    assert_eq!(requests.len(), 2);
    (requests[1].json()["input"].clone(), mock)
}

fn request() -> CreateResponse {
    CreateResponse::new().with_model("gpt-5").with_input("Hi")
}

fn function_call(name: &str) -> Value {
    json!({ "type": "function_call", "id": "fc_1", "call_id": "call_1", "name": name, "arguments": "{}",
        "status": "completed" })
}

fn custom_call() -> Value {
    json!({ "type": "custom_tool_call", "id": "ctc_1", "call_id": "call_1", "name": "math", "input": "1 + 1",
        "caller": { "type": "program", "caller_id": "prog_1" } })
}

fn math() -> Toolbox {
    let definition = ToolDefinition::grammar("math", "Evaluates.", "lark", "start: /.+/");
    Toolbox::new().text_tool(definition.into_deferred(), async |text: String| {
        Ok::<_, Error>(format!("{text} = 2"))
    })
}

fn completion(message: Value, finish_reason: &str) -> MockResponse {
    MockResponse::json(
        &json!({ "id": "c", "object": "chat.completion", "created": 1, "model": "m",
            "choices": [{ "index": 0, "message": message, "finish_reason": finish_reason }] }),
    )
}

#[tokio::test]
async fn tools_take_text_that_follows_a_grammar() {
    let (input, mock) = outputs(json!([custom_call()]), &math()).await;
    let output = json!({ "type": "custom_tool_call_output", "call_id": "call_1", "output": "1 + 1 = 2",
        "caller": { "type": "program", "caller_id": "prog_1" } });
    assert_eq!(input, json!([output]));
    let format = json!({ "type": "grammar", "syntax": "lark", "definition": "start: /.+/" });
    let tool = json!({ "type": "custom", "name": "math", "description": "Evaluates.", "format": format,
        "defer_loading": true });
    assert_eq!(mock.requests()[0].json()["tools"], json!([tool]));
    let function = ToolDefinition::new("f", "", json!({ "type": "object" })).into_deferred();
    let function = serde_json::to_value(Tool::from(function)).expect("JSON");
    assert_eq!(function["defer_loading"], true);
}

#[tokio::test]
async fn custom_tools_of_chat_completions_take_text() {
    let custom =
        json!({ "id": "1", "type": "custom", "custom": { "name": "math", "input": "1 + 1" } });
    let (client, mock) = Client::mocked([
        completion(
            json!({ "role": "assistant", "content": null, "tool_calls": [custom] }),
            "tool_calls",
        ),
        completion(json!({ "role": "assistant", "content": "2" }), "stop"),
    ]);
    let request = CreateChatCompletionRequest::new("gpt-5", ["1 + 1?"]);
    let run = client.chat().completions().create(request);
    let finished = run.run_tools(&math()).await.expect("a response");
    assert_eq!(finished.response.content(), Some("2"));
    let requests = mock.requests();
    let tool = &requests[0].json()["tools"][0]["custom"];
    assert_eq!(tool["format"]["grammar"]["syntax"], "lark");
    let messages = &requests[1].json()["messages"];
    assert_eq!(messages[2]["content"], "1 + 1 = 2");
    assert_eq!(messages[1]["tool_calls"][0]["custom"]["input"], "1 + 1");
}

fn chart() -> Toolbox {
    let definition = ToolDefinition::new("chart", "", json!({ "type": "object" }));
    Toolbox::new().tool(definition, async |_: Value| {
        let report = Media::from_bytes(b"%PDF-1.7".as_slice()).with_name("report.pdf");
        let parts = vec![
            ToolPart::text("Sales"),
            ToolPart::image(&Media::from_bytes(PNG)),
            ToolPart::image_id("file_1"),
            ToolPart::file(&report),
            ToolPart::file_url("https://example.com/a.pdf"),
        ];
        Ok::<_, Error>(ToolContent::from(parts))
    })
}

#[tokio::test]
async fn outputs_have_text_images_and_files() {
    let (input, _) = outputs(json!([function_call("chart")]), &chart()).await;
    let expected = json!([
        { "type": "input_text", "text": "Sales" },
        { "type": "input_image", "detail": "auto", "image_url": PNG_URL },
        { "type": "input_image", "detail": "auto", "file_id": "file_1" },
        { "type": "input_file", "file_data": "data:application/pdf;base64,JVBERi0xLjc=", "filename": "report.pdf" },
        { "type": "input_file", "file_url": "https://example.com/a.pdf" },
    ]);
    assert_eq!(input[0]["output"], expected);
    let definition = ToolDefinition::new("chart", "", json!({ "type": "object" }));
    let handler = async |_: Value| Ok::<_, Error>(json!({ "a": [1] }));
    let tools = Toolbox::new().tool(definition, handler);
    let (input, _) = outputs(json!([function_call("chart")]), &tools).await;
    assert_eq!(input[0]["output"], r#"{"a":[1]}"#);
}

#[tokio::test]
async fn media_of_outputs_follow_the_tool_messages_of_a_chat_completion() {
    let call = |id: &str| json!({ "id": id, "type": "function", "function": { "name": "chart", "arguments": "{}" } });
    let calls = json!([call("1"), call("2")]);
    let (client, mock) = Client::mocked([
        completion(
            json!({ "role": "assistant", "content": null, "tool_calls": calls }),
            "tool_calls",
        ),
        completion(json!({ "role": "assistant", "content": "Up." }), "stop"),
    ]);
    let request = CreateChatCompletionRequest::new("gpt-5", ["Sales?"]);
    let run = client.chat().completions().create(request);
    run.run_tools(&chart()).await.expect("a response");
    let messages = mock.requests()[1].json()["messages"].clone();
    let texts = [&messages[2]["content"], &messages[3]["content"]];
    assert_eq!(texts, ["Sales", "Sales"]);
    let media = messages[4]["content"].as_array().expect("parts");
    assert_eq!(
        (messages[4]["role"].as_str(), media.len()),
        (Some("user"), 10)
    );
    assert_eq!(media[0]["text"], "output of `chart` (1)");
    assert_eq!(media[1]["image_url"]["url"], PNG_URL);
    assert_eq!(media[3]["file"]["filename"], "report.pdf");
}

#[test]
fn a_schema_that_cannot_be_strict_is_not_enforced() {
    #[derive(serde::Deserialize, schemars::JsonSchema)]
    #[allow(dead_code)]
    struct Open {
        labels: std::collections::BTreeMap<String, String>,
    }
    #[derive(serde::Deserialize, schemars::JsonSchema)]
    #[allow(dead_code)]
    struct Closed {
        label: String,
    }
    let open = ToolDefinition::of_type::<Open>("open", "");
    assert!(!open.strict && open.parameters["properties"]["labels"].is_object());
    assert!(ToolDefinition::of_type::<Closed>("closed", "").strict);
}

fn approval_request(name: &str) -> Value {
    json!({ "type": "mcp_approval_request", "id": "mcpr_1", "server_label": "wiki", "name": name, "arguments": "{}" })
}

#[tokio::test]
async fn calls_of_mcp_tools_are_approved_or_denied_by_the_callback() {
    for (name, approve) in [("search", true), ("delete", false)] {
        let (client, mock) = Client::mocked([response(json!([approval_request(name)])), done()]);
        let run = client.responses().create(request());
        let run = run
            .run_tools(&Toolbox::new())
            .approve(async |call| match call.name.as_str() {
                "search" => Approval::Allow,
                _ => Approval::deny("read only"),
            });
        run.await.expect("a response");
        let sent = mock.requests()[1].json()["input"][0].clone();
        assert_eq!(sent["type"], "mcp_approval_response");
        assert_eq!(sent["approval_request_id"], "mcpr_1");
        assert_eq!(sent["approve"], approve);
        let reason = (!approve).then_some("read only");
        assert_eq!(sent.get("reason").and_then(Value::as_str), reason);
    }
}

#[tokio::test]
async fn calls_without_a_handler_end_the_run_and_hosted_tools_do_not() {
    let shell = json!({ "type": "shell_call", "id": "sh_1", "call_id": "call_2", "status": "completed",
        "action": { "commands": ["ls"], "timeout_ms": null, "max_output_length": null } });
    for item in [approval_request("search"), custom_call(), shell.clone()] {
        let items = json!([function_call("math"), item]);
        let (client, mock) = Client::mocked([response(items)]);
        let run = client
            .responses()
            .create(request())
            .run_tools(&Toolbox::new());
        assert_eq!(run.await.expect("a response").rounds, 1);
        assert_eq!(mock.requests().len(), 1);
    }
    let mut hosted = shell.clone();
    hosted["environment"] = json!({ "type": "container_reference", "container_id": "cntr_1" });
    let search = json!({ "type": "web_search_call", "id": "ws_1", "status": "completed" });
    let output =
        json!({ "type": "shell_call_output", "id": "sho_1", "call_id": "call_2", "output": [] });
    let items = json!([search, hosted, shell, output, function_call("f")]);
    let (input, _) = outputs(items, &Toolbox::new()).await;
    assert_eq!(input.as_array().map(Vec::len), Some(1), "{input}");
    assert_eq!(input[0]["type"], "function_call_output");
}

struct Terminal;

impl Shell for Terminal {
    async fn run(
        &self,
        command: &str,
        timeout: Option<Duration>,
    ) -> Result<CommandOutput, BoxError> {
        assert_eq!(timeout, Some(Duration::from_millis(500)));
        match command {
            "sleep 9" => Ok(CommandOutput::default()),
            "rm" => Err("not allowed".into()),
            command => Ok(CommandOutput {
                stdout: command.to_owned(),
                exit_code: Some(0),
                ..CommandOutput::default()
            }),
        }
    }
}

#[tokio::test]
async fn commands_of_a_shell_call_run_in_order_and_errors_are_reported() {
    let call = |commands: Value| {
        json!([{ "type": "shell_call", "id": "sh_1", "call_id": "call_1", "status": "completed",
            "environment": { "type": "local" },
            "action": { "commands": commands, "timeout_ms": 500, "max_output_length": 80 } }])
    };
    let tools = Toolbox::new().shell(Terminal);
    let (input, _) = outputs(call(json!(["ls", "sleep 9"])), &tools).await;
    let written = json!([
        { "stdout": "ls", "stderr": "", "outcome": { "type": "exit", "exit_code": 0 } },
        { "stdout": "", "stderr": "", "outcome": { "type": "timeout" } },
    ]);
    let expected = json!({ "type": "shell_call_output", "call_id": "call_1", "max_output_length": 80,
        "output": written });
    assert_eq!(input, json!([expected]));
    let (input, _) = outputs(call(json!(["rm"])), &tools).await;
    assert_eq!(input[0]["output"][0]["stderr"], "not allowed");
    assert_eq!(input[0]["output"][0]["outcome"]["exit_code"], 1);
}

struct Files;

impl PatchEditor for Files {
    async fn apply(&self, operation: ApplyPatchToolCallOperation) -> Result<String, BoxError> {
        match operation {
            ApplyPatchToolCallOperation::CreateFile(file) => Ok(format!("created {}", file.path)),
            _ => Err("no such file".into()),
        }
    }
}

#[tokio::test]
async fn patches_are_applied_or_reported_as_failed() {
    let call = |operation: Value| {
        json!([{ "type": "apply_patch_call", "id": "ap_1", "call_id": "call_1", "status": "completed",
            "operation": operation }])
    };
    let tools = Toolbox::new().apply_patch(Files);
    let create = json!({ "type": "create_file", "path": "a.txt", "diff": "+a" });
    let (input, _) = outputs(call(create), &tools).await;
    let expected = json!({ "type": "apply_patch_call_output", "call_id": "call_1", "status": "completed",
        "output": "created a.txt" });
    assert_eq!(input, json!([expected]));
    let delete = json!({ "type": "delete_file", "path": "b.txt" });
    let (input, _) = outputs(call(delete), &tools).await;
    assert_eq!(input[0]["status"], "failed");
    assert_eq!(input[0]["output"], "no such file");
}

#[derive(Clone, Default)]
struct Screen {
    actions: Arc<Mutex<Vec<Value>>>,
    trusts: bool,
}

impl Computer for Screen {
    async fn perform(&self, action: ComputerAction) -> Result<(), BoxError> {
        let action = serde_json::to_value(action)?;
        self.actions.lock().expect("a lock").push(action);
        Ok(())
    }

    async fn screenshot(&self) -> Result<Media, BoxError> {
        Ok(Media::from_bytes(PNG))
    }

    async fn acknowledge(&self, _check: &ComputerCallSafetyCheckParam) -> bool {
        self.trusts
    }
}

#[tokio::test]
async fn a_computer_performs_actions_and_warnings_must_be_accepted() {
    let check = json!({ "id": "sc_1", "code": "malicious", "message": "Look closely." });
    let items = json!([{ "type": "computer_call", "id": "cc_1", "call_id": "call_1", "status": "completed",
        "actions": [{ "type": "wait" }, { "type": "screenshot" }], "pending_safety_checks": [check] }]);
    let trusting = Screen {
        trusts: true,
        ..Screen::default()
    };
    let (input, _) = outputs(items.clone(), &Toolbox::new().computer(trusting.clone())).await;
    assert_eq!(input[0]["type"], "computer_call_output");
    assert_eq!(input[0]["output"]["image_url"], PNG_URL);
    assert_eq!(input[0]["acknowledged_safety_checks"], json!([check]));
    let performed = trusting.actions.lock().expect("a lock").clone();
    assert_eq!(
        performed,
        [json!({ "type": "wait" }), json!({ "type": "screenshot" })]
    );

    let careful = Screen::default();
    let (client, mock) = Client::mocked([response(items)]);
    let run = client.responses().create(request());
    let run = run.run_tools(&Toolbox::new().computer(careful.clone()));
    let interrupted = run.await.expect_err("a warning that is not accepted");
    assert_eq!(interrupted.error().kind(), ErrorKind::Tool);
    assert!(
        interrupted.to_string().contains("Look closely."),
        "{interrupted}"
    );
    assert!(careful.actions.lock().expect("a lock").is_empty());
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_checkpoint_keeps_kinds_of_calls_and_contents_of_outputs() {
    let mut custom = custom_call();
    custom["call_id"] = json!("call_2");
    let tools = chart().merge(math());
    let (client, _) = Client::mocked([response(json!([function_call("chart"), custom]))]);
    let run = client.responses().create(request()).run_tools(&tools);
    let mut steps = run.steps().expect("a request");
    for _ in 0..2 {
        steps.next().await.expect("a step").expect("no error");
    }
    let saved = serde_json::to_string(&steps.checkpoint().expect("a checkpoint")).expect("JSON");
    drop(steps);
    let (client, mock) = Client::mocked([done()]);
    let run = client.responses().create(request()).run_tools(&tools);
    let checkpoint = serde_json::from_str(&saved).expect("a checkpoint");
    let mut resumed = run.resume(checkpoint).steps().expect("a request");
    while let Some(step) = resumed.next().await {
        step.expect("no error");
    }
    let input = mock.requests()[0].json()["input"].clone();
    assert_eq!(input[0]["output"][2]["file_id"], "file_1");
    assert_eq!(input[1]["type"], "custom_tool_call_output");
}
