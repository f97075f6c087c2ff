//! Several conversations at once over one connection.
//!
//! In: a connection whose events name the lane they belong to. Out: a stream for each lane.
//! Must not know: the name of the member that names it; that is data of the channel.
//!
//! No task sorts the events: whoever reads a lane reads the connection, and leaves what is not its own to the others.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker, ready};

use bytes::Bytes;
use futures_core::Stream;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::super::error::{Error, ErrorKind};
use super::channel::Channel;
use super::close::Close;
use super::connection::Connection;
use super::line::{Line, overflow};
use super::shared::{decode_event, encode};

/// How many bytes of events may wait in one lane.
const LIMIT: usize = 16 << 20;

/// A connection that is shared by lanes. Clones are the same connection.
pub struct Lanes<C> {
    hub: Arc<Hub<C>>,
}

/// One conversation among several over a connection: a `Stream` of the events that name it, and of those that name no
/// lane. Read each lane, or drop it: a lane in which more than 16 MiB wait ends with an error.
pub struct Lane<C> {
    hub: Arc<Hub<C>>,
    id: String,
    key: u64,
}

struct Hub<C> {
    inner: Mutex<Inner<C>>,
    /// Whether events are decoded strictly.
    strict: bool,
    wakers: Arc<Wakers>,
}

struct Inner<C> {
    connection: Connection<C>,
    lanes: BTreeMap<String, Queue>,
    opened: u64,
    /// That the connection ended, and the error if that was how.
    end: Option<Option<String>>,
}

#[derive(Default)]
struct Queue {
    key: u64,
    messages: VecDeque<Bytes>,
    bytes: usize,
    overflown: bool,
}

impl<C: Channel> Lanes<C> {
    pub(crate) fn new(connection: Connection<C>) -> Self {
        let inner = Inner {
            connection,
            lanes: BTreeMap::new(),
            opened: 0,
            end: None,
        };
        let hub = Hub {
            strict: inner.connection.receiver.end.strict,
            inner: Mutex::new(inner),
            wakers: Arc::default(),
        };
        Self { hub: Arc::new(hub) }
    }

    /// A lane by this name.
    ///
    /// # Errors
    /// The channel has no lanes, or there is one of that name.
    pub fn open(&self, id: impl Into<String>) -> Result<Lane<C>, Error> {
        let id = id.into();
        if C::SPEC.lane.is_empty() {
            let message = format!("the channel `{}` has no lanes", C::SPEC.name());
            return Err(Error::request(message));
        }
        let mut inner = self.hub.lock();
        if inner.lanes.contains_key(&id) {
            return Err(Error::request(format!("there is a lane `{id}` already")));
        }
        inner.opened += 1;
        let key = inner.opened;
        let queue = Queue {
            key,
            ..Queue::default()
        };
        inner.lanes.insert(id.clone(), queue);
        drop(inner);
        Ok(Lane {
            hub: self.hub.clone(),
            id,
            key,
        })
    }

    /// A lane by a name that no other has.
    ///
    /// # Errors
    /// The channel has no lanes.
    pub fn open_next(&self) -> Result<Lane<C>, Error> {
        let next = self.hub.lock().opened + 1;
        self.open(format!("lane-{next}"))
    }

    /// How the connection ended; `None` as long as it lasts.
    pub fn close_reason(&self) -> Option<Close> {
        self.hub.lock().connection.close_reason()
    }

    /// Sends a close frame, after all events; the lanes end when the server answers it.
    ///
    /// # Errors
    /// The events before it could not be sent.
    pub async fn close(&self, code: u16, reason: &str) -> Result<(), Error> {
        poll_fn(|cx| {
            let sending = |line: &mut Line, cx: &mut Context<'_>| line.poll_close(code, reason, cx);
            self.hub.poll_send(0, cx, sending)
        })
        .await
    }
}

impl<C: Channel> Lane<C> {
    /// Its name, which belongs into the events that are sent.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Sends an event, which has to name the lane itself.
    ///
    /// # Errors
    /// As of [`Connection::send`].
    pub async fn send(&self, event: impl Into<C::Client>) -> Result<(), Error> {
        let mut waiting = Some(encode(&event.into())?);
        let (hub, key) = (&self.hub, self.key);
        poll_fn(|cx| hub.poll_send(key, cx, |line, cx| line.poll_send(&mut waiting, cx))).await
    }

    /// The next event; `None` when the connection ended.
    ///
    /// # Errors
    /// As of [`Connection::next`].
    pub async fn next(&mut self) -> Option<Result<C::Server, Error>> {
        poll_fn(|cx| self.poll_event(cx)).await
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<C::Server, Error>>> {
        let message = ready!(self.hub.poll_lane(&self.id, self.key, cx));
        let strict = self.hub.strict;
        Poll::Ready(message.map(|message| message.and_then(|bytes| decode_event(&bytes, strict))))
    }
}

impl<C: Channel> Stream for Lane<C> {
    type Item = Result<C::Server, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(cx)
    }
}

impl<C> Drop for Lane<C> {
    fn drop(&mut self) {
        self.hub.lock().lanes.remove(&self.id);
        self.hub.wakers.lock().remove(&self.key);
        // It may have been the one that was woken for all.
        self.hub.wakers.wake_by_ref();
    }
}

impl<C> Hub<C> {
    fn lock(&self) -> MutexGuard<'_, Inner<C>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C: Channel> Hub<C> {
    fn poll_send<T>(
        &self,
        key: u64,
        cx: &mut Context<'_>,
        mut sending: impl FnMut(&mut Line, &mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        self.wakers.register(key, cx.waker());
        let waker = Waker::from(self.wakers.clone());
        let mut inner = self.lock();
        loop {
            let end = &inner.connection.sender.end;
            let sent = end.with(&mut Context::from_waker(&waker), &mut sending);
            // Who sends may be the only one who reads.
            let read = end.line().take_inbox();
            let idle = read.is_empty();
            self.route(&mut inner, read, key);
            if sent.is_ready() || idle {
                return sent;
            }
        }
    }

    /// Puts messages into their lanes, and wakes these; not the one that is awake.
    fn route(&self, inner: &mut Inner<C>, messages: impl IntoIterator<Item = Bytes>, awake: u64) {
        for message in messages {
            let concerned = inner.route(message).into_iter();
            for other in concerned.filter(|other| *other != awake) {
                self.wakers.wake_one(other);
            }
        }
    }

    fn poll_lane(
        &self,
        id: &str,
        key: u64,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        self.wakers.register(key, cx.waker());
        let waker = Waker::from(self.wakers.clone());
        let mut inner = self.lock();
        loop {
            let Some(queue) = inner.lanes.get_mut(id) else {
                return Poll::Ready(None);
            };
            if let Some(message) = queue.messages.pop_front() {
                queue.bytes -= message.len();
                return Poll::Ready(Some(Ok(message)));
            }
            if queue.overflown {
                inner.lanes.remove(id);
                let message = format!("too much waits in the lane `{id}`");
                return Poll::Ready(Some(Err(overflow(&message))));
            }
            if let Some(end) = inner.end.clone() {
                inner.lanes.remove(id);
                return Poll::Ready(end.map(|message| Err(Error::new(ErrorKind::Stream, message))));
            }
            let end = &inner.connection.receiver.end;
            match ready!(end.with(&mut Context::from_waker(&waker), Line::poll_message)) {
                Some(Ok(message)) => self.route(&mut inner, [message], key),
                Some(Err(error)) => inner.end = Some(Some(error.message().to_owned())),
                None => inner.end = Some(None),
            }
            if inner.end.is_some() {
                self.wakers.wake_by_ref();
            }
        }
    }
}

impl<C: Channel> Inner<C> {
    /// Puts a message into its lane, or into all if it names none; says into which.
    fn route(&mut self, message: Bytes) -> Vec<u64> {
        let lane = lane_of(&message, C::SPEC.lane);
        let concerned = self.lanes.iter_mut().filter(|(id, _)| match &lane {
            Some(lane) => lane == *id,
            None => true,
        });
        let mut keys = Vec::new();
        for (_, queue) in concerned {
            keys.push(queue.key);
            if queue.overflown {
                continue;
            }
            if queue.bytes + message.len() > LIMIT && !queue.messages.is_empty() {
                queue.overflown = true;
                continue;
            }
            queue.bytes += message.len();
            queue.messages.push_back(message.clone());
        }
        keys
    }
}

/// The lane that an event names.
fn lane_of(message: &[u8], member: &str) -> Option<String> {
    let mut json = serde_json::Deserializer::from_slice(message);
    Member(member).deserialize(&mut json).ok().flatten()
}

/// Reads one text of an object.
struct Member<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Member<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == self.0 {
                found = map.next_value()?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// The wakers of all lanes: each may read what another one waits for.
#[derive(Default)]
struct Wakers(Mutex<BTreeMap<u64, Waker>>);

impl Wakers {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Waker>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn register(&self, key: u64, waker: &Waker) {
        self.lock().insert(key, waker.clone());
    }

    fn wake_one(&self, key: u64) {
        let waker = self.lock().remove(&key);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Wake for Wakers {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let all = std::mem::take(&mut *self.lock());
        for (_, waker) in all {
            waker.wake();
        }
    }
}

impl<C> Clone for Lanes<C> {
    fn clone(&self) -> Self {
        Self {
            hub: self.hub.clone(),
        }
    }
}

impl<C: Channel> fmt::Debug for Lanes<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lanes")
            .field("channel", &C::SPEC.name())
            .finish_non_exhaustive()
    }
}

impl<C: Channel> fmt::Debug for Lane<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lane")
            .field("channel", &C::SPEC.name())
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::lane_of;

    #[test]
    fn an_event_names_its_lane_or_none() {
        let named = br#"{"type":"x","nested":{"lane":"other"},"lane":"a"}"#;
        assert_eq!(lane_of(named, "lane").as_deref(), Some("a"));
        assert_eq!(lane_of(br#"{"type":"x","lane":null}"#, "lane"), None);
        assert_eq!(lane_of(b"{}", "lane"), None);
        assert_eq!(lane_of(b"no JSON", "lane"), None);
    }
}
