//! Reading JSON.

use std::borrow::Cow;
use std::collections::HashMap;

use bytes::Bytes;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::bare_list::read_bare_list;
use super::reported::reported_response;
use crate::runtime::codec::Wire;
use crate::runtime::codec::{Extra, Unknown, find_unmodeled};
use crate::runtime::decode::{
    Expected, declared_properties, is_reporting, is_wrapped_error, may_report, reported,
    reported_by_incomplete, reported_by_item, reported_by_property, required_properties,
};
use crate::runtime::decode::{decode, decode_string, object_in_string, repaired};
use crate::runtime::error::ErrorBody;
use crate::runtime::error::{Error, excerpt};
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::meta::without_blanks;
use crate::runtime::meta::{BodyForm, json_start};
use crate::runtime::send::Response;

/// Reads JSON. An object keeps the ID of the request.
pub(super) fn read_json<T: Wire + DeserializeOwned>(response: Response) -> Result<T, Error> {
    if let Some(value) = mislabeled_text(&response.buffered()) {
        return Ok(value);
    }
    if let Some(mut value) = deleted::<T>(&response).or_else(|| bare_list(&response)) {
        if let Some(extra) = value.response_data() {
            extra.set_request_id(response.request_id());
        }
        return Ok(value);
    }
    let (mut value, response): (T, Response) = read(response)?;
    let details = match value.response_data() {
        Some(extra) => reported_alongside::<T>(&response, extra),
        None => reported_by_unknown::<T>(&response),
    };
    if let Some(details) = details {
        let body = response.buffered();
        return Err(reported_response(&response, body, details));
    }
    if value
        .response_data()
        .is_some_and(|extra| has_nothing::<T>(&response, extra))
    {
        return Err(unrelated::<T>(&response));
    }
    if let Some(extra) = value.response_data() {
        extra.set_request_id(response.request_id());
    }
    Ok(value)
}

/// Decodes a list in place of the object that contains it.
fn bare_list<T: Wire + DeserializeOwned>(response: &Response) -> Option<T> {
    match response.strict {
        true => None,
        false => read_bare_list(json_start(&response.buffered())),
    }
}

/// Returns whether an object has properties, but none of those of a `T`, although a `T` requires some.
fn has_nothing<T: DeserializeOwned>(response: &Response, extra: &Extra) -> bool {
    if extra.missing().next().is_none() {
        return false;
    }
    let required = required_properties::<T>();
    if required.is_empty() || !required.iter().all(|name| extra.is_missing(name)) {
        return false;
    }
    let declared = declared_properties::<T>();
    let received: Result<HashMap<String, IgnoredAny>, _> =
        serde_json::from_slice(json_start(&response.buffered()));
    received.is_ok_and(|received| {
        !received.is_empty() && declared.iter().all(|name| !received.contains_key(*name))
    })
}

/// Creates the error of an object that is something else than a `T`.
fn unrelated<T: DeserializeOwned>(response: &Response) -> Error {
    let body = response.buffered();
    let message = format!(
        "the response has none of the properties `{}`: {}",
        required_properties::<T>().join("`, `"),
        excerpt(&body)
    );
    response.explain(Error::new(ErrorKind::Decode, message), body)
}

/// Returns the value that an empty response to a deletion stands for, if the type has a property `deleted`: it is `true`, and
/// `id` is that of the request. All other properties are missing.
fn deleted<T: Wire + DeserializeOwned>(response: &Response) -> Option<T> {
    let id = response.deleted_id.as_deref()?;
    let body = response.buffered();
    if !matches!(without_blanks(&body), b"" | b"null" | b"{}") {
        return None;
    }
    let properties = declared_properties::<T>();
    let mut json = serde_json::Map::new();
    json.insert("deleted".to_owned(), true.into());
    json.insert("id".to_owned(), id.into());
    json.retain(|name, _| properties.contains(&name.as_str()));
    json.get("deleted")?;
    decode(Value::Object(json).to_string().as_bytes(), false).ok()
}

/// Returns the error that an incomplete object reports.
fn reported_alongside<T: DeserializeOwned>(
    response: &Response,
    extra: &Extra,
) -> Option<ErrorBody> {
    let is_error = |(_, value): (_, &Unknown)| is_wrapped_error(value.json());
    let reports = extra.iter().any(|(name, value)| is_reporting(name, value))
        || extra.mismatches().any(is_error);
    if !reports {
        return None;
    }
    let mismatched: Vec<&str> = extra.mismatches().map(|(name, _)| name).collect();
    let expected = Expected {
        required: &required_properties::<T>(),
        declared: &declared_properties::<T>(),
        mismatched: &mismatched,
        content: response.service.errors.content,
    };
    reported_by_incomplete(json_start(&response.buffered()), &expected)
}

/// Returns the error that an object reports, if no variant of a union describes the object.
fn reported_by_unknown<T: DeserializeOwned>(response: &Response) -> Option<ErrorBody> {
    let body = response.buffered();
    let json = json_start(&body);
    if !may_report(json) {
        return None;
    }
    let declared = declared_properties::<T>();
    let expected = Expected {
        required: &[],
        declared: &declared,
        mismatched: &declared,
        content: &[],
    };
    reported_by_incomplete(json, &expected)
}

/// Reads JSON of a type that need not be described by a table.
pub(super) fn read_plain_json<T: DeserializeOwned>(response: Response) -> Result<T, Error> {
    read(response).map(|(value, _)| value)
}

fn read<T: DeserializeOwned>(response: Response) -> Result<(T, Response), Error> {
    let body = response.buffered();
    // Some operations respond with plain text on request. A type that accepts a string accepts it.
    if let Some(text) = plain_text(&response, &body)
        && let Ok(value) = decode_string(text, response.strict)
    {
        return Ok((value, response));
    }
    let json = json_start(&body);
    let decoded = decode(json, response.strict).map(|value| (value, Cow::Borrowed(json)));
    let decoded = decoded.or_else(|error| match response.strict {
        true => Err(error),
        false => decode_repaired(&response, json).ok_or(error),
    });
    let decoded = match decoded {
        Err(error) => return Err(explain(&response, error, body)),
        Ok(decoded) => decoded,
    };
    if let Some(details) = reported_instead::<T>(&response, &decoded.1) {
        return Err(reported_response(&response, body, details));
    }
    Ok((decoded.0, response))
}

/// Decodes JSON that is encoded as a string, or that is not valid. Returns the value with its JSON.
fn decode_repaired<T: DeserializeOwned>(
    response: &Response,
    json: &[u8],
) -> Option<(T, Cow<'static, [u8]>)> {
    let repaired = object_in_string(json).or_else(|| repaired(json))?;
    let value = decode(repaired.as_bytes(), false).ok()?;
    let operation = response.operation.id;
    tracing::warn!(operation, "the body is not the JSON of the response");
    Some((value, Cow::Owned(repaired.into_bytes())))
}

/// Returns the error that a body reports instead of a `T`, or that an item of it reports.
fn reported_instead<T: DeserializeOwned>(response: &Response, json: &[u8]) -> Option<ErrorBody> {
    if may_report(json)
        && let Some(details) = reported(json, &required_properties::<T>())
    {
        return Some(details);
    }
    reported_by_item(json, &response.service.errors)
}

/// Returns the body as plain text if its media type is `text/*` and it is not a JSON object or array, an event stream or
/// HTML. Other valid JSON, such as `42`, is treated as plain text.
fn plain_text<'a>(response: &Response, body: &'a [u8]) -> Option<&'a str> {
    let is_other =
        response.has_media_type("text/event-stream") || response.has_media_type("text/html");
    if !response.is_text() || response.is_json() || is_other {
        return None;
    }
    let json = json_start(body).trim_ascii_start();
    let is_container = json.first().is_some_and(|byte| b"{[".contains(byte));
    let is_json = is_container && serde_json::from_slice::<IgnoredAny>(json).is_ok();
    (!is_json).then(|| std::str::from_utf8(body).ok()).flatten()
}

/// Decodes a body that is not blank, an object, a list, a string or `null`, although the response is labeled as JSON, as
/// plain text. `None` if it is the JSON of a `T`, or if a `T` cannot be a string.
fn mislabeled_text<T: Wire + DeserializeOwned>(body: &[u8]) -> Option<T> {
    if BodyForm::of(body) != BodyForm::Other || matches!(body.trim_ascii(), b"" | b"null") {
        return None;
    }
    let text = std::str::from_utf8(body).ok()?;
    let is_json = decode::<T>(body, true).is_ok_and(|value| is_modeled(&value));
    let value = decode_string(text, true).ok()?;
    (!is_json && is_modeled(&value)).then_some(value)
}

/// Returns whether a value has a type that is declared for it.
fn is_modeled<T: Wire>(value: &T) -> bool {
    let unmodeled = find_unmodeled(value);
    // Free-form JSON is not described by a table.
    unmodeled.iter().all(|found| !found.pointer.is_empty())
}

/// Explains why a body could not be decoded.
fn explain(response: &Response, error: Error, body: Bytes) -> Error {
    let json = json_start(&body);
    let form = BodyForm::of(json);
    if form == BodyForm::EventStream || serde_json::from_slice::<IgnoredAny>(json).is_ok() {
        if let Some(details) = reported_in(json) {
            return reported_response(response, body, details);
        }
        if form == BodyForm::EventStream {
            let message = "the response is an event stream: request it with `stream`";
            return response.explain(Error::new(ErrorKind::Decode, message), body);
        }
        return response.explain(error, body);
    }
    let message = match form {
        BodyForm::Empty => {
            let status = response.status.as_u16();
            format!(
                "the request succeeded, but JSON is expected and the response with status {status} has no body"
            )
        }
        BodyForm::Json => format!("invalid JSON: {}: {}", error.message(), excerpt(&body)),
        form => format!(
            "expected JSON, but the response is {form} (content-type: {}): {}",
            response.content_type(),
            excerpt(&body)
        ),
    };
    response.explain(Error::new(ErrorKind::Decode, message), body)
}

/// Returns the error that JSON of an unexpected type reports, if any.
fn reported_in(json: &[u8]) -> Option<ErrorBody> {
    let details = match json.trim_ascii_start().first() {
        Some(b'{') => reported_by_property(json),
        Some(b'"') => None,
        _ => Some(ErrorBody::parse(json)),
    };
    details.filter(|details| details.message.is_some())
}
