//! Accumulating the chunks of a
//! [streamed completion](https://platform.openai.com/docs/api-reference/completions), the predecessor of chat
//! completions.

mod accumulator;
mod choice;
mod logprobs;

pub use self::accumulator::{CompletionAccumulator, CompletionChange};

#[cfg(feature = "client")]
impl crate::stream::EventStream<crate::types::CreateCompletionResponse> {
    /// Returns a stream of the changes that the chunks make. It also provides the completion so far.
    #[inline]
    pub fn accumulate(self) -> crate::stream::Accumulating<CompletionAccumulator> {
        crate::stream::Accumulating::of_response(CompletionAccumulator::new(), self)
    }

    /// Reads the stream to its end and returns the completion.
    ///
    /// ```no_run
    /// # async fn example(client: openai_typed::Client) -> Result<(), openai_typed::Error> {
    /// use openai_typed::types::CreateCompletionRequest;
    ///
    /// let request = CreateCompletionRequest::new("gpt-3.5-turbo-instruct").with_prompt("Once upon a time");
    /// let stream = client.completions().create(request).stream().await?;
    /// let completion = stream.collect_completion().await?;
    /// println!("{}", completion.choices[0].text);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The marker of the service for the end of the stream, `[DONE]`, completes a completion without a `finish_reason`.
    ///
    /// # Errors
    /// Returns the first error of the stream, or an error if it ended early. The error carries everything received.
    #[inline]
    pub async fn collect_completion(
        self,
    ) -> Result<
        crate::types::CreateCompletionResponse,
        crate::stream::Interrupted<crate::types::CreateCompletionResponse>,
    > {
        self.accumulate().finish().await
    }
}
