//! The fields of a request.
//!
//! Input: a request. Output: the properties of its JSON body or the fields of its form, and its query parameters.

use serde_json::{Map, Value};

use super::form;
use super::response::essence;
use super::wire::Request;

/// Returns the fields of a request. A malformed body has none.
pub fn fields(request: &Request) -> Map<String, Value> {
    let mut fields = Map::new();
    for (name, value) in request.query_pairs() {
        add(&mut fields, &name, scalar(&value));
    }
    let media_type = request.header("content-type").unwrap_or_default();
    match essence(media_type) {
        "multipart/form-data" => {
            for part in form::parts(&request.body, media_type).unwrap_or_default() {
                add(
                    &mut fields,
                    &part.name,
                    scalar(&String::from_utf8_lossy(part.content)),
                );
            }
        }
        _ => {
            if let Ok(Value::Object(properties)) = serde_json::from_slice(&request.body) {
                fields.extend(properties);
            }
        }
    }
    fields
}

/// Reads a value of a form or a query, in which everything is a string.
fn scalar(text: &str) -> Value {
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        text => Value::from(text),
    }
}

/// Adds a value. A name with brackets is an item of a list.
fn add(fields: &mut Map<String, Value>, name: &str, value: Value) {
    match name.split_once('[') {
        None => {
            fields.insert(name.to_owned(), value);
        }
        Some((name, _)) => match fields.get_mut(name) {
            Some(Value::Array(items)) => items.push(value),
            _ => {
                fields.insert(name.to_owned(), Value::Array(vec![value]));
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Request, fields};

    #[test]
    fn fields_are_read_from_queries_json_and_forms() {
        let json = [("content-type", "application/json; charset=utf-8")];
        let request = Request::test(
            "POST",
            "/a?stream=true&include%5B%5D=x&include[]=y",
            &json,
            r#"{"n":2}"#,
        );
        let expected = json!({"stream": true, "include": ["x", "y"], "n": 2});
        assert_eq!(Value::Object(fields(&request)), expected);
        let form = [("content-type", "multipart/form-data; boundary=b")];
        let part = |name: &str, value: &str| {
            format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body =
            part("stream", "true") + &part("t[]", "word") + &part("model", "m") + "--b--\r\n";
        let request = Request::test("POST", "/a", &form, &body);
        let expected = json!({"stream": true, "t": ["word"], "model": "m"});
        assert_eq!(Value::Object(fields(&request)), expected);
        assert!(fields(&Request::test("POST", "/a", &form, "x")).is_empty());
    }
}
