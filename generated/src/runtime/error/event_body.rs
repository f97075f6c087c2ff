//! The data of events in the body of an error: some servers report errors in the format of the requested stream.

/// Returns the data of each event. The data of the nonstandard field `error` counts as well.
pub(super) fn event_data(body: &[u8]) -> Vec<Vec<u8>> {
    let mut events = Vec::new();
    let mut data = Vec::new();
    for line in body.split(|byte| *byte == b'\n').chain([&b""[..]]) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            if !data.is_empty() {
                events.push(std::mem::take(&mut data));
            }
            continue;
        }
        let value = line
            .strip_prefix(b"data:")
            .or_else(|| line.strip_prefix(b"error:"));
        if let Some(value) = value {
            if !data.is_empty() {
                data.push(b'\n');
            }
            data.extend_from_slice(value.strip_prefix(b" ").unwrap_or(value));
        }
    }
    events
}
