//! Decoding of images in base64.

use crate::Error;
use crate::media::Media;

/// Decodes an image. Its media type follows from its bytes, or else from the format that the service reports.
#[allow(dead_code)] // used by areas that have images
#[inline]
pub(super) fn decode_image(encoded: &str, format: &str) -> Result<Media, Error> {
    let image = Media::from_base64(encoded)?;
    Ok(match format {
        "" => image,
        _ if image.media_type().starts_with("image/") => image,
        format => image.with_media_type(format!("image/{format}")),
    })
}
