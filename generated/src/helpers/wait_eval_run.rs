//! Waiting for a [run of an eval](https://platform.openai.com/docs/api-reference/evals/run-object):
//! `client.evals().runs().retrieve(eval_id, id).wait_until_done()`.
//!
//! A failed run is done too: check its `status`.

use crate::polling::LongRunning;
use crate::types::EvalRun;

/// ```no_run
/// # async fn example(client: openai_typed::Client) -> Result<(), openai_typed::Error> {
/// let run = client.evals().runs().retrieve("eval_1", "run_1").wait_until_done().await?;
/// println!("{}", run.status);
/// # Ok(())
/// # }
/// ```
impl LongRunning for EvalRun {
    /// The documentation and the service use both spellings, `canceled` and `cancelled`.
    const FINAL_STATES: &'static [&'static str] = &["completed", "failed", "canceled", "cancelled"];

    #[inline]
    fn state(&self) -> &str {
        self.status.as_str()
    }
}
