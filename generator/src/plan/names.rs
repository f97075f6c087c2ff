//! Rust names as pure functions of the document's own names. The only place that knows a case convention.

use std::borrow::Cow;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::taken::{BUILDER_METHODS, CONNECT_METHODS};
use crate::ir::{Place, Root, Step};

/// Names that the files of types write bare: a type of the document called like this gets `Type` behind it.
const RESERVED_TYPES: &[&str] = &[
    "BTreeMap",
    "Box",
    "Err",
    "Extra",
    "Into",
    "None",
    "Number",
    "Ok",
    "Option",
    "Record",
    "Result",
    "Self",
    "Serialize",
    "Some",
    "String",
    "Unknown",
    "Value",
    "Vec",
];

/// Names that the files of operations write bare.
const RESERVED_CALLS: &[&str] = &[
    "Call",
    "Client",
    "Connect",
    "EventMode",
    "Into",
    "ListStyle",
    "Method",
    "Operation",
    "OperationSpec",
    "Self",
    "Some",
    "StreamSwitch",
    "String",
    "Vec",
];

/// Keywords that cannot be raw identifiers.
const UNRAWABLE: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Names of files that Windows keeps for devices.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The name of a type.
pub fn type_name(place: &Place) -> String {
    let mut name = root_name(&place.root);
    for step in &place.steps {
        name.push_str(&match step {
            Step::Property(property) => camel(property),
            Step::Item => "Item".to_owned(),
            Step::Value => "Value".to_owned(),
            Step::Case(case) => camel(case),
        });
    }
    reserved(leading_letter(name, "Type"))
}

/// The name of a type made so that places which share [`type_name`] differ: odd characters and steps spelled out.
pub fn spelled_type_name(place: &Place) -> String {
    let mut name = match &place.root {
        Root::Component(component) => spelled(component),
        root => root_name(root),
    };
    for step in &place.steps {
        name.push_str(&match step {
            Step::Property(property) => format!("Property{}", spelled(property)),
            Step::Item => "Item".to_owned(),
            Step::Value => "Value".to_owned(),
            Step::Case(case) => format!("Case{}", spelled(case)),
        });
    }
    reserved(leading_letter(name, "Type"))
}

fn root_name(root: &Root) -> String {
    match root {
        Root::Component(name) => camel(name),
        Root::Request(id) => format!("{}Request", camel(id)),
        Root::Form(id) => format!("{}Form", camel(id)),
        Root::Reply(id) => format!("{}Response", camel(id)),
        Root::Event(id) => format!("{}Event", camel(id)),
        Root::Param(id, param) => format!("{}{}", camel(id), camel(param)),
        Root::Webhook(name) => format!("{}Webhook", camel(name)),
        Root::AllWebhooks => "WebhookEvent".to_owned(),
    }
}

/// The module, and file, that a type stands in: its root's.
pub fn module_name(root: &Root) -> String {
    let name = match root {
        Root::Param(id, _)
        | Root::Request(id)
        | Root::Form(id)
        | Root::Reply(id)
        | Root::Event(id) => id.to_snake_case(),
        Root::Webhook(name) => format!("{}_webhook", name.to_snake_case()),
        Root::Component(name) => name.to_snake_case(),
        Root::AllWebhooks => "webhook_event".to_owned(),
    };
    let name = match root {
        Root::Param(..) | Root::Request(_) | Root::Form(_) | Root::Reply(_) | Root::Event(_) => {
            format!("{name}_operation")
        }
        _ => name,
    };
    file_name(name)
}

/// The name of a group of operations out of a segment of a path: a module, and a file, as well.
pub fn group_name(segment: &str) -> String {
    file_name(snake(segment))
}

/// The name of the method that leads to a group.
pub fn accessor_name(group: &str) -> String {
    keyword(group.to_owned())
}

/// The name of the type that stands for an operation, with odd characters spelled out.
pub fn spelled_operation_name(id: &str) -> String {
    format!("{}Operation", leading_letter(spelled(id), "Operation"))
}

/// The name of the type of an operation; the group it is in, and the groups inside that, have theirs.
pub fn operation_name_beside(id: &str, taken: &[&str]) -> String {
    let name = operation_name(id);
    if taken.contains(&name.as_str()) {
        format!("{name}Operation")
    } else {
        name
    }
}

/// The name of a method of a group; each group has one to make it.
pub fn method_name(name: &str) -> String {
    let name = field_name(name);
    if name == "new" {
        "new_".to_owned()
    } else {
        name
    }
}

/// A module is a file: ASCII, no raw identifier, and no name that a file system, `std` or cargo treats apart.
fn file_name(name: String) -> String {
    let name = leading_lower(ascii(&name));
    let apart = KEYWORDS.contains(&name.as_str()) || UNRAWABLE.contains(&name.as_str());
    if apart || DEVICES.contains(&name.as_str()) || name == "_" {
        format!("{name}_")
    } else {
        name
    }
}

/// The name of a struct field, an argument or a method.
pub fn field_name(wire: &str) -> String {
    keyword(snake(wire))
}

/// The name of a field with odd characters spelled out.
pub fn spelled_field_name(wire: &str) -> String {
    let name = spelled(wire).to_snake_case();
    keyword(if name.is_empty() {
        "empty".to_owned()
    } else {
        leading_lower(name)
    })
}

/// What a setter is called behind `with_`: a name there may be a keyword, or begin with a digit.
pub fn behind_with(ident: &str) -> &str {
    ident.trim_start_matches("r#").trim_start_matches('_')
}

/// A name as words joined by lines, be it a keyword.
pub fn plain_name(name: &str) -> String {
    snake(name)
}

/// The name of a method of the client's builder that sets one thing.
pub fn builder_name(name: &str, what: &str) -> String {
    let method = snake(name);
    let method = method.strip_suffix("_auth").unwrap_or(&method).to_owned();
    if BUILDER_METHODS.contains(&method.as_str()) {
        format!("{method}_{what}")
    } else {
        keyword(method)
    }
}

/// The name of the setter of a query parameter of a channel.
pub fn connect_setter(wire: &str) -> String {
    let name = field_name(wire);
    if CONNECT_METHODS.contains(&name.as_str()) {
        format!("{name}_parameter")
    } else {
        name
    }
}

/// The name of an enum variant.
pub fn variant_name(wire: &str) -> String {
    variant(camel(wire))
}

/// The name of an enum variant with odd characters spelled out.
pub fn spelled_variant_name(wire: &str) -> String {
    variant(spelled(wire))
}

/// The name of a struct for a group of operations, from the path of names to it.
pub fn resource_name(path: &[String]) -> String {
    let name = path.iter().map(|part| part.to_upper_camel_case()).collect();
    call_name(leading_letter(name, "Group"), "Calls")
}

/// The name of the type that stands for an operation.
pub fn operation_name(id: &str) -> String {
    call_name(leading_letter(camel(id), "Operation"), "Operation")
}

/// Words of a name, lower case: what an operation id starts with.
pub fn words(name: &str) -> Vec<String> {
    name.to_snake_case()
        .split('_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn variant(name: String) -> String {
    let name = match name.as_str() {
        "" => "Empty".to_owned(),
        "Self" => "Self_".to_owned(),
        // `Unknown` is what keeps values that the document does not list.
        "Unknown" => "UnknownValue".to_owned(),
        _ => name,
    };
    leading_lower(name)
}

fn snake(wire: &str) -> String {
    let name = plain(wire).to_snake_case();
    let name = if name.is_empty() {
        spelled(wire).to_snake_case()
    } else {
        name
    };
    if name.is_empty() {
        "empty".to_owned()
    } else {
        leading_lower(name)
    }
}

fn keyword(name: String) -> String {
    if UNRAWABLE.contains(&name.as_str()) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

fn reserved(name: String) -> String {
    if RESERVED_TYPES.contains(&name.as_str()) {
        format!("{name}Type")
    } else {
        name
    }
}

fn call_name(name: String, suffix: &str) -> String {
    if RESERVED_CALLS.contains(&name.as_str()) {
        format!("{name}{suffix}")
    } else {
        name
    }
}

fn leading_letter(name: String, prefix: &str) -> String {
    match name.chars().next() {
        Some(first) if unicode_ident::is_xid_start(first) => name,
        _ => format!("{prefix}{name}"),
    }
}

fn leading_lower(name: String) -> String {
    match name.chars().next() {
        Some(first) if unicode_ident::is_xid_start(first) || first == '_' => name,
        _ => format!("_{name}"),
    }
}

/// Whether Rust takes a text as a name as it stands, which it does not with keywords.
pub fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters
        .next()
        .is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first));
    let apart = KEYWORDS.contains(&text) || UNRAWABLE.contains(&text);
    first && characters.all(unicode_ident::is_xid_continue) && !apart
}

/// Letters and digits that Rust takes in no name (`²`, `Ⓐ`) as words.
fn plain(text: &str) -> Cow<'_, str> {
    let odd =
        |character: char| character.is_alphanumeric() && !unicode_ident::is_xid_continue(character);
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let spell = |character| {
        if odd(character) {
            code(character)
        } else {
            character.to_string()
        }
    };
    Cow::Owned(text.chars().map(spell).collect())
}

/// A character as a word of its own: its number.
fn code(character: char) -> String {
    format!(" u{:x} ", u32::from(character))
}

/// A name of a file, with letters beyond ASCII as numbers.
fn ascii(name: &str) -> String {
    let spell = |character: char| match character.is_ascii() {
        true => character.to_string(),
        false => format!("u{:x}", u32::from(character)),
    };
    name.chars().map(spell).collect()
}

/// A name told apart from one that differs in capitals alone: `Upper13` if letters 1 and 3 of the wire name are.
pub fn with_capitals(name: &str, wire: &str) -> String {
    let capitals: Vec<String> = wire
        .chars()
        .enumerate()
        .filter(|(_, character)| character.is_uppercase())
        .map(|(at, _)| (at + 1).to_string())
        .collect();
    let snake = !name.contains(char::is_uppercase);
    let suffix = if capitals.is_empty() {
        "Lower".to_owned()
    } else {
        format!("Upper{}", capitals.concat())
    };
    let name = name.trim_end_matches('_').trim_start_matches("r#");
    if snake {
        format!("{name}_{}", suffix.to_lowercase())
    } else {
        format!("{name}{suffix}")
    }
}

/// Upper camel case, with a line between digits that another character separated: `v-4.1` and `v-41` differ.
fn camel(text: &str) -> String {
    let text = plain(text);
    let characters: Vec<char> = text.chars().collect();
    let is_digit = |index: Option<usize>| {
        index
            .and_then(|at| characters.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    let mut name = String::with_capacity(text.len());
    let mut part = String::new();
    for (index, &character) in characters.iter().enumerate() {
        let between = !character.is_alphanumeric()
            && is_digit(index.checked_sub(1))
            && is_digit(Some(index + 1));
        if between {
            name.push_str(&part.to_upper_camel_case());
            name.push('_');
            part.clear();
        } else {
            part.push(character);
        }
    }
    name.push_str(&part.to_upper_camel_case());
    name
}

/// Upper camel case with every character that is no letter or digit as a word.
fn spelled(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match word(character) {
            Some(word) => {
                words.push(' ');
                words.push_str(word);
                words.push(' ');
            }
            None if unicode_ident::is_xid_continue(character) => words.push(character),
            None => words.push_str(&code(character)),
        }
    }
    words.to_upper_camel_case()
}

fn word(character: char) -> Option<&'static str> {
    Some(match character {
        '-' => "dash",
        '_' => "line",
        '.' => "dot",
        '/' => "slash",
        ' ' => "space",
        '+' => "plus",
        '*' => "star",
        '[' => "open",
        ']' => "close",
        '$' => "dollar",
        '@' => "at",
        '#' => "hash",
        ':' => "colon",
        '<' => "less",
        '>' => "greater",
        '=' => "equals",
        '%' => "percent",
        '&' => "and",
        '!' => "not",
        _ => return None,
    })
}
