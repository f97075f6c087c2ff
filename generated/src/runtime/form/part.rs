//! A part of a form, and the boundary and headers that precede its content.

use crate::runtime::upload::Upload;

#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) content: PartContent,
    /// Headers in addition to those of the content, as name and value.
    pub(super) headers: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
pub(super) enum PartContent {
    Text {
        text: String,
        content_type: Option<String>,
    },
    File(Upload),
}

impl Part {
    pub(super) fn text(
        name: impl Into<String>,
        text: impl Into<String>,
        content_type: Option<String>,
    ) -> Self {
        Self {
            name: name.into(),
            content: PartContent::Text {
                text: text.into(),
                content_type,
            },
            headers: Vec::new(),
        }
    }

    pub(super) fn file(name: impl Into<String>, file: Upload) -> Self {
        Self {
            name: name.into(),
            content: PartContent::File(file),
            headers: Vec::new(),
        }
    }

    /// Sets a header. It replaces one with the same name.
    pub(super) fn set_header(&mut self, header: &(String, String)) {
        self.headers
            .retain(|(name, _)| !name.eq_ignore_ascii_case(&header.0));
        self.headers.push(header.clone());
    }

    /// Returns the boundary and the headers of the part.
    pub(super) fn head(&self, boundary: &str) -> String {
        let name = quote(&self.name);
        let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
        let content_type = match &self.content {
            PartContent::Text { content_type, .. } => content_type.as_deref(),
            PartContent::File(file) => {
                // Without a file name, or with an empty one, servers would treat the part as a string.
                let file_name = file.name().filter(|name| !name.is_empty());
                let file_name = quote(file_name.unwrap_or(&self.name));
                head.push_str(&format!("; filename=\"{file_name}\""));
                Some(file.media_type())
            }
        };
        if let Some(content_type) = content_type {
            head.push_str(&format!("\r\nContent-Type: {}", single_line(content_type)));
        }
        for (name, value) in &self.headers {
            let (name, value) = (single_line(name), single_line(value));
            head.push_str(&format!("\r\n{name}: {value}"));
        }
        head.push_str("\r\n\r\n");
        head
    }
}

/// Encodes a name that is placed in quotes, following the rules of HTML.
fn quote(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn single_line(value: &str) -> String {
    value.replace(['\r', '\n'], " ")
}
