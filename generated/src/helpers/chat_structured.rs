//! [Structured outputs](https://platform.openai.com/docs/guides/structured-outputs) of chat completions.

use serde::de::DeserializeOwned;

use super::structured_output::{OutputError, StructuredOutput};
use crate::types::{
    CreateChatCompletionResponse, CreateChatCompletionResponseChoicesItem,
    CreateChatCompletionResponseChoicesItemFinishReason as FinishReason,
};

#[cfg(feature = "schemars")]
impl crate::types::CreateChatCompletionRequest {
    /// Requests an output of this type: sets [`response_format`][1] to the strict schema of the type.
    /// [`parsed`](CreateChatCompletionResponse::parsed) decodes the output.
    ///
    /// [1]: https://platform.openai.com/docs/api-reference/chat/create#chat-create-response_format
    ///
    /// # Errors
    /// Returns an error if the type has no strict schema.
    #[inline]
    pub fn with_output_type<T: schemars::JsonSchema>(
        self,
    ) -> Result<Self, super::strict_schema::SchemaError> {
        use crate::types::{ResponseFormatJsonSchema, ResponseFormatJsonSchemaJsonSchema};
        let schema = super::strict_schema::strict_schema::<T>()?;
        let name = super::strict_schema::schema_name::<T>();
        let format = ResponseFormatJsonSchemaJsonSchema::new(name)
            .with_schema(schema)
            .with_strict(true);
        Ok(self.with_response_format(ResponseFormatJsonSchema::new(format)))
    }
}

impl CreateChatCompletionResponse {
    /// Decodes the output of the first choice as JSON.
    ///
    /// # Errors
    /// Returns an error if there is no complete output, or if it does not decode as `T`. The error carries the text
    /// received.
    #[inline]
    pub fn parsed<T: DeserializeOwned>(&self) -> Result<T, OutputError> {
        self.parse()
    }
}

impl CreateChatCompletionResponseChoicesItem {
    /// Decodes the output of this choice as JSON.
    ///
    /// # Errors
    /// Returns an error if there is no complete output, or if it does not decode as `T`. The error carries the text
    /// received.
    #[inline]
    pub fn parsed<T: DeserializeOwned>(&self) -> Result<T, OutputError> {
        self.parse()
    }
}

impl StructuredOutput for CreateChatCompletionResponse {
    #[inline]
    fn partial_text(&self) -> String {
        self.choices
            .first()
            .map(StructuredOutput::partial_text)
            .unwrap_or_default()
    }

    #[inline]
    fn complete_text(&self) -> Result<String, OutputError> {
        let choice = self.choices.first().ok_or(OutputError::Empty)?;
        choice.complete_text()
    }
}

impl StructuredOutput for CreateChatCompletionResponseChoicesItem {
    #[inline]
    fn partial_text(&self) -> String {
        self.message.text()
    }

    #[inline]
    fn complete_text(&self) -> Result<String, OutputError> {
        let refusal = self.message.refusal.as_ref();
        if let Some(refusal) = refusal.filter(|refusal| !refusal.is_empty()) {
            return Err(OutputError::Refusal(refusal.clone()));
        }
        let text = self.partial_text();
        match self.finish_reason {
            FinishReason::Length => Err(OutputError::Length { text }),
            FinishReason::ContentFilter => Err(OutputError::ContentFilter { text }),
            _ if text.is_empty() => Err(OutputError::Empty),
            _ => Ok(text),
        }
    }
}
