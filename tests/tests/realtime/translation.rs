//! Live translation.

use openai_typed::types::{RealtimeTranslationClientEvent, RealtimeTranslationServerEvent};
use serde_json::json;

use crate::server::{Server, close, receive, send};

#[tokio::test]
async fn audio_is_sent_and_received() {
    let server = Server::start(|_, mut socket| async move {
        loop {
            let event = receive(&mut socket).await.expect("an event");
            // The events of the client decode as their type.
            let typed: RealtimeTranslationClientEvent =
                serde_json::from_value(event.clone()).expect("an event");
            match typed {
                RealtimeTranslationClientEvent::SessionInputAudioBufferAppend(append) => {
                    let delta = json!({"type": "session.output_audio.delta", "event_id": "e", "delta": append.audio});
                    send(&mut socket, delta).await;
                }
                RealtimeTranslationClientEvent::SessionClose(_) => {
                    send(&mut socket, json!({"type": "session.closed", "event_id": "e"})).await;
                    return close(&mut socket, 1000, "").await;
                }
                other => panic!("{other:?}"),
            }
        }
    })
    .await;
    let client = server.client();
    let connect = client.realtime().translations().connect().with_model("m");
    let mut connection = connect.await.expect("a connection");
    let audio: Vec<u8> = (0..300_000u32).map(|index| (index % 253) as u8).collect();
    connection.append_audio(&audio).await.expect("sent");
    connection.finish().await.expect("sent");
    let (mut received, mut closed) = (Vec::new(), false);
    while let Some(event) = connection.next().await {
        let event = event.expect("an event");
        match event.audio() {
            Some(chunk) => received.extend_from_slice(&chunk.expect("base64")),
            None => closed |= matches!(event, RealtimeTranslationServerEvent::SessionClosed(_)),
        }
    }
    assert!(received == audio, "the audio was returned");
    assert!(closed);
}
