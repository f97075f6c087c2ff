//! Uploads from an `AsyncRead`.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::AsyncRead;

use super::{Content, Upload};

/// A reader with its type erased.
pub(crate) type BoxReader = Pin<Box<dyn AsyncRead + Send>>;

/// A reader that clones of an upload share. Only one of them can read it.
#[derive(Clone)]
pub(crate) struct SharedReader(Arc<Mutex<Option<BoxReader>>>);

impl SharedReader {
    /// Takes the reader. Returns `None` if it has been taken before.
    pub(crate) fn take(&self) -> Option<BoxReader> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Upload {
    /// Uploads what a reader yields, as a file with this name. It can be sent only once.
    pub fn from_reader(name: impl Into<String>, reader: impl AsyncRead + Send + 'static) -> Self {
        let reader: BoxReader = Box::pin(reader);
        Self {
            content: Content::Reader(SharedReader(Arc::new(Mutex::new(Some(reader))))),
            name: Some(name.into()),
            ..Self::default()
        }
    }
}
