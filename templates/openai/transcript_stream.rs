//! Accumulating the events of a
//! [streamed transcription](https://platform.openai.com/docs/api-reference/audio/transcript-text-delta-event).

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::{Value, json};

use crate::runtime::accumulate::complete::{complete_string, loses_strings, string};
use crate::runtime::accumulate::pieces::text_of;
use crate::runtime::codec::decode_value;
use crate::stream::Accumulator;
use crate::types::{
    CreateTranscriptionResponseStreamEvent as Event, TranscriptTextDoneEvent,
    TranscriptTextSegmentEvent,
};
use crate::unknown::Unknown;

/// A transcript built from events.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct StreamedTranscript {
    /// The text.
    pub text: String,
    /// The segments with their speakers and times, in seconds. Empty unless they were requested with the format
    /// `diarized_json`.
    pub segments: Vec<TranscriptTextSegmentEvent>,
    /// The last event, with the usage. `None` if the stream ended early.
    pub done: Option<TranscriptTextDoneEvent>,
    /// Received data that none of the other fields can represent: events of another kind, data that is not JSON,
    /// undeclared properties, and text that the complete transcript does not repeat.
    pub unplaced: Vec<Unknown>,
    request_id: Option<String>,
}

impl StreamedTranscript {
    /// Returns the ID of the request in the logs of the service, or `None` if the service sent none.
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl Serialize for StreamedTranscript {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut transcript = to.serialize_struct("StreamedTranscript", 4)?;
        transcript.serialize_field("text", &self.text)?;
        transcript.serialize_field("segments", &self.segments)?;
        transcript.serialize_field("done", &self.done)?;
        transcript.serialize_field("unplaced", &self.unplaced)?;
        transcript.end()
    }
}

/// A change made by an event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TranscriptChange {
    /// Text was appended.
    Text {
        /// The appended string.
        delta: String,
    },
    /// A segment was added or changed.
    Segment {
        /// Its position in the segments.
        segment: usize,
    },
    /// The transcript is complete.
    Done,
}

/// Builds a transcript from events, or from chunks in the form of a chat completion. Segments are identified by their
/// `id`.
#[derive(Clone, Debug, Default)]
pub struct TranscriptAccumulator {
    transcript: StreamedTranscript,
    ended: bool,
}

/// Properties that have a place, or that the last event repeats.
const PLACED: &[&str] = &["type", "delta", "logprobs", "segment_id"];

impl TranscriptAccumulator {
    /// Creates an accumulator without events.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Applies an event as JSON. Returns `None` if it has no place.
    #[inline]
    fn apply(&mut self, event: &Value, lost: &mut Vec<Value>) -> Option<TranscriptChange> {
        let Some(event_type) = string(event, "type") else {
            return self.apply_chunk(event, lost);
        };
        let transcript = &mut self.transcript;
        match event_type {
            "transcript.text.delta" => {
                let delta = text_of("text", event.get("delta")?)?.into_owned();
                transcript.text.push_str(&delta);
                let mut rest = event.as_object()?.clone();
                rest.retain(|name, value| !PLACED.contains(&name.as_str()) && !value.is_null());
                if !rest.is_empty() {
                    lost.push(Value::from(rest));
                }
                Some(TranscriptChange::Text { delta })
            }
            "transcript.text.segment" => {
                let segment: TranscriptTextSegmentEvent = decode_value(event).ok()?;
                let segments = &mut transcript.segments;
                let is_same = |other: &TranscriptTextSegmentEvent| {
                    !segment.id.is_empty() && other.id == segment.id
                };
                let position = segments.iter().position(is_same);
                match position {
                    Some(at) => {
                        let [old, new] = [&segments[at], &segment]
                            .map(|segment| serde_json::to_value(segment).unwrap_or_default());
                        if loses_strings(&old, &new) {
                            lost.push(json!({ "superseded": old }));
                        }
                        segments[at] = segment;
                    }
                    None => segments.push(segment),
                }
                let last = transcript.segments.len().saturating_sub(1);
                Some(TranscriptChange::Segment {
                    segment: position.unwrap_or(last),
                })
            }
            "transcript.text.done" => {
                let done: TranscriptTextDoneEvent = decode_value(event).ok()?;
                let text = event.get("text").and_then(|text| text_of("text", text));
                let text = text.unwrap_or_default();
                complete_string("text", &mut transcript.text, &text, lost);
                if let Some(previous) = transcript.done.replace(done) {
                    lost.push(json!({ "superseded": previous }));
                }
                Some(TranscriptChange::Done)
            }
            _ => None,
        }
    }
}

impl TranscriptAccumulator {
    /// Applies a chunk in the form of a chat completion, which some servers send in place of events. The last chunk is
    /// kept, since it has the properties of the others.
    #[inline]
    fn apply_chunk(&mut self, chunk: &Value, lost: &mut Vec<Value>) -> Option<TranscriptChange> {
        let choice = chunk.get("choices")?.get(0)?;
        let is_last = string(choice, "finish_reason").is_some();
        let delta = match choice.pointer("/delta/content") {
            Some(content) if !content.is_null() => text_of("content", content)?.into_owned(),
            _ if is_last => String::new(),
            _ => return None,
        };
        self.transcript.text.push_str(&delta);
        if is_last || chunk.get("usage").is_some_and(Value::is_object) {
            lost.push(chunk.clone());
        }
        self.ended |= is_last;
        Some(TranscriptChange::Text { delta })
    }
}

impl Accumulator for TranscriptAccumulator {
    type Event = Event;
    type Change = TranscriptChange;
    type Output = StreamedTranscript;

    #[inline]
    fn push(&mut self, event: &Event) -> Vec<TranscriptChange> {
        let (json, mut lost) = (serde_json::to_value(event).unwrap_or_default(), Vec::new());
        let change = self.apply(&json, &mut lost);
        if change.is_none() {
            lost.push(json);
        }
        let lost = lost.into_iter().map(Unknown::from);
        self.transcript.unplaced.extend(lost);
        change.into_iter().collect()
    }

    /// Completes a transcript that has text.
    #[inline]
    fn push_end(&mut self) -> Vec<TranscriptChange> {
        self.ended |= !self.transcript.text.is_empty() || !self.transcript.segments.is_empty();
        Vec::new()
    }

    #[inline]
    fn push_undecoded(&mut self, data: Value) -> bool {
        self.transcript.unplaced.push(data.into());
        true
    }

    #[inline]
    fn set_request_id(&mut self, id: &str) {
        self.transcript.request_id = Some(id.to_owned());
    }

    #[inline]
    fn snapshot(&self) -> &StreamedTranscript {
        &self.transcript
    }

    #[inline]
    fn into_snapshot(self) -> StreamedTranscript {
        self.transcript
    }

    #[inline]
    fn is_complete(&self) -> bool {
        self.ended || self.transcript.done.is_some()
    }
}

#[cfg(feature = "client")]
impl crate::stream::EventStream<Event> {
    /// Returns a stream of the changes that the events make. It also provides the transcript so far.
    ///
    /// ```no_run
    /// # async fn example(client: crate_name::Client) -> Result<(), crate_name::Error> {
    /// use crate_name::Upload;
    /// use crate_name::types::CreateTranscriptionRequest;
    ///
    /// let speech = Upload::from_path("speech.wav");
    /// let request = CreateTranscriptionRequest::new("gpt-4o-transcribe", speech);
    /// let stream = client.audio().transcriptions().create(request).stream().await?;
    /// let transcript = stream.collect_transcript().await?;
    /// println!("{}", transcript.text);
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn accumulate(self) -> crate::stream::Accumulating<TranscriptAccumulator> {
        crate::stream::Accumulating::of_response(TranscriptAccumulator::new(), self)
    }

    /// Reads the stream to its end and returns the transcript.
    ///
    /// # Errors
    /// Returns the first error of the stream, or an error if it ended early. The error carries everything received.
    #[inline]
    pub async fn collect_transcript(
        self,
    ) -> Result<StreamedTranscript, crate::stream::Interrupted<StreamedTranscript>> {
        self.accumulate().finish().await
    }
}
