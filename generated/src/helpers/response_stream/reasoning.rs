//! Reasoning in the output: its text and its summaries.
//!
//! In: an event about reasoning. Out: the item, and what changed; nothing if it is another event.
//! Must not know: other items.

use super::message::{delta, done};
use super::output::{Output, part, put};
use super::{ResponseChange, ResponsePart};
use crate::runtime::accumulate::merge::unfinished;
use crate::types::{
    OutputItem, ReasoningItem, ReasoningTextContent, ResponseStreamEvent as Event,
    SummaryTextContent,
};

/// Takes an event about reasoning. Outer `None`: it is none.
#[inline]
pub(super) fn change(output: &mut Output<'_>, event: &Event) -> Option<Option<ResponseChange>> {
    Some(match event {
        Event::ResponseReasoningTextDelta(event) => {
            let place = (event.output_index, event.content_index);
            text(output, &event.item_id, place, |text| {
                text.text.push_str(&event.delta)
            })
            .map(|(output, at)| delta(output, ResponsePart::ReasoningText(at), &event.delta))
        }
        Event::ResponseReasoningTextDone(event) => {
            let place = (event.output_index, event.content_index);
            text(output, &event.item_id, place, |text| {
                text.text.clone_from(&event.text)
            })
            .map(|(output, at)| done(output, ResponsePart::ReasoningText(at)))
        }
        Event::ResponseReasoningSummaryPartAdded(event) => {
            let place = (event.output_index, event.summary_index);
            put_summary(output, &event.item_id, place, &event.part.text)
        }
        Event::ResponseReasoningSummaryPartDone(event) => {
            let place = (event.output_index, event.summary_index);
            put_summary(output, &event.item_id, place, &event.part.text)
        }
        Event::ResponseReasoningSummaryTextDelta(event) => {
            let place = (event.output_index, event.summary_index);
            summary(output, &event.item_id, place, |summary| {
                summary.text.push_str(&event.delta)
            })
            .map(|(output, at)| delta(output, ResponsePart::ReasoningSummary(at), &event.delta))
        }
        Event::ResponseReasoningSummaryTextDone(event) => {
            let place = (event.output_index, event.summary_index);
            summary(output, &event.item_id, place, |summary| {
                summary.text.clone_from(&event.text)
            })
            .map(|(output, at)| done(output, ResponsePart::ReasoningSummary(at)))
        }
        _ => return None,
    })
}

#[inline]
fn item<'a>(
    output: &'a mut Output<'_>,
    id: &str,
    index: i64,
) -> Option<(usize, &'a mut ReasoningItem)> {
    let begin = || {
        let mut item: ReasoningItem = unfinished();
        item.id = id.to_owned();
        OutputItem::Reasoning(item)
    };
    match output.item(index, begin) {
        (at, OutputItem::Reasoning(item)) => Some((at, item)),
        _ => None,
    }
}

#[inline]
fn text(
    output: &mut Output<'_>,
    id: &str,
    (index, content_index): (i64, i64),
    change: impl FnOnce(&mut ReasoningTextContent),
) -> Option<(usize, usize)> {
    let (item, reasoning) = item(output, id, index)?;
    let content = reasoning.content.get_or_insert_default();
    let (at, text) = part(content, content_index, unfinished)?;
    change(text);
    Some((item, at))
}

#[inline]
fn summary(
    output: &mut Output<'_>,
    id: &str,
    (index, summary_index): (i64, i64),
    change: impl FnOnce(&mut SummaryTextContent),
) -> Option<(usize, usize)> {
    let (item, reasoning) = item(output, id, index)?;
    let (at, summary) = part(&mut reasoning.summary, summary_index, unfinished)?;
    change(summary);
    Some((item, at))
}

#[inline]
fn put_summary(
    output: &mut Output<'_>,
    id: &str,
    (index, summary_index): (i64, i64),
    text: &str,
) -> Option<ResponseChange> {
    let (output, reasoning) = item(output, id, index)?;
    let mut summary: SummaryTextContent = unfinished();
    summary.text = text.to_owned();
    put(&mut reasoning.summary, summary_index, summary)?;
    Some(ResponseChange::ItemChanged { output })
}
