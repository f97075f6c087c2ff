//! The [canonical request](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html),
//! which client and server both hash.

use std::collections::BTreeMap;

use http::{HeaderMap, header};
use percent_encoding::{AsciiSet, percent_decode_str, percent_encode};

use super::signature::digest;
use crate::runtime::auth::UnsignedRequest;
use crate::runtime::url::UNRESERVED;

/// The characters that are encoded in a path.
const PATH: &AsciiSet = &UNRESERVED.remove(b'/');

/// Headers to be signed, by their lowercase names, in ascending order.
pub(super) type SignedHeaders = BTreeMap<String, String>;

/// A canonical request.
pub(super) struct CanonicalRequest {
    pub(super) text: String,
    /// The names of the signed headers, separated by semicolons.
    pub(super) header_names: String,
}

/// Selects the headers to be signed. `added` are the headers that are sent along with the signature.
pub(super) fn signed_headers(request: &UnsignedRequest<'_>, added: &HeaderMap) -> SignedHeaders {
    let mut signed = SignedHeaders::new();
    let mut all = request.headers.clone();
    all.extend(added.clone());
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

/// Adds a header with its value trimmed and sequences of spaces collapsed.
pub(super) fn add(signed: &mut SignedHeaders, name: &str, value: &[u8]) {
    let value = String::from_utf8_lossy(value);
    let words: Vec<_> = value.split_ascii_whitespace().collect();
    let value = words.join(" ");
    signed
        .entry(name.to_ascii_lowercase())
        .and_modify(|existing| *existing = format!("{existing},{value}"))
        .or_insert(value);
}

/// Returns the value of the `Host` header, which includes a port that is not the default of the scheme.
fn host(request: &UnsignedRequest<'_>) -> String {
    let name = request.url.host_str().unwrap_or_default();
    match request.url.port() {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    }
}

/// Builds the canonical request with these headers.
pub(super) fn request(request: &UnsignedRequest<'_>, signed: &SignedHeaders) -> CanonicalRequest {
    let names: Vec<_> = signed.keys().map(String::as_str).collect();
    let header_names = names.join(";");
    let headers = signed
        .iter()
        .map(|(name, value)| format!("{name}:{value}\n"));
    let text = format!(
        "{}\n{}\n{}\n{}\n{header_names}\n{}",
        request.method,
        path(request.url.path()),
        query(request.url.query().unwrap_or_default()),
        headers.collect::<String>(),
        digest(request.body),
    );
    CanonicalRequest { text, header_names }
}

/// Returns the path, encoded a second time, with consecutive slashes collapsed. The URL has already resolved `.` and
/// `..`.
fn path(encoded: &str) -> String {
    let mut path = String::with_capacity(encoded.len());
    for segment in encoded.split_inclusive('/') {
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

/// Returns the parameters of a query, uniformly encoded and sorted.
fn query(query: &str) -> String {
    let normalize = |part: &str| {
        // A plus sign is a space, as in forms.
        let part = part.replace('+', " ");
        let bytes: Vec<u8> = percent_decode_str(&part).collect();
        percent_encode(&bytes, UNRESERVED).to_string()
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let mut pairs: Vec<_> = pairs.map(|(n, v)| (normalize(n), normalize(v))).collect();
    pairs.sort();
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join("&")
}
