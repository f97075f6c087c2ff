//! Events that change an item in another way: parts, annotations, log probabilities, names of calls, and previews of
//! images.

use serde_json::Value;

use super::change::{Handled, ResponseChange};
use super::output::{ItemRef, Output};
use super::pieces::item_id;
use crate::runtime::accumulate::complete::complete;
use crate::runtime::accumulate::received::{index_of, is_received};
use crate::runtime::accumulate::{set_received, start_from};
use crate::runtime::codec::decode_value;
use crate::types::{
    Annotation, LogProb, OutputContent, OutputItem as Item, OutputMessageContent as Content,
    ResponseLogProb, ResponseStreamEvent as Event, SummaryTextContent,
};

/// Applies an event that sets a part, an annotation or a preview of an image.
#[inline]
pub(super) fn apply(output: &mut Output<'_>, event: &Event, lost: &mut Vec<Value>) -> Handled {
    match event {
        Event::ResponseContentPartAdded(event) => {
            let index = index_of(event, &event.extra, "output_index", event.output_index);
            let part = index_of(event, &event.extra, "content_index", event.content_index);
            let item = (item_id(&event.item_id, &event.extra), index);
            set_content(output, item, part, &event.part, lost)
        }
        Event::ResponseContentPartDone(event) => {
            let index = index_of(event, &event.extra, "output_index", event.output_index);
            let part = index_of(event, &event.extra, "content_index", event.content_index);
            let item = (item_id(&event.item_id, &event.extra), index);
            set_content(output, item, part, &event.part, lost)
        }
        Event::ResponseReasoningSummaryPartAdded(event) => {
            if !is_received(event, &event.extra, "part") {
                return Handled::without(&event.extra, "part");
            }
            let index = index_of(event, &event.extra, "output_index", event.output_index);
            let part = index_of(event, &event.extra, "summary_index", event.summary_index);
            let item = (item_id(&event.item_id, &event.extra), index);
            set_summary(output, item, part, serde_json::to_value(&event.part), lost)
        }
        Event::ResponseReasoningSummaryPartDone(event) => {
            if !is_received(event, &event.extra, "part") {
                return Handled::without(&event.extra, "part");
            }
            let index = index_of(event, &event.extra, "output_index", event.output_index);
            let part = index_of(event, &event.extra, "summary_index", event.summary_index);
            let item = (item_id(&event.item_id, &event.extra), index);
            set_summary(output, item, part, serde_json::to_value(&event.part), lost)
        }
        Event::ResponseOutputTextAnnotationAdded(event) => {
            let Some(annotation) = annotation(&event.annotation) else {
                return Handled::without(&event.extra, "annotation");
            };
            let index = index_of(event, &event.extra, "output_index", event.output_index);
            let position = output.position(ItemRef {
                item_type: "message",
                id: &event.item_id,
                index,
            });
            let part = index_of(event, &event.extra, "content_index", event.content_index);
            let at = usize::try_from(event.annotation_index).ok();
            edit_text(output, position, part, |text| {
                set_received(text, "annotations");
                let list = &mut text.annotations;
                // A service may send the same index with every annotation.
                if at.and_then(|at| list.get(at)) != Some(&annotation) {
                    list.push(annotation);
                }
            })
        }
        Event::ResponseImageGenerationCallPartialImage(event) => {
            let index = index_of(event, &event.extra, "output_index", event.output_index);
            let output_position = output.position(ItemRef {
                item_type: "image_generation_call",
                id: &event.item_id,
                index,
            });
            let (Item::ImageGenerationCall(call), _) = output.get(output_position) else {
                return Handled::Unplaced;
            };
            if !is_received(event, &event.extra, "partial_image_b64") {
                return Handled::without(&event.extra, "partial_image_b64");
            }
            call.result = Some(event.partial_image_b64.clone());
            Handled::Change(ResponseChange::PartialImage {
                output: output_position,
                image: event.partial_image_index,
            })
        }
        _ => Handled::No,
    }
}

/// Applies what an event has in addition to its string: log probabilities of text, and the name of a call.
#[inline]
pub(super) fn apply_rest(output: &mut Output<'_>, event: &Event, position: usize) {
    match event {
        Event::ResponseOutputTextDelta(event) if !event.logprobs.is_empty() => {
            let part = index_of(event, &event.extra, "content_index", event.content_index);
            let logprobs = event.logprobs.iter().filter_map(log_prob);
            edit_text(output, position, part, |text| {
                text.logprobs.get_or_insert_default().extend(logprobs);
            });
        }
        Event::ResponseFunctionCallArgumentsDone(event) if !event.name.is_empty() => {
            if let (Item::FunctionCall(call), _) = output.get(position)
                && call.name.is_empty()
            {
                set_received(call, "name");
                call.name.clone_from(&event.name);
            }
        }
        _ => {}
    }
}

/// Reads the annotation of an event through JSON: documents up to 2026-07 declare it as an arbitrary object.
#[inline]
fn annotation(declared: &impl serde::Serialize) -> Option<Annotation> {
    decode_value(&serde_json::to_value(declared).ok()?).ok()?
}

/// Sets a content part of a message or of a reasoning item.
#[inline]
fn set_content(
    output: &mut Output<'_>,
    (id, index): (&str, Option<i64>),
    part_index: Option<i64>,
    part: &OutputContent,
    lost: &mut Vec<Value>,
) -> Handled {
    let item_type = match part {
        OutputContent::Unknown(unknown) if unknown.json().is_null() => return Handled::Ignored,
        OutputContent::ReasoningText(_) => "reasoning",
        _ => "message",
    };
    let position = output.position(ItemRef {
        item_type,
        id,
        index,
    });
    match (output.get(position), part) {
        ((Item::Reasoning(item), slot), OutputContent::ReasoningText(text)) => {
            let parts = item.content.get_or_insert_default();
            let create = || text.clone();
            let at = slot.content.position(parts, part_index, |_| true, create);
            parts[at] = complete(&parts[at], text, lost);
        }
        ((Item::Message(item), slot), part) => {
            let new = match part {
                OutputContent::OutputText(text) => Content::OutputText(text.clone()),
                OutputContent::Refusal(refusal) => Content::Refusal(refusal.clone()),
                OutputContent::Unknown(unknown) => Content::Unknown(unknown.clone()),
                OutputContent::ReasoningText(_) => return Handled::Unplaced,
            };
            let parts = &mut item.content;
            let is_same =
                |part: &Content| std::mem::discriminant(part) == std::mem::discriminant(&new);
            let create = || new.clone();
            let at = slot.content.position(parts, part_index, is_same, create);
            parts[at] = complete(&parts[at], &new, lost);
        }
        _ => return Handled::Unplaced,
    }
    Handled::Change(ResponseChange::ItemChanged { output: position })
}

/// Sets a summary of a reasoning item.
#[inline]
fn set_summary(
    output: &mut Output<'_>,
    (id, index): (&str, Option<i64>),
    part_index: Option<i64>,
    part: Result<Value, serde_json::Error>,
    lost: &mut Vec<Value>,
) -> Handled {
    let Some(part) = part.ok().and_then(|part| decode_value(&part).ok()) else {
        return Handled::Unplaced;
    };
    let part: SummaryTextContent = part;
    let position = output.position(ItemRef {
        item_type: "reasoning",
        id,
        index,
    });
    let (Item::Reasoning(item), slot) = output.get(position) else {
        return Handled::Unplaced;
    };
    let create = || part.clone();
    let parts = &mut item.summary;
    let at = slot.summary.position(parts, part_index, |_| true, create);
    parts[at] = complete(&parts[at], &part, lost);
    Handled::Change(ResponseChange::ItemChanged { output: position })
}

/// Changes a message part that contains text.
#[inline]
fn edit_text(
    output: &mut Output<'_>,
    position: usize,
    part: Option<i64>,
    edit: impl FnOnce(&mut crate::types::OutputTextContent),
) -> Handled {
    let (Item::Message(message), slot) = output.get(position) else {
        return Handled::Unplaced;
    };
    let parts = &mut message.content;
    let fits = |part: &Content| matches!(part, Content::OutputText(_));
    let create = || {
        let text = serde_json::json!({ "type": "output_text", "text": "", "annotations": [] });
        Content::OutputText(start_from(&text))
    };
    let at = slot.content.position(parts, part, fits, create);
    if let Content::OutputText(text) = &mut parts[at] {
        edit(text);
    }
    Handled::Change(ResponseChange::ItemChanged { output: position })
}

/// Converts a log probability. The document declares a separate type for events, with the same properties.
#[inline]
fn log_prob(log_prob: &ResponseLogProb) -> Option<LogProb> {
    decode_value(&serde_json::to_value(log_prob).ok()?).ok()
}
