//! Live translation, a channel of its own.

use openai_typed::types::{RealtimeTranslationClientEvent, RealtimeTranslationServerEvent};
use serde_json::json;

use crate::server::{Server, hear, leave, say};

#[tokio::test]
async fn audio_goes_in_and_comes_out() {
    let server = Server::start(|_, mut socket| async move {
        loop {
            let event = hear(&mut socket).await.expect("an event");
            // What the client sends is what its types say.
            let typed: RealtimeTranslationClientEvent =
                serde_json::from_value(event.clone()).expect("an event");
            match typed {
                RealtimeTranslationClientEvent::SessionInputAudioBufferAppend(append) => {
                    let delta = json!({"type": "session.output_audio.delta", "event_id": "e", "delta": append.audio});
                    say(&mut socket, delta).await;
                }
                RealtimeTranslationClientEvent::SessionClose(_) => {
                    say(&mut socket, json!({"type": "session.closed", "event_id": "e"})).await;
                    return leave(&mut socket, 1000, "").await;
                }
                other => panic!("{other:?}"),
            }
        }
    })
    .await;
    let client = server.client();
    let connect = client.realtime().translations().connect().model("m");
    let mut connection = connect.await.expect("a connection");
    let audio: Vec<u8> = (0..300_000u32).map(|index| (index % 253) as u8).collect();
    connection.append_audio(&audio).await.expect("sent");
    connection.finish().await.expect("sent");
    let (mut heard, mut closed) = (Vec::new(), false);
    while let Some(event) = connection.next().await {
        let event = event.expect("an event");
        match event.audio() {
            Some(piece) => heard.extend_from_slice(&piece.expect("base64")),
            None => closed |= matches!(event, RealtimeTranslationServerEvent::SessionClosed(_)),
        }
    }
    assert!(heard == audio, "the audio that went out came back");
    assert!(closed);
}
