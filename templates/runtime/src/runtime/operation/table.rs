//! The macro that defines the type of an operation.

#![allow(unused_macros)] // a crate may have no operation

/// Defines an operation: its type, `operationId`, method, path and reply, and one line for each optional constant.
///
/// - `query`, `headers`: sent with every call.
/// - `accept`: the media type of the response, if it is not JSON.
/// - `security`: alternative security schemes.
/// - `requirements`: alternatives in which several schemes apply together: `("A" "B") ("C") ()`.
/// - `stream`: the property that selects the event stream, and its value. // only with `event-streams`
/// - `events EventData`: an item of the stream has the name of the event and its data. // only with `event-streams`
/// - `events EventText`: an item of the stream has the name of the event and its data as a string. // only with `event-streams`
/// - `events JsonLines`: the stream consists of lines of JSON. // only with `event-streams`
/// - `events Text`: an item of the stream is the data of an event, a string. // only with `event-streams`
/// - `events JsonOrText`: an item of the stream is JSON, or else a string. // only with `event-streams`
/// - `deployment`: the body property that names the deployment, on hosts with deployments. // only with `hosts`
/// - `server`: the server of the operation. // only with `servers`
/// - `successes`: statuses other than 2xx that are a success.
macro_rules! operation_table {
    (@method $name:ident) => {
        $crate::runtime::generated::Method::$name
    };
    (@method $name:literal) => {
        $crate::runtime::generated::Method::named($name)
    };
    ($(#[$attribute:meta])* $name:ident = $id:literal $method:tt $path:literal => $reply:ty {
        $(query $($query:literal = $query_value:literal)+;)?
        $(headers $($header:literal = $header_value:literal)+;)?
        $(accept $accept:literal;)?
        $(security $($scheme:literal)+;)?
        $(requirements $(($($member:literal)*))+;)?
        $(stream $stream:literal = $on:literal;)? // only with `event-streams`
        $(events $events:ident;)? // only with `event-streams`
        $(deployment $deployment:literal;)? // only with `hosts`
        $(server $server:literal;)? // only with `servers`
        $(successes $($success:literal)+;)?
    }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl $crate::runtime::generated::Operation for $name {
            const SPEC: $crate::runtime::generated::OperationSpec = $crate::runtime::generated::OperationSpec {
                $(query: &[$(($query, $query_value)),+],)?
                $(headers: &[$(($header, $header_value)),+],)?
                $(accept: $accept,)?
                $(security: &[$(&[$scheme]),+],)?
                $(security: &[$(&[$($member),*]),+],)?
                $(stream_switch: Some($crate::runtime::generated::StreamSwitch { name: $stream, on: $on }),)? // only with `event-streams`
                $(events: $crate::runtime::generated::EventMode::$events,)? // only with `event-streams`
                $(deployment: Some($deployment),)? // only with `hosts`
                $(server: Some($server),)? // only with `servers`
                $(successes: &[$($success),+],)?
                ..$crate::runtime::generated::OperationSpec::new($id, $crate::runtime::generated::operation_table!(@method $method), $path)
            };
            type Reply = $reply;
        }
    };
}

#[allow(unused_imports)] // a crate may have no operation
pub(crate) use operation_table;
