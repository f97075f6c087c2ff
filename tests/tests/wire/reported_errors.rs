//! Errors that servers and gateways report with status 200, in various forms and locations.

use openai_typed::stream::Interrupted;
use openai_typed::types::{
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, CreateChatCompletionResponse,
    CreateEmbeddingRequest, CreateImageRequest, CreateResponse, CreateSpeechRequest,
    CreateSpeechRequestModel, CreateTranscriptionRequest, CreateTranscriptionRequestModel,
    VoiceIdsShared,
};
use openai_typed::{Client, Error, ErrorKind, Upload};
use serde_json::{Value, json};

use crate::support::{MockResponse, Server};

fn question() -> CreateChatCompletionRequest {
    CreateChatCompletionRequest::new("m", [ChatCompletionRequestUserMessage::new("Hi")])
}

fn client(server: &Server) -> Client {
    server.client_with(|builder| builder.api_key("k").max_retries(0))
}

async fn chat(body: Value) -> Result<CreateChatCompletionResponse, Error> {
    let server = Server::with_responses([MockResponse::json(body)]).await;
    client(&server)
        .chat()
        .completions()
        .create(question())
        .await
}

type Collected = Result<CreateChatCompletionResponse, Interrupted<CreateChatCompletionResponse>>;

async fn chat_stream(body: &str) -> Collected {
    let server = Server::with_responses([MockResponse::events([body])]).await;
    let call = client(&server).chat().completions().create(question());
    let stream = call.stream().await.expect("a stream");
    stream.collect_completion().await
}

fn chunk(choice: Value) -> String {
    let chunk = json!({
        "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice],
    });
    format!("data: {chunk}\n\n")
}

fn text(text: &str) -> String {
    chunk(json!({ "index": 0, "delta": { "content": text }, "finish_reason": null }))
}

/// Calls operations of several kinds, each of which receives this body.
async fn errors_of(body: &Value) -> Vec<(&'static str, Error)> {
    let server = Server::with_responses((0..6).map(|_| MockResponse::json(body.clone()))).await;
    let client = client(&server);
    let image = CreateImageRequest::new("An otter");
    let embedding = CreateEmbeddingRequest::new("m", "x");
    let file = Upload::from_bytes("hello.wav", "RIFF");
    let model = CreateTranscriptionRequestModel::Whisper1;
    let transcription = CreateTranscriptionRequest::new(model, file);
    let response = CreateResponse::new().with_input("Hi");
    let (images, audio) = (client.images(), client.audio());
    vec![
        ("images", images.generate(image).await.expect_err("images")),
        (
            "embeddings",
            client
                .embeddings()
                .create(embedding)
                .await
                .expect_err("embeddings"),
        ),
        ("models", client.models().list().await.expect_err("models")),
        (
            "transcriptions",
            audio
                .transcriptions()
                .create(transcription)
                .await
                .expect_err("a transcription"),
        ),
        (
            "responses",
            client
                .responses()
                .create(response)
                .await
                .expect_err("a response"),
        ),
        (
            "chat",
            client
                .chat()
                .completions()
                .create(question())
                .await
                .expect_err("chat"),
        ),
    ]
}

#[tokio::test]
async fn a_body_with_nothing_but_an_error_is_an_error_of_every_operation() {
    let error = json!({ "message": "busy", "code": 429 });
    for body in [
        json!({ "data": null, "error": error }),
        json!({ "created": 0, "id": "", "object": null, "data": [], "text": "", "error": error }),
        json!({ "success": false, "result": { "error": error } }),
        json!({ "data": null, "errors": [error] }),
        json!({ "data": null, "state": { "status_code": 429, "status_msg": "busy" } }),
        json!({ "error_code": 429, "error_msg": "busy", "request": 7 }),
    ] {
        for (operation, error) in errors_of(&body).await {
            assert_eq!(
                (error.kind(), error.message(), error.code()),
                (ErrorKind::RateLimit, "busy", Some("429")),
                "{operation}: {body}"
            );
            assert!(error.is_retryable(), "{operation}: {body}");
        }
    }
}

#[tokio::test]
async fn images_without_data_and_with_an_error_are_an_error() {
    for data in [json!(null), json!([])] {
        let body =
            json!({ "created": 1_760_000_000, "data": data, "error": { "message": "refused" } });
        let server = Server::with_responses([MockResponse::json(body)]).await;
        let call = client(&server)
            .images()
            .generate(CreateImageRequest::new("An otter"));
        let error = call.await.expect_err("an error");
        assert_eq!(
            (error.kind(), error.message()),
            (ErrorKind::Server, "refused")
        );
    }
    let image = json!({ "b64_json": "AAEC" });
    let body = json!({ "created": 1, "data": [image], "error": { "message": "a warning" } });
    let server = Server::with_responses([MockResponse::json(body)]).await;
    let call = client(&server)
        .images()
        .generate(CreateImageRequest::new("An otter"));
    assert_eq!(
        call.await.expect("images").images().expect("images").len(),
        1
    );
}

#[tokio::test]
async fn an_error_in_place_of_a_list_or_a_string_is_an_error() {
    let error = json!({ "message": "busy", "code": 429 });
    let body = json!({
        "id": "x", "object": "list", "created": 1, "created_at": 1, "model": "m", "status": "completed",
        "parallel_tool_calls": true, "usage": { "prompt_tokens": 1, "total_tokens": 1 },
    });
    for fault in [
        json!({ "error": error }),
        json!({ "error": "busy", "code": 429 }),
        error.clone(),
    ] {
        let mut body = body.clone();
        for name in ["data", "choices", "text", "output"] {
            body[name] = fault.clone();
        }
        for (operation, error) in errors_of(&body).await {
            assert_eq!(
                (error.kind(), error.message(), error.code()),
                (ErrorKind::RateLimit, "busy", Some("429")),
                "{operation}: {body}"
            );
            assert!(error.body().is_some_and(|body| !body.is_empty()));
        }
    }
}

#[tokio::test]
async fn an_error_next_to_empty_content_is_an_error() {
    let choice =
        |message: Value| json!([{ "index": 0, "finish_reason": "stop", "message": message }]);
    let body = |choices: Value, name: &str, error: Value| {
        let mut body = json!({
            "id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": choices,
        });
        body[name] = error;
        body
    };
    let empty = [
        json!({ "role": "assistant", "content": null, "refusal": null }),
        json!({ "role": "assistant", "content": "", "tool_calls": [] }),
        json!({ "role": "assistant", "content": null, "tool_calls": null, "audio": null }),
    ];
    let state = json!({ "status_code": 429, "status_msg": "busy" });
    for message in empty {
        for (name, error) in [
            ("base_resp", state.clone()),
            ("error", json!({ "message": "busy", "code": 429 })),
        ] {
            let body = body(choice(message.clone()), name, error);
            let error = chat(body.clone()).await.expect_err("an error");
            assert_eq!(
                (error.kind(), error.message(), error.code()),
                (ErrorKind::RateLimit, "busy", Some("429")),
                "{body}"
            );
        }
    }
    let call =
        json!([{ "id": "1", "type": "function", "function": { "name": "f", "arguments": "{}" } }]);
    let with_content = [
        json!({ "role": "assistant", "content": "Hi" }),
        json!({ "role": "assistant", "content": null, "tool_calls": call }),
        json!({ "role": "assistant", "content": null, "reasoning_content": "Hm" }),
    ];
    for message in with_content {
        let body = body(choice(message), "base_resp", state.clone());
        chat(body).await.expect("a completion with a warning");
    }
    let success = json!({ "status_code": 0, "status_msg": "" });
    let message = json!({ "role": "assistant", "content": "" });
    chat(body(choice(message), "base_resp", success))
        .await
        .expect("an empty completion");
}

#[tokio::test]
async fn an_error_next_to_empty_items_is_an_error() {
    let error = json!({ "message": "busy", "code": 429 });
    let body = json!({ "object": "list", "model": "m", "data": [{ "index": 0, "embedding": [] }], "error": error });
    let server = Server::with_responses([MockResponse::json(body)]).await;
    let call = client(&server)
        .embeddings()
        .create(CreateEmbeddingRequest::new("m", "x"));
    assert_eq!(call.await.expect_err("an error").message(), "busy");

    let event = chunk(json!({ "index": 0, "delta": { "content": null }, "finish_reason": null }));
    let event = event.replace("\"model\"", &format!("\"error\":{error},\"model\""));
    let collected = chat_stream(&format!("{}{event}", text("Hello"))).await;
    let interrupted = collected.expect_err("an error");
    assert_eq!(interrupted.error().message(), "busy");
    assert_eq!(interrupted.partial().content(), Some("Hello"));
}

#[tokio::test]
async fn an_error_of_a_choice_is_an_error_with_the_body() {
    let choice = |error: Value, reason: &str| {
        json!({
            "id": "c", "object": "chat.completion", "created": 1, "model": "m",
            "choices": [{
                "index": 0, "finish_reason": reason, "error": error,
                "message": { "role": "assistant", "content": "Once upon" },
            }],
        })
    };
    for (body, kind, message, code) in [
        (
            choice(
                json!({ "message": "provider failed", "code": 502 }),
                "error",
            ),
            ErrorKind::Server,
            "provider failed",
            "502",
        ),
        (
            choice(json!({ "message": "slow down", "code": 429 }), "stop"),
            ErrorKind::RateLimit,
            "slow down",
            "429",
        ),
        (
            choice(Value::Null, "error"),
            ErrorKind::Server,
            "`choices.finish_reason` is `error`",
            "error",
        ),
    ] {
        let error = chat(body.clone()).await.expect_err("an error");
        assert_eq!((error.kind(), error.message()), (kind, message), "{body}");
        assert_eq!(error.code(), Some(code), "{body}");
        assert_eq!(error.parsed::<Value>().expect("the body"), body);
    }
    let completion = chat(choice(Value::Null, "stop"))
        .await
        .expect("a completion");
    assert_eq!(completion.content(), Some("Once upon"));
}

#[tokio::test]
async fn an_error_in_a_chunk_keeps_everything_that_was_received() {
    let error = json!({ "message": "provider failed", "code": 502 });
    let failed = json!({ "index": 0, "delta": { "content": " upon" }, "finish_reason": "error", "error": error });
    let labeled = json!({ "index": 0, "delta": { "content": " upon" }, "finish_reason": "error" });
    let both = json!({
        "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "error": error,
        "choices": [{ "index": 0, "delta": { "content": " upon" }, "finish_reason": "error" }],
    });
    for (body, code, content) in [
        (chunk(failed) + &text(" a time"), "502", "Once upon a time"),
        (
            chunk(labeled) + &text(" a time"),
            "error",
            "Once upon a time",
        ),
        // An error of the response itself ends the stream.
        (
            format!("data: {both}\n\n{}", text(" a time")),
            "502",
            "Once upon",
        ),
    ] {
        let body = text("Once") + &body + "data: [DONE]\n\n";
        let interrupted = chat_stream(&body).await.expect_err("an error");
        assert_eq!(interrupted.error().code(), Some(code), "{body}");
        assert_eq!(interrupted.partial().content(), Some(content), "{body}");
    }
}

#[tokio::test]
async fn errors_of_events_are_read_in_every_form() {
    let inner = json!({ "message": "busy", "code": "overloaded" });
    let state = json!({ "status_code": "overloaded", "status_msg": "busy" });
    for error in [
        json!({ "type": "error", "error": inner }),
        json!({ "type": "error", "data": inner }),
        json!({ "type": "stream_error", "detail": { "error": inner } }),
        json!({ "response": { "error": inner } }),
        json!({ "error": { "error": inner } }),
        json!({ "base_resp": state }),
        json!({ "id": "c", "choices": null, "base_resp": state }),
        json!({ "error_code": "overloaded", "error_msg": "busy" }),
    ] {
        for name in ["", "event: error\n", "event: stream_error\n"] {
            let body = format!("{}{name}data: {error}\n\ndata: [DONE]\n\n", text("Once"));
            let interrupted = chat_stream(&body).await.expect_err("an error");
            let failure = interrupted.error();
            assert_eq!(
                (failure.message(), failure.code()),
                ("busy", Some("overloaded")),
                "{name}{error}"
            );
            assert_eq!(
                interrupted.partial().content(),
                Some("Once"),
                "{name}{error}"
            );
        }
    }
    let status = json!({
        "id": "c", "choices": [{ "index": 0, "delta": {}, "finish_reason": "stop" }],
        "base_resp": { "status_code": 0, "status_msg": "success" },
    });
    let completion = chat_stream(&format!("{}data: {status}\n\n", text("Once"))).await;
    assert_eq!(completion.expect("a completion").content(), Some("Once"));
}

#[tokio::test]
async fn errors_among_the_events_of_a_response_keep_its_output() {
    let delta = json!({
        "type": "response.output_text.delta", "item_id": "m1", "output_index": 0,
        "content_index": 0, "delta": "Once",
    });
    let inner = json!({ "message": "busy", "code": "overloaded" });
    for error in [
        json!({ "type": "error", "error": inner }),
        json!({ "type": "error", "message": "busy", "code": "overloaded" }),
        json!({ "response": { "error": inner } }),
        json!({ "type": "response.error", "response": { "error": inner } }),
        json!({ "base_resp": { "status_code": "overloaded", "status_msg": "busy" } }),
    ] {
        let body = format!("data: {delta}\n\ndata: {error}\n\n");
        let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
        let request = CreateResponse::new().with_input("Hi");
        let stream = client(&server).responses().create(request).stream().await;
        let collected = stream.expect("a stream").collect_response().await;
        let interrupted = collected.expect_err("an error");
        let failure = interrupted.error();
        assert_eq!(
            (failure.message(), failure.code()),
            ("busy", Some("overloaded")),
            "{error}"
        );
        assert_eq!(interrupted.partial().message_text(), "Once", "{error}");
    }
    let failed = json!({
        "type": "response.failed",
        "response": { "id": "r", "status": "failed", "error": inner, "output": [] },
    });
    let body = format!("data: {delta}\n\ndata: {failed}\n\n");
    let server = Server::with_responses([MockResponse::events([body.as_str()])]).await;
    let request = CreateResponse::new().with_input("Hi");
    let stream = client(&server).responses().create(request).stream().await;
    let response = stream
        .expect("a stream")
        .collect_response()
        .await
        .expect("a response");
    assert_eq!(response.error.expect("its error").message, "busy");
}

#[tokio::test]
async fn json_after_comments_is_a_response_or_its_error() {
    let comments = "\u{feff}: processing\n\n: processing\r\n\r\n";
    let completion = json!({
        "id": "c", "object": "chat.completion", "created": 1, "model": "m",
        "choices": [{ "index": 0, "finish_reason": "stop", "message": { "role": "assistant", "content": "Hi" } }],
    });
    let error = json!({ "error": { "message": "busy", "code": 429 } });
    for content_type in ["application/json", "text/event-stream", "text/plain", ""] {
        let respond =
            |body: &Value| MockResponse::new(200, content_type, format!("{comments}{body:#}"));
        let server =
            Server::with_responses([respond(&completion), respond(&error), respond(&error)]).await;
        let client = client(&server);
        let completions = client.chat();
        let received = completions.completions().create(question()).await;
        assert_eq!(
            received.expect("a completion").content(),
            Some("Hi"),
            "{content_type}"
        );
        let failure = completions
            .completions()
            .create(question())
            .await
            .expect_err("an error");
        assert_eq!(
            (failure.kind(), failure.message()),
            (ErrorKind::RateLimit, "busy")
        );
        let stream = completions.completions().create(question()).stream().await;
        let failure = match stream {
            Ok(mut stream) => stream.next().await.expect("an item").expect_err("an error"),
            Err(error) => error,
        };
        assert_eq!(failure.kind(), ErrorKind::RateLimit, "{content_type}");
        assert!(failure.message().contains("busy"), "{failure}");
    }
}

#[tokio::test]
async fn an_error_in_place_of_speech_is_an_error_whatever_its_media_type() {
    for content_type in [
        "application/json",
        "audio/mpeg",
        "application/octet-stream",
        "text/plain",
        "",
    ] {
        let body = json!({ "error": { "message": "no voice", "code": "voice" } });
        let server =
            Server::with_responses([MockResponse::new(200, content_type, body.to_string())]).await;
        let model = CreateSpeechRequestModel::from("m");
        let request = CreateSpeechRequest::new(model, "Hello!", VoiceIdsShared::Coral);
        let download = client(&server).audio().speech().create(request).await;
        let error = download
            .expect("a download")
            .bytes()
            .await
            .expect_err("an error");
        assert_eq!(
            (error.message(), error.code()),
            ("no voice", Some("voice")),
            "{content_type}"
        );
    }
}
