//! Received messages that have not been read yet.

use std::collections::VecDeque;

use bytes::Bytes;

use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;

/// A queue of messages that counts their bytes.
#[derive(Debug, Default)]
pub(crate) struct MessageQueue {
    messages: VecDeque<Bytes>,
    bytes: usize,
}

impl MessageQueue {
    pub(crate) fn push(&mut self, message: Bytes) {
        self.bytes += message.len();
        self.messages.push_back(message);
    }

    pub(crate) fn pop(&mut self) -> Option<Bytes> {
        let message = self.messages.pop_front()?;
        self.bytes -= message.len();
        Some(message)
    }

    pub(crate) fn into_messages(self) -> VecDeque<Bytes> {
        self.messages
    }

    /// The size of all messages.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.messages.is_empty()
    }
}

/// The error of a queue that has reached its limit.
pub(crate) fn queue_full(message: &str) -> Error {
    Error::new(ErrorKind::Stream, message).with_retryable(true)
}
