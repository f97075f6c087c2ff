//! Tool runs of streamed responses.

use super::response_tools::calls::tool_call;
use crate::api::responses::CreateResponse as CreateResponseCall;
use crate::stream::{EventStream, ResponseAccumulator, ResponseChange, ResponsePart};
use crate::tools::{Opened, ResponsesConversation, StreamedConversation, ToolCall};
use crate::types::{OutputItem, Response, ResponseStreamEvent};
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
        tool_call(completed_output(change, response)?)
    }
}

/// Returns the item that a change completed, or of which it completed the arguments or input.
#[inline]
pub(in crate::helpers) fn completed_output<'a>(
    change: &ResponseChange,
    response: &'a Response,
) -> Option<&'a OutputItem> {
    let output = match change {
        ResponseChange::Done {
            output,
            part: ResponsePart::Arguments | ResponsePart::Input,
        } => output,
        ResponseChange::ItemDone { output } => output,
        _ => return None,
    };
    response.output.get(*output)
}

#[inline]
async fn open(call: Call<CreateResponseCall>) -> Result<Opened<ResponsesConversation>, Error> {
    Ok(call.stream().await?.accumulate())
}
