//! Batches: typed requests in, typed results out.

use std::time::Duration;

use openai_typed::batch::BatchRequest;
use openai_typed::testing::{MockResponse, MockTransport, RecordedRequest};
use openai_typed::types::{
    CreateChatCompletionRequest, CreateEmbeddingRequest, CreateImageRequest,
    CreateModerationRequest, CreateResponse,
};
use openai_typed::{Client, ErrorKind};
use serde_json::{Value, json};

fn request(model: &str, input: &str) -> CreateResponse {
    CreateResponse::new().with_model(model).with_input(input)
}

/// Numbers uploaded files and created batches, and returns the given batches and contents of files.
fn service(batches: Value, files: Value) -> (Client, MockTransport) {
    let (client, mock) = Client::mocked([]);
    let (mut uploads, mut created) = (0, 0);
    mock.fallback(move |request| match (request.operation, request.path()) {
        ("createFile", _) => {
            uploads += 1;
            MockResponse::json(&json!({ "id": format!("file_{uploads}"), "object": "file" }))
        }
        ("createBatch", _) => {
            created += 1;
            let id = format!("batch_{created}");
            MockResponse::json(&json!({ "id": id, "object": "batch", "status": "validating" }))
        }
        ("retrieveBatch", path) => {
            let id = path.rsplit('/').next().unwrap_or_default();
            MockResponse::json(&batches[id])
        }
        ("downloadFile", path) => {
            let id = path.rsplit('/').nth(1).unwrap_or_default();
            let lines: Vec<String> = files[id]
                .as_array()
                .into_iter()
                .flatten()
                .map(Value::to_string)
                .collect();
            MockResponse::bytes("application/octet-stream", lines.join("\n"))
        }
        (operation, _) => MockResponse::error(404, operation, "unexpected"),
    });
    (client, mock)
}

/// Returns the lines of the file in an upload.
fn lines(upload: &RecordedRequest) -> Vec<Value> {
    let body = upload.text();
    assert!(
        body.contains("filename=\"batch.jsonl\"\r\nContent-Type: application/jsonl\r\n"),
        "{body}"
    );
    assert!(body.contains("name=\"purpose\"\r\n\r\nbatch\r\n"), "{body}");
    let lines = body.lines().filter(|line| line.starts_with('{'));
    lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn ids(upload: &RecordedRequest) -> Vec<String> {
    let lines = lines(upload);
    lines
        .iter()
        .map(|line| line["custom_id"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn requests_are_uploaded_as_lines_and_split_by_limits_and_model() {
    let (client, mock) = service(json!({}), json!({}));
    let requests = [("a", "m1"), ("b", "m2"), ("c", "m1"), ("d", "m1")]
        .map(|(id, model)| (id, request(model, &format!("input \u{e9} {id}"))));
    let submitted = client
        .batches()
        .submit(requests)
        .max_requests(2)
        .metadata("run", "7")
        .await;
    let job = submitted.expect("batches");
    assert_eq!(job.batch_ids(), ["batch_1", "batch_2", "batch_3"]);
    let uploads = mock.requests_for("createFile");
    let expected = json!({
        "custom_id": "a", "method": "POST", "url": "/v1/responses",
        "body": { "model": "m1", "input": "input \u{e9} a" },
    });
    assert_eq!(lines(&uploads[0])[0], expected);
    let sent: Vec<_> = uploads.iter().map(ids).collect();
    assert_eq!(sent, [vec!["a", "c"], vec!["d"], vec!["b"]]);
    let created: Vec<_> = mock
        .requests_for("createBatch")
        .iter()
        .map(|batch| batch.json())
        .collect();
    let expected = json!({
        "input_file_id": "file_2", "endpoint": "/v1/responses", "completion_window": "24h", "metadata": { "run": "7" },
    });
    assert_eq!(created[1], expected);
}

#[tokio::test]
async fn a_file_is_full_when_the_next_line_does_not_fit() {
    let (client, mock) = service(json!({}), json!({}));
    let requests: Vec<_> = (0..10)
        .map(|n| (n.to_string(), request("m", &"x".repeat(100))))
        .collect();
    let job = client
        .batches()
        .submit(requests)
        .max_bytes(450)
        .await
        .expect("batches");
    assert_eq!(job.batch_ids().len(), 5);
    let sent: Vec<usize> = mock
        .requests_for("createFile")
        .iter()
        .map(|upload| ids(upload).len())
        .collect();
    assert_eq!(sent, [2, 2, 2, 2, 2]);
}

#[tokio::test]
async fn inputs_of_embeddings_count_as_requests() {
    let (client, _) = service(json!({}), json!({}));
    let request = |texts: &[&str]| {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        CreateEmbeddingRequest::new("text-embedding-3-small", texts)
    };
    let requests = [
        ("a", request(&["1", "2"])),
        ("b", request(&["3"])),
        ("c", request(&["4"])),
    ];
    let job = client
        .batches()
        .submit(requests)
        .max_requests(3)
        .await
        .expect("batches");
    assert_eq!(job.batch_ids().len(), 2);
    let too_many = [("a", request(&["1", "2"]))];
    let error = client
        .batches()
        .submit(too_many)
        .max_requests(1)
        .await
        .expect_err("an error");
    assert!(
        error.error().message().contains("`a` has 2 inputs"),
        "{error}"
    );
}

#[tokio::test]
async fn invalid_requests_are_errors_with_the_batches_created_before() {
    let (client, _) = service(json!({}), json!({}));
    let requests = ["a", "b", "a"].map(|id| (id, request("m", "x")));
    let submitted = client.batches().submit(requests).max_requests(1).await;
    let (job, error) = submitted.expect_err("an error").into_parts();
    assert_eq!(error.message(), "two requests have the ID `a`");
    assert_eq!(job.batch_ids(), ["batch_1"]);
    let requests = [("long", request("m", "x"))];
    let error = client
        .batches()
        .submit(requests)
        .max_bytes(10)
        .await
        .expect_err("an error");
    assert_eq!(error.error().kind(), ErrorKind::Request);
    assert!(
        error
            .error()
            .message()
            .starts_with("the request `long` has "),
        "{error}"
    );
}

#[tokio::test]
async fn results_are_typed_and_errors_are_next_to_them() {
    let ok = json!({ "id": "resp_1", "object": "response", "status": "completed", "output": [{
        "type": "message", "id": "msg_1", "role": "assistant", "status": "completed",
        "content": [{ "type": "output_text", "text": "Bonjour", "annotations": [] }],
    }] });
    let limit =
        json!({ "error": { "message": "slow down", "type": "t", "code": "rate_limit_exceeded" } });
    let mut blank = limit.clone();
    blank["id"] = Value::Null;
    blank["output"] = Value::Null;
    let line = |id: &str, status: u16, body: &Value| {
        let response =
            json!({ "status_code": status, "request_id": format!("req_{id}"), "body": body });
        json!({ "id": "batch_req_1", "custom_id": id, "response": response, "error": null })
    };
    let expired = json!({ "code": "batch_expired", "message": "not executed in time" });
    let files = json!({
        "out_1": [line("a", 200, &ok), line("b", 200, &limit), line("g", 200, &blank)],
        "err_1": [line("c", 429, &limit), { "custom_id": "d", "response": null, "error": expired }],
        "out_2": [line("e", 200, &ok), { "id": "without custom_id" }],
    });
    let batches = json!({
        "batch_1": { "id": "batch_1", "status": "completed", "output_file_id": "out_1", "error_file_id": "err_1" },
        "batch_2": { "id": "batch_2", "status": "expired", "output_file_id": "out_2" },
    });
    let (client, _) = service(batches, files);
    let job = client
        .batches()
        .resume::<CreateResponse>(["batch_1", "batch_2"]);
    let results = job.wait().await.expect("results");
    let texts: Vec<_> = results
        .responses()
        .map(|(id, response)| (id, response.message_text()))
        .collect();
    assert_eq!(
        texts,
        [("a", "Bonjour".to_owned()), ("e", "Bonjour".to_owned())]
    );
    let error = results.get("c").expect("a result").expect_err("an error");
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::RateLimit, Some("rate_limit_exceeded"))
    );
    assert_eq!(
        (error.message(), error.request_id()),
        ("slow down", Some("req_c"))
    );
    let messages: Vec<_> = results
        .errors()
        .map(|(id, error)| (id, error.message()))
        .collect();
    assert_eq!(
        messages,
        [
            ("b", "slow down"),
            ("c", "slow down"),
            ("d", "batch_expired: not executed in time"),
            ("g", "slow down"),
        ]
    );
    assert_eq!(results.unmatched_lines, ["{\"id\":\"without custom_id\"}"]);
    assert_eq!((results.len(), results.batches.len()), (6, 2));
    assert!(results.get("f").is_none());
    let all: Vec<String> = results.into_iter().map(|(id, _)| id).collect();
    assert_eq!(all, ["a", "b", "c", "d", "e", "g"]);
}

#[tokio::test]
async fn a_rejected_batch_is_an_error_with_the_results_of_the_others() {
    let ok = json!({ "status_code": 200, "body": { "id": "resp_1", "output": [] } });
    let invalid = json!({ "code": "invalid_url", "message": "wrong endpoint", "line": 3 });
    let batches = json!({
        "batch_1": { "id": "batch_1", "status": "failed", "errors": { "data": [invalid] } },
        "batch_2": { "id": "batch_2", "status": "completed", "output_file_id": "out_2" },
    });
    let (client, mock) = service(
        batches,
        json!({ "out_2": [{ "custom_id": "a", "response": ok }] }),
    );
    let job = client
        .batches()
        .resume::<CreateResponse>(["batch_1", "batch_2"]);
    let waited = job
        .wait_with(|waiting| waiting.interval(Duration::ZERO))
        .await;
    let (results, error) = waited.expect_err("an error").into_parts();
    assert_eq!(
        error.message(),
        "the batch `batch_1` was rejected: line 3: wrong endpoint"
    );
    assert!(results.get("a").expect("a result").is_ok());
    assert_eq!(mock.requests_for("retrieveBatch").len(), 2);
}

#[test]
fn every_kind_of_request_has_its_endpoint() {
    fn endpoint<R: BatchRequest>() -> &'static str {
        R::ENDPOINT
    }
    assert_eq!(
        endpoint::<CreateChatCompletionRequest>(),
        "/v1/chat/completions"
    );
    assert_eq!(endpoint::<CreateEmbeddingRequest>(), "/v1/embeddings");
    assert_eq!(endpoint::<CreateImageRequest>(), "/v1/images/generations");
    assert_eq!(endpoint::<CreateModerationRequest>(), "/v1/moderations");
}
