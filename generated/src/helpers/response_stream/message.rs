//! Messages in the output: texts, refusals, annotations.
//!
//! In: an event about a message. Out: the message, and what changed; nothing if it is another event.
//! Must not know: other items.

use super::output::{Output, part, put};
use super::{ResponseChange, ResponsePart};
use crate::runtime::accumulate::merge::unfinished;
use crate::types::{
    LogProb, OutputContent, OutputItem, OutputMessage, OutputMessageContent as Content,
    OutputTextContent, ReasoningItem, RefusalContent, ResponseLogProb,
    ResponseStreamEvent as Event,
};

/// Takes an event about a message. Outer `None`: it is none.
#[inline]
pub(super) fn change(output: &mut Output<'_>, event: &Event) -> Option<Option<ResponseChange>> {
    Some(match event {
        Event::ResponseContentPartAdded(event) => {
            put_part(output, event.output_index, event.content_index, &event.part)
        }
        Event::ResponseContentPartDone(event) => {
            put_part(output, event.output_index, event.content_index, &event.part)
        }
        Event::ResponseOutputTextDelta(event) => {
            let place = (event.output_index, event.content_index);
            text(output, &event.item_id, place, |text| {
                text.text.push_str(&event.delta);
                let mut logprobs = event.logprobs.iter().filter_map(log_prob).peekable();
                // Without any, the text stays as it is when nobody asked for them.
                if logprobs.peek().is_some() {
                    text.logprobs.get_or_insert_default().extend(logprobs);
                }
            })
            .map(|(output, at)| delta(output, ResponsePart::Text(at), &event.delta))
        }
        Event::ResponseOutputTextDone(event) => {
            let place = (event.output_index, event.content_index);
            text(output, &event.item_id, place, |text| {
                text.text.clone_from(&event.text)
            })
            .map(|(output, at)| done(output, ResponsePart::Text(at)))
        }
        Event::ResponseOutputTextAnnotationAdded(event) => {
            let place = (event.output_index, event.content_index);
            let added = event.annotation.as_ref()?;
            text(output, &event.item_id, place, |text| {
                put(&mut text.annotations, event.annotation_index, added.clone());
            })
            .map(|(output, _)| ResponseChange::ItemChanged { output })
        }
        Event::ResponseRefusalDelta(event) => {
            let place = (event.output_index, event.content_index);
            refusal(output, &event.item_id, place, |refusal| {
                refusal.refusal.push_str(&event.delta)
            })
            .map(|(output, at)| delta(output, ResponsePart::Refusal(at), &event.delta))
        }
        Event::ResponseRefusalDone(event) => {
            let place = (event.output_index, event.content_index);
            refusal(output, &event.item_id, place, |refusal| {
                refusal.refusal.clone_from(&event.refusal)
            })
            .map(|(output, at)| done(output, ResponsePart::Refusal(at)))
        }
        _ => return None,
    })
}

#[inline]
pub(super) fn delta(output: usize, part: ResponsePart, delta: &str) -> ResponseChange {
    let delta = delta.to_owned();
    ResponseChange::Delta {
        output,
        part,
        delta,
    }
}

#[inline]
pub(super) fn done(output: usize, part: ResponsePart) -> ResponseChange {
    ResponseChange::Done { output, part }
}

/// A part of a message or of reasoning, whole as it stands.
#[inline]
fn put_part(
    output: &mut Output<'_>,
    index: i64,
    content_index: i64,
    part: &OutputContent,
) -> Option<ResponseChange> {
    let (at, item) = output.item(index, || match part {
        OutputContent::ReasoningText(_) => OutputItem::Reasoning(unfinished()),
        _ => OutputItem::Message(unfinished()),
    });
    match (item, part) {
        (
            OutputItem::Reasoning(ReasoningItem { content, .. }),
            OutputContent::ReasoningText(text),
        ) => put(content.get_or_insert_default(), content_index, text.clone()),
        (OutputItem::Message(OutputMessage { content, .. }), part) => {
            let part = match part {
                OutputContent::OutputText(text) => Content::OutputText(text.clone()),
                OutputContent::Refusal(refusal) => Content::Refusal(refusal.clone()),
                OutputContent::Unknown(unknown) => Content::Unknown(unknown.clone()),
                OutputContent::ReasoningText(_) => return None,
            };
            put(content, content_index, part)
        }
        _ => return None,
    }
    .map(|_| ResponseChange::ItemChanged { output: at })
}

/// Changes the text at a place; gives the positions of its message and its part.
#[inline]
fn text(
    output: &mut Output<'_>,
    id: &str,
    (index, content_index): (i64, i64),
    change: impl FnOnce(&mut OutputTextContent),
) -> Option<(usize, usize)> {
    let (item, message) = message(output, id, index)?;
    let begin = || Content::OutputText(unfinished());
    match part(&mut message.content, content_index, begin)? {
        (at, Content::OutputText(text)) => {
            change(text);
            Some((item, at))
        }
        _ => None,
    }
}

/// The same for a refusal.
#[inline]
fn refusal(
    output: &mut Output<'_>,
    id: &str,
    (index, content_index): (i64, i64),
    change: impl FnOnce(&mut RefusalContent),
) -> Option<(usize, usize)> {
    let (item, message) = message(output, id, index)?;
    let begin = || Content::Refusal(unfinished());
    match part(&mut message.content, content_index, begin)? {
        (at, Content::Refusal(refusal)) => {
            change(refusal);
            Some((item, at))
        }
        _ => None,
    }
}

#[inline]
fn message<'a>(
    output: &'a mut Output<'_>,
    id: &str,
    index: i64,
) -> Option<(usize, &'a mut OutputMessage)> {
    let begin = || {
        let mut message: OutputMessage = unfinished();
        message.id = id.to_owned();
        OutputItem::Message(message)
    };
    match output.item(index, begin) {
        (at, OutputItem::Message(message)) => Some((at, message)),
        _ => None,
    }
}

/// The document gives events a type of their own for this.
#[inline]
fn log_prob(log_prob: &ResponseLogProb) -> Option<LogProb> {
    serde_json::from_value(serde_json::to_value(log_prob).ok()?).ok()
}
