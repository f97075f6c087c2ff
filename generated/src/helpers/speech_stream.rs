//! Accumulating the events of
//! [streamed speech](https://platform.openai.com/docs/api-reference/audio/speech-audio-delta-event).

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::{Value, json};

use crate::media::{Media, decode_base64, encode_base64};
use crate::runtime::accumulate::complete::string;
use crate::runtime::codec::decode_value;
use crate::stream::Accumulator;
use crate::types::{CreateSpeechResponseStreamEvent as Event, SpeechAudioDoneEvent};
use crate::unknown::Unknown;

/// Audio built from events.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct StreamedSpeech {
    /// The audio in the requested format.
    pub audio: Vec<u8>,
    /// The last event, with the usage. `None` if the stream ended early.
    pub done: Option<SpeechAudioDoneEvent>,
    /// Received data that none of the other fields can represent: events of another kind, data that is not JSON, audio
    /// that is not base64, and undeclared properties.
    pub unplaced: Vec<Unknown>,
    request_id: Option<String>,
}

impl StreamedSpeech {
    /// Returns the audio with its media type, which follows from its first bytes.
    #[inline]
    pub fn media(&self) -> Media {
        Media::from_bytes(self.audio.clone())
    }

    /// Returns the ID of the request in the logs of the service, or `None` if the service sent none.
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl Serialize for StreamedSpeech {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut speech = to.serialize_struct("StreamedSpeech", 3)?;
        speech.serialize_field("audio", &encode_base64(&self.audio))?;
        speech.serialize_field("done", &self.done)?;
        speech.serialize_field("unplaced", &self.unplaced)?;
        speech.end()
    }
}

/// A change made by an event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpeechChange {
    /// Audio was appended.
    Audio {
        /// The number of bytes.
        bytes: usize,
    },
    /// The audio is complete.
    Done,
}

/// Builds audio from events.
#[derive(Clone, Debug, Default)]
pub struct SpeechAccumulator {
    speech: StreamedSpeech,
    ended: bool,
}

impl SpeechAccumulator {
    /// Creates an accumulator without events.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Applies an event as JSON. Returns `None` if it has no place.
    #[inline]
    fn apply(&mut self, event: &Value) -> Option<SpeechChange> {
        let speech = &mut self.speech;
        match string(event, "type")? {
            "speech.audio.delta" => {
                let audio = decode_base64(event.get("audio")?.as_str()?).ok()?;
                speech.audio.extend_from_slice(&audio);
                let mut rest = event.as_object()?.clone();
                rest.retain(|name, value| {
                    !["type", "audio"].contains(&name.as_str()) && !value.is_null()
                });
                if !rest.is_empty() {
                    speech.unplaced.push(Value::from(rest).into());
                }
                Some(SpeechChange::Audio { bytes: audio.len() })
            }
            "speech.audio.done" => {
                if let Some(previous) = speech.done.replace(decode_value(event).ok()?) {
                    speech
                        .unplaced
                        .push(json!({ "superseded": previous }).into());
                }
                Some(SpeechChange::Done)
            }
            _ => None,
        }
    }
}

impl Accumulator for SpeechAccumulator {
    type Event = Event;
    type Change = SpeechChange;
    type Output = StreamedSpeech;

    #[inline]
    fn push(&mut self, event: &Event) -> Vec<SpeechChange> {
        let json = serde_json::to_value(event).unwrap_or_default();
        let change = self.apply(&json);
        if change.is_none() {
            self.speech.unplaced.push(json.into());
        }
        change.into_iter().collect()
    }

    /// Completes audio that is not empty.
    #[inline]
    fn push_end(&mut self) -> Vec<SpeechChange> {
        self.ended = !self.speech.audio.is_empty();
        Vec::new()
    }

    #[inline]
    fn push_undecoded(&mut self, data: Value) -> bool {
        self.speech.unplaced.push(data.into());
        true
    }

    #[inline]
    fn set_request_id(&mut self, id: &str) {
        self.speech.request_id = Some(id.to_owned());
    }

    #[inline]
    fn snapshot(&self) -> &StreamedSpeech {
        &self.speech
    }

    #[inline]
    fn into_snapshot(self) -> StreamedSpeech {
        self.speech
    }

    #[inline]
    fn is_complete(&self) -> bool {
        self.ended || self.speech.done.is_some()
    }
}

#[cfg(feature = "client")]
impl crate::stream::EventStream<Event> {
    /// Returns a stream of the changes that the events make. It also provides the audio so far.
    #[inline]
    pub fn accumulate(self) -> crate::stream::Accumulating<SpeechAccumulator> {
        crate::stream::Accumulating::of_response(SpeechAccumulator::new(), self)
    }

    /// Reads the stream to its end and returns the audio.
    ///
    /// ```no_run
    /// # async fn example(client: openai_typed::Client) -> Result<(), openai_typed::Error> {
    /// use openai_typed::types::CreateSpeechRequest;
    ///
    /// let request = CreateSpeechRequest::new("gpt-4o-mini-tts", "Hello.", "alloy");
    /// let stream = client.audio().speech().create(request).stream().await?;
    /// stream.collect_speech().await?.media().save_to("hello.mp3").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns the first error of the stream, or an error if it ended early. The error carries everything received.
    #[inline]
    pub async fn collect_speech(
        self,
    ) -> Result<StreamedSpeech, crate::stream::Interrupted<StreamedSpeech>> {
        self.accumulate().finish().await
    }
}
