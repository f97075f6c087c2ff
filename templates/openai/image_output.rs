//! The images in responses and events of the [Images API](https://platform.openai.com/docs/api-reference/images).

use super::image_data::decode_image;
use crate::Error;
use crate::media::Media;
use crate::types::{
    Image, ImageEditCompletedEvent, ImageEditPartialImageEvent, ImageEditStreamEvent,
    ImageGenCompletedEvent, ImageGenPartialImageEvent, ImageGenStreamEvent, ImagesResponse,
};

impl ImagesResponse {
    /// Decodes the images.
    ///
    /// ```no_run
    /// # async fn example(client: crate_name::Client) -> Result<(), crate_name::Error> {
    /// use crate_name::types::CreateImageRequest;
    ///
    /// let response = client.images().generate(CreateImageRequest::new("An otter")).await?;
    /// for (index, image) in response.images()?.iter().enumerate() {
    ///     println!("{} with {} bytes", image.media_type(), image.bytes().len());
    ///     image.save_to(format!("otter-{index}.png")).await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode) if an image is not base64, and if the response has a URL
    /// instead of the image.
    #[inline]
    pub fn images(&self) -> Result<Vec<Media>, Error> {
        let format = self.output_format.as_ref();
        let format = format.map_or("", |format| format.as_str());
        let images = self.data.iter().flatten();
        images.map(|image| image.decode(format)).collect()
    }
}

impl Image {
    /// Decodes the image.
    ///
    /// # Errors
    /// See [`ImagesResponse::images`].
    #[inline]
    pub fn image(&self) -> Result<Media, Error> {
        self.decode("")
    }

    #[inline]
    fn decode(&self, format: &str) -> Result<Media, Error> {
        match (&self.b64_json, &self.url) {
            (Some(encoded), _) => decode_image(encoded, format),
            (None, url) => Err(no_data(url.as_deref())),
        }
    }
}

#[inline]
fn no_data(url: Option<&str>) -> Error {
    let message = match url {
        Some(url) => format!(
            "the response has the URL of the image instead of its data; request `b64_json`, or download {url}"
        ),
        None => "the response has an image without `b64_json` and `url`".to_owned(),
    };
    Error::new(crate::ErrorKind::Decode, message)
}

/// Implements the method for events, each of which contains one image.
macro_rules! impl_image {
    ($($event:ident)+) => {$(
        impl $event {
            /// Decodes the image.
            ///
            /// # Errors
            /// Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the image is not base64.
            #[inline]
            pub fn image(&self) -> Result<Media, Error> {
                decode_image(&self.b64_json, self.output_format.as_str())
            }
        }
    )+};
}

impl_image! {
    ImageEditCompletedEvent
    ImageEditPartialImageEvent
    ImageGenCompletedEvent
    ImageGenPartialImageEvent
}

impl ImageGenStreamEvent {
    /// Decodes the image in this event, partial or complete. Returns `None` for an event unknown to this version.
    ///
    /// ```no_run
    /// # async fn example(client: crate_name::Client) -> Result<(), crate_name::Error> {
    /// use crate_name::types::CreateImageRequest;
    ///
    /// let request = CreateImageRequest::new("An otter").with_partial_images(2);
    /// let mut stream = client.images().generate(request).stream().await?;
    /// while let Some(event) = stream.next().await {
    ///     if let Some(image) = event?.image()? {
    ///         image.save_to("otter.png").await?;
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the image is not base64.
    #[inline]
    pub fn image(&self) -> Result<Option<Media>, Error> {
        match self {
            Self::ImageGenerationPartialImage(event) => event.image().map(Some),
            Self::ImageGenerationCompleted(event) => event.image().map(Some),
            _ => Ok(None),
        }
    }
}

impl ImageEditStreamEvent {
    /// Decodes the image in this event, partial or complete. Returns `None` for an event unknown to this version.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the image is not base64.
    #[inline]
    pub fn image(&self) -> Result<Option<Media>, Error> {
        match self {
            Self::ImageEditPartialImage(event) => event.image().map(Some),
            Self::ImageEditCompleted(event) => event.image().map(Some),
            _ => Ok(None),
        }
    }
}
