//! The responses of an operation by status: which of them are successes, and which are errors.

use openapiv3::{Operation as RawOperation, Response as RawResponse, StatusCode};

use super::responses::{Content, accept as accepted, content as read_content};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Method, Response, SchemaRoot, StatusResponse, Statuses, StreamSwitch};
use crate::lower::schema::SchemaReader;
use crate::openapi::{Located, pointer};

/// The status of a response to a conditional request, which has no body.
const NOT_MODIFIED: u16 = 304;

/// The responses of an operation.
pub struct Responses {
    /// The response of a successful call.
    pub success: Response,
    /// The media types of that response that can be read, in document order.
    pub accept: Vec<String>,
    /// The statuses of a successful call other than 2xx.
    pub successes: Vec<u16>,
    /// The names of the headers of successful responses.
    pub headers: Vec<String>,
    /// The content of error responses.
    pub errors: Vec<StatusResponse>,
}

/// A declared response.
struct Declared<'a> {
    statuses: Statuses,
    response: Located<'a, RawResponse>,
}

/// Reads the responses of an operation. Successes are 2xx, 304, and `default` if no 2xx is declared. Other redirects are
/// followed, so their content is never seen.
pub fn responses<'a>(
    reader: &mut SchemaReader<'a>,
    raw: &'a RawOperation,
    method: &Method,
    operation: &str,
    pointer: &str,
    switch: Option<StreamSwitch>,
) -> Responses {
    let declared = declared(reader, raw, pointer);
    let has_success = declared.iter().any(|it| is_2xx(it.statuses));
    let is_success = |statuses| match statuses {
        Statuses::Default => !has_success,
        statuses => is_2xx(statuses) || statuses == Statuses::Code(NOT_MODIFIED),
    };
    let (successes, errors): (Vec<_>, Vec<_>) =
        declared.into_iter().partition(|it| is_success(it.statuses));
    let mut contents = Contents {
        operation,
        switch,
        read: Vec::new(),
    };
    let errors = errors.iter().filter(|it| is_error(it.statuses));
    let has_not_modified = |it: &Declared| it.statuses == Statuses::Code(NOT_MODIFIED);
    let not_modified = successes.iter().any(has_not_modified);
    let (success, accept) = match method {
        // A response to HEAD has no body, regardless of what is declared.
        Method::Head => (Response::Empty, Vec::new()),
        _ => {
            let read = successes.iter().map(|it| contents.success(reader, it));
            let read: Vec<StatusResponse> = read.collect();
            let accept = accept(&successes, &read);
            (combined(reader, read, operation, pointer), accept)
        }
    };
    let headers = headers(&successes);
    let errors = errors.filter_map(|it| contents.error(reader, it)).collect();
    Responses {
        success,
        accept,
        successes: not_modified.then_some(NOT_MODIFIED).into_iter().collect(),
        headers,
        errors,
    }
}

/// Returns the media types of all successes that can be read.
fn accept(successes: &[Declared<'_>], read: &[StatusResponse]) -> Vec<String> {
    let mut accept: Vec<String> = Vec::new();
    for (declared, read) in successes.iter().zip(read) {
        let media_types = accepted(&declared.response.value.content, &read.response);
        for media in media_types {
            if !accept.contains(&media) {
                accept.push(media);
            }
        }
    }
    accept
}

fn headers(successes: &[Declared<'_>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let declared = successes.iter();
    for name in declared.flat_map(|it| it.response.value.headers.keys()) {
        let is_known = |known: &String| known.eq_ignore_ascii_case(name);
        // The content type is known from the content of the response.
        if !name.eq_ignore_ascii_case("content-type") && !names.iter().any(is_known) {
            names.push(name.clone());
        }
    }
    names
}

/// Returns all declared responses, in the order of precedence.
fn declared<'a>(
    reader: &SchemaReader<'a>,
    raw: &'a RawOperation,
    pointer: &str,
) -> Vec<Declared<'a>> {
    let by_status = raw.responses.responses.iter();
    let by_status = by_status.map(|(status, response)| match status {
        StatusCode::Code(code) => (Statuses::Code(*code), response),
        StatusCode::Range(digit) => (Statuses::Range(*digit), response),
    });
    let default = raw.responses.default.iter();
    let default = default.map(|response| (Statuses::Default, response));
    let document = reader.document;
    let located = by_status.chain(default).filter_map(|(statuses, response)| {
        let at = format!("{pointer}/responses/{statuses}");
        let response = document.response(response, &at)?;
        Some(Declared { statuses, response })
    });
    let mut declared: Vec<_> = located.collect();
    declared.sort_by_key(|it| it.statuses);
    declared
}

fn is_2xx(statuses: Statuses) -> bool {
    matches!(statuses, Statuses::Code(200..=299) | Statuses::Range(2))
}

fn is_error(statuses: Statuses) -> bool {
    match statuses {
        Statuses::Code(code) => code >= 400,
        Statuses::Range(digit) => digit >= 4,
        Statuses::Default => true,
    }
}

/// Reads the content of the responses of an operation.
struct Contents<'a, 'o> {
    operation: &'o str,
    switch: Option<StreamSwitch>,
    /// The contents that were already read, since several statuses often have the same schema.
    read: Vec<(&'a Content, Response)>,
}

impl<'a> Contents<'a, '_> {
    fn success(
        &mut self,
        reader: &mut SchemaReader<'a>,
        declared: &Declared<'a>,
    ) -> StatusResponse {
        let content = &declared.response.value.content;
        let has_body = !matches!(declared.statuses, Statuses::Code(204 | 205 | NOT_MODIFIED));
        let root = match self.read.is_empty() {
            true => SchemaRoot::Response(self.operation.to_owned()),
            false => self.root(declared.statuses),
        };
        let response = match has_body && !content.is_empty() {
            true => self.content(reader, declared, root),
            false => Response::Empty,
        };
        StatusResponse {
            statuses: declared.statuses,
            response,
        }
    }

    fn error(
        &mut self,
        reader: &mut SchemaReader<'a>,
        declared: &Declared<'a>,
    ) -> Option<StatusResponse> {
        if declared.response.value.content.is_empty() {
            return None;
        }
        let root = self.root(declared.statuses);
        let response = match self.content(reader, declared, root) {
            Response::JsonOrStream { json, .. } => Response::Json(json),
            Response::BytesOrStream { media, .. } => Response::Bytes(media),
            Response::EventStream(_) | Response::JsonLines(_) => return None,
            response => response,
        };
        Some(StatusResponse {
            statuses: declared.statuses,
            response,
        })
    }

    fn root(&self, statuses: Statuses) -> SchemaRoot {
        SchemaRoot::StatusResponse {
            operation: self.operation.to_owned(),
            statuses,
        }
    }

    fn content(
        &mut self,
        reader: &mut SchemaReader<'a>,
        declared: &Declared<'a>,
        root: SchemaRoot,
    ) -> Response {
        let pointer = &declared.response.pointer;
        let content = &declared.response.value.content;
        let known = self.read.iter().find(|(known, _)| *known == content);
        if let Some((_, known)) = known {
            return known.clone();
        }
        let root = shared_root(pointer).unwrap_or(root);
        let switch = self.switch.clone();
        let read = read_content(reader, content, self.operation, &root, pointer, switch);
        self.read.push((content, read.clone()));
        read
    }
}

/// Returns the root of a component response.
fn shared_root(pointer: &str) -> Option<SchemaRoot> {
    let name = pointer.strip_prefix("/components/responses")?;
    let name = pointer::parse(name)?.pop()?;
    Some(SchemaRoot::SharedResponse(name.into_owned()))
}

/// Combines the responses of a successful call.
fn combined(
    reader: &mut SchemaReader<'_>,
    read: Vec<StatusResponse>,
    operation: &str,
    pointer: &str,
) -> Response {
    let typed = read.iter().filter(|it| it.response != Response::Empty);
    let typed: Vec<&StatusResponse> = typed.collect();
    let Some(first) = typed.first() else {
        return Response::Empty;
    };
    let mut others = typed.iter().filter(|it| it.response != first.response);
    let Some(other) = others.next() else {
        return match typed.len() < read.len() {
            true => Response::Optional(Box::new(first.response.clone())),
            false => first.response.clone(),
        };
    };
    if !typed.iter().any(|it| has_events(&it.response)) {
        return Response::ByStatus(read);
    }
    let (kept, left_out) = (first.statuses, other.statuses);
    let message = format!(
        "the response {left_out} of `{operation}` is read as {kept}, since one of them is an event stream"
    );
    let origin = reader
        .document
        .origins
        .key(&format!("{pointer}/responses/{left_out}"));
    let help = "event streams cannot be combined with other types by status";
    reader.report(Diagnostic::warning(Code::ResponseLeftOut, message, origin).help(help));
    first.response.clone()
}

fn has_events(response: &Response) -> bool {
    matches!(
        response,
        Response::EventStream(_)
            | Response::JsonLines(_)
            | Response::JsonOrStream { .. }
            | Response::BytesOrStream { .. }
    )
}
