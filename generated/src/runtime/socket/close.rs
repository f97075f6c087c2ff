//! How a connection ended.
//!
//! In: a close frame, or that there was none. Out: code, reason, and who ended it.
//! Must not know: whether there will be another connection.

use std::fmt;

use tokio_tungstenite::tungstenite::protocol::CloseFrame;

/// How a connection ended (RFC 6455, section 7.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Close {
    /// The close code.
    pub code: u16,
    /// The reason given with it; where nobody gave one, what went wrong.
    pub reason: String,
    /// Who ended it.
    pub by: ClosedBy,
}

/// Who ended a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClosedBy {
    /// This side.
    Client,
    /// The server, by a close frame.
    Server,
    /// Nobody: it broke.
    Nobody,
}

impl Close {
    /// The usual end.
    pub const NORMAL: u16 = 1000;
    /// A close frame without a code.
    pub const NO_STATUS: u16 = 1005;
    /// There was no close frame.
    pub const ABNORMAL: u16 = 1006;

    /// The connection ended without a close frame.
    pub(crate) fn lost(reason: impl fmt::Display) -> Self {
        Self {
            code: Self::ABNORMAL,
            reason: reason.to_string(),
            by: ClosedBy::Nobody,
        }
    }

    /// This side ended it.
    pub(crate) fn ours(code: u16, reason: impl fmt::Display) -> Self {
        Self {
            code,
            reason: reason.to_string(),
            by: ClosedBy::Client,
        }
    }

    /// The server sent a close frame.
    pub(crate) fn theirs(frame: Option<CloseFrame>) -> Self {
        let (code, reason) = match frame {
            Some(frame) => (frame.code.into(), frame.reason.to_string()),
            None => (Self::NO_STATUS, String::new()),
        };
        Self {
            code,
            reason,
            by: ClosedBy::Server,
        }
    }

    /// Whether this is how a connection should end.
    pub fn is_normal(&self) -> bool {
        matches!(self.code, Self::NORMAL | Self::NO_STATUS)
    }
}

impl fmt::Display for Close {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = match self.by {
            ClosedBy::Client => "closed by the client",
            ClosedBy::Server => "closed by the server",
            ClosedBy::Nobody => "broken",
        };
        write!(f, "the connection was {who} ({})", self.code)?;
        if !self.reason.is_empty() {
            write!(f, ": {}", self.reason)?;
        }
        Ok(())
    }
}
