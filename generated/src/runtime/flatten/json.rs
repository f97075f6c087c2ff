//! Values as JSON, for parts of forms and fields that carry an object.

use serde_json::Value;

use super::{FlattenError, Tree};

impl Tree {
    /// Returns the value as JSON, with the properties of objects in order.
    pub(crate) fn to_json(&self) -> Result<String, FlattenError> {
        let mut json = String::new();
        write(self, &mut json)?;
        Ok(json)
    }
}

fn write(value: &Tree, json: &mut String) -> Result<(), FlattenError> {
    match value {
        Tree::Null => json.push_str("null"),
        Tree::String(string) => json.push_str(&quoted(string)),
        Tree::Literal(literal) => json.push_str(literal),
        Tree::File(_) => return Err(FlattenError("JSON cannot carry a file".to_owned())),
        Tree::List(items) => {
            json.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                write(item, json)?;
            }
            json.push(']');
        }
        Tree::Object(properties) => {
            json.push('{');
            for (index, (name, value)) in properties.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                json.push_str(&quoted(name));
                json.push(':');
                write(value, json)?;
            }
            json.push('}');
        }
    }
    Ok(())
}

fn quoted(string: &str) -> String {
    Value::from(string).to_string()
}
