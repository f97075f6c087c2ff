//! Events that are not items of their stream.

use bytes::Bytes;

/// How many notices are kept.
const MAX_NOTICES: usize = 100;
/// How many bytes of data all notices keep in total.
const MAX_NOTICE_DATA: usize = 1 << 20;

/// An event that was skipped or repaired, so that the stream could continue.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventNotice {
    /// What happened to the event.
    pub kind: EventNoticeKind,
    /// The name of the event, if it had one.
    pub name: String,
    /// The data of the event, as received.
    pub data: Bytes,
}

/// What happened to an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventNoticeKind {
    /// It was not returned: it has a name and none of the properties of an item, or it followed the end of the stream and
    /// is not an item.
    Skipped,
    /// It was not valid JSON, and was repaired in the item that was returned: invalid UTF-8 was replaced with U+FFFD, or
    /// characters of a string were escaped.
    Repaired,
}

/// The notices of a stream.
#[derive(Debug, Default)]
pub(super) struct Notices(Vec<EventNotice>);

impl Notices {
    /// Reports an event. It is kept, unless there are too many of them.
    pub(super) fn add(&mut self, kind: EventNoticeKind, name: &[u8], data: &[u8]) {
        let name = String::from_utf8_lossy(name).into_owned();
        tracing::debug!(?kind, event = name, "an event is not an item of its stream");
        let kept: usize = self.0.iter().map(|notice| notice.data.len()).sum();
        if self.0.len() < MAX_NOTICES && kept + data.len() <= MAX_NOTICE_DATA {
            let data = Bytes::copy_from_slice(data);
            self.0.push(EventNotice { kind, name, data });
        }
    }

    pub(super) fn as_slice(&self) -> &[EventNotice] {
        &self.0
    }
}
