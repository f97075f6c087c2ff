//! The parts of a multipart form.
//!
//! In: a body and its boundary. Out: its parts; nothing for a body that is not well-formed.

/// A part of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The name of the field.
    pub name: String,
    /// The name of the file; a part with one is a file.
    pub file_name: Option<String>,
    /// The media type, where one is given.
    pub content_type: Option<String>,
    /// What is in it.
    pub content: Vec<u8>,
}

impl Part {
    /// A field with a text.
    pub fn text(name: &str, content: &str) -> Self {
        Self {
            name: name.to_owned(),
            file_name: None,
            content_type: None,
            content: content.into(),
        }
    }

    /// A file.
    pub fn file(name: &str, file_name: &str, content_type: &str, content: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            file_name: Some(file_name.to_owned()),
            content_type: Some(content_type.to_owned()),
            content: content.to_vec(),
        }
    }

    /// The same part with a media type of its own.
    pub fn typed(mut self, content_type: &str) -> Self {
        self.content_type = Some(content_type.to_owned());
        self
    }
}

/// The parts of a body.
pub(super) fn parts(body: &[u8], boundary: &str) -> Option<Vec<Part>> {
    let delimiter = format!("\r\n--{boundary}");
    let first = &delimiter.as_bytes()[2..];
    let mut rest = body.strip_prefix(first)?;
    let mut parts = Vec::new();
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let end = find(part, delimiter.as_bytes())?;
        parts.push(part_of(&part[..end])?);
        rest = &part[end + delimiter.len()..];
    }
    (rest == b"--\r\n" || rest == b"--").then_some(parts)
}

fn part_of(part: &[u8]) -> Option<Part> {
    let end = find(part, b"\r\n\r\n")?;
    let head = std::str::from_utf8(&part[..end]).ok()?;
    let header = |name: &str| {
        let mut lines = head.split("\r\n").filter_map(|line| line.split_once(": "));
        lines
            .find(|(given, _)| given.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    let disposition = header("content-disposition")?.strip_prefix("form-data; ")?;
    let parameter = |name: &str| {
        let mut all = disposition
            .split("; ")
            .filter_map(|pair| pair.split_once('='));
        let (_, value) = all.find(|(given, _)| *given == name)?;
        Some(value.strip_prefix('"')?.strip_suffix('"')?.to_owned())
    };
    Some(Part {
        name: parameter("name")?,
        file_name: parameter("filename"),
        content_type: header("content-type").map(str::to_owned),
        content: part[end + 4..].to_vec(),
    })
}

/// Where something begins in bytes.
pub(super) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
