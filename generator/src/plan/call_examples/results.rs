//! What examples do with the result of a call.

use super::notes::Notes;
use super::values::Values;
use crate::plan::names;
use crate::plan::{
    ExampleResult, Operation, Payload, Presence, Printed, Record, Reply, RustType, TypeKind,
};

/// What the example of an operation does with the result.
pub fn of_operation(
    operation: &Operation,
    group: &[String],
    values: &Values<'_>,
    notes: &Notes<'_>,
) -> ExampleResult {
    let part = notes.result(&operation.id);
    of_reply(&operation.reply, operation, group, values, notes, part)
}

fn of_reply(
    reply: &Reply,
    operation: &Operation,
    group: &[String],
    values: &Values<'_>,
    notes: &Notes<'_>,
    part: Option<String>,
) -> ExampleResult {
    let debug = |name: &str| {
        ExampleResult::Printed(Printed {
            name: name.to_owned(),
            part: None,
        })
    };
    match reply {
        Reply::Empty => ExampleResult::Nothing,
        Reply::Json(ty) | Reply::JsonOrEvents(ty, _) => {
            let record = record(ty, values);
            let shown = part.or_else(|| record.and_then(shown));
            match shown {
                Some(part) => ExampleResult::Printed(Printed {
                    name: variable(&part, group),
                    part: Some(part),
                }),
                None => debug("response"),
            }
        }
        Reply::Page(page) => {
            let record = values.item(page).and_then(|item| record(item, values));
            let part = part.or_else(|| record.and_then(shown));
            let method = operation.method.trim_start_matches("r#");
            let list = match method.strip_prefix("list") {
                Some("") => group.last().map_or("items", String::as_str),
                Some(what) => what.trim_start_matches('_'),
                None => "items",
            };
            let list = list.trim_start_matches("r#");
            let is_name = names::is_identifier(list);
            let item = singular(list).filter(|_| is_name).unwrap_or("item");
            let list = if item == "item" { "items" } else { list };
            ExampleResult::Items {
                list: list.to_owned(),
                item: Printed {
                    name: item.to_owned(),
                    part,
                },
            }
        }
        Reply::Text => ExampleResult::Printed(Printed {
            name: "text".to_owned(),
            part: Some(String::new()),
        }),
        Reply::Binary | Reply::BinaryOrEvents(_) => {
            let file = notes.value(&operation.id, "save_to");
            ExampleResult::Saved(file.unwrap_or("content.bin").to_owned())
        }
        Reply::Events(_) => ExampleResult::Events,
        Reply::Optional(_) | Reply::ByStatus => debug("response"),
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

/// The field of a record that an example prints: `deleted`, otherwise `id`.
fn shown(record: &Record) -> Option<String> {
    let has = |wire: &str, ty: &RustType| {
        let mut fields = record.fields();
        let field = fields.find(|(name, _)| *name == wire)?.1;
        let is_plain = field.presence == Presence::Required && field.ty == *ty;
        is_plain.then(|| format!(".{}", field.ident))
    };
    has("deleted", &RustType::Bool).or_else(|| has("id", &RustType::String))
}

/// The name of the variable of a result: the singular of the group's name if its `id` is printed, otherwise `response`.
fn variable(part: &str, group: &[String]) -> String {
    let group = group.last().and_then(|name| singular(name));
    match (part, group) {
        (".id", Some(name)) => name.to_owned(),
        _ => "response".to_owned(),
    }
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
