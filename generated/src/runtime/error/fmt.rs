//! How errors are displayed.

use std::fmt;

use super::{Error, excerpt};
use crate::runtime::meta::MAX_RETRY_AFTER;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.operation().is_empty() {
            write!(f, "{}: ", self.operation())?;
        }
        write!(f, "{}", self.kind())?;
        if let Some(status) = self.status() {
            write!(f, " ({}", status.as_u16())?;
            if let Some(code) = self.code().or(self.error_type()) {
                write!(f, " {code}")?;
            }
            write!(f, ")")?;
        }
        if !self.message().is_empty() {
            write!(f, ": {}", self.message())?;
        }
        if let Some(path) = self.path().filter(|path| !path.is_empty()) {
            write!(f, " at {path}")?;
        }
        if let Some(delay) = self.retry_after().filter(|delay| *delay > MAX_RETRY_AFTER) {
            write!(
                f,
                "; the service asks to wait {} s before a retry, ",
                delay.as_secs()
            )?;
            write!(
                f,
                "but the client waits at most {} s",
                MAX_RETRY_AFTER.as_secs()
            )?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " [{id}]")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("kind", &self.kind());
        debug.field("message", &self.message());
        if !self.operation().is_empty() {
            debug.field("operation", &self.operation());
        }
        if let Some(path) = self.path() {
            debug.field("path", &path);
        }
        if let Some(response) = self.response() {
            debug.field("status", &response.status.as_u16());
            debug.field("details", &response.details);
            debug.field("request_id", &self.request_id());
            debug.field("body", &excerpt(&response.body));
        }
        if let Some(source) = &self.0.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}
