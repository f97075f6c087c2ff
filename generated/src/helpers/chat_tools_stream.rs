//! Tool runs of streamed chat completions.

use serde_json::Value;

use super::chat_tools::conversation::tool_call;
use crate::api::chat::completions::CreateChatCompletion;
use crate::stream::{ChatAccumulator, ChatChange, EventStream};
use crate::tools::{CallKind, ChatConversation, Opened, StreamedConversation, ToolCall};
use crate::types::{
    CreateChatCompletionResponse,
    CreateChatCompletionResponseChoicesItemFinishReason as FinishReason,
    CreateChatCompletionStreamResponse,
};
use crate::{BoxFuture, Call, Error};

impl StreamedConversation for ChatConversation {
    type Accumulator = ChatAccumulator;
    type Events = EventStream<CreateChatCompletionStreamResponse>;

    #[inline]
    fn stream(&mut self) -> BoxFuture<'static, Result<Opened<Self>, Error>> {
        Box::pin(open(self.next_call()))
    }

    #[inline]
    fn completed_call(
        change: &ChatChange,
        response: &CreateChatCompletionResponse,
    ) -> Option<ToolCall> {
        let ChatChange::ToolCallDone { choice, call } = change else {
            return None;
        };
        let first = response.choices.first()?;
        let item = first.message.tool_calls.as_ref()?.get(*call)?;
        let call = tool_call(item).filter(|_| first.index == *choice)?;
        // The last call of a truncated choice is incomplete.
        let is_complete = match call.kind {
            CallKind::Function => serde_json::from_str::<Value>(&call.arguments).is_ok(),
            _ => !matches!(first.finish_reason, FinishReason::Length),
        };
        is_complete.then_some(call)
    }
}

#[inline]
async fn open(call: Call<CreateChatCompletion>) -> Result<Opened<ChatConversation>, Error> {
    Ok(call.stream().await?.accumulate())
}
