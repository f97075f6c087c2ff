//! [Live translation](https://platform.openai.com/docs/guides/realtime-translation): methods of a connection for audio.

use bytes::Bytes;

use crate::Error;
use crate::api::realtime::translations::RealtimeTranslationsChannel;
use crate::media::decode_base64;
use crate::runtime::generated::base64_event;
use crate::types::{
    RealtimeTranslationClientEventSessionClose, RealtimeTranslationServerEvent,
    RealtimeTranslationServerEventSessionOutputAudioDelta,
};
use crate::websocket::{Connection, Sender};

/// The maximum size of the audio in one event, in bytes: 5.5 seconds of PCM.
const MAX_CHUNK: usize = 256 * 1024;

/// Implements the methods for a connection and for its sending end.
macro_rules! impl_translation {
    ($($sender:ident)+) => {$(
        impl $sender<RealtimeTranslationsChannel> {
            /// Appends audio, in the format of the session. Long audio is sent in several events.
            ///
            /// # Errors
            /// See [`send`](Self::send).
            #[inline]
            pub async fn append_audio(&mut self, audio: impl AsRef<[u8]>) -> Result<(), Error> {
                for chunk in audio.as_ref().chunks(MAX_CHUNK) {
                    let event = base64_event("session.input_audio_buffer.append", "audio", chunk);
                    self.send_json(event).await?;
                }
                Ok(())
            }

            /// Ends the input. The server translates the remaining audio and then sends `session.closed`.
            ///
            /// # Errors
            /// See [`send`](Self::send).
            #[inline]
            pub async fn finish(&mut self) -> Result<(), Error> {
                self.send(RealtimeTranslationClientEventSessionClose::new()).await
            }
        }
    )+};
}

impl_translation! { Connection Sender }

impl RealtimeTranslationServerEvent {
    /// Decodes the audio of this event. Returns `None` if it is not an audio event.
    ///
    /// # Errors
    /// Returns an error of kind [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the audio is not base64.
    #[inline]
    pub fn audio(&self) -> Option<Result<Bytes, Error>> {
        match self {
            Self::SessionOutputAudioDelta(event) => Some(event.audio()),
            _ => None,
        }
    }
}

impl RealtimeTranslationServerEventSessionOutputAudioDelta {
    /// Decodes the audio of this event.
    ///
    /// # Errors
    /// Returns an error of kind [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the audio is not base64.
    #[inline]
    pub fn audio(&self) -> Result<Bytes, Error> {
        decode_base64(&self.delta)
    }
}
