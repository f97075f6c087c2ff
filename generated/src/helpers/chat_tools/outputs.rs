//! Outputs of calls as messages of a request.

use serde_json::{Value, json};

use crate::tools::{PartSource, ToolContent, ToolOutput, ToolPart};
use crate::types::ChatCompletionRequestMessage as Message;

/// Returns the messages for the outputs of the calls of a response. Tool messages contain only text, so images and files
/// follow in a user message.
#[inline]
pub(super) fn messages(outputs: &[ToolOutput]) -> Vec<Message> {
    let tool = |output: &ToolOutput| Message::tool(text(output), &output.call.id);
    let mut messages: Vec<Message> = outputs.iter().map(tool).collect();
    let media: Vec<Value> = outputs.iter().flat_map(media_of).collect();
    if !media.is_empty() {
        let message = json!({ "role": "user", "content": media });
        messages.extend(serde_json::from_value::<Message>(message).ok());
    }
    messages
}

/// Returns the messages for the outputs of calls in the deprecated form, which have no ID.
#[inline]
pub(super) fn legacy_messages(outputs: &[ToolOutput]) -> Vec<Message> {
    let message = |output: &ToolOutput| Message::function(text(output), &output.call.name);
    outputs.iter().map(message).collect()
}

/// Returns the string of a tool message. For an output that has only images and files, it refers to the message with them.
#[inline]
fn text(output: &ToolOutput) -> String {
    let text = output.content();
    match &output.result {
        Ok(ToolContent::Parts(_)) if text.is_empty() => "see the next message".to_owned(),
        _ => text,
    }
}

/// The images and files of an output, after a text part that names the call.
#[inline]
fn media_of(output: &ToolOutput) -> Vec<Value> {
    let Ok(ToolContent::Parts(parts)) = &output.result else {
        return Vec::new();
    };
    let mut media: Vec<Value> = parts.iter().filter_map(part).collect();
    if !media.is_empty() {
        let text = format!("output of `{}` ({})", output.call.name, output.call.id);
        media.insert(0, json!({ "type": "text", "text": text }));
    }
    media
}

#[inline]
fn part(part: &ToolPart) -> Option<Value> {
    Some(match part {
        ToolPart::Text(_) => return None,
        ToolPart::Image(PartSource::Url(url)) => {
            json!({ "type": "image_url", "image_url": { "url": url } })
        }
        ToolPart::File(PartSource::Id(id), _) => {
            json!({ "type": "file", "file": { "file_id": id } })
        }
        ToolPart::File(PartSource::Url(url), name) if url.starts_with("data:") => {
            json!({ "type": "file", "file": { "file_data": url, "filename": name } })
        }
        // Chat completions accept neither uploaded images nor files by URL.
        ToolPart::Image(PartSource::Id(place)) | ToolPart::File(PartSource::Url(place), _) => {
            json!({ "type": "text", "text": place })
        }
    })
}
