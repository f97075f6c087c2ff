//! What examples do with the result of a call.

use super::notes::Notes;
use super::values::Values;
use crate::plan::names;
use crate::plan::{
    ExampleResult, Operation, Payload, Presence, Record, Reply, ResultUse, ResultValue, RustType,
    TypeKind,
};

/// What the example of an operation does with the result.
pub fn of_operation(
    operation: &Operation,
    group: &[String],
    values: &Values<'_>,
    notes: &Notes<'_>,
) -> ExampleResult {
    let note = notes.result(&operation.id);
    of_reply(&operation.reply, operation, group, values, notes, note)
}

fn of_reply(
    reply: &Reply,
    operation: &Operation,
    group: &[String],
    values: &Values<'_>,
    notes: &Notes<'_>,
    note: Option<ResultUse>,
) -> ExampleResult {
    let value = |name: &str, used: ResultUse| {
        let name = name.to_owned();
        ExampleResult::Value(ResultValue { name, used })
    };
    match reply {
        Reply::Empty => ExampleResult::Nothing,
        Reply::Json(ty) | Reply::JsonOrEvents(ty, _) => {
            let record = record(ty, values);
            let is_retrieved = operation.http == "GET";
            match (note, record.and_then(|it| shown(it, is_retrieved, values))) {
                (Some(note), _) => value("response", note),
                (None, Some(part)) => value(variable(&part, group), ResultUse::Part(part)),
                (None, None) => value("response", ResultUse::Debug),
            }
        }
        Reply::Page(page) => {
            let record = values.item(page).and_then(|item| record(item, values));
            let part = record.and_then(|it| shown(it, false, values));
            let part = part.map_or(ResultUse::Debug, ResultUse::Part);
            let method = operation.method.trim_start_matches("r#");
            let list = match method.strip_prefix("list") {
                Some("") => group.last().map_or("items", String::as_str),
                Some(what) => what.trim_start_matches('_'),
                None => "items",
            };
            let list = list.trim_start_matches("r#");
            let is_name = names::is_identifier(list);
            let item = singular(list).filter(|_| is_name).unwrap_or("item");
            // Statements use the variable `item`.
            let item = match &note {
                Some(ResultUse::Statements(_)) => "item",
                _ => item,
            };
            let list = if item == "item" { "items" } else { list };
            ExampleResult::Items {
                list: list.to_owned(),
                item: ResultValue {
                    name: item.to_owned(),
                    used: note.unwrap_or(part),
                },
            }
        }
        Reply::Text => value("text", ResultUse::Part(String::new())),
        Reply::Binary | Reply::BinaryOrEvents(_) => {
            let file = notes.value(&operation.id, "save_to");
            ExampleResult::Saved(file.unwrap_or("content.bin").to_owned())
        }
        Reply::Events(_) => ExampleResult::Events,
        Reply::Optional(_) | Reply::ByStatus => value("response", ResultUse::Debug),
    }
}

/// Renames the variable of a list if the group has a variable with the same name.
pub fn without_name_clash(result: ExampleResult, variable: &str) -> ExampleResult {
    match result {
        ExampleResult::Items { list, item } => ExampleResult::Items {
            list: match (list == variable, variable) {
                (false, _) => list,
                (true, "items") => "list".to_owned(),
                (true, _) => "items".to_owned(),
            },
            item,
        },
        other => other,
    }
}

/// The field of a record that an example prints: `deleted`, otherwise `id`. The example of an object that is retrieved
/// by its id prints its `status` or `name` instead, if it has one.
fn shown(record: &Record, is_retrieved: bool, values: &Values<'_>) -> Option<String> {
    let has = |wire: &str, is_shown: &dyn Fn(&RustType) -> bool| {
        let mut fields = record.fields();
        let field = fields.find(|(name, _)| *name == wire)?.1;
        let is_plain = field.presence == Presence::Required && is_shown(&field.ty);
        is_plain.then(|| format!(".{}", field.ident))
    };
    let is_text = |ty: &RustType| *ty == RustType::String || values.is_string_enum(ty);
    let of_retrieved = || {
        let names = ["status", "name"].iter().filter(|_| is_retrieved);
        names.filter_map(|name| has(name, &is_text)).next()
    };
    has("deleted", &|ty| *ty == RustType::Bool)
        .or_else(of_retrieved)
        .or_else(|| has("id", &|ty| *ty == RustType::String))
}

/// The name of the variable of a result: the singular of the group's name, or `response` if the object was deleted.
fn variable<'a>(part: &str, group: &'a [String]) -> &'a str {
    let group = group.last().and_then(|name| singular(name));
    group.filter(|_| part != ".deleted").unwrap_or("response")
}

/// The singular of a plural noun, if it is regular and a valid identifier.
fn singular(name: &str) -> Option<&str> {
    let name = name.trim_start_matches("r#");
    let singular = match name.strip_suffix("ches") {
        Some(_) => name.strip_suffix("es"),
        None => name.strip_suffix('s'),
    };
    singular
        .filter(|name| names::is_identifier(name) && !name.ends_with('s') && !name.ends_with("ie"))
}

/// The record of a type, or of a union with one variant.
fn record<'a>(ty: &RustType, values: &Values<'a>) -> Option<&'a Record> {
    match values.kind(super::type_name(ty)?)?.1 {
        TypeKind::Record(record) => Some(record),
        TypeKind::Union(union) => match union.variants.as_slice() {
            [only] => match &only.payload {
                Payload::Type(ty) => record(ty, values),
                Payload::Literal(_) => None,
            },
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn plural_names_have_a_singular() {
        assert_eq!(singular("files"), Some("file"));
        assert_eq!(singular("batches"), Some("batch"));
        assert_eq!(singular("chat"), None);
        assert_eq!(singular("types"), None, "`type` is a keyword");
    }
}
