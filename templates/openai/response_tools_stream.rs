//! Tool runs of streamed responses.

use serde::de::IgnoredAny;

use super::response_tools::calls::tool_call;
use crate::api::responses::CreateResponse as CreateResponseCall;
use crate::stream::{EventStream, ResponseAccumulator, ResponseChange, ResponsePart};
use crate::tools::{CallKind, Opened, ResponsesConversation, StreamedConversation, ToolCall};
use crate::types::{Response, ResponseStreamEvent};
use crate::{BoxFuture, Call, Error};

impl StreamedConversation for ResponsesConversation {
    type Accumulator = ResponseAccumulator;
    type Events = EventStream<ResponseStreamEvent>;

    #[inline]
    fn stream(&mut self) -> BoxFuture<'static, Result<Opened<Self>, Error>> {
        Box::pin(open(self.next_call()))
    }

    #[inline]
    fn completed_call(change: &ResponseChange, response: &Response) -> Option<ToolCall> {
        completed_call(change, response)
    }
}

/// Returns the call that a change completed. A function call without arguments, or with arguments that are not JSON, may
/// get them with the complete response.
#[inline]
pub(in crate::helpers) fn completed_call(
    change: &ResponseChange,
    response: &Response,
) -> Option<ToolCall> {
    let output = match change {
        ResponseChange::Done {
            output,
            part: ResponsePart::Arguments | ResponsePart::Input,
        }
        | ResponseChange::ItemDone { output } => output,
        _ => return None,
    };
    let call = tool_call(response.output.get(*output)?)?;
    let is_json = serde_json::from_str::<IgnoredAny>(&call.arguments).is_ok();
    (is_json || call.kind != CallKind::Function).then_some(call)
}

#[inline]
async fn open(call: Call<CreateResponseCall>) -> Result<Opened<ResponsesConversation>, Error> {
    Ok(call.stream().await?.accumulate())
}
