//! Adding local files to a [vector store](https://platform.openai.com/docs/api-reference/vector-stores).

mod concurrent;

use std::future::IntoFuture;

use crate::api::vector_stores::VectorStores;
use crate::runtime::codec::Record;
use crate::stream::Interrupted;
use crate::types::{
    CreateFileRequest, CreateVectorStoreFileBatchRequest, CreateVectorStoreFileRequest, OpenAiFile,
    VectorStoreFileBatchObject, VectorStoreFileObject,
};
use crate::{BoxFuture, Error, Upload};
use concurrent::run_concurrently;

/// The number of files that are uploaded concurrently.
const CONCURRENCY: usize = 5;

impl VectorStores {
    /// Uploads a file, adds it to a vector store, and waits until it was processed.
    ///
    /// A file that could not be processed is not an error: check its `status` and `last_error`.
    ///
    /// ```no_run
    /// # async fn example(client: openai_typed::Client) -> Result<(), openai_typed::Error> {
    /// use openai_typed::Upload;
    ///
    /// let file = client.vector_stores().add_file("vs_abc", Upload::from_path("manual.pdf")).await?;
    /// println!("{}: {:?}", file.id, file.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns the error of the first request that fails, with the ID of the file if it was uploaded.
    #[inline]
    pub async fn add_file(
        &self,
        vector_store_id: impl AsRef<str>,
        file: impl Into<Upload>,
    ) -> Result<VectorStoreFileObject, Interrupted<Option<String>>> {
        let store = vector_store_id.as_ref();
        let uploaded = self.upload(file.into()).await;
        let id = uploaded.map_err(|error| Interrupted::new(None, error))?.id;
        let failed = |error: Error| Interrupted::new(Some(id.clone()), error);
        let files = self.files();
        let body = CreateVectorStoreFileRequest::new(id.as_str());
        let added = files.create(store, body).await.map_err(failed)?;
        let waiting = files.retrieve(store, added.id).wait_until_done();
        waiting.await.map_err(|error| failed(error.into()))
    }

    /// Uploads files, adds them to a vector store as a batch, and waits until all were processed.
    ///
    /// Files that could not be processed are not an error: check `file_counts`.
    ///
    /// ```no_run
    /// # async fn example(client: openai_typed::Client) -> Result<(), openai_typed::Error> {
    /// use openai_typed::Upload;
    ///
    /// let files = ["manual.pdf", "faq.md"].map(Upload::from_path);
    /// let batch = client.vector_stores().add_files("vs_abc", files).await?;
    /// println!("{} of {} files", batch.file_counts.completed, batch.file_counts.total);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns the error of the first request that fails, with the IDs of the files that were uploaded.
    #[inline]
    pub async fn add_files(
        &self,
        vector_store_id: impl AsRef<str>,
        files: impl IntoIterator<Item = impl Into<Upload>>,
    ) -> Result<VectorStoreFileBatchObject, Interrupted<Vec<String>>> {
        let store = vector_store_id.as_ref();
        let uploads = files.into_iter().map(|file| self.upload(file.into()));
        let (uploaded, failure) = run_concurrently(uploads.collect(), CONCURRENCY).await;
        let ids: Vec<String> = uploaded.into_iter().map(|file| file.id).collect();
        let failed = |error: Error| Interrupted::new(ids.clone(), error);
        if let Some(error) = failure {
            return Err(failed(error));
        }
        if ids.is_empty() {
            return Err(failed(Error::request("there are no files to add")));
        }
        let batches = self.file_batches();
        let body = CreateVectorStoreFileBatchRequest {
            file_ids: ids.clone().into(),
            ..Record::blank()
        };
        let batch = batches.create(store, body).await.map_err(failed)?;
        let waiting = batches.retrieve(store, batch.id).wait_until_done();
        waiting.await.map_err(|error| failed(error.into()))
    }

    #[inline]
    fn upload(&self, file: Upload) -> BoxFuture<'static, Result<OpenAiFile, Error>> {
        let call = self
            .client
            .files()
            .create(CreateFileRequest::new(file, "assistants"));
        Box::pin(call.into_future())
    }
}
