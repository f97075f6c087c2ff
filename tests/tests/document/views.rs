//! Short views of types and operations for reviewers: one line per field, variant or value, a few per operation.

use std::collections::BTreeMap;

use crate::crate_text::{Table, declared, squeezed, tables, unquoted};

/// Maximum length of a line of an operation.
const WIDTH: usize = 116;

/// Returns a view of each type in a file, by name.
pub fn types(text: &str) -> BTreeMap<String, String> {
    let by_name = |kind| -> BTreeMap<String, Table> {
        let tables = tables(text, kind).into_iter();
        tables
            .map(|table| (table.type_name().to_owned(), table))
            .collect()
    };
    let records = by_name("record_table!");
    let strings = by_name("string_table!");
    let unions = by_name("union_table!");
    let mut views = BTreeMap::new();
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = declared(line) else { continue };
        let body = lines[at + 1..]
            .iter()
            .take_while(|line| !line.starts_with('}'))
            .copied();
        let view = if let Some(table) = records.get(name) {
            let fields = fields(body);
            let rows = table.rows.iter().map(|row| field(row, &fields));
            indented(name, rows)
        } else if let Some(table) = strings.get(name) {
            let values = table.rows.iter().filter_map(|row| row.split_once(' '));
            indented(name, values.map(|(_, wire)| format!("| {wire}")))
        } else if let Some(table) = unions.get(name) {
            let variants = variants(body).into_iter();
            indented(&table.head, variants.map(|variant| format!("| {variant}")))
        } else {
            let alias: Vec<&str> = lines[at..]
                .iter()
                .take_while(|line| !line.is_empty())
                .copied()
                .collect();
            let alias = squeezed(&alias.concat());
            let ty = alias.split_once('=').map_or("", |(_, ty)| ty.trim());
            simple(&format!("{name} = {}", ty.trim_end_matches(';')))
        };
        views.insert(name.to_owned(), view);
    }
    views
}

/// Returns a name with indented lines below it.
fn indented(name: &str, lines: impl Iterator<Item = String>) -> String {
    let lines = lines.map(|line| format!("\n    {}", simple(&line)));
    format!("{name}{}", lines.collect::<String>())
}

/// Returns the public fields of a struct with their types.
fn fields<'t>(body: impl Iterator<Item = &'t str>) -> BTreeMap<String, String> {
    let text = squeezed(
        &body
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join(" "),
    );
    let fields = text
        .split("pub ")
        .skip(1)
        .filter_map(|field| field.split_once(": "));
    fields
        .map(|(name, ty)| {
            (
                name.to_owned(),
                ty.replace("#[deprecated]", "")
                    .trim()
                    .trim_end_matches(',')
                    .to_owned(),
            )
        })
        .collect()
}

/// Returns a row of a record, with the type of its field.
fn field(row: &str, fields: &BTreeMap<String, String>) -> String {
    let ty = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let inner = |name: &str| {
        let ty = ty(name);
        let inner = ty
            .strip_prefix("Option<")
            .and_then(|ty| ty.strip_suffix('>'));
        inner.unwrap_or(&ty).to_owned()
    };
    match row.split(' ').collect::<Vec<_>>().as_slice() {
        ["constant", _, wire, "=", value @ ..] => {
            format!("{} = {}", unquoted(wire), value.join(" "))
        }
        ["required", name, ..] => format!("{name}: {}", inner(name)),
        ["required_secret", name, ..] => format!("{name}: secret {}", inner(name)),
        ["nullable", name, ..] => format!("{name}: {} or null", inner(name)),
        ["optional", name, ..] => format!("{name}?: {}", inner(name)),
        ["optional_secret", name, ..] => format!("{name}?: secret {}", inner(name)),
        ["additional", name] => format!("..: {}", ty(name)),
        _ => row.to_owned(),
    }
}

/// Returns the variants of a union without `Unknown`, which all unions have.
fn variants<'t>(body: impl Iterator<Item = &'t str>) -> Vec<String> {
    let lines = body
        .map(str::trim)
        .filter(|line| !line.starts_with("//") && !line.starts_with('#'));
    let text = squeezed(&lines.collect::<Vec<_>>().join(" "));
    let text = text
        .trim_end_matches(',')
        .trim_end_matches("Unknown(Unknown)")
        .trim_end()
        .trim_end_matches(',');
    // Commas inside of parentheses do not separate variants.
    let mut depth = 0;
    let separated = |character: char| {
        depth +=
            i32::from(matches!(character, '(' | '<')) - i32::from(matches!(character, ')' | '>'));
        character == ',' && depth == 0
    };
    text.split(separated)
        .map(|variant| variant.trim().to_owned())
        .collect()
}

/// Returns the calls in a file of operations: HTTP method and path, arguments, response and options.
pub fn calls(chain: &str, text: &str) -> Vec<String> {
    let operations: BTreeMap<String, String> = tables(text, "operation_table!")
        .into_iter()
        .filter_map(|table| {
            // Documentation precedes the name.
            let (before, rest) = table.head.split_once(" = ")?;
            let name = before.split_whitespace().last()?;
            Some((name.to_owned(), rest.to_owned()))
        })
        .collect();
    let mut views = Vec::new();
    for function in text.split("\n    pub fn ").skip(1) {
        let function = function.split(" {\n").next().unwrap_or_default();
        let function = squeezed(function)
            .replace("( &self, ", "(")
            .replace("(&self, ", "(")
            .replace("(&self)", "()");
        let Some((call, operation)) = function.split_once(" -> Call<") else {
            continue;
        };
        let operation = operation.trim_end_matches('>');
        let Some((id_and_http, reply)) = operations
            .get(operation)
            .and_then(|row| row.split_once(" => "))
        else {
            continue;
        };
        let mut words = id_and_http.split_whitespace().skip(1);
        let (method, path) = (
            words.next().unwrap_or_default(),
            unquoted(words.next().unwrap_or_default()),
        );
        let call = simple(&call.replace(", )", ")"));
        views.push(format!("{method} {path}"));
        views.push(wrapped(&format!("    {chain}.{call} -> {}", simple(reply))));
        let options = options(text, operation);
        if !options.is_empty() {
            views.push(wrapped(&format!("        {options}")));
        }
    }
    views
}

fn options(text: &str, operation: &str) -> String {
    let start = format!("\nimpl Call<{operation}> {{\n");
    let Some((_, rest)) = text.split_once(&start) else {
        return String::new();
    };
    let body = rest.split("\n}").next().unwrap_or_default();
    let options = body
        .split("pub fn ")
        .skip(1)
        .filter_map(|option| option.split(" -> Self").next());
    let options = options.map(|option| {
        let option = simple(&squeezed(option));
        let (name, argument) = option.split_once('(').unwrap_or((&option, ""));
        let ty = argument.split_once(": ").map_or(argument, |(_, ty)| ty);
        format!(".{name}({}", ty.replace(", )", ")"))
    });
    options
        .collect::<Vec<_>>()
        .join(" ")
        .replace("( self, ", "(")
        .replace("(self, ", "(")
}

/// Removes module paths and conversions such as `impl Into<…>` from types.
fn simple(text: &str) -> String {
    let mut text = text
        .replace("super::", "")
        .replace("types::", "")
        .replace("reply::", "")
        .replace("crate::runtime::", "");
    text = text
        .replace("std::collections::", "")
        .replace("serde_json::", "");
    let conversions = [
        ("impl Into<", "", ""),
        ("impl AsRef<", "", ""),
        ("impl IntoIterator<Item = ", "[", "]"),
        ("impl IntoIterator< Item = ", "[", "]"),
    ];
    for (conversion, open, shut) in conversions {
        while let Some(at) = text.find(conversion) {
            let end = close(&text[at + conversion.len()..])
                .map_or(text.len(), |end| at + conversion.len() + end);
            let inner = text[at + conversion.len()..end]
                .trim_end_matches([' ', ','])
                .to_owned();
            let rest = text.get(end + 1..).unwrap_or_default().to_owned();
            text = format!("{}{open}{inner}{shut}{rest}", &text[..at]);
        }
    }
    text
}

/// Returns the position of the bracket that closes the one before the text.
fn close(text: &str) -> Option<usize> {
    let mut depth = 1;
    text.char_indices().find_map(|(at, character)| {
        depth += i32::from(character == '<') - i32::from(character == '>');
        (depth == 0).then_some(at)
    })
}

/// Wraps a string into lines. Continuation lines are indented by four more spaces.
pub fn wrapped(text: &str) -> String {
    let indent = text.len() - text.trim_start().len();
    let mut lines = vec![" ".repeat(indent)];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a first line");
        if line.trim().is_empty() {
            line.push_str(word);
        } else if line.len() + 1 + word.len() > WIDTH {
            lines.push(format!("{}{word}", " ".repeat(indent + 4)));
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.join("\n")
}
