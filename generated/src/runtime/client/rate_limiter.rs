//! The rate limiter of a client.

use super::ClientBuilder;
use crate::runtime::limiter::RateLimiter;
use crate::runtime::meta::RateLimits;

impl ClientBuilder {
    /// Delays requests so that they stay within rate limits, which may be shared with other clients. Each attempt of a
    /// call counts. Configure connections first.
    pub fn rate_limiter(self, limiter: &RateLimiter) -> Self {
        let limiter = limiter.clone();
        let wire = &self.config.service.wire;
        self.middleware(move |request, next| {
            let limiter = limiter.clone();
            async move {
                limiter.acquire(limiter.estimate(&request)).await;
                let response = next.run(request).await?;
                limiter.observe(&RateLimits::from_headers(response.headers(), wire));
                Ok(response)
            }
        })
    }
}
