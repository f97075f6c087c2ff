//! Limits on the cost of a run.

use serde::Serialize;
use serde_json::Value;

use crate::catalog::{ServiceTier, Usd};
use crate::tools::{Conversation, ToolRun, ToolStep};
use crate::usage::TokenUsage;
use crate::{Error, ErrorKind};

impl<C: Conversation<Response: Serialize>> ToolRun<C> {
    /// Ends the run with [`ErrorKind::Limit`] after the response that makes it cost more than this amount, or whose
    /// cost is unknown. Prices are those of the [catalog](crate::catalog).
    #[inline]
    pub fn max_cost(self, limit: Usd) -> Self {
        let mut spent = Usd::ZERO;
        self.check_step(move |step| {
            let ToolStep::Response(response) = step else {
                return Ok(());
            };
            let Some(cost) = cost_of(response) else {
                let message = "the cost of the response is unknown";
                return Err(Error::new(ErrorKind::Limit, message));
            };
            spent += cost;
            if spent <= limit {
                return Ok(());
            }
            let message = format!("the run has cost {spent} USD, more than {limit}");
            Err(Error::new(ErrorKind::Limit, message))
        })
    }
}

#[inline]
fn cost_of(response: &impl Serialize) -> Option<Usd> {
    let json = serde_json::to_value(response).ok()?;
    let string = |name: &str| json.get(name).and_then(Value::as_str);
    let tier = string("service_tier").map(ServiceTier::from_name);
    let usage = TokenUsage::of(&json)?;
    let cost = usage.cost(string("model")?, tier.unwrap_or_default())?;
    Some(cost.total())
}
