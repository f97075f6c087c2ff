//! The text, words and segments of transcriptions in any format.

use crate::types::{
    CreateTranscriptionResponse, CreateTranslationResponse, TranscriptionDiarizedSegment,
    TranscriptionSegment, TranscriptionWord,
};

/// A part of a transcript.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct TranscriptSegment<'a> {
    /// The start, in seconds from the beginning of the audio.
    pub start: f64,
    /// The end, in seconds from the beginning of the audio.
    pub end: f64,
    /// The text.
    pub text: &'a str,
    /// The label of the speaker, in the format `diarized_json`.
    pub speaker: Option<&'a str>,
}

impl CreateTranscriptionResponse {
    /// Returns the text. In the formats `text`, `srt` and `vtt`, this is the entire response. Empty for an unknown form.
    ///
    /// ```
    /// use crate_name::types::CreateTranscriptionResponse;
    ///
    /// let transcript = CreateTranscriptionResponse::Text("Hello.".to_owned());
    /// assert_eq!(transcript.text(), "Hello.");
    /// assert!(transcript.words().is_empty());
    /// ```
    #[inline]
    pub fn text(&self) -> &str {
        match self {
            Self::Json(json) => &json.text,
            Self::DiarizedJson(json) => &json.text,
            Self::VerboseJson(json) => &json.text,
            Self::Text(text) => text,
            Self::Unknown(unknown) => unknown_text(unknown.json()),
        }
    }

    /// Returns the words with their times, in seconds. Empty unless they were requested with the format `verbose_json`
    /// and the timestamp granularity `word`.
    #[inline]
    pub fn words(&self) -> &[TranscriptionWord] {
        match self {
            Self::VerboseJson(json) => json.words.as_deref().unwrap_or_default(),
            _ => &[],
        }
    }

    /// Returns the segments with their times. Empty unless they were requested with the format `verbose_json` or
    /// `diarized_json`.
    #[inline]
    pub fn segments(&self) -> Vec<TranscriptSegment<'_>> {
        match self {
            Self::VerboseJson(json) => json.segments.iter().flatten().map(segment).collect(),
            Self::DiarizedJson(json) => json.segments.iter().map(diarized).collect(),
            _ => Vec::new(),
        }
    }
}

impl CreateTranslationResponse {
    /// Returns the text. In the formats `text`, `srt` and `vtt`, this is the entire response. Empty for an unknown form.
    #[inline]
    pub fn text(&self) -> &str {
        match self {
            Self::Json(json) => &json.text,
            Self::VerboseJson(json) => &json.text,
            Self::Text(text) => text,
            Self::Unknown(unknown) => unknown_text(unknown.json()),
        }
    }

    /// Returns the segments with their times. Empty unless they were requested with the format `verbose_json`.
    #[inline]
    pub fn segments(&self) -> Vec<TranscriptSegment<'_>> {
        match self {
            Self::VerboseJson(json) => json.segments.iter().flatten().map(segment).collect(),
            _ => Vec::new(),
        }
    }
}

#[inline]
fn unknown_text(json: &serde_json::Value) -> &str {
    let text = json.get("text").and_then(|text| text.as_str());
    text.unwrap_or_default()
}

#[inline]
fn segment(segment: &TranscriptionSegment) -> TranscriptSegment<'_> {
    TranscriptSegment {
        start: segment.start,
        end: segment.end,
        text: &segment.text,
        speaker: None,
    }
}

#[inline]
fn diarized(segment: &TranscriptionDiarizedSegment) -> TranscriptSegment<'_> {
    TranscriptSegment {
        start: segment.start,
        end: segment.end,
        text: &segment.text,
        speaker: Some(&segment.speaker),
    }
}
