//! The Realtime API, as one talks with it: audio in and out, turns, function calls, interruptions.
//!
//! In: bytes of audio, texts, answers of functions. Out: events of the client; bytes of audio out of events of the server.
//! Must not know: how events travel.

use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::api::realtime::RealtimeChannel;
use crate::runtime::{Connection, Error, ErrorKind, Sender, decode_base64, encode_base64};
use crate::types::{
    RealtimeClientEventConversationItemCreate, RealtimeClientEventConversationItemTruncate,
    RealtimeClientEventInputAudioBufferClear, RealtimeClientEventInputAudioBufferCommit,
    RealtimeClientEventResponseCancel, RealtimeClientEventResponseCreate, RealtimeConversationItem,
    RealtimeConversationItemFunctionCallOutput, RealtimeConversationItemMessageUser,
    RealtimeConversationItemMessageUserContentItem,
    RealtimeConversationItemMessageUserContentItemType, RealtimeServerEvent,
    RealtimeServerEventResponseAudioDelta,
};

/// How much audio goes into one event, in bytes: 5.5 seconds of PCM.
const PIECE: usize = 256 * 1024;
/// How much audio is read at once, in bytes: 0.34 seconds of PCM.
const READ: usize = 16 * 1024;
/// Bytes of a second of audio in the format `audio/pcm`: 24,000 samples of 16 bits.
pub const PCM_BYTES_PER_SECOND: u64 = 48_000;

/// What both a connection and its sending end can do.
macro_rules! conversation {
    ($($end:ident)+) => {$(
        impl $end<RealtimeChannel> {
            /// Appends audio, in the format of the session, to the input. Long audio is sent in several events.
            ///
            /// The audio is written in base64 straight into the text that is sent.
            ///
            /// # Errors
            /// As of [`send`](Self::send).
            #[inline]
            pub async fn append_audio(&mut self, audio: impl AsRef<[u8]>) -> Result<(), Error> {
                for piece in audio.as_ref().chunks(PIECE) {
                    self.send_json(append_event(piece)).await?;
                }
                Ok(())
            }

            /// Appends all that a reader gives, as it comes; says how many bytes that were.
            ///
            /// # Errors
            /// As of [`send`](Self::send), or [`ErrorKind::Io`] from the reader.
            #[inline]
            pub async fn append_audio_from(
                &mut self,
                mut reader: impl AsyncRead + Unpin,
            ) -> Result<u64, Error> {
                let mut buffer = vec![0; READ];
                let mut total = 0;
                loop {
                    let read = reader.read(&mut buffer).await.map_err(|error| {
                        Error::new(ErrorKind::Io, error.to_string()).with_source(error)
                    })?;
                    if read == 0 {
                        return Ok(total);
                    }
                    total += read as u64;
                    self.append_audio(&buffer[..read]).await?;
                }
            }

            /// Ends the user's turn: what was appended becomes an item of the conversation. Not needed where the
            /// server detects turns.
            ///
            /// # Errors
            /// As of [`send`](Self::send).
            #[inline]
            pub async fn commit_audio(&mut self) -> Result<(), Error> {
                self.send(RealtimeClientEventInputAudioBufferCommit::new()).await
            }

            /// Forgets what was appended and not committed.
            ///
            /// # Errors
            /// As of [`send`](Self::send).
            #[inline]
            pub async fn clear_audio(&mut self) -> Result<(), Error> {
                self.send(RealtimeClientEventInputAudioBufferClear::new()).await
            }

            /// Adds an item to the conversation.
            ///
            /// # Errors
            /// As of [`send`](Self::send).
            #[inline]
            pub async fn add_item(
                &mut self,
                item: impl Into<RealtimeConversationItem>,
            ) -> Result<(), Error> {
                self.send(RealtimeClientEventConversationItemCreate::new(item)).await
            }

            /// Adds a message of the user.
            ///
            /// # Errors
            /// As of [`send`](Self::send).
            #[inline]
            pub async fn add_user_text(&mut self, text: impl Into<String>) -> Result<(), Error> {
                let content = RealtimeConversationItemMessageUserContentItem::new()
                    .with_type(RealtimeConversationItemMessageUserContentItemType::InputText)
                    .with_text(text);
                self.add_item(RealtimeConversationItemMessageUser::new(vec![content])).await
            }

            /// Asks for a response with the session's settings.
            ///
            /// # Errors
            /// As of [`send`](Self::send).
            #[inline]
            pub async fn create_response(&mut self) -> Result<(), Error> {
                self.send(RealtimeClientEventResponseCreate::new()).await
            }

            /// Answers a function call, by its `call_id`, and asks for the response that goes on from there.
            ///
            /// # Errors
            /// As of [`send`](Self::send).
            #[inline]
            pub async fn answer_function_call(
                &mut self,
                call_id: impl Into<String>,
                output: impl Into<String>,
            ) -> Result<(), Error> {
                self.add_item(RealtimeConversationItemFunctionCallOutput::new(call_id, output)).await?;
                self.create_response().await
            }

            /// Stops the response in progress.
            ///
            /// # Errors
            /// As of [`send`](Self::send).
            #[inline]
            pub async fn cancel_response(&mut self) -> Result<(), Error> {
                self.send(RealtimeClientEventResponseCancel::new()).await
            }

            /// The user interrupts: stops the response in progress, and takes out of the conversation what was not
            /// heard of it.
            ///
            /// # Errors
            /// As of [`send`](Self::send).
            #[inline]
            pub async fn interrupt(&mut self, playback: &Playback) -> Result<(), Error> {
                self.cancel_response().await?;
                let Some(heard) = playback.heard() else { return Ok(()) };
                let millis = i64::try_from(heard.audio_end.as_millis()).unwrap_or(i64::MAX);
                self.send(RealtimeClientEventConversationItemTruncate::new(
                    heard.item_id,
                    heard.content_index,
                    millis,
                ))
                .await
            }
        }
    )+};
}

conversation! { Connection Sender }

/// `input_audio_buffer.append` as text: base64 holds nothing that JSON would have to escape.
#[inline]
fn append_event(audio: &[u8]) -> String {
    const START: &str = r#"{"type":"input_audio_buffer.append","audio":""#;
    let mut text = String::with_capacity(START.len() + audio.len().div_ceil(3) * 4 + 2);
    text.push_str(START);
    encode_base64(audio, &mut text);
    text.push_str("\"}");
    text
}

impl RealtimeServerEvent {
    /// The audio in this event, if it brings some.
    ///
    /// # Errors
    /// It is no base64.
    #[inline]
    pub fn audio(&self) -> Option<Result<Bytes, Error>> {
        match self {
            Self::ResponseOutputAudioDelta(event) => Some(event.audio()),
            _ => None,
        }
    }
}

impl RealtimeServerEventResponseAudioDelta {
    /// The audio in this event.
    ///
    /// # Errors
    /// It is no base64.
    #[inline]
    pub fn audio(&self) -> Result<Bytes, Error> {
        decode_base64(&self.delta)
    }
}

/// What the user heard of the response that is being played: audio in the format `audio/pcm`.
#[derive(Clone, Debug, Default)]
pub struct Playback {
    item_id: String,
    content_index: i64,
    received: u64,
    played: u64,
}

/// How far an item was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard<'a> {
    /// The item.
    pub item_id: &'a str,
    /// Which of its contents.
    pub content_index: i64,
    /// How much of it was heard.
    pub audio_end: Duration,
}

impl Playback {
    /// Nothing so far.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// The audio of an event, which is to be played now. Audio of another item begins anew.
    ///
    /// # Errors
    /// It is no base64.
    #[inline]
    pub fn receive(
        &mut self,
        event: &RealtimeServerEventResponseAudioDelta,
    ) -> Result<Bytes, Error> {
        let audio = event.audio()?;
        if self.item_id != event.item_id || self.content_index != event.content_index {
            *self = Self {
                item_id: event.item_id.clone(),
                content_index: event.content_index,
                ..Self::default()
            };
        }
        self.received += audio.len() as u64;
        Ok(audio)
    }

    /// So many more bytes went to the loudspeaker.
    #[inline]
    pub fn played(&mut self, bytes: u64) {
        self.played = self.played.saturating_add(bytes).min(self.received);
    }

    /// How far the item was heard; `None` if nothing came.
    #[inline]
    pub fn heard(&self) -> Option<Heard<'_>> {
        (self.received > 0).then(|| Heard {
            item_id: &self.item_id,
            content_index: self.content_index,
            audio_end: Duration::from_millis(self.played * 1000 / PCM_BYTES_PER_SECOND),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_append_event_is_what_its_type_says() {
        let text = append_event(&[0, 255, 7, 9]);
        let event: crate::types::RealtimeClientEvent = serde_json::from_str(&text).expect("JSON");
        let crate::types::RealtimeClientEvent::InputAudioBufferAppend(append) = &event else {
            panic!("{event:?}");
        };
        assert_eq!(
            decode_base64(&append.audio).expect("base64")[..],
            [0, 255, 7, 9]
        );
        assert_eq!(serde_json::to_string(&event).expect("JSON"), text);
    }
}
