//! The parts of a multipart form.
//!
//! Input: a body and its media type. Output: names and contents.

/// A part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'b> {
    /// Its name.
    pub name: String,
    /// Its content.
    pub content: &'b [u8],
}

/// Returns the parts in order, or `None` if the body is malformed.
pub fn parts<'b>(body: &'b [u8], media_type: &str) -> Option<Vec<Part<'b>>> {
    let boundary = media_type.split("boundary=").nth(1)?;
    let boundary = boundary.split(';').next()?.trim().trim_matches('"');
    let delimiter = format!("--{boundary}").into_bytes();
    let mut rest = after(body, &delimiter)?;
    let mut parts = Vec::new();
    // Two dashes follow the last delimiter.
    while !rest.starts_with(b"--") {
        let part = rest.strip_prefix(b"\r\n")?;
        let end = find(part, &delimiter)?;
        let (part, next) = part.split_at(end);
        rest = next.get(delimiter.len()..)?;
        let head_end = find(part, b"\r\n\r\n")?;
        let content = part.get(head_end + 4..)?;
        parts.push(Part {
            name: part_name(&String::from_utf8_lossy(&part[..head_end]))?,
            content: content.strip_suffix(b"\r\n").unwrap_or(content),
        });
    }
    Some(parts)
}

fn find(bytes: &[u8], pattern: &[u8]) -> Option<usize> {
    bytes
        .windows(pattern.len())
        .position(|window| window == pattern)
}

fn after<'b>(bytes: &'b [u8], pattern: &[u8]) -> Option<&'b [u8]> {
    bytes.get(find(bytes, pattern)? + pattern.len()..)
}

fn part_name(head: &str) -> Option<String> {
    let mut lines = head.split("\r\n");
    let disposition = lines.find(|line| {
        let name = line.split(':').next().unwrap_or_default();
        name.eq_ignore_ascii_case("content-disposition")
    })?;
    let quoted = disposition
        .split(';')
        .find_map(|pair| pair.trim().strip_prefix("name="))?;
    Some(quoted.trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn parts_are_separated_by_the_boundary() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"a[b]\"\r\n\r\n1\r\n--x\r\ncontent-type: a/b\r\n\
                    content-disposition: form-data; name=\"f\"; filename=\"n\"\r\n\r\n--\r\n--x--\r\n";
        let read = parts(body.as_bytes(), "multipart/form-data; boundary=x").expect("a form");
        let read: Vec<_> = read
            .iter()
            .map(|part| (part.name.as_str(), part.content))
            .collect();
        assert_eq!(read, [("a[b]", &b"1"[..]), ("f", &b"--"[..])]);
        assert_eq!(parts(b"--x\r\n", "multipart/form-data; boundary=x"), None);
        assert_eq!(parts(b"", "multipart/form-data"), None);
    }
}
