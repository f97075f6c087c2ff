//! Events that append to a string of an item, or complete it.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::change::{Handled, ResponsePart, delta, done};
use super::output::{ItemRef, Output};
use super::slots::Slot;
use crate::runtime::accumulate::complete::complete_string;
use crate::runtime::accumulate::json_pieces::append_json;
use crate::runtime::accumulate::pieces::text_of;
use crate::runtime::accumulate::received::{index_of, mismatch};
use crate::runtime::accumulate::{set_received, start_from};
use crate::types::{
    OutputItem as Item, OutputMessageContent as Content, ResponseStreamEvent as Event,
};
use crate::unknown::Extra;

/// A string of an item, or the beginning of one.
struct Piece<'a> {
    place: Place,
    id: &'a str,
    output_index: Option<i64>,
    part_index: Option<i64>,
    /// The string. `None` if the event has something else in its place.
    text: Option<Cow<'a, str>>,
    is_complete: bool,
}

/// The string of an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Refusal,
    ReasoningText,
    Summary,
    FunctionArguments,
    McpArguments,
    Input,
    Code,
}

impl Place {
    /// The type of the item.
    #[inline]
    fn item_type(self) -> &'static str {
        match self {
            Self::Text | Self::Refusal => "message",
            Self::ReasoningText | Self::Summary => "reasoning",
            Self::FunctionArguments => "function_call",
            Self::McpArguments => "mcp_call",
            Self::Input => "custom_tool_call",
            Self::Code => "code_interpreter_call",
        }
    }

    /// The name of the property.
    #[inline]
    fn property(self) -> &'static str {
        match self {
            Self::Text | Self::ReasoningText | Self::Summary => "text",
            Self::Refusal => "refusal",
            Self::FunctionArguments | Self::McpArguments => "arguments",
            Self::Input => "input",
            Self::Code => "code",
        }
    }

    /// Whether the string is the JSON of an object.
    #[inline]
    fn is_json(self) -> bool {
        matches!(self, Self::FunctionArguments | Self::McpArguments)
    }

    #[inline]
    fn part(self, position: usize) -> ResponsePart {
        match self {
            Self::Text => ResponsePart::Text(position),
            Self::Refusal => ResponsePart::Refusal(position),
            Self::ReasoningText => ResponsePart::ReasoningText(position),
            Self::Summary => ResponsePart::ReasoningSummary(position),
            Self::FunctionArguments | Self::McpArguments => ResponsePart::Arguments,
            Self::Input => ResponsePart::Input,
            Self::Code => ResponsePart::Code,
        }
    }
}

/// Reads events with a string property, and an index of a part if the item has several.
macro_rules! pieces {
    ($event:expr; $($variant:ident => $place:ident $action:ident $text:ident $(at $part:ident)?;)+) => {
        match $event {
            $(Event::$variant(event) => Piece {
                place: Place::$place,
                id: item_id(&event.item_id, &event.extra),
                output_index: index_of(event, &event.extra, "output_index", event.output_index),
                part_index: pieces!(part event $($part)?),
                text: text(Place::$place, stringify!($text), &event.$text, &event.extra),
                is_complete: stringify!($action) == "completes",
            },)+
            _ => return None,
        }
    };
    (part $event:ident $part:ident) => {
        index_of($event, &$event.extra, stringify!($part), $event.$part)
    };
    (part $event:ident) => { None };
}

#[inline]
fn read(event: &Event) -> Option<Piece<'_>> {
    Some(pieces! { event;
        ResponseOutputTextDelta => Text appends delta at content_index;
        ResponseOutputTextDone => Text completes text at content_index;
        ResponseRefusalDelta => Refusal appends delta at content_index;
        ResponseRefusalDone => Refusal completes refusal at content_index;
        ResponseReasoningTextDelta => ReasoningText appends delta at content_index;
        ResponseReasoningTextDone => ReasoningText completes text at content_index;
        ResponseReasoningSummaryTextDelta => Summary appends delta at summary_index;
        ResponseReasoningSummaryTextDone => Summary completes text at summary_index;
        ResponseFunctionCallArgumentsDelta => FunctionArguments appends delta;
        ResponseFunctionCallArgumentsDone => FunctionArguments completes arguments;
        ResponseMcpCallArgumentsDelta => McpArguments appends delta;
        ResponseMcpCallArgumentsDone => McpArguments completes arguments;
        ResponseCustomToolCallInputDelta => Input appends delta;
        ResponseCustomToolCallInputDone => Input completes input;
        ResponseCodeInterpreterCallCodeDelta => Code appends delta;
        ResponseCodeInterpreterCallCodeDone => Code completes code;
    })
}

/// Returns the ID of the item of an event. Some services send only that of the call.
#[inline]
pub(super) fn item_id<'a>(id: &'a str, extra: &'a Extra) -> &'a str {
    match id {
        "" => extra.get("call_id").and_then(Value::as_str).unwrap_or(""),
        id => id,
    }
}

/// Returns the string of an event, converted from another type if possible.
#[inline]
fn text<'a>(place: Place, name: &str, field: &'a str, extra: &'a Extra) -> Option<Cow<'a, str>> {
    match mismatch(extra, name) {
        Some(json) => text_of(place.property(), json),
        // Some servers send the string of the complete value in place of a delta.
        None if field.is_empty() && extra.is_missing(name) => {
            let other = extra.get(place.property());
            Some(
                other
                    .and_then(|json| text_of(place.property(), json))
                    .unwrap_or_default(),
            )
        }
        None => Some(Cow::Borrowed(field)),
    }
}

/// Applies an event that appends to a string, or completes it.
#[inline]
pub(super) fn apply(output: &mut Output<'_>, event: &Event, lost: &mut Vec<Value>) -> Handled {
    let Some(piece) = read(event) else {
        return Handled::No;
    };
    let Some(text) = &piece.text else {
        return Handled::Unplaced;
    };
    let position = output.position(ItemRef {
        item_type: piece.place.item_type(),
        id: piece.id,
        index: piece.output_index,
    });
    let (item, slot) = output.get(position);
    let Some((part, target)) = string(item, slot, &piece) else {
        return Handled::Unplaced;
    };
    let part = piece.place.part(part);
    Handled::Change(if piece.is_complete {
        complete_string(piece.place.property(), target, text, lost);
        done(position, part)
    } else if piece.place.is_json() {
        let appended = append_json(piece.place.property(), target, text, lost);
        delta(position, part, &appended)
    } else {
        target.push_str(text);
        delta(position, part, text)
    })
}

/// Returns the string to which a piece belongs, and the position of its part. The part is created if it does not exist.
#[inline]
fn string<'a>(
    item: &'a mut Item,
    slot: &'a mut Slot,
    piece: &Piece<'_>,
) -> Option<(usize, &'a mut String)> {
    let name = piece.place.property();
    let index = piece.part_index;
    Some(match (item, piece.place) {
        (Item::Message(message), Place::Text) => {
            let parts = &mut message.content;
            let fits = |part: &Content| matches!(part, Content::OutputText(_));
            let create = || {
                let text = json!({ "type": "output_text", "text": "", "annotations": [] });
                Content::OutputText(start_from(&text))
            };
            let position = slot.content.position(parts, index, fits, create);
            let Content::OutputText(text) = &mut parts[position] else {
                return None;
            };
            set_received(text, name);
            (position, &mut text.text)
        }
        (Item::Message(message), Place::Refusal) => {
            let parts = &mut message.content;
            let fits = |part: &Content| matches!(part, Content::Refusal(_));
            let create = || {
                let refusal = json!({ "type": "refusal", "refusal": "" });
                Content::Refusal(start_from(&refusal))
            };
            let position = slot.content.position(parts, index, fits, create);
            let Content::Refusal(refusal) = &mut parts[position] else {
                return None;
            };
            set_received(refusal, name);
            (position, &mut refusal.refusal)
        }
        (Item::Reasoning(item), Place::ReasoningText) => {
            let parts = item.content.get_or_insert_default();
            let create = || start_from(&json!({ "type": "reasoning_text", "text": "" }));
            let position = slot.content.position(parts, index, |_| true, create);
            set_received(&mut parts[position], name);
            (position, &mut parts[position].text)
        }
        (Item::Reasoning(item), Place::Summary) => {
            let parts = &mut item.summary;
            let create = || start_from(&json!({ "type": "summary_text", "text": "" }));
            let position = slot.summary.position(parts, index, |_| true, create);
            set_received(&mut parts[position], name);
            (position, &mut parts[position].text)
        }
        (Item::FunctionCall(call), Place::FunctionArguments) => {
            set_received(call, name);
            (0, &mut call.arguments)
        }
        (Item::McpCall(call), Place::McpArguments) => {
            set_received(call, name);
            (0, &mut call.arguments)
        }
        (Item::CustomToolCall(call), Place::Input) => {
            set_received(call, name);
            (0, &mut call.input)
        }
        (Item::CodeInterpreterCall(call), Place::Code) => (0, call.code.get_or_insert_default()),
        _ => return None,
    })
}
