//! Live translation, as one talks with it: audio in, audio in another language out.
//!
//! In: bytes of audio. Out: events of the client; bytes of audio out of events of the server.
//! Must not know: how events travel.

use bytes::Bytes;

use crate::api::realtime::translations::RealtimeTranslationsChannel;
use crate::runtime::{Connection, Error, Sender, decode_base64, encode_base64};
use crate::types::{
    RealtimeTranslationClientEventSessionClose, RealtimeTranslationServerEvent,
    RealtimeTranslationServerEventSessionOutputAudioDelta,
};

/// How much audio goes into one event, in bytes: 5.5 seconds of PCM.
const PIECE: usize = 256 * 1024;

/// What both a connection and its sending end can do.
macro_rules! translation {
    ($($end:ident)+) => {$(
        impl $end<RealtimeTranslationsChannel> {
            /// Appends audio, in the format of the session. Long audio is sent in several events.
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

            /// Says that there is no more: the server translates what it has, and then says `session.closed`.
            ///
            /// # Errors
            /// As of [`send`](Self::send).
            #[inline]
            pub async fn finish(&mut self) -> Result<(), Error> {
                self.send(RealtimeTranslationClientEventSessionClose::new()).await
            }
        }
    )+};
}

translation! { Connection Sender }

/// `session.input_audio_buffer.append` as text: base64 holds nothing that JSON would have to escape.
#[inline]
fn append_event(audio: &[u8]) -> String {
    const START: &str = r#"{"type":"session.input_audio_buffer.append","audio":""#;
    let mut text = String::with_capacity(START.len() + audio.len().div_ceil(3) * 4 + 2);
    text.push_str(START);
    encode_base64(audio, &mut text);
    text.push_str("\"}");
    text
}

impl RealtimeTranslationServerEvent {
    /// The audio in this event, if it brings some.
    ///
    /// # Errors
    /// It is no base64.
    #[inline]
    pub fn audio(&self) -> Option<Result<Bytes, Error>> {
        match self {
            Self::SessionOutputAudioDelta(event) => Some(event.audio()),
            _ => None,
        }
    }
}

impl RealtimeTranslationServerEventSessionOutputAudioDelta {
    /// The audio in this event.
    ///
    /// # Errors
    /// It is no base64.
    #[inline]
    pub fn audio(&self) -> Result<Bytes, Error> {
        decode_base64(&self.delta)
    }
}
