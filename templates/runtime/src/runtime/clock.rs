//! Time: timers, instants and the date, on whatever platform the client runs.
//!
//! In: durations. Out: what `tokio` gives, and in WebAssembly the same from the timers of JavaScript.
//! Must not know: what is waited for.

use std::time::{Duration, SystemTime};

#[cfg(not(target_family = "wasm"))]
pub(crate) use tokio::time::{Instant, Sleep, sleep, sleep_until, timeout, timeout_at};
#[cfg(target_family = "wasm")]
pub(crate) use wasmtimer::{
    std::Instant,
    tokio::{Sleep, sleep, sleep_until, timeout, timeout_at},
};

/// The furthest a deadline lies ahead: longer timeouts are none. JavaScript counts up to 24 days and some hours.
pub(crate) const FAR: Duration = Duration::from_secs(24 * 24 * 3600);

/// The date and the time of day.
pub(crate) fn now() -> SystemTime {
    #[cfg(not(target_family = "wasm"))]
    return SystemTime::now();
    #[cfg(target_family = "wasm")]
    {
        use wasmtimer::std::{SystemTime as Clock, UNIX_EPOCH};
        let since = Clock::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        SystemTime::UNIX_EPOCH + since
    }
}
