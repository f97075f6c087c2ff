//! Accumulating a stream whose type of events is known only at run time.

use std::any::Any;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::played::{encoded, unmodeled};
use crate::registry::Error;
use crate::registry::blocking::block_on;
use crate::registry::stream::{Accumulating, Accumulator, EventStream};

/// The result of accumulating a stream.
pub struct Accumulated {
    /// The accumulated value, up to the error.
    pub value: Value,
    /// The locations in the value that its type does not model.
    pub unmodeled: Vec<String>,
    /// The error of the stream.
    pub error: Option<Error>,
}

/// Accumulates an event stream. Returns it if its events are of another type.
pub type Accumulate = fn(Box<dyn Any>) -> Result<Result<Accumulated, Error>, Box<dyn Any>>;

/// Accumulates an event stream if its events are those of the accumulator.
pub fn accumulate<A>(events: Box<dyn Any>) -> Result<Result<Accumulated, Error>, Box<dyn Any>>
where
    A: Accumulator + Default + 'static,
    A::Event: DeserializeOwned + 'static,
    A::Output: Serialize,
{
    let events = events.downcast::<EventStream<A::Event>>()?;
    Ok(finish(Accumulating::of_response(A::default(), *events)))
}

fn finish<A>(events: Accumulating<A>) -> Result<Accumulated, Error>
where
    A: Accumulator,
    A::Event: DeserializeOwned,
    A::Output: Serialize,
{
    let (output, error) = match block_on(events.finish())? {
        Ok(output) => (output, None),
        Err(interrupted) => {
            let (partial, error) = interrupted.into_parts();
            (partial, Some(error))
        }
    };
    Ok(Accumulated {
        value: encoded(&output),
        unmodeled: unmodeled(&output),
        error,
    })
}
