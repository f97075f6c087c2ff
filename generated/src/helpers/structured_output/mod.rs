//! Decoding [structured outputs](https://platform.openai.com/docs/guides/structured-outputs) as Rust types.

mod error;

use serde::de::DeserializeOwned;

pub use self::error::OutputError;
use crate::structured::from_strict_json;

/// A value that contains the text output of a model: a chat completion, one of its choices, or a response.
pub trait StructuredOutput {
    /// Returns the text received so far, whether or not it is complete.
    fn partial_text(&self) -> String;

    /// Returns the complete text.
    ///
    /// # Errors
    /// Returns an error if there is no complete text.
    fn complete_text(&self) -> Result<String, OutputError>;

    /// Decodes the complete text as JSON.
    ///
    /// # Errors
    /// Returns an error if there is no complete text, or if it does not decode as `T`.
    #[inline]
    fn parse<T: DeserializeOwned>(&self) -> Result<T, OutputError> {
        let text = self.complete_text()?;
        from_strict_json(&text).map_err(|error| OutputError::Invalid { text, error })
    }
}

#[cfg(feature = "client")]
impl<A, S> crate::stream::Accumulating<A, S>
where
    A: crate::stream::Accumulator,
    A::Output: StructuredOutput,
    S: futures_core::Stream<Item = Result<A::Event, crate::Error>> + Unpin,
{
    /// Reads events until more of the output can be decoded, and returns the partial value. Returns `None` at the end of
    /// the stream.
    ///
    /// Fields that were not received yet must have defaults: use `#[serde(default)]` on the struct or a type with
    /// optional fields. A string may be incomplete, a number is not. [`finish_parsed`](Self::finish_parsed) returns the
    /// complete value.
    ///
    /// ```no_run
    /// # async fn example(client: openai_typed::Client) -> Result<(), openai_typed::Error> {
    /// use openai_typed::types::CreateResponse;
    ///
    /// #[derive(Default, serde::Deserialize)]
    /// #[serde(default)]
    /// struct Story {
    ///     title: String,
    ///     chapters: Vec<String>,
    /// }
    ///
    /// let request = CreateResponse::new().with_model("gpt-5.2").with_input("Tell a story as JSON.");
    /// let mut stream = client.responses().create(request).stream().await?.accumulate();
    /// while let Some(story) = stream.next_partial::<Story>().await {
    ///     let story = story?;
    ///     println!("{}: {} chapters so far", story.title, story.chapters.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns the error of the stream. A value that does not decode as `T` yet is skipped.
    #[inline]
    pub async fn next_partial<T: DeserializeOwned>(&mut self) -> Option<Result<T, crate::Error>> {
        let mut known = self.snapshot().partial_text();
        while let Some(change) = self.next().await {
            if let Err(error) = change {
                return Some(Err(error));
            }
            let text = self.snapshot().partial_text();
            if text == known {
                continue;
            }
            let value = crate::structured::parse_partial_json(&text);
            if let Some(value) = value.and_then(|value| serde_json::from_value(value).ok()) {
                return Some(Ok(value));
            }
            known = text;
        }
        None
    }

    /// Reads the stream to its end and decodes the output as JSON.
    ///
    /// # Errors
    /// Returns an error if the stream fails, if there is no complete text, or if it does not decode as `T`.
    #[inline]
    pub async fn finish_parsed<T: DeserializeOwned>(self) -> Result<T, OutputError> {
        match self.finish().await {
            Ok(output) => output.parse(),
            Err(interrupted) => {
                let (partial, error) = interrupted.into_parts();
                let text = partial.partial_text();
                Err(OutputError::Interrupted { text, error })
            }
        }
    }
}
