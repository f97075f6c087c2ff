//! Large files, uploaded in parts, several at a time.
//!
//! In: a file and what it is for. Out: the completed upload with its file, or an error with what is there already, from
//! which the upload can be resumed.
//! Must not know: how requests are sent and retried.

mod parts;
mod state;

use std::future::IntoFuture;
use std::pin::Pin;

pub use self::state::UploadState;
use crate::api::uploads::Uploads;
use crate::runtime::{Error, ErrorKind, Interrupted, Upload, files};
use crate::types::{self, CompleteUploadRequest, CreateUploadRequest, CreateUploadRequestPurpose};

/// The length of a part: the longest that is allowed.
const PART: u64 = 64 * 1024 * 1024;
/// How many parts are sent at a time.
const PARALLEL: usize = 4;

impl Uploads {
    /// Uploads a file in parts: from a path, whose parts are read while they are sent, or from bytes.
    ///
    /// Each part is retried as the client does with every request. If one fails for good, the error has the state of
    /// the upload: [`resume`](Self::resume) goes on from it, `cancel` gives it up.
    #[inline]
    pub fn send_large(
        &self,
        file: impl Into<Upload>,
        purpose: impl Into<CreateUploadRequestPurpose>,
    ) -> LargeUpload {
        LargeUpload::new(self.clone(), file.into(), Begin::New(purpose.into()))
    }

    /// Goes on with an upload that was interrupted, in this process or an earlier one.
    #[inline]
    pub fn resume(&self, file: impl Into<Upload>, state: UploadState) -> LargeUpload {
        LargeUpload::new(self.clone(), file.into(), Begin::Again(state))
    }
}

/// An upload in parts: await it, or adjust it first. Dropping it stops the sending; parts that arrived stay.
#[must_use = "nothing is sent until this is awaited"]
pub struct LargeUpload {
    uploads: Uploads,
    file: Upload,
    begin: Begin,
    part_length: u64,
    parallel: usize,
    md5: Option<String>,
    progress: Option<Progress>,
}

type Progress = Box<dyn FnMut(&UploadState) + Send>;

enum Begin {
    New(CreateUploadRequestPurpose),
    Again(UploadState),
}

impl LargeUpload {
    #[inline]
    fn new(uploads: Uploads, file: Upload, begin: Begin) -> Self {
        Self {
            uploads,
            file,
            begin,
            part_length: PART,
            parallel: PARALLEL,
            md5: None,
            progress: None,
        }
    }

    /// How long a part is, in bytes: 64 MiB unless set, which is the most. A resumed upload keeps its own.
    #[inline]
    pub fn part_length(mut self, bytes: u64) -> Self {
        self.part_length = bytes.clamp(1, PART);
        self
    }

    /// How many parts are sent at a time: 4 unless set.
    #[inline]
    pub fn parallel(mut self, parts: usize) -> Self {
        self.parallel = parts.max(1);
        self
    }

    /// The MD5 digest of the whole file in hexadecimal digits, which the service then compares.
    #[inline]
    pub fn md5(mut self, digest: impl Into<String>) -> Self {
        self.md5 = Some(digest.into());
        self
    }

    /// Calls back when the upload is created and with each part that arrived. What it is given can be saved to resume
    /// the upload later.
    #[inline]
    pub fn on_progress(mut self, call: impl FnMut(&UploadState) + Send + 'static) -> Self {
        self.progress = Some(Box::new(call));
        self
    }

    #[inline]
    async fn run(mut self) -> Result<types::Upload, Interrupted<Option<UploadState>>> {
        let mut state = match self.begin().await {
            Ok(state) => state,
            Err(error) => return Err(Interrupted::new(None, error)),
        };
        let sent = match check(&self.file, &state).await {
            Ok(()) => parts::send(&mut self, &mut state).await,
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

    /// The state to start from: a new upload, or the one that is given.
    #[inline]
    async fn begin(&mut self) -> Result<UploadState, Error> {
        let purpose = match &self.begin {
            Begin::Again(state) => return Ok(state.clone()),
            Begin::New(purpose) => purpose.clone(),
        };
        let length = length(&self.file).await?;
        let signed = i64::try_from(length).map_err(|_| Error::request("the file is too long"))?;
        let name = self.file.name().unwrap_or("upload").to_owned();
        let body = CreateUploadRequest::new(name, purpose, signed, self.file.media_type());
        let created = self.uploads.create(body).await?;
        let state = UploadState::new(created.id, length, self.part_length);
        self.tell(&state);
        Ok(state)
    }

    #[inline]
    fn tell(&mut self, state: &UploadState) {
        if let Some(progress) = &mut self.progress {
            progress(state);
        }
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
            .field("part_length", &self.part_length)
            .field("parallel", &self.parallel)
            .finish_non_exhaustive()
    }
}

/// Whether the file is still the one that the state is about, as far as its length tells.
#[inline]
async fn check(file: &Upload, state: &UploadState) -> Result<(), Error> {
    let length = length(file).await?;
    if u64::try_from(state.bytes) != Ok(length) {
        let message = format!("the file has {length} bytes, the upload {}", state.bytes);
        return Err(Error::request(message));
    }
    if !state.is_sound() {
        return Err(Error::request(
            "the state of the upload is not one that was saved",
        ));
    }
    Ok(())
}

/// How many bytes a file has.
#[inline]
async fn length(file: &Upload) -> Result<u64, Error> {
    if let Some(bytes) = file.bytes() {
        return Ok(bytes.len() as u64);
    }
    let Some(path) = file.path() else {
        let message = "a reader cannot be uploaded in parts: it can be read only once";
        return Err(Error::request(message));
    };
    files::length(path).await.map_err(|error| {
        let message = format!("{}: {error}", path.display());
        Error::new(ErrorKind::Io, message).with_source(error)
    })
}
