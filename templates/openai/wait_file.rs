//! Waiting until a file is processed: `client.files().retrieve(id).wait_until_settled()`.
//!
//! In: a file as it was retrieved. Out: the state it is in, and which are the last.

use crate::runtime::Settles;
use crate::types::OpenAiFile;

impl Settles for OpenAiFile {
    const SETTLED: &'static [&'static str] = &["processed", "error", "deleted"];

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}
