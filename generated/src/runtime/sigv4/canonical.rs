//! A request in the one form that both sides hash.
//!
//! In: a request, and which of its headers are signed. Out: its canonical form.
//! Must not know: keys, times and regions.

use std::collections::BTreeMap;

use http::{HeaderMap, header};
use percent_encoding::{AsciiSet, percent_decode_str, percent_encode};

use super::super::client::Unsigned;
use super::super::request::UNRESERVED;
use super::signature::digest;

/// What is written as it is in a path, whose slashes stay.
const PATH: &AsciiSet = &UNRESERVED.remove(b'/');

/// Headers by their names in small letters, in the order of these.
pub(super) type Signed = BTreeMap<String, String>;

/// The canonical form of a request.
pub(super) struct Canonical {
    pub(super) text: String,
    /// The names of the headers in it.
    pub(super) names: String,
}

/// What is signed of the headers: `more` are those that come with the signature.
pub(super) fn signed_headers(request: &Unsigned<'_>, more: &HeaderMap) -> Signed {
    let mut signed = Signed::new();
    let mut all = request.headers.clone();
    all.extend(more.clone());
    for (name, value) in &all {
        let is_signed = name.as_str().starts_with("x-amz-");
        if is_signed || name == header::CONTENT_TYPE || name == header::HOST {
            add(&mut signed, name.as_str(), value.as_bytes());
        }
    }
    if !signed.contains_key("host") {
        add(&mut signed, "host", host(request).as_bytes());
    }
    signed
}

/// Adds a value as it is signed: without space around it, and with one space for several inside.
pub(super) fn add(signed: &mut Signed, name: &str, value: &[u8]) {
    let value = String::from_utf8_lossy(value);
    let words: Vec<_> = value.split_ascii_whitespace().collect();
    let value = words.join(" ");
    signed
        .entry(name.to_ascii_lowercase())
        .and_modify(|known| *known = format!("{known},{value}"))
        .or_insert(value);
}

/// What the connection sends as `Host`: a port of one's own is part of it.
fn host(request: &Unsigned<'_>) -> String {
    let name = request.url.host_str().unwrap_or_default();
    match request.url.port() {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    }
}

/// The request with these headers.
pub(super) fn request(request: &Unsigned<'_>, signed: &Signed) -> Canonical {
    let names: Vec<_> = signed.keys().map(String::as_str).collect();
    let names = names.join(";");
    let headers = signed
        .iter()
        .map(|(name, value)| format!("{name}:{value}\n"));
    let text = format!(
        "{}\n{}\n{}\n{}\n{names}\n{}",
        request.method,
        path(request.url.path()),
        query(request.url.query().unwrap_or_default()),
        headers.collect::<String>(),
        digest(request.body),
    );
    Canonical { text, names }
}

/// The path as it is sent, encoded once more; several slashes in a row are one. `.` and `..` the URL resolved.
fn path(sent: &str) -> String {
    let mut path = String::with_capacity(sent.len());
    for segment in sent.split_inclusive('/') {
        if segment != "/" || !path.ends_with('/') {
            path.extend(percent_encode(segment.as_bytes(), PATH));
        }
    }
    if path.is_empty() {
        "/".to_owned()
    } else {
        path
    }
}

/// The pairs of a query, encoded in one way and sorted.
fn query(sent: &str) -> String {
    let encoded = |text: &str| {
        // A plus is a space, as in forms.
        let text = text.replace('+', " ");
        let bytes: Vec<u8> = percent_decode_str(&text).collect();
        percent_encode(&bytes, UNRESERVED).to_string()
    };
    let pairs = sent.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let mut pairs: Vec<_> = pairs.map(|(n, v)| (encoded(n), encoded(v))).collect();
    pairs.sort();
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join("&")
}
