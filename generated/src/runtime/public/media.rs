//! Images, audio and other files in memory: their media types, and their forms in JSON.

pub use crate::runtime::base64::{decode_base64, encode_base64};
pub use crate::runtime::media::Media;
