//! What is wrong with a request, by what its operation must be sent.
//!
//! In: an operation with values, and a request. Out: a status and a reason, or nothing. With `exact` the request must
//! have the very values; a request for a stream may have more than them, since something in it asks for the stream.

use oasmith::sample::{Body, Sample};
use serde_json::Value;

use super::form;
use super::wire::Request;

/// The first fault.
pub fn fault(sample: &Sample, request: &Request, exact: bool) -> Option<(u16, String)> {
    if !sample.keys.is_empty()
        && !sample
            .keys
            .iter()
            .any(|name| request.header(name).is_some())
    {
        return Some((
            401,
            format!("there is no key in {}", sample.keys.join(" or ")),
        ));
    }
    let fault = parameters(sample, request, exact).or_else(|| body(sample, request, exact));
    fault.map(|reason| (400, reason))
}

fn parameters(sample: &Sample, request: &Request, exact: bool) -> Option<String> {
    let path = sample.path.split('?').next().unwrap_or_default();
    let segments = path.split('/').zip(request.path.split('/'));
    for parameter in &sample.parameters {
        let name = &parameter.name;
        let given = match parameter.place.as_str() {
            "path" => {
                let holder = format!("{{{name}}}");
                segments
                    .clone()
                    .find(|(wanted, _)| *wanted == holder)
                    .map(|(_, given)| given.to_owned())
            }
            "query" => request.query_value(name).map(str::to_owned),
            "header" => request
                .header(&name.to_ascii_lowercase())
                .map(str::to_owned),
            _ => continue,
        };
        let Some(given) = given else {
            return Some(format!("the parameter `{name}` is missing"));
        };
        let wanted = text(&parameter.value);
        if exact && wanted.is_some_and(|wanted| wanted != given) {
            return Some(format!("the parameter `{name}` is {given:?}"));
        }
    }
    None
}

/// A plain value as text; none of what is written in several ways.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

fn body(sample: &Sample, request: &Request, exact: bool) -> Option<String> {
    let media_type = request.header("content-type").unwrap_or_default();
    if request.body.is_empty() && media_type.is_empty() {
        return sample.needs_body.then(|| "the body is missing".to_owned());
    }
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let Some(body) = sample
        .bodies
        .iter()
        .find(|body| body.media_type.starts_with(essence))
    else {
        return Some(format!(
            "a body of {media_type:?} is not for this operation"
        ));
    };
    let streamed = request
        .header("accept")
        .is_some_and(|accepted| accepted.contains("text/event-stream"));
    let more = !exact || streamed;
    match essence {
        "application/json" => json(body, request, exact, more),
        "multipart/form-data" => parts(body, request, media_type, more),
        _ => (exact && text(&body.value).is_some_and(|wanted| wanted.as_bytes() != request.body))
            .then(|| "the body is another one".to_owned()),
    }
}

fn json(body: &Body, request: &Request, exact: bool, more: bool) -> Option<String> {
    let given: Value = match serde_json::from_slice(&request.body) {
        Ok(given) => given,
        Err(error) => return Some(format!("the body is no JSON: {error}")),
    };
    let (Value::Object(wanted), Value::Object(given)) = (&body.value, &given) else {
        let same = !exact || body.value == given;
        return (!same).then(|| "the body is another one".to_owned());
    };
    for (name, value) in wanted {
        match given.get(name) {
            None => return Some(format!("the body has no `{name}`")),
            Some(other) if exact && other != value => {
                return Some(format!("`{name}` in the body is {other}"));
            }
            Some(_) => {}
        }
    }
    let further = given.keys().find(|name| !wanted.contains_key(*name));
    let further = further.filter(|_| !more);
    further.map(|name| format!("`{name}` in the body was not to be sent"))
}

fn parts(body: &Body, request: &Request, media_type: &str, more: bool) -> Option<String> {
    let Some(names) = form::names(&request.body, media_type) else {
        return Some("the form is not well-formed".to_owned());
    };
    let Value::Object(wanted) = &body.value else {
        return None;
    };
    let is_of = |given: &str, name: &str| {
        let rest = given.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
    };
    // An empty list or object has no part.
    let has_part = |value: &Value| match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    };
    let mut required = wanted.iter().filter(|(_, value)| has_part(value));
    let missing = required.find(|(name, _)| !names.iter().any(|given| is_of(given, name)));
    if let Some((name, _)) = missing {
        return Some(format!("the form has no `{name}`"));
    }
    // A form of which the document names no members takes any.
    let more = more || wanted.is_empty();
    let known = |given: &&String| wanted.keys().any(|name| is_of(given, name));
    let further = names.iter().find(|name| !known(name)).filter(|_| !more);
    further.map(|name| format!("`{name}` in the form was not to be sent"))
}

#[cfg(test)]
mod tests {
    use oasmith::sample::{Body, Parameter, Sample};
    use serde_json::{Value, json};

    use super::{Request, fault};

    fn sample() -> Sample {
        let parameter = |name: &str, place: &str| Parameter {
            name: name.to_owned(),
            place: place.to_owned(),
            value: Value::from("sample"),
        };
        let body = |media_type: &str| Body {
            media_type: media_type.to_owned(),
            value: json!({"name": "sample", "tags": []}),
        };
        Sample {
            operation_id: "feed".to_owned(),
            method: "POST".to_owned(),
            path: "/pets/{id}/feed".to_owned(),
            keys: vec!["authorization".to_owned()],
            parameters: vec![parameter("id", "path"), parameter("by", "query")],
            options: vec!["after".to_owned()],
            needs_body: true,
            bodies: vec![body("application/json"), body("multipart/form-data")],
            status: 200,
            answers: Vec::new(),
        }
    }

    fn found(target: &str, headers: &[(&str, &str)], body: &str, exact: bool) -> String {
        let request = Request::test("POST", target, headers, body);
        match fault(&sample(), &request, exact) {
            None => "fine".to_owned(),
            Some((status, reason)) => format!("{status} {reason}"),
        }
    }

    /// Target, headers, body, and what is said.
    type Case = (
        &'static str,
        &'static [(&'static str, &'static str)],
        &'static str,
        &'static str,
    );

    const KEY: (&str, &str) = ("authorization", "Bearer k");
    const JSON: (&str, &str) = ("content-type", "application/json");

    #[test]
    fn each_fault_has_its_words() {
        const FINE: &str = r#"{"name":"sample","tags":[]}"#;
        const AT: &str = "/pets/sample/feed?by=sample";
        let cases: &[Case] = &[
            (AT, &[KEY, JSON], FINE, "fine"),
            (AT, &[JSON], FINE, "401 there is no key in authorization"),
            (
                "/pets/x/feed?by=sample",
                &[KEY, JSON],
                FINE,
                "400 the parameter `id` is \"x\"",
            ),
            (
                "/pets/sample/feed",
                &[KEY, JSON],
                FINE,
                "400 the parameter `by` is missing",
            ),
            (AT, &[KEY], "", "400 the body is missing"),
            (
                AT,
                &[KEY, ("content-type", "a/b")],
                "x",
                "400 a body of \"a/b\" is not for this operation",
            ),
            (
                AT,
                &[KEY, JSON],
                "{",
                "400 the body is no JSON: EOF while parsing an object at line 1 column 1",
            ),
            (
                AT,
                &[KEY, JSON],
                r#"{"tags":[]}"#,
                "400 the body has no `name`",
            ),
            (
                AT,
                &[KEY, JSON],
                r#"{"name":"b","tags":[]}"#,
                "400 `name` in the body is \"b\"",
            ),
            (
                AT,
                &[KEY, JSON],
                r#"{"name":"sample","tags":[],"x":1}"#,
                "400 `x` in the body was not to be sent",
            ),
            (
                AT,
                &[KEY, JSON, ("accept", "text/event-stream")],
                r#"{"name":"sample","tags":[],"stream":true}"#,
                "fine",
            ),
        ];
        for (target, headers, body, expected) in cases {
            assert_eq!(
                found(target, headers, body, true),
                *expected,
                "{target} {body}"
            );
        }
    }

    #[test]
    fn without_exact_only_what_must_be_there_counts() {
        let headers = [("authorization", "k"), ("content-type", "application/json")];
        let other = r#"{"name":"b","tags":[1],"x":1}"#;
        assert_eq!(
            found("/pets/7/feed?by%5B%5D=me", &headers, other, false),
            "fine"
        );
        assert_eq!(
            found("/pets/7/feed?by=me", &headers, "{}", false),
            "400 the body has no `name`"
        );
    }

    #[test]
    fn forms_are_checked_by_the_names_of_their_parts() {
        let headers = [
            ("authorization", "k"),
            ("content-type", "multipart/form-data; boundary=b"),
        ];
        let part = |name: &str| {
            format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\nx\r\n")
        };
        let at = "/pets/sample/feed?by=sample";
        let form =
            |names: &[&str]| names.iter().map(|name| part(name)).collect::<String>() + "--b--\r\n";
        assert_eq!(found(at, &headers, &form(&["name"]), true), "fine");
        assert_eq!(
            found(at, &headers, &form(&["name", "tags[]"]), true),
            "fine"
        );
        assert_eq!(
            found(at, &headers, &form(&["tags"]), true),
            "400 the form has no `name`"
        );
        assert_eq!(
            found(at, &headers, &form(&["name", "x"]), true),
            "400 `x` in the form was not to be sent"
        );
        assert_eq!(
            found(at, &headers, "x", true),
            "400 the form is not well-formed"
        );
    }
}
