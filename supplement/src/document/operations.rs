//! The operations of a document.
//!
//! Input: a [`Document`]. Output: each operation with the pointers of its schemas.

use oasmith_core::document::{Node, push_pointer};

use super::Document;

/// An operation of a document.
#[derive(Clone, Debug)]
pub struct DocumentOperation {
    /// The method and the path with empty placeholders, in the form of [`key`].
    pub key: String,
    /// The pointer of the operation.
    pub pointer: String,
    /// Its `operationId`.
    pub id: String,
    /// Query and header parameters: location, name, pointer of the schema.
    pub parameters: Vec<(String, String, String)>,
    /// Media types of the request body and the pointers of their schemas.
    pub bodies: Vec<(String, String)>,
    /// Pointers of the schemas of JSON responses.
    pub responses: Vec<String>,
    /// Pointers of the schemas of event streams.
    pub events: Vec<String>,
}

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "patch", "head", "options", "trace",
];

/// Returns the method and the path with empty placeholders, by which operations of two sources are matched.
pub fn key(method: &str, path: &str) -> String {
    let mut key = format!("{} ", method.to_uppercase());
    let mut inside = false;
    for letter in path.chars() {
        match letter {
            '{' => {
                inside = true;
                key.push('{');
            }
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        if letter != '{' {
            key.push(letter);
        }
    }
    key
}

/// All operations.
pub fn operations(document: &Document<'_>) -> Vec<DocumentOperation> {
    let mut found = Vec::new();
    for (path, item) in members(document.at("/paths")) {
        for (method, _) in members(Some(item)) {
            if METHODS.contains(&method) {
                found.push(operation(document, path, method));
            }
        }
    }
    found
}

fn members(node: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    let members = node.and_then(Node::as_object).into_iter().flatten();
    members.map(|(key, value)| (&*key.text, value))
}

fn operation(document: &Document<'_>, path: &str, method: &str) -> DocumentOperation {
    let mut item = "/paths".to_owned();
    push_pointer(&mut item, path);
    let pointer = format!("{item}/{method}");
    let id = document
        .at(&format!("{pointer}/operationId"))
        .and_then(Node::as_str);
    let mut parameters = parameters(document, &item);
    parameters.extend(self::parameters(document, &pointer));
    let body = document.follow(&format!("{pointer}/requestBody"));
    let mut found = DocumentOperation {
        key: key(method, path),
        id: id.unwrap_or_default().to_owned(),
        parameters,
        bodies: media(document, &body),
        responses: Vec::new(),
        events: Vec::new(),
        pointer: pointer.clone(),
    };
    for (status, _) in members(document.at(&format!("{pointer}/responses"))) {
        if status.starts_with('2') {
            let response = document.follow(&format!("{pointer}/responses/{status}"));
            for (kind, schema) in media(document, &response) {
                match kind.as_str() {
                    "text/event-stream" => found.events.push(schema),
                    _ => found.responses.push(schema),
                }
            }
        }
    }
    found
}

/// The media types of a content map, each with the pointer of its schema.
fn media(document: &Document<'_>, owner: &str) -> Vec<(String, String)> {
    let content = format!("{owner}/content");
    members(document.at(&content))
        .map(|(kind, _)| {
            let mut schema = content.clone();
            push_pointer(&mut schema, kind);
            (kind.to_owned(), format!("{schema}/schema"))
        })
        .collect()
}

fn parameters(document: &Document<'_>, owner: &str) -> Vec<(String, String, String)> {
    let list = document
        .at(&format!("{owner}/parameters"))
        .and_then(Node::as_array);
    (0..list.map_or(0, <[Node]>::len))
        .filter_map(|index| {
            let at = document.follow(&format!("{owner}/parameters/{index}"));
            let text = |name| document.at(&format!("{at}/{name}")).and_then(Node::as_str);
            Some((
                text("in")?.to_owned(),
                text("name")?.to_owned(),
                format!("{at}/schema"),
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn names_of_placeholders_do_not_matter() {
        assert_eq!(
            key("get", "/evals/{eval_id}/runs/{run_id}"),
            "GET /evals/{}/runs/{}"
        );
    }
}
