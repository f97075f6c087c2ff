//! Complete sessions of the Realtime API.

use openai_typed::ErrorKind;
use openai_typed::api::realtime::RealtimeChannel;
use openai_typed::media::decode_base64;
use openai_typed::types::{
    RealtimeClientEvent, RealtimeClientEventSessionUpdate, RealtimeResponseStatus,
    RealtimeServerEvent, RealtimeSessionCreateRequestGa,
};
use openai_typed::websocket::{ClosedBy, Connection, Playback, Reconnect};
use serde_json::{Value, json};

use crate::server::{Server, close, receive, send, serve_session};

/// Returns the type of an event.
fn event_type(event: &RealtimeServerEvent) -> String {
    let json = serde_json::to_value(event).expect("JSON");
    json["type"].as_str().unwrap_or_default().to_owned()
}

async fn connect(server: &Server) -> Connection<RealtimeChannel> {
    let connect = server.client().realtime().connect().with_model("m");
    connect.await.expect("a connection")
}

#[tokio::test]
async fn a_session_with_audio_in_and_out() {
    let server = Server::start(|_, socket| serve_session(socket)).await;
    let client = server.client();
    let mut connection = client
        .realtime()
        .connect()
        .with_model("gpt-4o-realtime-preview")
        .await
        .expect("a connection");
    let update = RealtimeSessionCreateRequestGa::new().with_instructions("Repeat.");
    connection
        .send(RealtimeClientEventSessionUpdate::new(update))
        .await
        .expect("sent");
    let audio: Vec<u8> = (0..600_000u32).map(|index| (index % 251) as u8).collect();
    connection.append_audio(&audio[..9600]).await.expect("sent");
    let read = connection
        .append_audio_from(&audio[9600..])
        .await
        .expect("sent");
    assert_eq!(read, 590_400);
    connection.commit_audio().await.expect("sent");
    connection.create_response().await.expect("sent");

    let (mut types, mut received) = (Vec::new(), Vec::new());
    while let Some(event) = connection.next().await {
        let event = event.expect("an event");
        assert!(
            !matches!(event, RealtimeServerEvent::Unknown(_)),
            "{event:?}"
        );
        if let Some(chunk) = event.audio() {
            received.extend_from_slice(&chunk.expect("base64"));
        }
        types.push(event_type(&event));
        if let RealtimeServerEvent::ResponseDone(done) = event {
            assert_eq!(
                done.response.status,
                Some(RealtimeResponseStatus::Completed)
            );
            break;
        }
    }
    assert!(received == audio, "the audio was returned");
    assert_eq!(
        types,
        [
            "session.created",
            "session.updated",
            "input_audio_buffer.speech_started",
            "input_audio_buffer.speech_stopped",
            "input_audio_buffer.committed",
            "conversation.item.input_audio_transcription.completed",
            "response.created",
            "response.output_audio.delta",
            "response.audio.delta",
            "response.output_audio_transcript.done",
            "response.done",
        ]
    );
    let close = connection
        .close(1000, "thanks")
        .await
        .expect("closed")
        .expect("a reason");
    assert_eq!((close.code, close.by), (1000, ClosedBy::Client));
    assert_eq!(
        server.requests(),
        ["/v1/realtime?model=gpt-4o-realtime-preview Bearer key"]
    );
}

#[tokio::test]
async fn appended_audio_matches_the_type_of_its_event() {
    let (sender, mut received) = tokio::sync::mpsc::channel(1);
    let server = Server::start(move |_, mut socket| {
        let sender = sender.clone();
        async move {
            let event = receive(&mut socket).await.expect("an event");
            sender.send(event).await.expect("the test waits for it");
        }
    })
    .await;
    let mut connection = connect(&server).await;
    connection.append_audio([0, 255, 7, 9]).await.expect("sent");
    let json = received.recv().await.expect("an event");
    let event: RealtimeClientEvent = serde_json::from_value(json.clone()).expect("JSON");
    let RealtimeClientEvent::InputAudioBufferAppend(append) = &event else {
        panic!("{event:?}");
    };
    let audio = decode_base64(&append.audio).expect("base64");
    assert_eq!(audio[..], [0, 255, 7, 9]);
    assert_eq!(serde_json::to_value(&event).expect("JSON"), json);
}

#[tokio::test]
async fn an_interruption_truncates_the_item_to_the_audio_played() {
    let server = Server::start(|_, socket| serve_session(socket)).await;
    let mut connection = connect(&server).await;
    connection
        .append_audio(vec![1; 96_000])
        .await
        .expect("sent");
    connection.commit_audio().await.expect("sent");
    connection
        .create_user_message("talk until I stop you")
        .await
        .expect("sent");
    connection.create_response().await.expect("sent");
    let mut playback = Playback::new();
    let mut chunks = 0;
    let mut truncated = None;
    while let Some(event) = connection.next().await {
        match event.expect("an event") {
            RealtimeServerEvent::ResponseOutputAudioDelta(delta) => {
                assert_eq!(playback.receive(&delta).expect("base64").len(), 48_000);
                chunks += 1;
                if chunks == 2 {
                    playback.advance(60_000);
                    connection.interrupt(&playback).await.expect("sent");
                }
            }
            RealtimeServerEvent::ResponseDone(done) => {
                assert_eq!(
                    done.response.status,
                    Some(RealtimeResponseStatus::Cancelled)
                );
            }
            RealtimeServerEvent::ConversationItemTruncated(event) => {
                truncated = Some((event.item_id, event.audio_end_ms));
                break;
            }
            _ => {}
        }
    }
    assert_eq!(truncated, Some(("item_2".to_owned(), 1250)));
}

#[tokio::test]
async fn an_error_event_refers_to_the_event_that_caused_it() {
    let server = Server::start(|_, socket| serve_session(socket)).await;
    let mut connection = connect(&server).await;
    let event: RealtimeClientEvent =
        serde_json::from_value(json!({"type": "session.dance", "event_id": "mine"}))
            .expect("an event");
    connection.send(event).await.expect("sent");
    while let Some(event) = connection.next().await {
        if let RealtimeServerEvent::Error(event) = event.expect("an event") {
            assert_eq!(event.error.event_id.as_deref(), Some("mine"));
            assert_eq!(event.error.code.as_deref(), Some("unknown_event"));
            return;
        }
    }
    panic!("no error was received");
}

#[tokio::test]
async fn unknown_events_are_kept_and_invalid_messages_are_errors() {
    use futures_util::SinkExt;
    use tokio_tungstenite::tungstenite::Message;
    let server = Server::start(|_, mut socket| async move {
        send(&mut socket, json!({"type": "session.danced", "steps": 3})).await;
        let _ = socket.send(Message::text("garbage")).await;
        send(
            &mut socket,
            json!({"type": "input_audio_buffer.speech_started", "event_id": "e"}),
        )
        .await;
        close(&mut socket, 1000, "").await;
    })
    .await;
    let mut connection = connect(&server).await;
    let unknown = connection
        .next()
        .await
        .expect("an event")
        .expect("an event");
    let RealtimeServerEvent::Unknown(unknown) = unknown else {
        panic!("{unknown:?}");
    };
    assert_eq!(unknown.get("steps"), Some(&Value::from(3)));
    let invalid = connection
        .next()
        .await
        .expect("an item")
        .expect_err("an error");
    assert_eq!(invalid.kind(), ErrorKind::Decode);
    let started = connection
        .next()
        .await
        .expect("an event")
        .expect("an event");
    assert!(matches!(
        started,
        RealtimeServerEvent::InputAudioBufferSpeechStarted(_)
    ));
    assert!(connection.next().await.is_none());
}

#[tokio::test]
async fn a_session_is_restored_after_a_lost_connection() {
    let server = Server::start(|number, mut socket| async move {
        match number {
            0 => {
                receive(&mut socket).await;
            }
            _ => serve_session(socket).await,
        }
    })
    .await;
    let restore = || {
        RealtimeClientEventSessionUpdate::new(
            RealtimeSessionCreateRequestGa::new().with_instructions("x"),
        )
    };
    let millisecond = std::time::Duration::from_millis(1);
    let reconnect = Reconnect::new()
        .delays(millisecond, millisecond)
        .before_attempt(move |attempt| {
            attempt.query("model", "other");
            attempt.send_first(&RealtimeClientEvent::from(restore()));
        });
    let client = server.client();
    let mut connection = client
        .realtime()
        .connect()
        .with_model("m")
        .reconnect(reconnect)
        .await
        .expect("a connection");
    connection.create_user_message("one").await.expect("sent");
    connection.create_user_message("two").await.expect("sent");
    let mut types = Vec::new();
    while types
        .iter()
        .filter(|event_type| *event_type == "conversation.item.added")
        .count()
        < 2
    {
        let event = connection
            .next()
            .await
            .expect("an event")
            .expect("an event");
        types.push(event_type(&event));
    }
    assert_eq!(
        types,
        [
            "session.created",
            "session.updated",
            "conversation.item.added",
            "conversation.item.added"
        ]
    );
    assert_eq!(server.requests()[1], "/v1/realtime?model=other Bearer key");
}

#[tokio::test]
async fn an_ephemeral_key_is_passed_as_a_subprotocol() {
    let server = Server::start(|_, socket| serve_session(socket)).await;
    let client = openai_typed::Client::builder()
        .api_key("ek_1")
        .base_url(&server.base_url);
    let client = client.build().expect("a client");
    client
        .realtime()
        .connect()
        .with_call_id("rtc_1")
        .key_as_subprotocol()
        .await
        .expect("a connection");
    let connect = client.realtime().translations().connect().with_model("m");
    connect.key_as_subprotocol().await.expect("a connection");
    assert_eq!(
        server.requests(),
        [
            "/v1/realtime?call_id=rtc_1 none [realtime, openai-insecure-api-key.ek_1]",
            "/v1/realtime/translations?model=m none [realtime, openai-insecure-api-key.ek_1]",
        ]
    );
}
