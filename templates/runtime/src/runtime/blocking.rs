//! Calls and streams for programs without an async runtime.
//!
//! In: anything that is awaited or streamed. Out: its result, or an iterator of its items; the thread waits.
//! Must not know: operations. What waits is the caller's thread; connections and timers are kept going by one thread of
//! our own, which the first use starts and which all clients share.

use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::OnceLock;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use super::error::{Error, ErrorKind};

/// Waiting for what is otherwise awaited: calls, calls with their answer, downloads, and whatever helpers return.
///
/// Inside an async runtime it fails at once with [`ErrorKind::Request`]: there a thread that waits would keep all other
/// tasks waiting, so await instead.
pub trait Wait<T, E>: IntoFuture<Output = Result<T, E>> {
    /// Waits for the result. Of an error that carries more than an [`Error`], [`block_on`] gives all.
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

/// Waits for any future; connections and timers are kept going meanwhile.
///
/// # Errors
/// The thread cannot be started, or this is called inside an async runtime; see [`Wait`].
pub fn block_on<F: IntoFuture>(future: F) -> Result<F::Output, Error> {
    Ok(engine()?.block_on(future.into_future()))
}

/// Iterating over what is otherwise a stream: events, pages, items, pieces of a download.
pub trait Iterate: Stream + Sized {
    /// An iterator that waits for each item. Dropping it ends the call.
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

/// The items of a stream, one after the other.
#[derive(Debug)]
pub struct Iter<S> {
    /// None when it cannot go on.
    stream: Option<S>,
}

impl<S> Iter<S> {
    /// The stream behind it, where it is still there.
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
        match engine() {
            Ok(engine) => engine.block_on(std::future::poll_fn(|cx| {
                Pin::new(&mut *stream).poll_next(cx)
            })),
            Err(error) => {
                self.stream = None;
                Some(Err(error))
            }
        }
    }
}

/// The runtime that keeps connections and timers going while threads wait.
fn engine() -> Result<Handle, Error> {
    static ENGINE: OnceLock<Result<Handle, String>> = OnceLock::new();
    if Handle::try_current().is_ok() {
        return Err(Error::request(
            "this waits and would block the async runtime it is called in: await it instead, or call it from a thread \
             of its own",
        ));
    }
    let engine = ENGINE.get_or_init(|| start().map_err(|error| error.to_string()));
    engine.clone().map_err(|reason| {
        let message = format!("the thread behind blocking calls cannot be started: {reason}");
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
