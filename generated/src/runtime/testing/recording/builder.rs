//! Recording and replaying, as options of the builder.

use std::path::Path;

use super::recorder::Recorder;
use super::replay::Replay;
use crate::runtime::client::ClientBuilder;

impl ClientBuilder {
    /// Records every exchange to a file, without secrets. An existing file is replaced. Configure connections first.
    ///
    /// ```no_run
    /// # fn example() -> Result<(), openai_typed::Error> {
    /// let recording = openai_typed::Client::builder().load_env()?.record_to("tests/calls.jsonl").build()?;
    /// let replaying = openai_typed::Client::builder().replay_from("tests/calls.jsonl").build()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The following are removed: headers of requests other than `accept` and `content-type`, headers of responses with
    /// credentials or the account, and credentials in queries and bodies. A [`Recorder`] can remove more. Responses are
    /// received completely before they are returned.
    pub fn record_to(self, recorder: impl Into<Recorder>) -> Self {
        match recorder.into().start() {
            Ok(recording) => {
                self.middleware(move |request, next| recording.clone().exchange(request, next))
            }
            Err(error) => self.fail(error),
        }
    }

    /// Replays the exchanges that were recorded to a file, instead of sending requests. No credential is needed.
    pub fn replay_from(self, path: impl AsRef<Path>) -> Self {
        match Replay::load(path) {
            Ok(replay) => self.without_credentials().transport(replay),
            Err(error) => self.fail(error),
        }
    }

    /// Replays a recording if the file exists. Otherwise sends requests, and records them to it.
    pub fn replay_or_record(self, path: impl AsRef<Path>) -> Self {
        match path.as_ref().exists() {
            true => self.replay_from(path),
            false => self.record_to(path.as_ref()),
        }
    }
}
