//! Time on every platform: timers, instants, and the current date.

use std::pin::Pin;
use std::time::{Duration, SystemTime};

#[cfg(not(target_family = "wasm"))]
pub(crate) use tokio::time::{Instant, Sleep, sleep, sleep_until, timeout, timeout_at};
#[cfg(target_family = "wasm")]
pub(crate) use wasmtimer::{
    std::Instant,
    tokio::{Sleep, sleep, sleep_until, timeout, timeout_at},
};

/// The longest timeout. A longer one is shortened to it. JavaScript timers overflow after about 24.8 days.
pub(crate) const MAX_TIMEOUT: Duration = Duration::from_secs(24 * 24 * 3600);

/// Makes a timer fire at another time.
#[cfg(feature = "websocket")]
pub(crate) fn reset(timer: &mut Pin<Box<Sleep>>, deadline: Instant) {
    #[cfg(not(target_family = "wasm"))]
    timer.as_mut().reset(deadline);
    #[cfg(target_family = "wasm")]
    timer.set(sleep_until(deadline));
}

/// Returns the current date and time.
pub(crate) fn now() -> SystemTime {
    #[cfg(not(target_family = "wasm"))]
    return SystemTime::now();
    #[cfg(target_family = "wasm")]
    {
        use wasmtimer::std::{SystemTime as Clock, UNIX_EPOCH};
        let since_epoch = Clock::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        SystemTime::UNIX_EPOCH + since_epoch
    }
}
