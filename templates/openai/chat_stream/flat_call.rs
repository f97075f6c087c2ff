//! Tool calls whose name and arguments are not in a `function` object, or whose arguments have another name.

use serde_json::{Map, Value};

use crate::runtime::codec::decode_value;
use crate::types::ChatCompletionMessageToolCallChunk as Chunk;

/// Other names of the arguments.
const ARGUMENTS: [&str; 5] = ["parameters", "input", "args", "params", "kwargs"];

/// Returns the chunk with its name and arguments where the document declares them, if they are elsewhere.
#[inline]
pub(super) fn declared_form(chunk: &Chunk) -> Option<Chunk> {
    let is_declared_form = match &chunk.function {
        Some(function) => function.extra.iter().next().is_none(),
        None => chunk.extra.iter().next().is_none(),
    };
    if is_declared_form {
        return None;
    }
    let Ok(Value::Object(mut call)) = serde_json::to_value(chunk) else {
        return None;
    };
    let is_custom =
        call.get("type").is_some_and(|it| it == "custom") || call.contains_key("custom");
    let is_changed = match call.get_mut("function") {
        Some(Value::Object(function)) => rename_arguments(function),
        None | Some(Value::Null) if !is_custom => nest(&mut call),
        _ => false,
    };
    let chunk = is_changed.then(|| decode_value(&Value::Object(call)));
    chunk?.ok()
}

/// Moves the name and the arguments of a call into its function.
#[inline]
fn nest(call: &mut Map<String, Value>) -> bool {
    let mut function = Map::new();
    for name in ["name", "arguments"].iter().chain(&ARGUMENTS) {
        let value = call.remove(*name).filter(|value| !value.is_null());
        function.extend(value.map(|value| ((*name).to_owned(), value)));
    }
    if function.is_empty() {
        return false;
    }
    rename_arguments(&mut function);
    call.insert("function".to_owned(), Value::Object(function));
    true
}

/// Renames the arguments of a function, if it has them under another name.
#[inline]
fn rename_arguments(function: &mut Map<String, Value>) -> bool {
    let arguments = function.get("arguments");
    if arguments.is_some_and(|arguments| !arguments.is_null() && arguments != "") {
        return false;
    }
    let is_present = |name: &&str| function.get(*name).is_some_and(|value| !value.is_null());
    let found = ARGUMENTS.into_iter().find(is_present);
    let Some(arguments) = found.and_then(|name| function.remove(name)) else {
        return false;
    };
    function.insert("arguments".to_owned(), arguments);
    true
}
