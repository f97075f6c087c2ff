//! Pieces of messages.
//!
//! In: the messages so far, and a piece of one. Out: the messages, and what changed.
//! Must not know: runs and steps.

use super::{AssistantChange, position};
use crate::runtime::accumulate::merge::{Index, merge, unfinished};
use crate::types::{
    MessageDeltaContentTextObject, MessageDeltaObject, MessageDeltaObjectDeltaContentItem as Piece,
    MessageObject, MessageObjectContentItem as Content,
};

/// Adds a piece of a message; the message is made if it is not there yet.
#[inline]
pub(super) fn add(
    messages: &mut Vec<MessageObject>,
    delta: &MessageDeltaObject,
) -> Vec<AssistantChange> {
    let message = position(messages, &delta.id, |message| &message.id).unwrap_or_else(|| {
        let mut begun: MessageObject = unfinished();
        begun.id.clone_from(&delta.id);
        messages.push(begun);
        messages.len() - 1
    });
    let whole = &mut messages[message];
    let pieces = delta.delta.content.as_deref().unwrap_or_default();
    let is_text = |piece: &Piece| matches!(piece, Piece::Text(text) if is_plain(text));
    if delta.delta.extra.is_empty() && pieces.iter().all(is_text) {
        let texts = pieces.iter().filter_map(|piece| match piece {
            Piece::Text(text) => add_text(whole, text),
            _ => None,
        });
        let change = |(content, delta)| AssistantChange::Text {
            message,
            content,
            delta,
        };
        return texts.map(change).collect();
    }
    add_any(whole, delta);
    let texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => {
            let content = usize::try_from(text.index).ok()?;
            let delta = text.text.as_ref()?.value.clone()?;
            Some(AssistantChange::Text {
                message,
                content,
                delta,
            })
        }
        _ => None,
    });
    let mut changes: Vec<_> = texts.collect();
    changes.push(AssistantChange::Message { message });
    changes
}

/// Whether a piece is nothing but text, as nearly all are.
#[inline]
fn is_plain(piece: &MessageDeltaContentTextObject) -> bool {
    piece.extra.is_empty()
        && piece.text.as_ref().is_none_or(|text| {
            text.extra.is_empty() && text.annotations.as_ref().is_none_or(Vec::is_empty)
        })
}

#[inline]
fn add_text(
    message: &mut MessageObject,
    piece: &MessageDeltaContentTextObject,
) -> Option<(usize, String)> {
    let at = usize::try_from(piece.index).ok()?;
    if at == message.content.len() {
        message.content.push(Content::Text(unfinished()));
    }
    let Some(Content::Text(whole)) = message.content.get_mut(at) else {
        return None;
    };
    let delta = piece.text.as_ref()?.value.clone()?;
    whole.text.value.push_str(&delta);
    Some((at, delta))
}

/// Annotations, images and whatever else there is: as JSON, in which pieces and wholes look alike.
#[inline]
fn add_any(message: &mut MessageObject, delta: &MessageDeltaObject) {
    let Ok(mut whole) = serde_json::to_value(&*message) else {
        return;
    };
    let Ok(piece) = serde_json::to_value(&delta.delta) else {
        return;
    };
    merge(&mut whole, &piece, Index::Dropped);
    if let Ok(whole) = serde_json::from_value(whole) {
        *message = whole;
    }
}
