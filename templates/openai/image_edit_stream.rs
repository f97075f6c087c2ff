//! Accumulating the events of a streamed edit of images, like those of a generation.

use super::image_stream::{ImageAccumulator, StreamedImages};
use crate::types::ImageEditStreamEvent;

/// Builds images from the events of an edit.
pub type ImageEditAccumulator = ImageAccumulator<ImageEditStreamEvent>;

impl crate::stream::EventStream<ImageEditStreamEvent> {
    /// Returns a stream of the changes that the events make. It also provides the images so far.
    #[inline]
    pub fn accumulate(self) -> crate::stream::Accumulating<ImageAccumulator<ImageEditStreamEvent>> {
        crate::stream::Accumulating::of_response(ImageAccumulator::new(), self)
    }

    /// Reads the stream to its end and returns the images.
    ///
    /// # Errors
    /// Returns the first error of the stream, or an error if it ended early. The error carries everything received.
    #[inline]
    pub async fn collect_images(
        self,
    ) -> Result<StreamedImages, crate::stream::Interrupted<StreamedImages>> {
        self.accumulate().finish().await
    }
}
