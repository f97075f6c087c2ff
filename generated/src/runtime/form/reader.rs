//! Uploads that are read from an `AsyncRead`.
//!
//! In: a reader. Out: a handle that can be cloned like any value and gives the reader away once.
//! Must not know: forms.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::AsyncRead;

use super::super::upload::{Content, Upload};

/// A reader whose type is erased.
pub(crate) type BoxReader = Pin<Box<dyn AsyncRead + Send>>;

/// A reader that several clones of an upload share.
#[derive(Clone)]
pub(crate) struct SharedReader(Arc<Mutex<Option<BoxReader>>>);

impl SharedReader {
    /// The reader, for the first who asks.
    pub(super) fn take(&self) -> Option<BoxReader> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Upload {
    /// What a reader gives, as a file of this name. It can be sent once.
    pub fn from_reader(name: impl Into<String>, reader: impl AsyncRead + Send + 'static) -> Self {
        let reader: BoxReader = Box::pin(reader);
        Self {
            content: Content::Reader(SharedReader(Arc::new(Mutex::new(Some(reader))))),
            name: Some(name.into()),
            ..Self::default()
        }
    }
}
