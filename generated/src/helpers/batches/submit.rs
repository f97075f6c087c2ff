//! Uploading requests and creating batches.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::job::BatchJob;
use super::line::RequestLine;
use super::request::BatchRequest;
use crate::stream::Interrupted;
use crate::types::{CreateBatchRequest, CreateFileRequest};
use crate::{BoxFuture, Client, Error, Upload};

/// The maximum number of requests in a batch.
const MAX_REQUESTS: usize = 50_000;
/// The maximum size of a file, in bytes.
const MAX_BYTES: usize = 200_000_000;

/// Requests that are sent in batches: configure it, then await it.
///
/// Resolves to the [`BatchJob`]. An error carries the job with the batches that were created before it.
#[must_use = "nothing is sent until this is awaited"]
pub struct SubmitBatch<R> {
    client: Client,
    lines: Lines,
    max_requests: usize,
    max_bytes: usize,
    metadata: Vec<(String, String)>,
    request: PhantomData<fn() -> R>,
}

type Lines = Box<dyn Iterator<Item = Result<RequestLine, Error>> + Send>;

impl<R: BatchRequest> SubmitBatch<R> {
    #[inline]
    pub(super) fn new<I, K>(client: Client, requests: I) -> Self
    where
        I: IntoIterator<Item = (K, R)>,
        I::IntoIter: Send + 'static,
        K: Into<String>,
    {
        let requests = requests.into_iter();
        Self {
            client,
            lines: Box::new(requests.map(|(id, request)| RequestLine::new(id.into(), &request))),
            max_requests: MAX_REQUESTS,
            max_bytes: MAX_BYTES,
            metadata: Vec::new(),
            request: PhantomData,
        }
    }

    /// Limits the number of requests in a batch, up to 50,000, which is the default.
    #[inline]
    pub fn max_requests(mut self, requests: usize) -> Self {
        self.max_requests = requests.clamp(1, MAX_REQUESTS);
        self
    }

    /// Limits the size of a file in bytes, up to 200 MB, which is the default.
    #[inline]
    pub fn max_bytes(mut self, bytes: usize) -> Self {
        self.max_bytes = bytes.clamp(1, MAX_BYTES);
        self
    }

    /// Adds metadata to each batch.
    #[inline]
    pub fn metadata(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.metadata.push((key.into(), value.into()));
        self
    }

    #[inline]
    async fn run(mut self) -> Result<BatchJob<R>, Interrupted<BatchJob<R>>> {
        let mut ids = Vec::new();
        let sent = self.send(&mut ids).await;
        let job = BatchJob::new(self.client, ids);
        match sent {
            Ok(()) => Ok(job),
            Err(error) => Err(Interrupted::new(job, error)),
        }
    }

    /// Sends all requests, and records the IDs of the batches.
    #[inline]
    async fn send(&mut self, ids: &mut Vec<String>) -> Result<(), Error> {
        // A file may only contain requests to one model.
        let mut files: BTreeMap<String, File> = BTreeMap::new();
        let mut custom_ids = HashSet::new();
        while let Some(line) = self.lines.next() {
            let line = line?;
            self.check(&line)?;
            if !custom_ids.insert(line.custom_id.clone()) {
                let message = format!("two requests have the ID `{}`", line.custom_id);
                return Err(Error::request(message));
            }
            let file = files.entry(line.model.clone()).or_default();
            if !file.has_room(&line, self.max_requests, self.max_bytes) {
                let full = std::mem::take(file);
                ids.push(create::<R>(&self.client, &self.metadata, full).await?);
            }
            file.weight += line.weight;
            file.bytes.extend_from_slice(&line.json);
        }
        for file in files.into_values() {
            ids.push(create::<R>(&self.client, &self.metadata, file).await?);
        }
        Ok(())
    }

    /// Checks that a request fits into a batch.
    #[inline]
    fn check(&self, line: &RequestLine) -> Result<(), Error> {
        let id = &line.custom_id;
        if line.json.len() > self.max_bytes {
            let (length, max) = (line.json.len(), self.max_bytes);
            return Err(Error::request(format!(
                "the request `{id}` has {length} bytes, but a file can have at most {max}"
            )));
        }
        if line.weight > self.max_requests {
            let (weight, max) = (line.weight, self.max_requests);
            return Err(Error::request(format!(
                "the request `{id}` has {weight} inputs, but a batch can have at most {max}"
            )));
        }
        Ok(())
    }
}

/// Uploads a file and creates its batch. Returns the ID of the batch.
#[inline]
async fn create<R: BatchRequest>(
    client: &Client,
    metadata: &[(String, String)],
    file: File,
) -> Result<String, Error> {
    let upload = Upload::from_bytes("batch.jsonl", file.bytes);
    let upload = CreateFileRequest::new(upload, "batch");
    let input = client.files().create(upload).await?;
    let mut body = CreateBatchRequest::new(input.id, R::ENDPOINT);
    if !metadata.is_empty() {
        body.metadata = Some(metadata.iter().cloned().collect());
    }
    Ok(client.batches().create(body).await?.id)
}

/// A file that is being written.
#[derive(Default)]
struct File {
    bytes: Vec<u8>,
    weight: usize,
}

impl File {
    #[inline]
    fn has_room(&self, line: &RequestLine, max_weight: usize, max_bytes: usize) -> bool {
        self.weight + line.weight <= max_weight && self.bytes.len() + line.json.len() <= max_bytes
    }
}

impl<R: BatchRequest> IntoFuture for SubmitBatch<R> {
    type Output = Result<BatchJob<R>, Interrupted<BatchJob<R>>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<R> fmt::Debug for SubmitBatch<R> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SubmitBatch")
            .field("max_requests", &self.max_requests)
            .field("max_bytes", &self.max_bytes)
            .finish_non_exhaustive()
    }
}
