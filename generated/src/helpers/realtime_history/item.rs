//! Items of a session and the pieces that are streamed to them.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::media::encode_base64;
use crate::types::RealtimeConversationItem;

/// An item of the conversation: the item as the service sent it, and the parts that were streamed.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RealtimeHistoryItem {
    /// Its ID. Empty if no event contained it.
    pub id: String,
    /// Its position in the output of its response, if it is output.
    pub output_index: Option<i64>,
    /// The last form of the item that the service sent.
    pub item: Option<RealtimeConversationItem>,
    /// The parts of its content that were streamed, by their index.
    pub parts: Vec<RealtimeHistoryPart>,
    /// The arguments of a call, as JSON.
    pub arguments: String,
}

/// A part of the content of an item.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RealtimeHistoryPart {
    /// Its position in the content.
    pub index: i64,
    /// The text.
    pub text: String,
    /// The transcript of the audio.
    pub transcript: String,
    /// The audio of the model, in the format of the session.
    pub audio: Vec<u8>,
}

impl RealtimeHistoryItem {
    /// Returns the text and the transcripts of all parts.
    #[inline]
    pub fn text(&self) -> String {
        let parts = self.parts.iter();
        parts
            .map(|part| part.text.clone() + &part.transcript)
            .collect()
    }

    /// Returns the part with this index, which is created if it does not exist. Without an index, it is the last part.
    #[inline]
    pub(super) fn part(&mut self, index: Option<i64>) -> &mut RealtimeHistoryPart {
        let last = self.parts.last().map_or(0, |part| part.index);
        let index = index.unwrap_or(last);
        let position = self.parts.partition_point(|part| part.index < index);
        let exists = self
            .parts
            .get(position)
            .is_some_and(|part| part.index == index);
        if !exists {
            let part = RealtimeHistoryPart {
                index,
                ..RealtimeHistoryPart::default()
            };
            self.parts.insert(position, part);
        }
        &mut self.parts[position]
    }
}

impl Serialize for RealtimeHistoryItem {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut item = to.serialize_struct("RealtimeHistoryItem", 5)?;
        item.serialize_field("id", &self.id)?;
        item.serialize_field("output_index", &self.output_index)?;
        item.serialize_field("item", &self.item)?;
        item.serialize_field("parts", &self.parts)?;
        item.serialize_field("arguments", &self.arguments)?;
        item.end()
    }
}

impl Serialize for RealtimeHistoryPart {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut part = to.serialize_struct("RealtimeHistoryPart", 4)?;
        part.serialize_field("index", &self.index)?;
        part.serialize_field("text", &self.text)?;
        part.serialize_field("transcript", &self.transcript)?;
        part.serialize_field("audio", &encode_base64(&self.audio))?;
        part.end()
    }
}
