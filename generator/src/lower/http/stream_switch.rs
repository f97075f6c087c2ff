//! How a request asks for an event stream.

use openapiv3::Operation as RawOperation;

use crate::ir::{Body, Parameter, ParameterLocation, StreamSwitch};
use crate::lower::schema::SchemaReader;

/// The property or query parameter that asks for events by default.
const STREAM: &str = "stream";

/// Returns the declared switch, or the boolean `stream` of the body or query.
pub fn stream_switch(
    reader: &SchemaReader<'_>,
    raw: &RawOperation,
    body: Option<&Body>,
    parameters: &[Parameter],
) -> Option<StreamSwitch> {
    if let Some(declared) = declared(raw) {
        return Some(declared);
    }
    let ty = body.and_then(|body| body.json().or(body.types().next()));
    let fields = ty.and_then(|ty| reader.defs.fields(ty));
    let in_body = fields
        .unwrap_or_default()
        .iter()
        .any(|field| field.wire == STREAM);
    let in_query = parameters.iter().any(|parameter| {
        parameter.location == ParameterLocation::Query && parameter.wire == STREAM
    });
    (in_body || in_query).then(|| StreamSwitch {
        name: STREAM.to_owned(),
        value: "true".to_owned(),
    })
}

/// `x-stream-switch: {name, value}`, for operations that request a stream in another way.
fn declared(raw: &RawOperation) -> Option<StreamSwitch> {
    let switch = raw.extensions.get("x-stream-switch")?;
    Some(StreamSwitch {
        name: switch.get("name")?.as_str()?.to_owned(),
        value: switch.get("value")?.to_string(),
    })
}
