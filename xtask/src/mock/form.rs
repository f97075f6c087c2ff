//! The names of the parts of a multipart form.

/// The names, in their order; none of a body that is not well-formed.
pub fn names(body: &[u8], media_type: &str) -> Option<Vec<String>> {
    let boundary = media_type.split("boundary=").nth(1)?;
    let boundary = boundary.split(';').next()?.trim().trim_matches('"');
    let delimiter = format!("--{boundary}");
    let text = String::from_utf8_lossy(body);
    let mut parts = text.split(&delimiter);
    // Before the first delimiter there is nothing, and behind the last one two dashes.
    parts.next()?;
    let mut names = Vec::new();
    for part in parts {
        if part.starts_with("--") {
            return Some(names);
        }
        let (head, _) = part.strip_prefix("\r\n")?.split_once("\r\n\r\n")?;
        names.push(name(head)?);
    }
    None
}

fn name(head: &str) -> Option<String> {
    let mut lines = head.split("\r\n");
    let disposition = lines.find(|line| {
        let name = line.split(':').next().unwrap_or_default();
        name.eq_ignore_ascii_case("content-disposition")
    })?;
    let named = disposition
        .split(';')
        .find_map(|pair| pair.trim().strip_prefix("name="))?;
    Some(named.trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn parts_are_found_by_their_boundary() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"a[b]\"\r\n\r\n1\r\n--x\r\ncontent-type: a/b\r\n\
                    content-disposition: form-data; name=\"f\"; filename=\"n\"\r\n\r\n--\r\n--x--\r\n";
        let found = names(body.as_bytes(), "multipart/form-data; boundary=x");
        assert_eq!(found, Some(vec!["a[b]".to_owned(), "f".to_owned()]));
        assert_eq!(names(b"--x\r\n", "multipart/form-data; boundary=x"), None);
        assert_eq!(names(b"", "multipart/form-data"), None);
    }
}
