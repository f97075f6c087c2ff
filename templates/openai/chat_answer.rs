//! Chat completions that answer in a type of the program.
//!
//! In: a request and a type; a completion. Out: the request with the type's schema; the answer as a value.
//! Must not know: whether the completion was streamed.

use serde::de::DeserializeOwned;

use super::structured_answer::{AnswerError, StructuredAnswer};
use crate::types::{
    CreateChatCompletionResponse, CreateChatCompletionResponseChoicesItem,
    CreateChatCompletionResponseChoicesItemFinishReason as FinishReason,
};

#[cfg(feature = "schemars")]
impl crate::types::CreateChatCompletionRequest {
    /// Asks for an answer in this type: sets
    /// [`response_format`](https://platform.openai.com/docs/api-reference/chat/create) to its strict schema.
    /// [`parsed`](CreateChatCompletionResponse::parsed) reads the answer.
    ///
    /// # Errors
    /// The type has no strict schema.
    #[inline]
    pub fn with_answer_as<T: schemars::JsonSchema>(
        self,
    ) -> Result<Self, super::strict_schema::SchemaError> {
        use crate::types::{ResponseFormatJsonSchema, ResponseFormatJsonSchemaJsonSchema};
        let schema = super::strict_schema::strict_schema_members::<T>()?;
        let name = super::strict_schema::schema_name::<T>();
        let format = ResponseFormatJsonSchemaJsonSchema::new(name)
            .with_schema(schema)
            .with_strict(true);
        Ok(self.with_response_format(ResponseFormatJsonSchema::new(format)))
    }
}

impl CreateChatCompletionResponse {
    /// The answer of the first choice, as a value of this type.
    ///
    /// # Errors
    /// There is no whole answer, or it is not of this type; with what came.
    #[inline]
    pub fn parsed<T: DeserializeOwned>(&self) -> Result<T, AnswerError> {
        self.parse()
    }
}

impl CreateChatCompletionResponseChoicesItem {
    /// The answer of this choice, as a value of this type.
    ///
    /// # Errors
    /// There is no whole answer, or it is not of this type; with what came.
    #[inline]
    pub fn parsed<T: DeserializeOwned>(&self) -> Result<T, AnswerError> {
        self.parse()
    }
}

impl StructuredAnswer for CreateChatCompletionResponse {
    #[inline]
    fn text_so_far(&self) -> String {
        self.choices
            .first()
            .map(StructuredAnswer::text_so_far)
            .unwrap_or_default()
    }

    #[inline]
    fn answer(&self) -> Result<String, AnswerError> {
        self.choices.first().ok_or(AnswerError::Nothing)?.answer()
    }
}

impl StructuredAnswer for CreateChatCompletionResponseChoicesItem {
    #[inline]
    fn text_so_far(&self) -> String {
        self.message.content.clone().unwrap_or_default()
    }

    #[inline]
    fn answer(&self) -> Result<String, AnswerError> {
        if let Some(refusal) = self
            .message
            .refusal
            .as_ref()
            .filter(|text| !text.is_empty())
        {
            return Err(AnswerError::Refusal(refusal.clone()));
        }
        let text = self.text_so_far();
        match self.finish_reason {
            FinishReason::Length => Err(AnswerError::Length { text }),
            FinishReason::ContentFilter => Err(AnswerError::ContentFilter { text }),
            _ if text.is_empty() => Err(AnswerError::Nothing),
            _ => Ok(text),
        }
    }
}
