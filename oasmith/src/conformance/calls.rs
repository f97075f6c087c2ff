//! Sends sample requests.

use oasmith_core::sample::{BodySample, Sample};
use reqwest::Method;
use reqwest::blocking::{Client, RequestBuilder};
use serde::Serialize;
use serde_json::{Value, json};

use super::{ConformanceArgs, Input, Outcome, Result};
use crate::pipeline;
use crate::stopwatch::Stopwatch;
use crate::terminal;

/// The line between the parts of a form. No sample contains it.
const BOUNDARY: &str = "oasmith-7d1f2c5b9e8a";

/// The result of a call.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Call<'a> {
    operation_id: &'a str,
    status: Option<u16>,
    ok: bool,
    error: Option<String>,
}

/// Runs the command.
pub fn run(args: &ConformanceArgs, input: Input) -> Result<Outcome> {
    let mut watch = Stopwatch::new();
    let Some(samples) = pipeline::samples(input.sources, &input.options, &mut watch) else {
        return Ok(Outcome::Failed);
    };
    drop(watch);
    for id in &args.only {
        let is_known = samples.iter().any(|sample| sample.operation_id == *id);
        anyhow::ensure!(is_known, "the document has no operation `{id}`");
    }
    let client = crate::fetch::client()?;
    let is_selected =
        |sample: &&Sample| args.only.is_empty() || args.only.contains(&sample.operation_id);
    let (mut called, mut ok) = (0, 0);
    for sample in samples.iter().filter(is_selected) {
        let call = call(sample, &client, args);
        called += 1;
        ok += usize::from(call.ok);
        match args.json {
            true => terminal::print_line(&serde_json::to_string(&call)?)?,
            false => terminal::print_line(&shown(&call))?,
        }
    }
    let is_success = called > 0 && ok == called;
    match args.json {
        true => {
            let summary = json!({"operationId": null, "ok": is_success, "operations": called, "failed": called - ok});
            terminal::print_line(&summary.to_string())?;
        }
        false => terminal::print_line(&format!("{ok} of {called} operations succeeded"))?,
    }
    Ok(Outcome::of(is_success))
}

fn shown(call: &Call<'_>) -> String {
    let outcome = if call.ok { "ok    " } else { "FAILED" };
    let status = call.status.map_or("-".to_owned(), |it| it.to_string());
    let mut line = format!("{outcome} {status:>3} {}", call.operation_id);
    if let Some(error) = &call.error {
        line.push_str(&format!(": {error}"));
    }
    line
}

fn call<'a>(sample: &'a Sample, client: &Client, args: &ConformanceArgs) -> Call<'a> {
    let sent = request(sample, client, args).send();
    let (status, error) = match sent {
        Ok(response) => {
            let status = response.status();
            let kind = response.headers().get(reqwest::header::CONTENT_TYPE);
            let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
            let error = fault(sample, status.as_u16(), kind);
            (Some(status.as_u16()), error)
        }
        Err(error) => (None, Some(error.to_string())),
    };
    Call {
        operation_id: &sample.operation_id,
        status,
        ok: error.is_none(),
        error,
    }
}

/// Returns how a response differs from the document.
fn fault(sample: &Sample, status: u16, content_type: &str) -> Option<String> {
    if !(200..300).contains(&status) {
        return Some("the status is not a success".to_owned());
    }
    let received = content_type.split(';').next().unwrap_or_default().trim();
    let mut expected = sample.responses.iter().map(|it| it.media_type.as_str());
    let matches =
        |declared: &str| declared.eq_ignore_ascii_case(received) || declared.contains('*');
    let is_declared = sample.responses.is_empty() || status == 204 || expected.any(matches);
    (!is_declared).then(|| format!("the document has no response `{received}`"))
}

fn request(sample: &Sample, client: &Client, args: &ConformanceArgs) -> RequestBuilder {
    let mut path = sample.path.clone();
    let mut query: Vec<(String, String)> = Vec::new();
    let mut headers: Vec<(String, String)> = Vec::new();
    for parameter in &sample.parameters {
        let text = text(&parameter.value);
        match parameter.location.as_str() {
            "path" => path = path.replace(&format!("{{{}}}", parameter.name), &encoded(&text)),
            "query" => query.push((parameter.name.clone(), text)),
            "cookie" => headers.push(("cookie".to_owned(), format!("{}={text}", parameter.name))),
            _ => headers.push((parameter.name.clone(), text)),
        }
    }
    let query: Vec<String> = query
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    let separator = if path.contains('?') { "&" } else { "?" };
    let mut url = format!("{}{path}", args.base_url.trim_end_matches('/'));
    if !query.is_empty() {
        url.push_str(&format!("{separator}{}", query.join("&")));
    }
    let method = Method::from_bytes(sample.method.as_bytes()).unwrap_or(Method::GET);
    let mut request = client.request(method, url);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    if let (Some(key), Some(header)) = (&args.api_key, sample.credential_headers.first()) {
        request = match header.eq_ignore_ascii_case("authorization") {
            true => request.bearer_auth(key),
            false => request.header(header, key),
        };
    }
    match sample.bodies.first() {
        Some(sample) => body(request, sample),
        None => request,
    }
}

fn body(request: RequestBuilder, sample: &BodySample) -> RequestBuilder {
    let kind = sample.media_type.as_str();
    let fields = sample.value.as_object();
    match (kind, fields) {
        ("multipart/form-data", Some(fields)) => {
            let parts = fields.iter().map(|(name, value)| {
                let disposition = format!("Content-Disposition: form-data; name=\"{name}\"");
                format!("--{BOUNDARY}\r\n{disposition}\r\n\r\n{}\r\n", text(value))
            });
            let body = parts.collect::<String>() + &format!("--{BOUNDARY}--\r\n");
            let kind = format!("{kind}; boundary={BOUNDARY}");
            request.header("content-type", kind).body(body)
        }
        ("application/x-www-form-urlencoded", Some(fields)) => {
            let pairs = fields
                .iter()
                .map(|(name, value)| format!("{}={}", encoded(name), encoded(&text(value))));
            let body = pairs.collect::<Vec<_>>().join("&");
            request.header("content-type", kind).body(body)
        }
        (kind, _) if kind.contains("json") => request
            .header("content-type", kind)
            .body(sample.value.to_string()),
        (kind, _) => request
            .header("content-type", kind)
            .body(text(&sample.value)),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// Encodes all bytes except the unreserved characters of RFC 3986.
fn encoded(text: &str) -> String {
    let mut result = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                result.push(char::from(byte));
            }
            byte => result.push_str(&format!("%{byte:02X}")),
        }
    }
    result
}
