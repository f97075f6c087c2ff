//! The two ends of a line, which may be used by two tasks.
//!
//! In: a line. Out: `Sender` and `Receiver`, typed by the channel.
//! Must not know: how a line works.
//!
//! Both ends poll the same line, and each may finish what the other one waits for. So what the line waits for wakes
//! both; one of them may wake for nothing.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::super::decode::decode;
use super::super::error::{Error, ErrorKind, excerpt};
use super::super::upload;
use super::channel::Channel;
use super::close::Close;
use super::line::Line;

/// The sending end of a connection: a `Sink` of the client's events.
pub struct Sender<C> {
    pub(crate) end: End,
    channel: PhantomData<fn() -> C>,
}

/// The receiving end of a connection: a `Stream` of the server's events.
///
/// An event that is no JSON at all is an error, and the stream goes on. A connection that did not end as it should is
/// the last item, an error too.
pub struct Receiver<C> {
    pub(crate) end: End,
    channel: PhantomData<fn() -> C>,
}

/// The two ends of a line.
pub(crate) fn ends<C: Channel>(line: Line) -> (Sender<C>, Receiver<C>) {
    let strict = line.is_strict();
    let shared = Arc::new(Shared {
        line: Mutex::new(line),
        wakers: Arc::default(),
    });
    let end = |side| End {
        shared: shared.clone(),
        side,
        strict,
    };
    let sender = Sender {
        end: end(Side::Sending),
        channel: PhantomData,
    };
    let receiver = Receiver {
        end: end(Side::Receiving),
        channel: PhantomData,
    };
    (sender, receiver)
}

impl<C: Channel> Sender<C> {
    /// Sends an event: waits until there is room for it and until it is written to a connection.
    ///
    /// With [`Reconnect`](super::Reconnect) an event whose sending succeeded is not lost when the connection is: it is
    /// sent again, or given back at the end. Without, it is with the operating system and may be lost with the
    /// connection.
    ///
    /// # Errors
    /// The connection is closed; or it is lost, is to be made again, and too many events wait for that.
    pub async fn send(&mut self, event: impl Into<C::Client>) -> Result<(), Error> {
        let text = encode(&event.into())?;
        self.send_text(text).await
    }

    /// Sends an event that is JSON already, as it is.
    ///
    /// # Errors
    /// As of [`send`](Self::send).
    pub async fn send_json(&mut self, event: impl Into<String>) -> Result<(), Error> {
        self.send_text(event.into().into()).await
    }

    async fn send_text(&mut self, text: Utf8Bytes) -> Result<(), Error> {
        let mut waiting = Some(text);
        let end = &self.end;
        poll_fn(|cx| end.with(cx, |line, cx| line.poll_send(&mut waiting, cx))).await
    }

    /// Accepts an event without waiting until it is written: the next thing that is awaited takes it along.
    ///
    /// # Errors
    /// As of [`send`](Self::send).
    pub async fn feed(&mut self, event: impl Into<C::Client>) -> Result<(), Error> {
        let mut waiting = Some(encode(&event.into())?);
        let end = &self.end;
        poll_fn(|cx| end.with(cx, |line, cx| line.poll_feed(&mut waiting, cx))).await
    }

    /// Sends a close frame, after all events. The server's answer ends the [`Receiver`].
    ///
    /// # Errors
    /// The events before it could not be sent.
    pub async fn close(&mut self, code: u16, reason: &str) -> Result<(), Error> {
        poll_fn(|cx| {
            self.end
                .with(cx, |line, cx| line.poll_close(code, reason, cx))
        })
        .await
    }

    /// Takes out the events that were accepted and may not have arrived. Empty as long as the connection lasts. What was
    /// given to [`send_json`](Self::send_json) and is no JSON of this type is left out.
    pub fn take_unsent(&mut self) -> Vec<C::Client> {
        let taken = self.end.line().take_unsent();
        let decoded = taken.iter().map(|text| decode(text.as_bytes(), false));
        decoded.filter_map(Result::ok).collect()
    }
}

impl<C: Channel> Receiver<C> {
    /// The next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<C::Server, Error>> {
        poll_fn(|cx| self.poll_event(cx)).await
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<C::Server, Error>>> {
        let message = ready!(self.end.with(cx, Line::poll_message));
        Poll::Ready(
            message.map(|message| message.and_then(|bytes| decode_event(&bytes, self.end.strict))),
        )
    }
}

impl<C> Receiver<C> {
    /// How the connection ended; `None` as long as it lasts.
    pub fn close_reason(&self) -> Option<Close> {
        self.end.line().close().cloned()
    }
}

impl<C: Channel> Stream for Receiver<C> {
    type Item = Result<C::Server, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(cx)
    }
}

/// An event as it is sent.
pub(crate) fn encode<T: serde::Serialize>(event: &T) -> Result<Utf8Bytes, Error> {
    let text = upload::as_text(|| serde_json::to_string(event));
    text.map(Into::into)
        .map_err(|error| Error::request(format!("the event cannot be written as JSON: {error}")))
}

/// An event as it came; `strict`: what its type declares must be there and fit.
pub(crate) fn decode_event<T: DeserializeOwned>(bytes: &[u8], strict: bool) -> Result<T, Error> {
    decode(bytes, strict).map_err(|error| {
        let message = format!("{} in {}", error.message(), excerpt(bytes));
        let path = error.path().unwrap_or_default().to_owned();
        Error::new(ErrorKind::Decode, message).with_path(path)
    })
}

/// One end of a line, without types.
pub(crate) struct End {
    shared: Arc<Shared>,
    side: Side,
    /// Whether events are decoded strictly.
    pub(crate) strict: bool,
}

struct Shared {
    line: Mutex<Line>,
    wakers: Arc<Wakers>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Sending = 0,
    Receiving = 1,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Sending => Self::Receiving,
            Self::Receiving => Self::Sending,
        }
    }
}

impl End {
    pub(crate) fn line(&self) -> MutexGuard<'_, Line> {
        // Nothing in a line is left half done where code of others could panic.
        self.shared
            .line
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether both are ends of the same line.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    /// Polls the line, so that both ends are woken.
    pub(crate) fn with<T>(
        &self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Line, &mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        self.shared.wakers.register(self.side, cx.waker());
        let waker = Waker::from(self.shared.wakers.clone());
        let mut line = self.line();
        let before = line.progress();
        let polled = poll(&mut line, &mut Context::from_waker(&waker));
        let moved = line.progress() != before;
        drop(line);
        if moved {
            // The other end may wait for what this one just did, or on a connection that is gone.
            self.shared.wakers.wake_one(self.side.other());
        }
        polled
    }
}

/// The wakers of both ends.
#[derive(Default)]
struct Wakers([Mutex<Option<Waker>>; 2]);

impl Wakers {
    fn slot(&self, side: Side) -> MutexGuard<'_, Option<Waker>> {
        self.0[side as usize]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn register(&self, side: Side, waker: &Waker) {
        let mut slot = self.slot(side);
        match &*slot {
            Some(known) if known.will_wake(waker) => {}
            _ => *slot = Some(waker.clone()),
        }
    }

    fn wake_one(&self, side: Side) {
        let waker = self.slot(side).take();
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
        self.wake_one(Side::Sending);
        self.wake_one(Side::Receiving);
    }
}

impl<C: Channel> fmt::Debug for Sender<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug::<C>("Sender", &self.end, f)
    }
}

impl<C: Channel> fmt::Debug for Receiver<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug::<C>("Receiver", &self.end, f)
    }
}

fn debug<C: Channel>(name: &str, end: &End, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_struct(name)
        .field("channel", &C::SPEC.name())
        .field("close", &end.line().close())
        .finish_non_exhaustive()
}
