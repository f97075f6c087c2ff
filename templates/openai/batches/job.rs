//! Batches that were created: waiting for them, and reading their results.

use std::fmt;
use std::marker::PhantomData;

use super::line::read_result;
use super::request::BatchRequest;
use super::results::BatchResults;
use crate::polling::WaitUntilDone;
use crate::stream::Interrupted;
use crate::types::{Batch, BatchStatus};
use crate::{Client, Error, ErrorKind, reply};

/// Batches that were created for requests of type `R`.
///
/// Its state is the IDs of the batches. Save them, and pass them to
/// [`Batches::resume`](crate::api::batches::Batches::resume) to continue in another process.
pub struct BatchJob<R> {
    client: Client,
    ids: Vec<String>,
    request: PhantomData<fn() -> R>,
}

impl<R: BatchRequest> BatchJob<R> {
    #[inline]
    pub(super) fn new(client: Client, ids: Vec<String>) -> Self {
        let request = PhantomData;
        Self {
            client,
            ids,
            request,
        }
    }

    /// Returns the IDs of the batches.
    #[inline]
    pub fn batch_ids(&self) -> &[String] {
        &self.ids
    }

    /// Waits until all batches are done, and reads their results.
    ///
    /// A request that failed is an error in the results. Batches that expired or were cancelled have the results of the
    /// requests that were finished.
    ///
    /// # Errors
    /// Returns an error, with the results of the other batches, if a request to the service fails, or if the service
    /// rejected a batch.
    #[inline]
    pub async fn wait(
        &self,
    ) -> Result<BatchResults<R::Response>, Interrupted<BatchResults<R::Response>>> {
        self.wait_with(|waiting| waiting).await
    }

    /// Like [`wait`](Self::wait), with settings for waiting: the interval, the timeout, and a callback for progress.
    ///
    /// # Errors
    /// See [`wait`](Self::wait).
    #[inline]
    pub async fn wait_with(
        &self,
        configure: impl Fn(WaitUntilDone<reply::Json<Batch>>) -> WaitUntilDone<reply::Json<Batch>>,
    ) -> Result<BatchResults<R::Response>, Interrupted<BatchResults<R::Response>>> {
        let mut results = BatchResults::default();
        let mut failure = None;
        for id in &self.ids {
            let waiting = self.client.batches().retrieve(id).wait_until_done();
            let read = match configure(waiting).await {
                Ok(batch) => self.read(batch, &mut results).await,
                Err(interrupted) => Err(interrupted.into()),
            };
            if let Err(error) = read {
                failure.get_or_insert(error);
            }
        }
        match failure {
            None => Ok(results),
            Some(error) => Err(Interrupted::new(results, error)),
        }
    }

    /// Cancels all batches. Their finished requests keep their results.
    ///
    /// # Errors
    /// Returns the first error of the service.
    #[inline]
    pub async fn cancel(&self) -> Result<(), Error> {
        let mut failure = None;
        for id in &self.ids {
            if let Err(error) = self.client.batches().cancel(id).await {
                failure.get_or_insert(error);
            }
        }
        failure.map_or(Ok(()), Err)
    }

    /// Reads the files of a batch that is done.
    #[inline]
    async fn read(
        &self,
        batch: Batch,
        results: &mut BatchResults<R::Response>,
    ) -> Result<(), Error> {
        let files = [batch.output_file_id.clone(), batch.error_file_id.clone()];
        let rejection = (batch.status == BatchStatus::Failed).then(|| rejection(&batch));
        results.batches.push(batch);
        for id in files.into_iter().flatten() {
            let content = self.client.files().content(id).await?.text().await?;
            let lines = content.lines().map(str::trim);
            for line in lines.filter(|line| !line.is_empty()) {
                match read_result::<R>(self.client.config().service, line) {
                    Some((custom_id, result)) => results.insert(custom_id, result),
                    None => results.unmatched_lines.push(line.to_owned()),
                }
            }
        }
        rejection.map_or(Ok(()), Err)
    }
}

/// Returns the error of a batch that the service rejected.
#[inline]
fn rejection(batch: &Batch) -> Error {
    let errors = batch
        .errors
        .iter()
        .flat_map(|errors| &errors.data)
        .flatten();
    let reasons = errors.map(|error| {
        let message = error
            .message
            .as_deref()
            .or(error.code.as_deref())
            .unwrap_or_default();
        match error.line {
            Some(line) => format!("line {line}: {message}"),
            None => message.to_owned(),
        }
    });
    let reasons: Vec<String> = reasons.collect();
    let message = format!(
        "the batch `{}` was rejected: {}",
        batch.id,
        reasons.join("; ")
    );
    Error::new(ErrorKind::BadRequest, message)
}

impl<R> Clone for BatchJob<R> {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            ids: self.ids.clone(),
            request: PhantomData,
        }
    }
}

impl<R> fmt::Debug for BatchJob<R> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchJob")
            .field("batch_ids", &self.ids)
            .finish_non_exhaustive()
    }
}
