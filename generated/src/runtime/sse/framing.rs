//! How a body is divided into events: as an event stream, or as lines of JSON.

use super::decoder::{Decoder, RawEvent};
use super::json_lines::JsonLines;
use crate::runtime::spec::EventMode;

/// The decoder of a body.
#[derive(Debug)]
#[allow(clippy::large_enum_variant)] // one value per stream
pub(super) enum Framing {
    Events(Decoder),
    Lines(JsonLines),
}

impl Framing {
    pub(super) fn of(mode: EventMode) -> Self {
        match mode {
            EventMode::JsonLines => Self::Lines(JsonLines::default()),
            _ => Self::Events(Decoder::new()),
        }
    }

    pub(super) fn is_lines(&self) -> bool {
        matches!(self, Self::Lines(_))
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        match self {
            Self::Events(decoder) => decoder.push(bytes),
            Self::Lines(decoder) => decoder.push(bytes),
        }
    }

    /// Returns how many bytes are kept of the event being read.
    pub(super) fn pending(&self) -> usize {
        match self {
            Self::Events(decoder) => decoder.pending(),
            Self::Lines(decoder) => decoder.pending(),
        }
    }

    pub(super) fn next_event(&mut self) -> Option<RawEvent<'_>> {
        match self {
            Self::Events(decoder) => decoder.next_event(),
            Self::Lines(decoder) => decoder.next_event(),
        }
    }

    pub(super) fn finish(&mut self) -> Option<RawEvent<'_>> {
        match self {
            Self::Events(decoder) => decoder.finish(),
            Self::Lines(decoder) => decoder.finish(),
        }
    }
}
