//! Tracking which part of a response was played.

use std::time::Duration;

use bytes::Bytes;

use crate::Error;
use crate::types::RealtimeServerEventResponseAudioDelta;

/// The size of one second of audio in the format `audio/pcm`, in bytes: 24,000 samples of 16 bits.
pub const PCM_BYTES_PER_SECOND: u64 = 48_000;

/// Tracks the playback of a response in the format `audio/pcm`.
#[derive(Clone, Debug, Default)]
pub struct Playback {
    item_id: String,
    content_index: i64,
    received_bytes: u64,
    played_bytes: u64,
}

/// The position up to which an item was played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaybackPosition<'a> {
    /// The ID of the item.
    pub item_id: &'a str,
    /// The index of the content part.
    pub content_index: i64,
    /// The duration of the audio that was played.
    pub audio_end: Duration,
}

impl Playback {
    /// Creates a tracker before anything was received.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Decodes the audio of an event, which is to be played next. Audio of another item restarts the tracking.
    ///
    /// # Errors
    /// Returns an error of kind [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the audio is not base64.
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
        self.received_bytes += audio.len() as u64;
        Ok(audio)
    }

    /// Records that this many more bytes were played.
    #[inline]
    pub fn advance(&mut self, bytes: u64) {
        let played = self.played_bytes.saturating_add(bytes);
        self.played_bytes = played.min(self.received_bytes);
    }

    /// Returns the position up to which the item was played, or `None` if no audio was received.
    #[inline]
    pub fn position(&self) -> Option<PlaybackPosition<'_>> {
        (self.received_bytes > 0).then(|| PlaybackPosition {
            item_id: &self.item_id,
            content_index: self.content_index,
            audio_end: Duration::from_millis(self.played_bytes * 1000 / PCM_BYTES_PER_SECOND),
        })
    }
}
