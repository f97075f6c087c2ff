//! The kinds of replies: type-level markers for how a response is read.

mod bare_list;
mod by_status;
pub mod content;
mod json;
mod optional;
mod page;
mod reported;
mod string;

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use crate::runtime::codec::Wire;
use crate::runtime::download::Download;
use crate::runtime::error::Error;
use crate::runtime::send::{BodyMode, Response};
use crate::runtime::sse::EventStream;
pub use by_status::{ByStatus, Outcome};
use json::{read_json, read_plain_json};
pub use optional::Optional;
pub(crate) use optional::has_no_body;
pub use page::{PageReply, Paged};
use reported::check_unreported;
use string::read_string;

/// How a response is read.
pub trait Reply: sealed::Sealed + Sized + 'static {
    /// The result of the call.
    type Output;
    #[doc(hidden)]
    const BODY_MODE: BodyMode;
    #[doc(hidden)]
    fn read(response: Response) -> Result<Self::Output, Error>;
}

/// A reply that can be requested as an event stream.
pub trait Streams: Reply {
    /// An item of the stream.
    type Event: DeserializeOwned + 'static;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! reply {
    ($(#[$doc:meta])* $name:ident<$($param:ident),*>, $output:ty, $mode:ident, $read:expr, $($bounds:tt)*) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<$($param),*>(PhantomData<fn() -> ($($param,)*)>);

        impl<$($param),*> sealed::Sealed for $name<$($param),*> {}

        impl<$($param),*> Reply for $name<$($param),*>
        where
            $($bounds)*
        {
            type Output = $output;
            const BODY_MODE: BodyMode = BodyMode::$mode;
            fn read(response: Response) -> Result<Self::Output, Error> {
                $read(response)
            }
        }
    };
}

reply! {
    /// JSON of type `T`.
    Json<T>, T, Buffered, read_json, T: Wire + DeserializeOwned + 'static
}
reply! {
    /// JSON of any type `T`.
    AnyJson<T>, T, Buffered, read_plain_json, T: DeserializeOwned + 'static
}
reply! {
    /// An empty response.
    Empty<>, (), Buffered, |response| check_unreported(&response),
}
reply! {
    /// A string.
    Text<>, String, Buffered, read_string,
}
reply! {
    /// A [`Download`](crate::response::Download).
    Binary<>, Download, Streaming, |response| Ok(Download::new(response)),
}
reply! {
    /// An [`EventStream`](crate::stream::EventStream) with items of type `E`.
    Events<E>, EventStream<E>, Events, |response| Ok(EventStream::new(response)), E: DeserializeOwned + 'static
}
reply! {
    /// JSON of type `T`, or an event stream with items of type `E` on request.
    JsonOrEvents<T, E>, T, Buffered, read_json, T: Wire + DeserializeOwned + 'static, E: 'static
}
reply! {
    /// A [`Download`](crate::response::Download), or an event stream with items of type `E` on request.
    BinaryOrEvents<E>, Download, Streaming, |response| Ok(Download::new(response)), E: 'static
}
reply! {
    /// A page of a list: JSON of type `T`.
    Page<T>, T, Buffered, read_json, T: Wire + DeserializeOwned + 'static
}
reply! {
    /// The [`Response`](crate::response::Response), whose body is a stream.
    Raw<>, Response, Streaming, Ok,
}

impl<E: DeserializeOwned + 'static> Streams for Events<E> {
    type Event = E;
}

impl<T: Wire + DeserializeOwned + 'static, E: DeserializeOwned + 'static> Streams
    for JsonOrEvents<T, E>
{
    type Event = E;
}

impl<E: DeserializeOwned + 'static> Streams for BinaryOrEvents<E> {
    type Event = E;
}
