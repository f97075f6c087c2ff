//! Media types of files, by their names and by their first bytes.

/// The media type of a file about which nothing is known.
const UNKNOWN: &str = "application/octet-stream";

/// Returns the media type of a file: by the extension of its name, or else by its content.
pub(crate) fn of_file(name: Option<&str>, content: Option<&[u8]>) -> &'static str {
    let of_name = name.and_then(of_name);
    of_name
        .or_else(|| content.and_then(of_content))
        .unwrap_or(UNKNOWN)
}

/// Returns the media type of files with this name, by its case-insensitive extension.
fn of_name(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    exception(&extension).or_else(|| mime_guess::from_ext(&extension).first_raw())
}

/// Returns the media type of an extension whose registered type is not the one that APIs expect.
///
/// Source code is text. Its registered types are unknown to most services, or mean something else, as for `ts`.
fn exception(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "c" | "cc" | "cpp" | "cs" | "go" | "h" | "hpp" | "java" | "kt" | "md" | "php" | "py"
        | "rb" | "rs" | "sh" | "sql" | "srt" | "swift" | "tex" | "toml" | "ts" | "tsx" | "yaml"
        | "yml" => "text/plain",
        "jsonl" => "application/jsonl",
        "m4a" => "audio/mp4",
        "mpga" => "audio/mpeg",
        "weba" => "audio/webm",
        _ => return None,
    })
}

/// Returns the media type of content, by its first bytes. Valid UTF-8 without control characters is text.
fn of_content(content: &[u8]) -> Option<&'static str> {
    if content.is_empty() {
        return None;
    }
    if let Some(kind) = infer::get(content) {
        return Some(match kind.mime_type() {
            "audio/m4a" => "audio/mp4",
            "audio/x-flac" => "audio/flac",
            "audio/x-wav" => "audio/wav",
            media_type => media_type,
        });
    }
    let text = std::str::from_utf8(content).ok()?;
    let is_binary = |c: char| c.is_control() && !c.is_whitespace();
    (!text.contains(is_binary)).then_some("text/plain")
}
