//! The start of a body, until it is known to be an event stream.

use bytes::{Bytes, BytesMut};

use crate::runtime::error::EXCERPT;
use crate::runtime::meta::BodyForm;
use crate::runtime::send::ErrorReader;

/// The first bytes of a body.
#[derive(Debug, Default)]
pub(super) struct Start {
    bytes: BytesMut,
    form: Option<BodyForm>,
    reader: ErrorReader,
    /// Whether an event was received. Then the bytes are no longer needed.
    has_event: bool,
}

/// What a body is, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// It can be decoded.
    Events,
    /// It is not an event stream, and its first bytes suffice for an error.
    NoEvents,
    /// More bytes are needed.
    NeedsMore,
}

impl Start {
    /// Adds bytes. Returns those to be decoded as events.
    pub(super) fn push(&mut self, chunk: &Bytes, is_complete: bool) -> (Progress, Bytes) {
        if self.has_event || matches!(self.form, Some(BodyForm::EventStream | BodyForm::Other)) {
            self.keep(chunk);
            return (Progress::Events, chunk.clone());
        }
        self.bytes.extend_from_slice(chunk);
        let detect = || BodyForm::detect(&self.bytes, is_complete);
        self.form = self.form.or_else(detect);
        match self.form {
            Some(BodyForm::EventStream | BodyForm::Other) => {
                let bytes = Bytes::copy_from_slice(&self.bytes);
                self.bytes.truncate(EXCERPT);
                (Progress::Events, bytes)
            }
            Some(form) if is_complete || !self.reader.needs_more(form, &self.bytes) => {
                (Progress::NoEvents, Bytes::new())
            }
            _ => (Progress::NeedsMore, Bytes::new()),
        }
    }

    fn keep(&mut self, chunk: &[u8]) {
        if !self.has_event {
            let room = EXCERPT.saturating_sub(self.bytes.len());
            self.bytes
                .extend_from_slice(&chunk[..chunk.len().min(room)]);
        }
    }

    /// Records that an event was received.
    pub(super) fn record_event(&mut self) {
        if !self.has_event {
            self.has_event = true;
            self.bytes = BytesMut::new();
        }
    }

    /// Returns whether no event was received.
    pub(super) fn is_before_events(&self) -> bool {
        !self.has_event
    }

    /// Returns whether the body is known not to be an event stream.
    pub(super) fn is_rejected(&self) -> bool {
        matches!(self.form, Some(BodyForm::Json | BodyForm::Html))
    }

    /// Returns how many of the first bytes are kept.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Takes the first bytes.
    pub(super) fn take(&mut self) -> Bytes {
        std::mem::take(&mut self.bytes).freeze()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_body_in_single_bytes_is_read_once() {
        // Almost every byte might be the last one of the value.
        let body = format!("[{}\"\"]", "\"\",".repeat(200_000));
        let mut start = Start::default();
        for (position, byte) in body.bytes().enumerate() {
            let (progress, _) = start.push(&Bytes::from(vec![byte]), false);
            let expected = match position + 1 == body.len() {
                true => Progress::NoEvents,
                false => Progress::NeedsMore,
            };
            assert_eq!(progress, expected, "{position}");
        }
        assert_eq!(start.take(), body.as_bytes());
    }
}
