//! Handlers of tools, which take what a model wrote.

use std::any::Any;
use std::future::Future;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{ToolContent, ToolError};
use crate::runtime::arguments::decode_arguments;
use crate::runtime::error::BoxError;
use crate::runtime::wire::transport::BoxFuture;

pub(super) type Handler = dyn Fn(&str) -> HandlerFuture + Send + Sync;
pub(super) type HandlerFuture = BoxFuture<'static, Result<ToolContent, ToolError>>;

/// A handler that takes arguments as JSON.
pub(super) fn of_json<T, F, R, E>(handler: impl Fn(T) -> F + Send + Sync + 'static) -> Arc<Handler>
where
    T: DeserializeOwned,
    F: Future<Output = Result<R, E>> + Send + 'static,
    R: Serialize + 'static,
    E: Into<BoxError>,
{
    Arc::new(
        move |arguments: &str| match decode_arguments::<T>(arguments) {
            Ok(arguments) => finish(handler(arguments), encode_output),
            Err(error) => invalid_arguments(error),
        },
    )
}

/// A handler that takes text.
pub(super) fn of_text<F, R, E>(
    handler: impl Fn(String) -> F + Send + Sync + 'static,
) -> Arc<Handler>
where
    F: Future<Output = Result<R, E>> + Send + 'static,
    R: Serialize + 'static,
    E: Into<BoxError>,
{
    Arc::new(move |text: &str| finish(handler(text.to_owned()), encode_output))
}

/// A handler that takes an action and returns the output in the format of the service.
pub(super) fn of_action<F, E>(handler: impl Fn(Value) -> F + Send + Sync + 'static) -> Arc<Handler>
where
    F: Future<Output = Result<Value, E>> + Send + 'static,
    E: Into<BoxError>,
{
    Arc::new(move |action: &str| match serde_json::from_str(action) {
        Ok(action) => finish(handler(action), |output| Ok(ToolContent::Raw(output))),
        Err(error) => invalid_arguments(error),
    })
}

fn finish<R: 'static, E: Into<BoxError>>(
    output: impl Future<Output = Result<R, E>> + Send + 'static,
    encode: fn(R) -> Result<ToolContent, ToolError>,
) -> HandlerFuture {
    Box::pin(async move {
        match output.await {
            Ok(output) => encode(output),
            Err(error) => Err(ToolError::Handler(Arc::from(error.into()))),
        }
    })
}

fn invalid_arguments(error: serde_json::Error) -> HandlerFuture {
    let error = ToolError::InvalidArguments(Arc::new(error));
    Box::pin(std::future::ready(Err(error)))
}

fn encode_output<R: Serialize + 'static>(output: R) -> Result<ToolContent, ToolError> {
    // Moves content and strings instead of serializing them.
    let mut output = Some(output);
    let any: &mut dyn Any = &mut output;
    if let Some(content) = any.downcast_mut().and_then(Option::<ToolContent>::take) {
        return Ok(content);
    }
    if let Some(text) = any.downcast_mut().and_then(Option::<String>::take) {
        return Ok(ToolContent::Text(text));
    }
    match serde_json::to_value(output) {
        Ok(Value::String(string)) => Ok(ToolContent::Text(string)),
        Ok(value) => Ok(ToolContent::Text(value.to_string())),
        Err(error) => Err(ToolError::InvalidOutput(Arc::new(error))),
    }
}
