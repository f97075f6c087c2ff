//! Images and files as input of a [response](https://platform.openai.com/docs/api-reference/responses/create), from
//! paths, bytes and URLs.

use std::path::Path;

use crate::media::Media;
use crate::types::{InputContent, InputFileContent, InputImageContent};
use crate::{Bytes, Error};

impl InputContent {
    /// Reads an image from a file and sends it as a data URL. Its media type follows from the name of the file, or else
    /// from its first bytes.
    ///
    /// ```no_run
    /// # async fn example(client: crate_name::Client) -> Result<(), crate_name::Error> {
    /// use crate_name::types::{CreateResponse, InputContent, InputItem};
    ///
    /// let content = vec![
    ///     InputContent::input_text("What do these show?"),
    ///     InputContent::image_path("otter.png").await?,
    ///     InputContent::image_url("https://example.com/otter.jpg"),
    ///     InputContent::file_path("report.pdf").await?,
    /// ];
    /// let request = CreateResponse::new().with_model("gpt-5").with_input(vec![InputItem::user(content)]);
    /// println!("{}", client.responses().create(request).await?.message_text());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Io`](crate::ErrorKind::Io) if the file cannot be read.
    #[inline]
    pub async fn image_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        Ok(InputImageContent::from(Media::from_path(path).await?).into())
    }

    /// Sends the bytes of an image as a data URL. Their media type follows from the first bytes.
    #[inline]
    pub fn image_bytes(bytes: impl Into<Bytes>) -> Self {
        InputImageContent::from(Media::from_bytes(bytes)).into()
    }

    /// Refers to an image by its URL.
    #[inline]
    pub fn image_url(url: impl Into<String>) -> Self {
        InputImageContent::new("auto").with_image_url(url).into()
    }

    /// Reads a file and sends it as a data URL under its own name.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Io`](crate::ErrorKind::Io) if the file cannot be read.
    #[inline]
    pub async fn file_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        Ok(InputFileContent::from(Media::from_path(path).await?).into())
    }

    /// Sends bytes as a data URL, as a file with this name. Their media type follows from the name, or else from the first
    /// bytes.
    #[inline]
    pub fn file_bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        InputFileContent::from(Media::from_bytes(bytes).with_name(name)).into()
    }

    /// Refers to a file by its URL.
    #[inline]
    pub fn file_url(url: impl Into<String>) -> Self {
        InputFileContent::from_file_url(url).into()
    }
}

/// The image as a data URL.
impl From<Media> for InputImageContent {
    #[inline]
    fn from(image: Media) -> Self {
        Self::new("auto").with_image_url(image.to_data_url())
    }
}

/// The file as a data URL. A file without a name is called `file`.
impl From<Media> for InputFileContent {
    #[inline]
    fn from(file: Media) -> Self {
        Self::from_file_data(file.to_data_url()).with_filename(file.name().unwrap_or("file"))
    }
}
