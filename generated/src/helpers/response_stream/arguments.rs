//! Calls in the output whose arguments, input or code come in pieces, and images that come in versions.
//!
//! In: an event about such a call. Out: the call, and what changed; nothing if it is another event.
//! Must not know: other items.

use super::message::{delta, done};
use super::output::Output;
use super::{ResponseChange, ResponsePart};
use crate::runtime::accumulate::merge::unfinished;
use crate::types::{
    CodeInterpreterToolCall, CustomToolCall, FunctionToolCall, ImageGenToolCall, McpToolCall,
    OutputItem, ResponseStreamEvent as Event,
};

/// Takes an event about a call. Outer `None`: it is none.
#[inline]
pub(super) fn change(output: &mut Output<'_>, event: &Event) -> Option<Option<ResponseChange>> {
    let arguments = ResponsePart::Arguments;
    Some(match event {
        Event::ResponseFunctionCallArgumentsDelta(event) => {
            function(output, &event.item_id, event.output_index).map(|(at, call)| {
                call.arguments.push_str(&event.delta);
                delta(at, arguments, &event.delta)
            })
        }
        Event::ResponseFunctionCallArgumentsDone(event) => {
            function(output, &event.item_id, event.output_index).map(|(at, call)| {
                call.arguments.clone_from(&event.arguments);
                if call.name.is_empty() {
                    call.name.clone_from(&event.name);
                }
                done(at, arguments)
            })
        }
        Event::ResponseMcpCallArgumentsDelta(event) => {
            mcp(output, &event.item_id, event.output_index).map(|(at, call)| {
                call.arguments.push_str(&event.delta);
                delta(at, arguments, &event.delta)
            })
        }
        Event::ResponseMcpCallArgumentsDone(event) => {
            mcp(output, &event.item_id, event.output_index).map(|(at, call)| {
                call.arguments.clone_from(&event.arguments);
                done(at, arguments)
            })
        }
        Event::ResponseCustomToolCallInputDelta(event) => {
            custom(output, &event.item_id, event.output_index).map(|(at, call)| {
                call.input.push_str(&event.delta);
                delta(at, ResponsePart::Input, &event.delta)
            })
        }
        Event::ResponseCustomToolCallInputDone(event) => {
            custom(output, &event.item_id, event.output_index).map(|(at, call)| {
                call.input.clone_from(&event.input);
                done(at, ResponsePart::Input)
            })
        }
        Event::ResponseCodeInterpreterCallCodeDelta(event) => {
            code(output, &event.item_id, event.output_index).map(|(at, call)| {
                call.code.get_or_insert_default().push_str(&event.delta);
                delta(at, ResponsePart::Code, &event.delta)
            })
        }
        Event::ResponseCodeInterpreterCallCodeDone(event) => {
            code(output, &event.item_id, event.output_index).map(|(at, call)| {
                call.code = Some(event.code.clone());
                done(at, ResponsePart::Code)
            })
        }
        Event::ResponseImageGenerationCallPartialImage(event) => {
            image(output, &event.item_id, event.output_index).map(|(output, call)| {
                call.result = Some(event.partial_image_b64.clone());
                let image = event.partial_image_index;
                ResponseChange::PartialImage { output, image }
            })
        }
        _ => return None,
    })
}

/// For each kind of call the item of an index, made if there is none; nothing if it is of another kind.
macro_rules! calls {
    ($($name:ident: $case:ident($call:ident), |$new:ident, $id:ident| $set_id:expr;)+) => {$(
        #[inline]
        fn $name<'a>(
            output: &'a mut Output<'_>,
            $id: &str,
            index: i64,
        ) -> Option<(usize, &'a mut $call)> {
            let begin = || {
                let mut $new: $call = unfinished();
                $set_id;
                OutputItem::$case($new)
            };
            match output.item(index, begin) {
                (at, OutputItem::$case(call)) => Some((at, call)),
                _ => None,
            }
        }
    )+};
}

calls! {
    function: FunctionCall(FunctionToolCall), |call, id| call.id = Some(id.to_owned());
    custom: CustomToolCall(CustomToolCall), |call, id| call.id = Some(id.to_owned());
    mcp: McpCall(McpToolCall), |call, id| call.id = id.to_owned();
    code: CodeInterpreterCall(CodeInterpreterToolCall), |call, id| call.id = id.to_owned();
    image: ImageGenerationCall(ImageGenToolCall), |call, id| call.id = id.to_owned();
}
