//! A WebSocket in the browser, as a stream and sink of messages.
//!
//! The browser sends pings and pongs itself, without notifying the program. A ping of the program receives its pong
//! here once the browser has handed all earlier messages to the network. The pong confirms no more than that.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use futures_sink::Sink;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{BinaryType, CloseEvent, MessageEvent};

use super::web_message::{CloseFrame, Message, WsError};
use crate::runtime::clock::{Sleep, sleep};

/// How many bytes the browser may buffer before no more are sent.
const MAX_BUFFERED: u32 = 1 << 20;
/// The interval at which the number of buffered bytes is polled. The browser does not report when it has sent them.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// A WebSocket in the browser. It is closed when it is dropped.
pub(crate) struct WebSocket(SendWrapper<Inner>);

struct Inner {
    socket: web_sys::WebSocket,
    shared: Rc<RefCell<Shared>>,
    /// The payloads of pings that wait for the messages before them.
    pings: VecDeque<Bytes>,
    timer: Option<Pin<Box<Sleep>>>,
    _on_open: Closure<dyn FnMut()>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_close: Closure<dyn FnMut(CloseEvent)>,
}

/// The state that the events of the browser change.
#[derive(Default)]
struct Shared {
    is_open: bool,
    ended: bool,
    received: VecDeque<Result<Message, WsError>>,
    waker: Option<Waker>,
}

impl Shared {
    fn push(&mut self, item: Result<Message, WsError>) {
        self.received.push_back(item);
        self.wake();
    }

    fn wake(&mut self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl WebSocket {
    /// Starts opening a WebSocket.
    pub(super) fn open<'p>(
        url: &str,
        protocols: impl Iterator<Item = &'p str>,
        max_message_size: usize,
    ) -> Result<Self, String> {
        let protocols: Array = protocols.map(JsValue::from).collect();
        let socket = web_sys::WebSocket::new_with_str_sequence(url, &protocols);
        let socket = socket.map_err(|error| format!("{error:?}"))?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let shared = Rc::new(RefCell::new(Shared::default()));
        let on_open = Closure::new({
            let shared = shared.clone();
            move || {
                let mut shared = shared.borrow_mut();
                shared.is_open = true;
                shared.wake();
            }
        });
        let on_message = Closure::new({
            let shared = shared.clone();
            move |event: MessageEvent| {
                let message = message(&event, max_message_size);
                shared.borrow_mut().push(message);
            }
        });
        let on_close = Closure::new({
            let shared = shared.clone();
            move |event: CloseEvent| {
                let mut shared = shared.borrow_mut();
                shared.ended = true;
                shared.push(closed(&event));
            }
        });
        socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Ok(Self(SendWrapper::new(Inner {
            socket,
            shared,
            pings: VecDeque::new(),
            timer: None,
            _on_open: on_open,
            _on_message: on_message,
            _on_close: on_close,
        })))
    }

    /// Waits until the WebSocket is open.
    pub(super) async fn opened(&mut self) -> Result<(), WsError> {
        std::future::poll_fn(|cx| {
            let mut shared = self.0.shared.borrow_mut();
            if shared.is_open {
                return Poll::Ready(Ok(()));
            }
            if shared.ended {
                return Poll::Ready(match shared.received.pop_front() {
                    Some(Err(error)) => Err(error),
                    _ => Err(WsError::Lost("it was closed".to_owned())),
                });
            }
            shared.waker = Some(cx.waker().clone());
            Poll::Pending
        })
        .await
    }
}

impl Inner {
    /// Waits until the browser buffers at most `max` bytes.
    fn poll_buffered(&mut self, max: u32, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            if self.socket.buffered_amount() <= max {
                self.timer = None;
                return Poll::Ready(());
            }
            let timer = self
                .timer
                .get_or_insert_with(|| Box::pin(sleep(POLL_INTERVAL)));
            ready!(timer.as_mut().poll(cx));
            self.timer = None;
        }
    }

    fn send(&self, message: Message) -> Result<(), JsValue> {
        match message {
            Message::Text(text) => self.socket.send_with_str(&text),
            Message::Binary(bytes) => self.socket.send_with_u8_array(&bytes),
            Message::Close(Some(frame)) => {
                let reason = frame.reason.as_str();
                let closed = self.socket.close_with_code_and_reason(frame.code, reason);
                // The browser may not accept the code.
                closed.or_else(|_| self.socket.close())
            }
            Message::Close(None) => self.socket.close(),
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => Ok(()),
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}

impl Stream for WebSocket {
    type Item = Result<Message, WsError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let inner = &mut *self.0;
        {
            let mut shared = inner.shared.borrow_mut();
            if let Some(item) = shared.received.pop_front() {
                return Poll::Ready(Some(item));
            }
            if shared.ended {
                return Poll::Ready(None);
            }
            shared.waker = Some(cx.waker().clone());
        }
        if !inner.pings.is_empty() {
            ready!(inner.poll_buffered(0, cx));
        }
        match inner.pings.pop_front() {
            Some(payload) => Poll::Ready(Some(Ok(Message::Pong(payload)))),
            None => Poll::Pending,
        }
    }
}

impl Sink<Message> for WebSocket {
    type Error = WsError;

    fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), WsError>> {
        self.0.poll_buffered(MAX_BUFFERED, cx).map(Ok)
    }

    fn start_send(mut self: Pin<&mut Self>, message: Message) -> Result<(), WsError> {
        if let Message::Ping(payload) = message {
            self.0.pings.push_back(payload);
            return Ok(());
        }
        self.0
            .send(message)
            .map_err(|error| WsError::Lost(format!("{error:?}")))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), WsError>> {
        Poll::Ready(Ok(()))
    }

    fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), WsError>> {
        let _ = self.0.socket.close();
        Poll::Ready(Ok(()))
    }
}

fn message(event: &MessageEvent, max_size: usize) -> Result<Message, WsError> {
    let data = event.data();
    let message = match data.as_string() {
        Some(text) => Message::Text(text.into()),
        None => Message::Binary(
            Uint8Array::new(data.unchecked_ref::<ArrayBuffer>())
                .to_vec()
                .into(),
        ),
    };
    let size = match &message {
        Message::Text(text) => text.len(),
        Message::Binary(bytes) => bytes.len(),
        _ => 0,
    };
    if size > max_size {
        Err(WsError::TooLarge)
    } else {
        Ok(message)
    }
}

fn closed(event: &CloseEvent) -> Result<Message, WsError> {
    match event.code() {
        1005 => Ok(Message::Close(None)),
        1006 => Err(WsError::Lost("the browser reports no reason".to_owned())),
        code => Ok(Message::Close(Some(CloseFrame {
            code,
            reason: event.reason().as_str().into(),
        }))),
    }
}
