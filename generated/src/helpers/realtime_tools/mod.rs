//! Tools in sessions of the [Realtime API](https://platform.openai.com/docs/api-reference/realtime).

mod calls;

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_sink::Sink;

use self::calls::Calls;
use crate::api::realtime::RealtimeChannel;
use crate::runtime::codec::is_label;
use crate::tools::{ToolDefinition, ToolOutput, Toolbox};
use crate::types::{
    RealtimeClientEvent, RealtimeClientEventConversationItemCreate,
    RealtimeClientEventResponseCreate, RealtimeConversationItemFunctionCallOutput,
    RealtimeFunctionTool, RealtimeResponseStatus, RealtimeServerEvent,
};
use crate::websocket::Connection;
use crate::{BoxFuture, Error};

impl From<ToolDefinition> for RealtimeFunctionTool {
    #[inline]
    fn from(tool: ToolDefinition) -> Self {
        let mut function = Self::new(&tool.name).with_parameters(tool.parameters);
        function.description = tool.description;
        function
    }
}

impl Connection<RealtimeChannel> {
    /// Executes the function calls of the session. Add the definitions to the session as well:
    /// `session.with_tools(tools.definitions().cloned().map(RealtimeFunctionTool::from))`.
    #[inline]
    pub fn with_tools(self, tools: Toolbox) -> RealtimeToolSession {
        RealtimeToolSession {
            connection: self,
            tools,
            calls: Vec::new(),
            reported: Calls::default(),
            is_done: false,
            outbox: VecDeque::new(),
        }
    }
}

/// A Realtime session whose function calls are executed: a `Stream` of its events.
///
/// A call starts as soon as its arguments are complete. When the response is done and all calls have finished, their
/// outputs are sent in the order of the calls, and the next response is requested. The calls of a response that is
/// cancelled, for example by an interruption, are dropped. Calls only run while the stream is polled.
pub struct RealtimeToolSession {
    connection: Connection<RealtimeChannel>,
    tools: Toolbox,
    /// The calls of the response, in their order.
    calls: Vec<Call>,
    /// The calls as the events report them.
    reported: Calls,
    /// Whether the response of the calls is done.
    is_done: bool,
    /// Events that are sent as soon as the connection takes them.
    outbox: VecDeque<RealtimeClientEvent>,
}

enum Call {
    Running(BoxFuture<'static, ToolOutput>),
    Finished(ToolOutput),
}

impl RealtimeToolSession {
    /// Returns the connection, to send events.
    #[inline]
    pub fn connection(&mut self) -> &mut Connection<RealtimeChannel> {
        &mut self.connection
    }

    /// Returns the connection. Calls that are still running are dropped.
    #[inline]
    pub fn into_connection(self) -> Connection<RealtimeChannel> {
        self.connection
    }

    /// Returns the next event, or `None` at the end of the connection.
    ///
    /// # Errors
    /// See [`Connection::next`].
    #[inline]
    pub async fn next(&mut self) -> Option<Result<RealtimeServerEvent, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    #[inline]
    fn observe(&mut self, event: &RealtimeServerEvent) {
        let status = match event {
            RealtimeServerEvent::ResponseDone(event) => event.response.status.as_ref(),
            _ => None,
        };
        let status = status.filter(|status| is_label(status.as_str()));
        let is_completed = matches!(status, None | Some(RealtimeResponseStatus::Completed));
        for call in self.reported.complete(event) {
            if is_completed {
                self.calls.push(Call::Running(self.tools.execute(call)));
            }
        }
        if let RealtimeServerEvent::ResponseDone(_) = event {
            self.reported = Calls::default();
            match is_completed {
                true => self.is_done = true,
                false => self.calls.clear(),
            }
        }
    }

    /// Polls the calls, and prepares what is sent when all have finished.
    #[inline]
    fn poll_calls(&mut self, cx: &mut Context<'_>) {
        for call in &mut self.calls {
            if let Call::Running(running) = call
                && let Poll::Ready(output) = running.as_mut().poll(cx)
            {
                *call = Call::Finished(output);
            }
        }
        let is_finished = |call: &Call| matches!(call, Call::Finished(_));
        if !self.is_done || !self.calls.iter().all(is_finished) {
            return;
        }
        self.is_done = false;
        let calls = std::mem::take(&mut self.calls);
        if calls.is_empty() {
            return;
        }
        for call in calls {
            if let Call::Finished(output) = call {
                let (id, content) = (&output.call.id, output.content());
                let item = RealtimeConversationItemFunctionCallOutput::new(id, content);
                let event = RealtimeClientEventConversationItemCreate::new(item);
                self.outbox.push_back(event.into());
            }
        }
        let event = RealtimeClientEventResponseCreate::new();
        self.outbox.push_back(event.into());
    }

    /// Sends what is prepared.
    #[inline]
    fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        if self.outbox.is_empty() {
            return Poll::Ready(Ok(()));
        }
        while !self.outbox.is_empty() {
            ready!(Pin::new(&mut self.connection).poll_ready(cx))?;
            if let Some(event) = self.outbox.pop_front() {
                Pin::new(&mut self.connection).start_send(event)?;
            }
        }
        Pin::new(&mut self.connection).poll_flush(cx)
    }
}

impl Stream for RealtimeToolSession {
    type Item = Result<RealtimeServerEvent, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_calls(cx);
        if let Poll::Ready(Err(error)) = self.poll_send(cx) {
            return Poll::Ready(Some(Err(error)));
        }
        let event = ready!(Pin::new(&mut self.connection).poll_next(cx));
        if let Some(Ok(event)) = &event {
            self.observe(event);
        }
        Poll::Ready(event)
    }
}

impl fmt::Debug for RealtimeToolSession {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RealtimeToolSession")
            .field("tools", &self.tools)
            .finish_non_exhaustive()
    }
}
