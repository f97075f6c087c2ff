//! How a connection ended.

use std::fmt;

use super::protocol::CloseFrame;

/// How a connection ended ([RFC 6455, section 7.4](https://www.rfc-editor.org/rfc/rfc6455#section-7.4)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Close {
    /// The close code.
    pub code: u16,
    /// The reason in the close frame. If no close frame was received, a description of the failure.
    pub reason: String,
    /// Which side closed the connection.
    pub by: ClosedBy,
}

/// Which side closed a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClosedBy {
    /// The client.
    Client,
    /// The server, with a close frame.
    Server,
    /// Neither: the connection was lost.
    Neither,
}

impl Close {
    /// The code of a normal close.
    pub const NORMAL: u16 = 1000;
    /// The code that represents a close frame without a code.
    pub const NO_STATUS: u16 = 1005;
    /// The code that represents a missing close frame.
    pub const ABNORMAL: u16 = 1006;

    /// The connection was lost without a close frame.
    pub(crate) fn lost(reason: impl fmt::Display) -> Self {
        Self {
            code: Self::ABNORMAL,
            reason: reason.to_string(),
            by: ClosedBy::Neither,
        }
    }

    /// The client closed the connection.
    pub(crate) fn by_client(code: u16, reason: impl fmt::Display) -> Self {
        Self {
            code,
            reason: reason.to_string(),
            by: ClosedBy::Client,
        }
    }

    /// The server sent a close frame.
    pub(crate) fn by_server(frame: Option<CloseFrame>) -> Self {
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

    /// Returns whether the code is that of a normal close.
    pub fn is_normal(&self) -> bool {
        matches!(self.code, Self::NORMAL | Self::NO_STATUS)
    }
}

impl fmt::Display for Close {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = match self.by {
            ClosedBy::Client => "closed by the client",
            ClosedBy::Server => "closed by the server",
            ClosedBy::Neither => "lost",
        };
        write!(f, "the connection was {end} ({})", self.code)?;
        if !self.reason.is_empty() {
            write!(f, ": {}", self.reason)?;
        }
        Ok(())
    }
}
