//! [Structured outputs](https://platform.openai.com/docs/guides/structured-outputs) of responses.

use serde::de::DeserializeOwned;

use super::response_output::{refusal, text};
use super::structured_output::{OutputError, StructuredOutput};
use crate::runtime::codec::is_label;
use crate::types::{
    MessagePhase, OutputMessage, Response, ResponseIncompleteDetailsReason as Reason,
    ResponseStatus as Status,
};

#[cfg(feature = "schemars")]
impl crate::types::CreateResponse {
    /// Requests an output of this type: sets [`text.format`][1] to the strict schema of the type.
    /// [`parsed`](Response::parsed) decodes the output.
    ///
    /// [1]: https://platform.openai.com/docs/api-reference/responses/create#responses-create-text
    ///
    /// # Errors
    /// Returns an error if the type has no strict schema.
    #[inline]
    pub fn with_output_type<T: schemars::JsonSchema>(
        mut self,
    ) -> Result<Self, super::strict_schema::SchemaError> {
        let schema = super::strict_schema::strict_schema::<T>()?;
        let name = super::strict_schema::schema_name::<T>();
        let format =
            crate::types::TextResponseFormatJsonSchema::new(name, schema).with_strict(true);
        self.text = Some(self.text.take().unwrap_or_default().with_format(format));
        Ok(self)
    }
}

impl Response {
    /// Decodes the output as JSON: the text of the last message of the phase `final_answer`, or else not `commentary`.
    ///
    /// # Errors
    /// Returns an error if there is no complete output, or if it does not decode as `T`. The error carries the text
    /// received.
    #[inline]
    pub fn parsed<T: DeserializeOwned>(&self) -> Result<T, OutputError> {
        self.parse()
    }

    /// The message that contains the output.
    #[inline]
    fn output_message(&self) -> Option<&OutputMessage> {
        let is_final = |message: &&OutputMessage| message.phase == Some(MessagePhase::FinalAnswer);
        let is_output = |message: &&OutputMessage| message.phase != Some(MessagePhase::Commentary);
        let last = self.messages().filter(is_final).last();
        last.or_else(|| self.messages().filter(is_output).last())
    }
}

impl StructuredOutput for Response {
    #[inline]
    fn partial_text(&self) -> String {
        text(self.output_message().into_iter())
    }

    #[inline]
    fn complete_text(&self) -> Result<String, OutputError> {
        if let Some(refusal) = refusal(self.output_message().into_iter()) {
            return Err(OutputError::Refusal(refusal.to_owned()));
        }
        let text = self.partial_text();
        let details = self.incomplete_details.as_ref();
        let reason = details.and_then(|details| details.reason.as_ref());
        let status = self
            .status
            .as_ref()
            .filter(|status| is_label(status.as_str()));
        match (status, reason) {
            (None | Some(Status::Completed), _) if text.is_empty() => Err(OutputError::Empty),
            (None | Some(Status::Completed), _) => Ok(text),
            (Some(Status::Incomplete), Some(Reason::MaxOutputTokens)) => {
                Err(OutputError::Length { text })
            }
            (Some(Status::Incomplete), Some(Reason::ContentFilter)) => {
                Err(OutputError::ContentFilter { text })
            }
            (Some(status), reason) => {
                let error = self.error.as_ref().map(|error| error.message.clone());
                let reason = reason.map(|reason| reason.as_str().to_owned());
                Err(OutputError::Incomplete {
                    status: status.as_str().to_owned(),
                    message: error.or(reason).unwrap_or_default(),
                    text,
                })
            }
        }
    }
}
