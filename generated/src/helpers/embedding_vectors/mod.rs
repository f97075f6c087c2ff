//! Embeddings as vectors, and of any number of texts: `client.embeddings().embed(request)`.

mod batches;
mod error;
mod vector;

use crate::Call;
use crate::Error;
use crate::api::embeddings::{CreateEmbedding, Embeddings};
use crate::types::{
    CreateEmbeddingRequest, CreateEmbeddingRequestInput, CreateEmbeddingResponse, Embedding,
};

pub use error::VectorError;

impl Embeddings {
    /// Returns the vectors of all inputs, in their order. A request that exceeds the limits of the API is sent as
    /// several; see [`CreateEmbeddingRequest::batches`].
    ///
    /// ```no_run
    /// # async fn example(client: openai_typed::Client, titles: Vec<String>) -> Result<(), openai_typed::Error> {
    /// use openai_typed::types::CreateEmbeddingRequest;
    ///
    /// let request = CreateEmbeddingRequest::from_texts("text-embedding-3-small", titles);
    /// let vectors: Vec<Vec<f32>> = client.embeddings().embed(request).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns the first error of a call, and an error of kind [`ErrorKind::Decode`](crate::ErrorKind::Decode) if a
    /// response has not exactly one vector for each input.
    #[inline]
    pub async fn embed(&self, request: CreateEmbeddingRequest) -> Result<Vec<Vec<f32>>, Error> {
        let mut vectors = Vec::new();
        for batch in request.batches() {
            let expected = batches::length(&batch.input);
            let received = self.create(batch).vectors().await?;
            if expected.is_some_and(|expected| expected != received.len()) {
                return Err(VectorError::Count(received.len()).into());
            }
            vectors.extend(received);
        }
        Ok(vectors)
    }
}

impl Call<CreateEmbedding> {
    /// Sends the call and returns the vectors, in the order of the inputs. They are requested in base64, which takes a
    /// third of the bytes, and decoded.
    ///
    /// # Errors
    /// Returns the error of the call, and an error of kind [`ErrorKind::Decode`](crate::ErrorKind::Decode) if an embedding
    /// is not a vector of numbers.
    #[inline]
    pub async fn vectors(self) -> Result<Vec<Vec<f32>>, Error> {
        let response = self.body_field("encoding_format", "base64").await?;
        Ok(response.vectors()?)
    }
}

impl CreateEmbeddingRequest {
    /// Creates a request for the embeddings of these texts.
    ///
    /// ```
    /// use openai_typed::types::CreateEmbeddingRequest;
    ///
    /// let lines = "first line\nsecond line".lines();
    /// let request = CreateEmbeddingRequest::from_texts("text-embedding-3-small", lines);
    /// assert_eq!(request.batches().count(), 1);
    /// ```
    #[inline]
    pub fn from_texts<S: Into<String>>(
        model: impl Into<crate::types::CreateEmbeddingRequestModel>,
        texts: impl IntoIterator<Item = S>,
    ) -> Self {
        Self::new(
            model,
            texts.into_iter().collect::<CreateEmbeddingRequestInput>(),
        )
    }

    /// Splits the request at the limits of the [API](https://platform.openai.com/docs/api-reference/embeddings/create):
    /// 2,048 inputs and 300,000 tokens in a request. The order of the inputs is kept.
    ///
    /// Tokens are not counted: the length of an input in bytes is used as an upper bound of its tokens. A single
    /// input is not split.
    #[inline]
    pub fn batches(self) -> impl Iterator<Item = Self> {
        batches::split(self)
    }
}

impl<S: Into<String>> FromIterator<S> for CreateEmbeddingRequestInput {
    #[inline]
    fn from_iter<I: IntoIterator<Item = S>>(texts: I) -> Self {
        Self::TextList(texts.into_iter().map(Into::into).collect())
    }
}

impl CreateEmbeddingResponse {
    /// Returns the vectors in the order of the inputs, whether they were received as numbers or in base64.
    ///
    /// # Errors
    /// Returns an error if an embedding is neither, for example a list with `null` for numbers that are not finite.
    #[inline]
    pub fn vectors(&self) -> Result<Vec<Vec<f32>>, VectorError> {
        let mut embeddings: Vec<&Embedding> = self.data.iter().collect();
        embeddings.sort_by_key(|embedding| embedding.index);
        let vectors = embeddings.into_iter().map(Embedding::vector);
        vectors.collect()
    }
}

impl Embedding {
    /// Returns the vector, whether it was received as numbers or in base64.
    ///
    /// # Errors
    /// Returns an error if the embedding is neither.
    #[inline]
    pub fn vector(&self) -> Result<Vec<f32>, VectorError> {
        vector::decode(self)
    }
}
