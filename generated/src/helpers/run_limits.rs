//! Limits on the tokens of a run.

use serde::Serialize;

use crate::tools::{Conversation, ToolRun, ToolStep};
use crate::usage::TokenUsage;
use crate::{Error, ErrorKind};

impl<C: Conversation<Response: Serialize>> ToolRun<C> {
    /// Ends the run with [`ErrorKind::Limit`] after the response that makes it use more than this number of tokens,
    /// input and output together. Responses without usage do not count.
    #[inline]
    pub fn max_tokens(self, tokens: u64) -> Self {
        let mut used = 0_u64;
        self.check_step(move |step| {
            if let ToolStep::Response(response) = step
                && let Some(usage) = TokenUsage::of(response)
            {
                used = used.saturating_add(usage.total);
            }
            if used <= tokens {
                return Ok(());
            }
            let message = format!("the run has used {used} tokens, more than {tokens}");
            Err(Error::new(ErrorKind::Limit, message))
        })
    }
}
