//! Parses multipart forms.
//!
//! Input: a body and its boundary. Output: its parts, or `None` if the body is malformed.

/// A part of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The name of the field.
    pub name: String,
    /// The file name, if the part is a file.
    pub file_name: Option<String>,
    /// The media type, if it is given.
    pub content_type: Option<String>,
    /// The content.
    pub content: Vec<u8>,
}

impl Part {
    /// Creates a text field.
    pub fn text(name: &str, content: &str) -> Self {
        Self {
            name: name.to_owned(),
            file_name: None,
            content_type: None,
            content: content.into(),
        }
    }

    /// Creates a file.
    pub fn file(name: &str, file_name: &str, content_type: &str, content: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            file_name: Some(file_name.to_owned()),
            content_type: Some(content_type.to_owned()),
            content: content.to_vec(),
        }
    }

    /// Sets the media type.
    pub fn with_content_type(mut self, content_type: &str) -> Self {
        self.content_type = Some(content_type.to_owned());
        self
    }
}

/// Parses the parts of a body.
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
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    let disposition = header("content-disposition")?.strip_prefix("form-data; ")?;
    let parameter = |name: &str| {
        let mut all = disposition
            .split("; ")
            .filter_map(|pair| pair.split_once('='));
        let (_, value) = all.find(|(key, _)| *key == name)?;
        Some(value.strip_prefix('"')?.strip_suffix('"')?.to_owned())
    };
    Some(Part {
        name: parameter("name")?,
        file_name: parameter("filename"),
        content_type: header("content-type").map(str::to_owned),
        content: part[end + 4..].to_vec(),
    })
}

/// Finds the position of a byte sequence.
pub(super) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
