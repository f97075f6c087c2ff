//! The [Realtime API](https://platform.openai.com/docs/api-reference/realtime): methods of a connection for audio,
//! conversation items, responses and interruptions.

mod audio;
mod conversation;
mod playback;

pub use self::playback::{PCM_BYTES_PER_SECOND, Playback, PlaybackPosition};
