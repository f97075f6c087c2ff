//! Uploading large files in [parts](https://platform.openai.com/docs/api-reference/uploads).

mod file;
mod parts;
mod state;

use std::future::IntoFuture;
use std::pin::Pin;

pub use self::state::UploadState;
use crate::api::uploads::Uploads;
use crate::stream::Interrupted;
use crate::types::{self, CompleteUploadRequest, CreateUploadRequest, CreateUploadRequestPurpose};
use crate::{Error, Upload};
use parts::PartSender;
use state::OnProgress;

/// The maximum and default size of a part, in bytes.
const MAX_PART_SIZE: u64 = 64 * 1024 * 1024;
/// The default number of parts that are sent concurrently.
const DEFAULT_CONCURRENCY: usize = 4;

impl Uploads {
    /// Uploads a file in parts: from bytes, or from a path, in which case the parts are read while they are sent.
    ///
    /// Each part is retried like any request. If a part fails, the error carries the state of the upload. Pass it to
    /// [`resume`](Self::resume) to continue, or `cancel` the upload.
    #[inline]
    pub fn send_large(
        &self,
        file: impl Into<Upload>,
        purpose: impl Into<CreateUploadRequestPurpose>,
    ) -> LargeUpload {
        LargeUpload::new(self.clone(), file.into(), Start::New(purpose.into()))
    }

    /// Continues an upload that was interrupted, in this process or an earlier one.
    #[inline]
    pub fn resume(&self, file: impl Into<Upload>, state: UploadState) -> LargeUpload {
        LargeUpload::new(self.clone(), file.into(), Start::Resumed(state))
    }
}

/// An upload in parts: configure it, then await it.
///
/// Dropping the future stops sending. The service keeps the parts that it has received.
#[must_use = "nothing is sent until this is awaited"]
pub struct LargeUpload {
    uploads: Uploads,
    file: Upload,
    start: Start,
    part_size: u64,
    concurrency: usize,
    md5: Option<String>,
    on_progress: Option<OnProgress>,
}

enum Start {
    New(CreateUploadRequestPurpose),
    Resumed(UploadState),
}

impl LargeUpload {
    #[inline]
    fn new(uploads: Uploads, file: Upload, start: Start) -> Self {
        Self {
            uploads,
            file,
            start,
            part_size: MAX_PART_SIZE,
            concurrency: DEFAULT_CONCURRENCY,
            md5: None,
            on_progress: None,
        }
    }

    /// Sets the size of a part in bytes, up to 64 MiB, which is the default. A resumed upload keeps its part size.
    #[inline]
    pub fn part_size(mut self, bytes: u64) -> Self {
        self.part_size = bytes.clamp(1, MAX_PART_SIZE);
        self
    }

    /// Sets how many parts are sent concurrently. The default is 4.
    #[inline]
    pub fn concurrency(mut self, parts: usize) -> Self {
        self.concurrency = parts.max(1);
        self
    }

    /// Sets the MD5 checksum of the file, in hexadecimal digits, which the service verifies.
    #[inline]
    pub fn md5(mut self, checksum: impl Into<String>) -> Self {
        self.md5 = Some(checksum.into());
        self
    }

    /// Calls `callback` when the upload was created and after each part. The state can be saved to resume the upload
    /// later.
    #[inline]
    pub fn on_progress(mut self, callback: impl FnMut(&UploadState) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(callback));
        self
    }

    #[inline]
    async fn run(mut self) -> Result<types::Upload, Interrupted<Option<UploadState>>> {
        let mut state = match self.start().await {
            Ok(state) => state,
            Err(error) => return Err(Interrupted::new(None, error)),
        };
        let sent = match file::check(&self.file, &state).await {
            Ok(()) => self.send_parts(&mut state).await,
            Err(error) => Err(error),
        };
        if let Err(error) = sent {
            return Err(Interrupted::new(Some(state), error));
        }
        let mut body = CompleteUploadRequest::new(state.parts.clone());
        body.md5 = self.md5.take();
        let completed = self.uploads.complete(&state.upload_id, body).await;
        completed.map_err(|error| Interrupted::new(Some(state), error))
    }

    /// Creates the upload, or returns the state of the one to be resumed.
    #[inline]
    async fn start(&mut self) -> Result<UploadState, Error> {
        let purpose = match &self.start {
            Start::Resumed(state) => return Ok(state.clone()),
            Start::New(purpose) => purpose.clone(),
        };
        let size = file::size(&self.file).await?;
        let bytes = i64::try_from(size).map_err(|_| Error::request("the file is too large"))?;
        let name = self.file.name().unwrap_or("upload").to_owned();
        let body = CreateUploadRequest::new(name, purpose, bytes, self.file.media_type());
        let created = self.uploads.create(body).await?;
        let state = UploadState::new(created.id, size, self.part_size);
        if let Some(callback) = &mut self.on_progress {
            callback(&state);
        }
        Ok(state)
    }

    #[inline]
    async fn send_parts(&mut self, state: &mut UploadState) -> Result<(), Error> {
        let sender = PartSender {
            uploads: &self.uploads,
            file: &self.file,
            concurrency: self.concurrency,
        };
        sender.send(state, &mut self.on_progress).await
    }
}

impl IntoFuture for LargeUpload {
    type Output = Result<types::Upload, Interrupted<Option<UploadState>>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl std::fmt::Debug for LargeUpload {
    #[inline]
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LargeUpload")
            .field("file", &self.file)
            .field("part_size", &self.part_size)
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}
