//! The macro that turns a generated table into the type behind an operation.

#![allow(unused_macros)] // a crate may have no operation

/// An operation: its type, `operationId`, method, path and reply, and a line for each further fact.
///
/// - `query`, `headers`: sent with every call. `accept`: the media type asked for, unless JSON.
/// - `security`: credentials, any of which will do. `stream`: what asks for the event stream, and how.
/// - `events EventData`: an event is the pair of its name and its data.
/// - `deployment`: the member of the body that names the deployment, on hosts that have them.
macro_rules! operation_table {
    ($name:ident = $id:literal $method:ident $path:literal => $reply:ty {
        $(query $($query:literal = $query_value:literal)+;)?
        $(headers $($header:literal = $header_value:literal)+;)?
        $(accept $accept:literal;)?
        $(security $($scheme:literal)+;)?
        $(stream $stream:literal = $on:literal;)?
        $(events $events:ident;)?
        $(deployment $deployment:literal;)?
    }) => {
        #[doc = concat!("The operation `", $id, "`.")]
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl $crate::runtime::Operation for $name {
            const SPEC: $crate::runtime::OperationSpec = $crate::runtime::OperationSpec {
                $(query: &[$(($query, $query_value)),+],)?
                $(headers: &[$(($header, $header_value)),+],)?
                $(accept: $accept,)?
                $(security: &[$($scheme),+],)?
                $(stream_switch: Some($crate::runtime::StreamSwitch { name: $stream, on: $on }),)?
                $(events: $crate::runtime::EventMode::$events,)?
                $(deployment: Some($deployment),)?
                ..$crate::runtime::OperationSpec::new($id, $crate::runtime::Method::$method, $path)
            };
            type Reply = $reply;
        }
    };
}

#[allow(unused_imports)] // the same
pub(crate) use operation_table;
