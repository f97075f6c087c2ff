//! Responses that answer in a type of the program.
//!
//! In: a request and a type; a response. Out: the request with the type's schema; the answer as a value.
//! Must not know: whether the response was streamed.

use serde::de::DeserializeOwned;

use super::structured_answer::{AnswerError, StructuredAnswer};
use crate::types::{
    MessagePhase, OutputItem, OutputMessage, OutputMessageContent as Content, Response,
    ResponseIncompleteDetailsReason as Reason, ResponseStatus as Status,
};

#[cfg(feature = "schemars")]
impl crate::types::CreateResponse {
    /// Asks for an answer in this type: sets
    /// [`text.format`](https://platform.openai.com/docs/api-reference/responses/create) to its strict schema.
    /// [`parsed`](Response::parsed) reads the answer.
    ///
    /// # Errors
    /// The type has no strict schema.
    #[inline]
    pub fn with_answer_as<T: schemars::JsonSchema>(
        mut self,
    ) -> Result<Self, super::strict_schema::SchemaError> {
        let schema = super::strict_schema::strict_schema_members::<T>()?;
        let name = super::strict_schema::schema_name::<T>();
        let format =
            crate::types::TextResponseFormatJsonSchema::new(name, schema).with_strict(true);
        self.text = Some(self.text.take().unwrap_or_default().with_format(format));
        Ok(self)
    }
}

impl Response {
    /// The answer, as a value of this type: the last message that is not a commentary on the way to it.
    ///
    /// # Errors
    /// There is no whole answer, or it is not of this type; with what came.
    #[inline]
    pub fn parsed<T: DeserializeOwned>(&self) -> Result<T, AnswerError> {
        self.parse()
    }

    #[inline]
    fn answering_message(&self) -> Option<&OutputMessage> {
        let messages = self.output.iter().rev().filter_map(|item| match item {
            OutputItem::Message(message) => Some(message),
            _ => None,
        });
        let final_one = |message: &&OutputMessage| message.phase == Some(MessagePhase::FinalAnswer);
        let no_comment = |message: &&OutputMessage| message.phase != Some(MessagePhase::Commentary);
        let mut others = messages.clone().filter(no_comment);
        messages.clone().find(final_one).or_else(|| others.next())
    }
}

impl StructuredAnswer for Response {
    #[inline]
    fn text_so_far(&self) -> String {
        let contents = self
            .answering_message()
            .into_iter()
            .flat_map(|message| &message.content);
        let texts = contents.filter_map(|content| match content {
            Content::OutputText(text) => Some(text.text.as_str()),
            _ => None,
        });
        texts.collect()
    }

    #[inline]
    fn answer(&self) -> Result<String, AnswerError> {
        let message = self.answering_message();
        let mut contents = message.into_iter().flat_map(|message| &message.content);
        let refusal = contents.find_map(|content| match content {
            Content::Refusal(refusal) => Some(refusal.refusal.clone()),
            _ => None,
        });
        if let Some(refusal) = refusal {
            return Err(AnswerError::Refusal(refusal));
        }
        let text = self.text_so_far();
        let details = self.incomplete_details.as_ref();
        let reason = details.and_then(|details| details.reason.as_ref());
        match (&self.status, reason) {
            (None | Some(Status::Completed), _) if text.is_empty() => Err(AnswerError::Nothing),
            (None | Some(Status::Completed), _) => Ok(text),
            (Some(Status::Incomplete), Some(Reason::MaxOutputTokens)) => {
                Err(AnswerError::Length { text })
            }
            (Some(Status::Incomplete), Some(Reason::ContentFilter)) => {
                Err(AnswerError::ContentFilter { text })
            }
            (Some(status), reason) => {
                let failed = self.error.as_ref().map(|error| error.message.clone());
                let reason = reason.map(|reason| reason.as_str().to_owned());
                Err(AnswerError::Unfinished {
                    status: status.as_str().to_owned(),
                    message: failed.or(reason).unwrap_or_default(),
                    text,
                })
            }
        }
    }
}
