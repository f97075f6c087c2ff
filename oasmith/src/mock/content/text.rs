//! The text of every response, and its deltas.

use serde_json::Value;

use super::{Fields, schema};

/// The text of every response for which JSON was not requested.
pub const TEXT: &str = "Hello! This is a response of the mock server.";

/// The time of every response, in seconds since 1970.
pub const CREATED: i64 = 1_767_225_600;

/// The model of a response whose request names none.
pub const DEFAULT_MODEL: &str = "gpt-4.1";

/// Splits a string into deltas: words, each with its trailing space.
pub fn deltas(text: &str) -> Vec<&str> {
    text.split_inclusive(' ').collect()
}

/// Counts the tokens of a string: its words.
pub fn tokens(text: &str) -> usize {
    text.split_whitespace().count().max(1)
}

/// Returns the model of a request.
pub fn model(fields: &Fields) -> &str {
    fields
        .get("model")
        .and_then(Value::as_str)
        .unwrap_or(DEFAULT_MODEL)
}

/// Returns the text of a response in a requested format: JSON if it must be an object.
pub fn formatted(format: &Value) -> String {
    match format["type"].as_str() {
        Some("json_object") => r#"{"message":"Hello!"}"#.to_owned(),
        Some("json_schema") => {
            // Nested for chat completions, flat for responses.
            let schema = match &format["json_schema"]["schema"] {
                Value::Null => &format["schema"],
                schema => schema,
            };
            schema::value(schema).to_string()
        }
        _ => TEXT.to_owned(),
    }
}

/// A call of the tool that a request forces the model to call.
pub struct ForcedCall {
    /// The name of the function.
    pub name: String,
    /// The arguments, as JSON.
    pub arguments: String,
}

/// Returns the call that `tool_choice` requires, or `None` if it leaves the decision to the model, so that
/// a run ends.
pub fn forced_call(fields: &Fields) -> Option<ForcedCall> {
    let choice = fields.get("tool_choice")?;
    // Functions are nested for chat completions and flat for responses.
    let function = |tool: &Value| match &tool["function"] {
        Value::Null => tool.clone(),
        function => function.clone(),
    };
    let tools = fields.get("tools").and_then(Value::as_array)?;
    let mut functions = tools
        .iter()
        .filter(|tool| tool["type"] == "function")
        .map(function);
    let wanted = match choice {
        Value::String(choice) if choice == "required" => functions.next()?,
        Value::Object(_) => {
            let name = function(choice)["name"].clone();
            functions.find(|function| function["name"] == name)?
        }
        _ => return None,
    };
    Some(ForcedCall {
        name: wanted["name"].as_str()?.to_owned(),
        arguments: schema::value(&wanted["parameters"]).to_string(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{deltas, forced_call, formatted};

    #[test]
    fn deltas_add_up_to_the_text() {
        assert_eq!(deltas("a b  c"), ["a ", "b ", " ", "c"]);
        assert!(deltas("").is_empty());
    }

    #[test]
    fn the_format_decides_whether_a_text_is_json() {
        let schema = json!({"type": "object", "properties": {"n": {"type": "integer"}}});
        let chat = json!({"type": "json_schema", "json_schema": {"schema": schema}});
        let response = json!({"type": "json_schema", "schema": schema});
        assert_eq!(
            [formatted(&chat), formatted(&response)],
            ["{\"n\":1}", "{\"n\":1}"]
        );
        assert!(formatted(&json!({"type": "text"})).starts_with("Hello"));
    }

    #[test]
    fn only_a_required_tool_is_called() {
        let called = |choice: serde_json::Value| {
            let nested = json!({"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}});
            let flat = json!({"type": "function", "name": "g"});
            let request = json!({"tools": [nested, flat], "tool_choice": choice});
            forced_call(request.as_object()?).map(|call| call.name)
        };
        assert_eq!(called(json!("auto")), None);
        assert_eq!(called(json!("required")).as_deref(), Some("f"));
        assert_eq!(
            called(json!({"type": "function", "name": "g"})).as_deref(),
            Some("g")
        );
        let nested = json!({"type": "function", "function": {"name": "f"}});
        assert_eq!(called(nested).as_deref(), Some("f"));
    }
}
