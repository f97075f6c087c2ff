//! The images in a [response](https://platform.openai.com/docs/api-reference/responses/object) that the tool
//! `image_generation` creates.

use super::image_data::decode_image;
use crate::Error;
use crate::media::Media;
use crate::types::{
    ImageGenToolCall, OutputItem, Response, ResponseImageGenCallPartialImageEvent,
    ResponseStreamEvent,
};

impl Response {
    /// Decodes the images in the output.
    ///
    /// ```no_run
    /// # async fn example(client: openai_typed::Client) -> Result<(), openai_typed::Error> {
    /// use openai_typed::types::{CreateResponse, Tool};
    ///
    /// let request = CreateResponse::new()
    ///     .with_model("gpt-5")
    ///     .with_input("Draw an otter.")
    ///     .with_tool(Tool::image_generation());
    /// for image in client.responses().create(request).await?.images()? {
    ///     image.save_to("otter.png").await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode) if an image is not base64.
    #[inline]
    pub fn images(&self) -> Result<Vec<Media>, Error> {
        let calls = self.output.iter().filter_map(|item| match item {
            OutputItem::ImageGenerationCall(call) => Some(call),
            _ => None,
        });
        calls.filter_map(|call| call.image().transpose()).collect()
    }
}

impl ImageGenToolCall {
    /// Decodes the image. Returns `None` if it was not generated yet.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the image is not base64.
    #[inline]
    pub fn image(&self) -> Result<Option<Media>, Error> {
        let format = self.extra.get("output_format");
        let format = format.and_then(|format| format.as_str()).unwrap_or("");
        let result = self.result.as_deref();
        let image = result.map(|encoded| decode_image(encoded, format));
        image.transpose()
    }
}

impl ResponseImageGenCallPartialImageEvent {
    /// Decodes the partial image.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the image is not base64.
    #[inline]
    pub fn image(&self) -> Result<Media, Error> {
        let format = self.output_format.as_deref().unwrap_or("");
        decode_image(&self.partial_image_b64, format)
    }
}

impl ResponseStreamEvent {
    /// Decodes the partial image in this event. Returns `None` for other events.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the image is not base64.
    #[inline]
    pub fn partial_image(&self) -> Result<Option<Media>, Error> {
        match self {
            Self::ResponseImageGenerationCallPartialImage(event) => event.image().map(Some),
            _ => Ok(None),
        }
    }
}
