//! Waiting for the processing of a [file](https://platform.openai.com/docs/api-reference/files/object):
//! `client.files().retrieve(id).wait_until_done()`.
//!
//! A file that could not be processed is done too: check its `status`.

use crate::polling::LongRunning;
use crate::types::OpenAiFile;

impl LongRunning for OpenAiFile {
    const FINAL_STATES: &'static [&'static str] = &["processed", "error", "deleted"];

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}
