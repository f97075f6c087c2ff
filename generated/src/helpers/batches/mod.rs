//! Typed requests in [batches](https://platform.openai.com/docs/api-reference/batch): from requests to results.

mod job;
mod line;
mod request;
mod results;
mod submit;

use crate::api::batches::Batches;

pub use self::job::BatchJob;
pub use self::request::BatchRequest;
pub use self::results::BatchResults;
pub use self::submit::SubmitBatch;

impl Batches {
    /// Sends any number of requests in batches: uploads them, and creates the batches.
    ///
    /// Each request has an ID that identifies its result. The requests are read as they are uploaded, and distributed to
    /// as many batches as the limits of the API require: 50,000 requests or 200 MB each, with one model.
    ///
    /// ```no_run
    /// # async fn example(client: openai_typed::Client) -> Result<(), openai_typed::Error> {
    /// use openai_typed::types::CreateResponse;
    ///
    /// let cities = ["Paris", "Rome"];
    /// let request = |city: &str| CreateResponse::new().with_model("gpt-5").with_input(format!("Describe {city}."));
    /// let requests = cities.map(|city| (city, request(city)));
    ///
    /// let job = client.batches().submit(requests).await?;
    /// println!("continue later with {:?}", job.batch_ids());
    /// for (city, result) in job.wait().await? {
    ///     match result {
    ///         Ok(response) => println!("{city}: {}", response.message_text()),
    ///         Err(error) => println!("{city} failed: {error}"),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn submit<I, K, R>(&self, requests: I) -> SubmitBatch<R>
    where
        I: IntoIterator<Item = (K, R)>,
        I::IntoIter: Send + 'static,
        K: Into<String>,
        R: BatchRequest,
    {
        SubmitBatch::new(self.client.clone(), requests)
    }

    /// Continues with batches that were created earlier, in this process or another. `R` is the type of their requests.
    ///
    /// ```no_run
    /// # async fn example(client: openai_typed::Client) -> Result<(), openai_typed::Error> {
    /// use openai_typed::types::CreateResponse;
    ///
    /// let job = client.batches().resume::<CreateResponse>(["batch_abc123"]);
    /// println!("{} results", job.wait().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn resume<R: BatchRequest>(
        &self,
        batch_ids: impl IntoIterator<Item = impl Into<String>>,
    ) -> BatchJob<R> {
        let ids = batch_ids.into_iter().map(Into::into).collect();
        BatchJob::new(self.client.clone(), ids)
    }
}
