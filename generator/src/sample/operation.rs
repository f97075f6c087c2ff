//! The operations of a document, with values.

use serde_json::Value;

use super::part::{is_set, resolved};
use super::schema::Sampler;
use super::{Answer, Body, Parameter, Sample};
use crate::document::{Map, Node};

/// The methods of a path item, as the document writes them.
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// All operations, in document order. An operation of which something has no finite value is left out.
pub fn samples(root: &Node) -> Vec<Sample> {
    let mut samples = Vec::new();
    for (path, item) in members(root.get("paths")) {
        for (method, operation) in members(Some(item)) {
            if METHODS.contains(&method) {
                samples.extend(sample(root, path, method, operation));
            }
        }
    }
    samples
}

fn members(node: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    let map = node.and_then(Node::as_object);
    let members = map.into_iter().flat_map(Map::iter);
    members.map(|(key, node)| (key.text.as_ref(), node))
}

fn sample(root: &Node, path: &str, method: &str, operation: &Node) -> Option<Sample> {
    let (status, answers) = answers(root, operation);
    let request = operation
        .get("requestBody")
        .and_then(|body| resolved(root, body));
    let id = operation.get("operationId").and_then(Node::as_str);
    Some(Sample {
        operation_id: id.map_or_else(|| format!("{method} {path}"), str::to_owned),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        keys: keys(root, operation),
        parameters: required(root, operation)?,
        options: options(root, operation),
        needs_body: request.is_some_and(|body| is_set(body, "required")),
        bodies: match request {
            Some(body) => bodies(root, body)?,
            None => Vec::new(),
        },
        status,
        answers,
    })
}

/// What the operation declares; what its path item declares is there as well in the normalized tree.
fn parameters<'n>(root: &'n Node, operation: &'n Node) -> impl Iterator<Item = &'n Node> {
    let all = operation.get("parameters").and_then(Node::as_array);
    let all = all.unwrap_or_default().iter();
    all.filter_map(move |parameter| resolved(root, parameter))
}

fn required(root: &Node, operation: &Node) -> Option<Vec<Parameter>> {
    let required = parameters(root, operation).filter(|parameter| is_set(parameter, "required"));
    let sampler = Sampler::with_items(root);
    required
        .map(|parameter| {
            let text = |name: &str| parameter.get(name).and_then(Node::as_str);
            let content = || members(parameter.get("content")).next()?.1.get("schema");
            let schema = parameter.get("schema").or_else(content);
            Some(Parameter {
                name: text("name")?.to_owned(),
                place: text("in")?.to_owned(),
                value: sampler.value(schema?)?,
            })
        })
        .collect()
}

fn options(root: &Node, operation: &Node) -> Vec<String> {
    let optional = parameters(root, operation).filter(|parameter| {
        let place = parameter.get("in").and_then(Node::as_str);
        place == Some("query") && !is_set(parameter, "required")
    });
    let name = |parameter: &Node| Some(parameter.get("name")?.as_str()?.to_owned());
    optional.filter_map(name).collect()
}

/// One body for each kind of media type, the first of its kind.
fn bodies(root: &Node, request: &Node) -> Option<Vec<Body>> {
    let mut bodies: Vec<Body> = Vec::new();
    for (media_type, content) in members(request.get("content")) {
        let kind = Kind::of(media_type);
        if kind != Kind::Plain && bodies.iter().any(|body| Kind::of(&body.media_type) == kind) {
            continue;
        }
        let value = match (kind, content.get("schema")) {
            (Kind::Plain, _) => Value::from("sample"),
            (_, None) => Value::Object(serde_json::Map::new()),
            (_, Some(schema)) => Sampler::least(root).value(schema)?,
        };
        bodies.push(Body {
            media_type: media_type.to_owned(),
            value,
        });
    }
    Some(bodies)
}

/// The first success that has a content, or the first.
fn answers(root: &Node, operation: &Node) -> (u16, Vec<Answer>) {
    let successes: Vec<(u16, &Node)> = members(operation.get("responses"))
        .filter_map(|(status, answer)| Some((success(status)?, resolved(root, answer)?)))
        .collect();
    let has_content = |answer: &Node| members(answer.get("content")).next().is_some();
    let chosen = successes
        .iter()
        .find(|(_, answer)| has_content(answer))
        .or(successes.first());
    let Some((status, answer)) = chosen else {
        return (200, Vec::new());
    };
    let answers = members(answer.get("content")).map(|(media_type, content)| Answer {
        media_type: media_type.to_owned(),
        values: values(root, media_type, content),
    });
    (*status, answers.collect())
}

fn values(root: &Node, media_type: &str, content: &Node) -> Vec<Value> {
    let sampler = Sampler::with_items(root);
    match (Kind::of(media_type), content.get("schema")) {
        (Kind::Events, Some(schema)) => sampler.each(schema),
        (Kind::Json, Some(schema)) => sampler.value(schema).into_iter().collect(),
        _ => vec![Value::from("sample")],
    }
}

/// The status that stands for a success, if it does.
fn success(status: &str) -> Option<u16> {
    match status {
        "2XX" | "2xx" => Some(200),
        status => status
            .parse()
            .ok()
            .filter(|status| (200..300).contains(status)),
    }
}

/// The headers that a key may stand in, where the operation needs one.
fn keys(root: &Node, operation: &Node) -> Vec<String> {
    let security = operation.get("security").or_else(|| root.get("security"));
    let choices = security.and_then(Node::as_array).unwrap_or_default();
    let mut headers = Vec::new();
    for choice in choices {
        let mut schemes = members(Some(choice));
        // A choice without a scheme is to do without a key.
        let Some((name, _)) = schemes.next() else {
            return Vec::new();
        };
        headers.extend(header(root, name));
    }
    headers.dedup();
    headers
}

fn header(root: &Node, scheme: &str) -> Option<String> {
    let schemes = root.get("components")?.get("securitySchemes")?;
    let scheme = resolved(root, schemes.get(scheme)?)?;
    let text = |name: &str| scheme.get(name).and_then(Node::as_str);
    match (text("type")?, text("in")) {
        ("apiKey", Some("header")) => Some(text("name")?.to_ascii_lowercase()),
        ("apiKey", _) => None,
        _ => Some("authorization".to_owned()),
    }
}

/// Kinds of media types.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Json,
    Form,
    Encoded,
    Events,
    Plain,
}

impl Kind {
    fn of(media_type: &str) -> Self {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        match essence {
            "application/json" => Self::Json,
            "multipart/form-data" => Self::Form,
            "application/x-www-form-urlencoded" => Self::Encoded,
            "text/event-stream" => Self::Events,
            other if other.ends_with("+json") => Self::Json,
            _ => Self::Plain,
        }
    }
}
