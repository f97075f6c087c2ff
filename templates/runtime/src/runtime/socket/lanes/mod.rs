//! Multiplexing: several independent streams of events over one connection.
//!
//! A lane is identified by a property of the events, such as `stream_id`. No background task is spawned: whichever task
//! polls a lane reads the connection and queues the events of the other lanes.

mod hub;
mod lane;
mod lane_id;
mod wakers;

use std::fmt;
use std::sync::Arc;

pub use lane::Lane;

use super::channel::Channel;
use super::close::Close;
use super::connection::Connection;
use crate::runtime::error::Error;
use hub::Hub;

/// A connection that is shared by lanes. Clones share the connection.
pub struct Lanes<C> {
    hub: Arc<Hub<C>>,
}

impl<C: Channel> Connection<C> {
    /// Divides the connection into lanes, each of which is a stream of the events with its ID.
    pub fn lanes(self) -> Lanes<C> {
        self.sender.endpoint.session().set_split(true);
        Lanes {
            hub: Arc::new(Hub::new(self)),
        }
    }
}

impl<C: Channel> Lanes<C> {
    /// Opens a lane with this ID.
    ///
    /// # Errors
    /// Returns an error if the channel has no lanes, or if a lane with this ID is open.
    pub fn open(&self, id: impl Into<String>) -> Result<Lane<C>, Error> {
        Lane::open(&self.hub, id.into())
    }

    /// Opens a lane with a generated ID.
    ///
    /// # Errors
    /// Returns an error if the channel has no lanes.
    pub fn open_new(&self) -> Result<Lane<C>, Error> {
        self.open(format!("lane-{}", self.hub.next_key()))
    }

    /// Returns how the connection ended, or `None` while it is open.
    pub fn close_reason(&self) -> Option<Close> {
        self.hub.close_reason()
    }

    /// Sends all queued events, then a close frame. The lanes end when the server has replied to it.
    ///
    /// # Errors
    /// Returns an error if the queued events cannot be sent, or if the code or the reason is not allowed in a close
    /// frame.
    pub async fn close(&self, code: u16, reason: &str) -> Result<(), Error> {
        self.hub.close(code, reason).await
    }
}

impl<C> Clone for Lanes<C> {
    fn clone(&self) -> Self {
        Self {
            hub: self.hub.clone(),
        }
    }
}

impl<C: Channel> fmt::Debug for Lanes<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lanes")
            .field("channel", &C::SPEC.name())
            .finish_non_exhaustive()
    }
}
