//! A reply that differs by status.

use std::marker::PhantomData;

use super::{Reply, sealed};
use crate::runtime::error::Error;
use crate::runtime::send::{BodyMode, Response};

/// The responses of a successful call, by status. Generated enums implement this trait.
pub trait Outcome: Sized + 'static {
    #[doc(hidden)]
    fn read(response: Response) -> Result<Self, Error>;
}

/// One of the variants of `T`, by status.
#[derive(Debug)]
pub struct ByStatus<T>(PhantomData<fn() -> T>);

impl<T> sealed::Sealed for ByStatus<T> {}

impl<T: Outcome> Reply for ByStatus<T> {
    type Output = T;
    const BODY_MODE: BodyMode = BodyMode::Buffered;
    fn read(response: Response) -> Result<T, Error> {
        T::read(response)
    }
}
