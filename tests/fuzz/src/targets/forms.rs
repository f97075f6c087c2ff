//! Forms: a server reads the parts that were written.

use std::future::IntoFuture as _;

use bytes::Bytes;
use openai_typed::Upload;
use openai_typed::request::Form;
use openai_typed::transport::Body;
use serde_json::{Map, Value};

use crate::Choices;
use crate::served::{now, sent, serving};

/// The words from which names and contents are made.
const WORDS: &[&str] = &[
    "a",
    "name",
    "\"",
    "\r",
    "\n",
    "\r\n",
    "--",
    "--form-",
    "; ",
    "=",
    "&",
    "+",
    "%",
    "%0D",
    "[",
    "]",
    "[]",
    "é",
    "\0",
    "\u{1f600}",
    " ",
    "\r\n\r\n",
    "Content-Type: x/y",
    ".png",
    ".json",
    "/",
    "\\",
];

/// A part as it was written or read: its name, its file name and its content.
type Part = (String, Option<String>, Vec<u8>);

/// Sends a multipart form with any strings and files, and a URL-encoded form.
pub fn run(bytes: &[u8]) {
    let mut choices = Choices::new(bytes);
    multipart(&mut choices);
    url_encoded(&mut choices);
}

fn multipart(choices: &mut Choices<'_>) {
    let mut form = Form::new();
    let mut written: Vec<Part> = Vec::new();
    for _ in 0..=choices.below(4) {
        let name = choices.words(WORDS, 4);
        if choices.one_in(2) {
            let (file_name, content) = (choices.words(WORDS, 4), choices.bytes(64));
            form = form.file(&name, Upload::from_bytes(&file_name, content.clone()));
            let shown = if file_name.is_empty() {
                &name
            } else {
                &file_name
            };
            written.push((quoted(&name), Some(quoted(shown)), content));
        } else {
            let text = choices.words(WORDS, 8);
            form = form.text(&name, &text);
            written.push((quoted(&name), None, text.into_bytes()));
        }
    }
    let client = serving(http::Response::new(Body::from(Bytes::from_static(b"{}"))));
    let result = now(client.post("/form").form(form).into_future());
    assert!(result.is_ok(), "{result:?}");
    let request = sent().expect("a request");
    let media_type = request
        .headers()
        .get("content-type")
        .expect("a media type")
        .to_str();
    let media_type = media_type.expect("ASCII").to_owned();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=");
    let body = now(request.into_body().collect()).expect("a body");
    let read = parts(&body, boundary.expect("a boundary")).expect("a form");
    assert_eq!(read, written);
}

/// Encodes a name by the rules of HTML.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Reads a form as RFC 7578 describes it. Returns `None` if the form violates it.
fn parts(body: &[u8], boundary: &str) -> Option<Vec<Part>> {
    let delimiter = format!("\r\n--{boundary}");
    let mut rest = body.strip_prefix(&delimiter.as_bytes()[2..])?;
    let mut parts = Vec::new();
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let end = find(part, delimiter.as_bytes())?;
        let head_end = find(&part[..end], b"\r\n\r\n")?;
        let head = std::str::from_utf8(&part[..head_end]).ok()?;
        let parameter = |name: &str| {
            let (_, value) = head.split_once(&format!("; {name}=\""))?;
            Some(value.split_once('"')?.0.to_owned())
        };
        let content = part[head_end + 4..end].to_vec();
        parts.push((parameter("name")?, file_name(head), content));
        rest = &part[end + delimiter.len()..];
    }
    (rest == b"--\r\n").then_some(parts)
}

/// Returns the file name of a part, which follows its name.
fn file_name(head: &str) -> Option<String> {
    let (_, after) = head.split_once("; name=\"")?;
    let (_, after) = after.split_once('"')?;
    let value = after.strip_prefix("; filename=\"")?;
    Some(value.split_once('"')?.0.to_owned())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

fn url_encoded(choices: &mut Choices<'_>) {
    let mut fields = Map::new();
    for _ in 0..=choices.below(4) {
        fields.insert(
            choices.words(WORDS, 4),
            Value::from(choices.words(WORDS, 8)),
        );
    }
    let client = serving(http::Response::new(Body::from(Bytes::from_static(b"{}"))));
    let result = now(client.post("/form").url_encoded(&fields).into_future());
    assert!(result.is_ok(), "{result:?}");
    let body = now(sent().expect("a request").into_body().collect()).expect("a body");
    let body = std::str::from_utf8(&body).expect("ASCII");
    let pairs = body
        .split('&')
        .map(|pair| pair.split_once('=').expect("a pair"));
    let read: Map<String, Value> = pairs
        .map(|(name, value)| (decoded(name), Value::from(decoded(value))))
        .collect();
    assert_eq!(read, fields);
}

/// Decodes a name or value of a URL-encoded form.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        rest = others;
        match (first, others) {
            (b'%', [high, low, after @ ..]) => {
                let digits = [*high, *low];
                let digits = std::str::from_utf8(&digits).expect("digits");
                bytes.push(u8::from_str_radix(digits, 16).expect("digits"));
                rest = after;
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}
