//! Accumulating the events of
//! [streamed images](https://platform.openai.com/docs/api-reference/images-streaming).

use std::marker::PhantomData;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::{Map, Value};

use super::image_data::decode_image;
use crate::Error;
use crate::media::Media;
use crate::runtime::accumulate::complete::string;
use crate::stream::Accumulator;
use crate::types::{ImageGenStreamEvent, ImagesUsage};
use crate::unknown::Unknown;

/// Images built from events.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct StreamedImages {
    /// The complete images.
    pub completed: Vec<StreamedImage>,
    /// The partial images, in the order of the events.
    pub partial: Vec<StreamedImage>,
    /// Received data that none of the other fields can represent: events of another kind and data that is not JSON.
    pub unplaced: Vec<Unknown>,
    request_id: Option<String>,
}

/// An image of an event.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct StreamedImage {
    /// The image in base64.
    pub b64_json: String,
    /// Its format, such as `png`. Empty if the event does not state it.
    pub output_format: String,
    /// All other properties of the event.
    pub properties: Map<String, Value>,
}

impl StreamedImages {
    /// Decodes the complete images.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode) if an image is not base64.
    #[inline]
    pub fn images(&self) -> Result<Vec<Media>, Error> {
        self.completed.iter().map(StreamedImage::image).collect()
    }

    /// Returns the usage that the last complete image reports, or `None` if no image reports it.
    #[inline]
    pub fn usage(&self) -> Option<ImagesUsage> {
        let usages = self.completed.iter().rev();
        let mut usages = usages.filter_map(|image| image.properties.get("usage"));
        serde_json::from_value(usages.next()?.clone()).ok()
    }

    /// Returns the ID of the request in the logs of the service, or `None` if the service sent none.
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl StreamedImage {
    /// Decodes the image.
    ///
    /// # Errors
    /// Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the image is not base64.
    #[inline]
    pub fn image(&self) -> Result<Media, Error> {
        decode_image(&self.b64_json, &self.output_format)
    }

    /// Returns the image of an event. `None` if the event has no image.
    #[inline]
    fn of_event(event: &Value) -> Option<Self> {
        let mut properties = event.as_object()?.clone();
        let Some(Value::String(b64_json)) = properties.remove("b64_json") else {
            return None;
        };
        let output_format = match properties.get("output_format") {
            Some(Value::String(format)) => format.clone(),
            _ => String::new(),
        };
        Some(Self {
            b64_json,
            output_format,
            properties,
        })
    }
}

impl Serialize for StreamedImages {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut images = to.serialize_struct("StreamedImages", 3)?;
        images.serialize_field("completed", &self.completed)?;
        images.serialize_field("partial", &self.partial)?;
        images.serialize_field("unplaced", &self.unplaced)?;
        images.end()
    }
}

impl Serialize for StreamedImage {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut event = self.properties.clone();
        event.insert("b64_json".to_owned(), self.b64_json.as_str().into());
        event.serialize(to)
    }
}

/// A change made by an event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImageChange {
    /// A partial image was received.
    Partial {
        /// Its position in the partial images.
        image: usize,
    },
    /// A complete image was received.
    Completed {
        /// Its position in the complete images.
        image: usize,
    },
}

/// Builds images from events of generations or edits.
#[derive(Clone, Debug)]
pub struct ImageAccumulator<E> {
    images: StreamedImages,
    ended: bool,
    event: PhantomData<fn(&E)>,
}

/// Builds images from the events of a generation.
pub type ImageGenAccumulator = ImageAccumulator<ImageGenStreamEvent>;

impl<E> ImageAccumulator<E> {
    /// Creates an accumulator without events.
    #[inline]
    pub fn new() -> Self {
        Self {
            images: StreamedImages::default(),
            ended: false,
            event: PhantomData,
        }
    }

    /// Applies an event as JSON. Returns `None` if it has no place.
    #[inline]
    fn apply(&mut self, event: &Value) -> Option<ImageChange> {
        let event_type = string(event, "type")?;
        let image = StreamedImage::of_event(event)?;
        let StreamedImages {
            completed, partial, ..
        } = &mut self.images;
        if event_type.ends_with(".partial_image") {
            partial.push(image);
            return Some(ImageChange::Partial {
                image: partial.len() - 1,
            });
        }
        if !event_type.ends_with(".completed") {
            return None;
        }
        completed.push(image);
        Some(ImageChange::Completed {
            image: completed.len() - 1,
        })
    }
}

impl<E> Default for ImageAccumulator<E> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<E: Serialize> Accumulator for ImageAccumulator<E> {
    type Event = E;
    type Change = ImageChange;
    type Output = StreamedImages;

    #[inline]
    fn push(&mut self, event: &E) -> Vec<ImageChange> {
        let json = serde_json::to_value(event).unwrap_or_default();
        let change = self.apply(&json);
        if change.is_none() {
            self.images.unplaced.push(json.into());
        }
        change.into_iter().collect()
    }

    /// Completes the images, if there is any.
    #[inline]
    fn push_end(&mut self) -> Vec<ImageChange> {
        self.ended = !self.images.completed.is_empty();
        Vec::new()
    }

    #[inline]
    fn push_undecoded(&mut self, data: Value) -> bool {
        self.images.unplaced.push(data.into());
        true
    }

    #[inline]
    fn set_request_id(&mut self, id: &str) {
        self.images.request_id = Some(id.to_owned());
    }

    #[inline]
    fn snapshot(&self) -> &StreamedImages {
        &self.images
    }

    #[inline]
    fn into_snapshot(self) -> StreamedImages {
        self.images
    }

    /// Returns whether there is a complete image. A stream may have several.
    #[inline]
    fn is_complete(&self) -> bool {
        self.ended || !self.images.completed.is_empty()
    }
}

impl crate::stream::EventStream<ImageGenStreamEvent> {
    /// Returns a stream of the changes that the events make. It also provides the images so far.
    #[inline]
    pub fn accumulate(self) -> crate::stream::Accumulating<ImageAccumulator<ImageGenStreamEvent>> {
        crate::stream::Accumulating::of_response(ImageAccumulator::new(), self)
    }

    /// Reads the stream to its end and returns the images.
    ///
    /// ```no_run
    /// # async fn example(client: openai_typed::Client) -> Result<(), openai_typed::Error> {
    /// use openai_typed::types::CreateImageRequest;
    ///
    /// let request = CreateImageRequest::new("An otter").with_partial_images(2);
    /// let stream = client.images().generate(request).stream().await?;
    /// for image in stream.collect_images().await?.images()? {
    ///     image.save_to("otter.png").await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
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
