//! Sending and receiving audio.

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::api::realtime::RealtimeChannel;
use crate::media::decode_base64;
use crate::runtime::generated::base64_event;
use crate::types::{
    RealtimeClientEventInputAudioBufferClear, RealtimeClientEventInputAudioBufferCommit,
    RealtimeServerEvent, RealtimeServerEventResponseAudioDelta,
};
use crate::websocket::{Connection, Sender};
use crate::{Error, ErrorKind};

/// The maximum size of the audio in one event, in bytes: 5.5 seconds of PCM.
const MAX_CHUNK: usize = 256 * 1024;
/// The size of the buffer of a reader, in bytes: 0.34 seconds of PCM.
const READ_BUFFER: usize = 16 * 1024;

/// Implements the methods for a connection and for its sending end.
macro_rules! impl_audio {
    ($($sender:ident)+) => {$(
        impl $sender<RealtimeChannel> {
            /// Appends audio, in the input format of the session, to the input audio buffer. Long audio is sent in
            /// several [`input_audio_buffer.append`][1] events.
            ///
            /// # Errors
            /// See [`send`](Self::send).
            ///
            /// [1]: https://platform.openai.com/docs/api-reference/realtime-client-events/input_audio_buffer/append
            #[inline]
            pub async fn append_audio(&mut self, audio: impl AsRef<[u8]>) -> Result<(), Error> {
                for chunk in audio.as_ref().chunks(MAX_CHUNK) {
                    let event = base64_event("input_audio_buffer.append", "audio", chunk);
                    self.send_json(event).await?;
                }
                Ok(())
            }

            /// Appends the audio that a reader returns, as it arrives. Returns the number of bytes.
            ///
            /// # Errors
            /// See [`send`](Self::send). An error of the reader has the kind [`ErrorKind::Io`].
            #[inline]
            pub async fn append_audio_from(
                &mut self,
                mut reader: impl AsyncRead + Unpin,
            ) -> Result<u64, Error> {
                let mut buffer = vec![0; READ_BUFFER];
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

            /// Ends the turn of the user: [commits][1] the input audio buffer as an item of the conversation. Not
            /// needed if the server detects turns.
            ///
            /// # Errors
            /// See [`send`](Self::send).
            ///
            /// [1]: https://platform.openai.com/docs/api-reference/realtime-client-events/input_audio_buffer/commit
            #[inline]
            pub async fn commit_audio(&mut self) -> Result<(), Error> {
                self.send(RealtimeClientEventInputAudioBufferCommit::new()).await
            }

            /// [Clears][1] the input audio buffer.
            ///
            /// # Errors
            /// See [`send`](Self::send).
            ///
            /// [1]: https://platform.openai.com/docs/api-reference/realtime-client-events/input_audio_buffer/clear
            #[inline]
            pub async fn clear_audio(&mut self) -> Result<(), Error> {
                self.send(RealtimeClientEventInputAudioBufferClear::new()).await
            }
        }
    )+};
}

impl_audio! { Connection Sender }

impl RealtimeServerEvent {
    /// Decodes the audio of this event, in the output format of the session. Returns `None` if it is not an audio
    /// event.
    ///
    /// # Errors
    /// Returns an error of kind [`ErrorKind::Decode`] if the audio is not base64.
    #[inline]
    pub fn audio(&self) -> Option<Result<Bytes, Error>> {
        match self {
            Self::ResponseOutputAudioDelta(event) => Some(event.audio()),
            _ => None,
        }
    }
}

impl RealtimeServerEventResponseAudioDelta {
    /// Decodes the audio of this event, in the output format of the session.
    ///
    /// # Errors
    /// Returns an error of kind [`ErrorKind::Decode`] if the audio is not base64.
    #[inline]
    pub fn audio(&self) -> Result<Bytes, Error> {
        decode_base64(&self.delta)
    }
}
