//! Blocking calls and iterators, for programs without an async runtime.
//!
//! The calling thread waits. Connections and timers are driven by one background thread, which is started on first use
//! and shared by all clients.

use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::OnceLock;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;

/// Waits for anything that is otherwise awaited: calls, downloads, tool runs and so on.
///
/// Inside an async runtime, where blocking would stall other tasks, it fails with [`ErrorKind::Request`].
pub trait Wait<T, E>: IntoFuture<Output = Result<T, E>> {
    /// Blocks until the result is available.
    ///
    /// An error that carries more than an [`Error`] is reduced to that. Use [`block_on`] to get the complete error.
    ///
    /// # Errors
    /// Returns the error of the future, or an error of [`block_on`].
    fn wait(self) -> Result<T, Error>;
}

impl<F, T, E> Wait<T, E> for F
where
    F: IntoFuture<Output = Result<T, E>>,
    E: Into<Error>,
{
    fn wait(self) -> Result<T, Error> {
        block_on(self)?.map_err(Into::into)
    }
}

/// Blocks on any future while connections and timers are driven in the background.
///
/// # Errors
/// Fails with [`ErrorKind::Request`] if called inside an async runtime, and with [`ErrorKind::Io`] if the background
/// thread cannot be started.
pub fn block_on<F: IntoFuture>(future: F) -> Result<F::Output, Error> {
    Ok(background_runtime()?.block_on(future.into_future()))
}

/// Iterates over anything that is otherwise a stream: events, pages, items, chunks of a download.
pub trait Iterate: Stream + Sized {
    /// Returns an iterator that blocks until the next item is available. Dropping it cancels the request.
    fn iterate(self) -> Iter<Self>;
}

impl<S, T> Iterate for S
where
    S: Stream<Item = Result<T, Error>> + Unpin,
{
    fn iterate(self) -> Iter<Self> {
        Iter { stream: Some(self) }
    }
}

/// A blocking iterator over the items of a stream.
#[derive(Debug)]
pub struct Iter<S> {
    /// `None` after the background runtime was not available.
    stream: Option<S>,
}

impl<S> Iter<S> {
    /// Returns the underlying stream, or `None` after an error of [`block_on`].
    pub fn stream(&self) -> Option<&S> {
        self.stream.as_ref()
    }
}

impl<S, T> Iterator for Iter<S>
where
    S: Stream<Item = Result<T, Error>> + Unpin,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let stream = self.stream.as_mut()?;
        match background_runtime() {
            Ok(runtime) => runtime.block_on(std::future::poll_fn(|cx| {
                Pin::new(&mut *stream).poll_next(cx)
            })),
            Err(error) => {
                self.stream = None;
                Some(Err(error))
            }
        }
    }
}

/// The runtime that drives connections and timers while other threads block.
fn background_runtime() -> Result<Handle, Error> {
    static RUNTIME: OnceLock<Result<Handle, String>> = OnceLock::new();
    if Handle::try_current().is_ok() {
        return Err(Error::request(
            "a blocking call inside an async runtime: await it instead, or call it from another thread",
        ));
    }
    let runtime = RUNTIME.get_or_init(|| start().map_err(|error| error.to_string()));
    runtime.clone().map_err(|reason| {
        let message =
            format!("the background thread of blocking calls cannot be started: {reason}");
        Error::new(ErrorKind::Io, message)
    })
}

fn start() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new()
        .name("blocking calls".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}
