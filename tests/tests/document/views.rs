//! One type or operation as a line or a few that people read: names, fields, arguments.

use std::collections::BTreeMap;

use crate::crate_text::{declared, squeezed, tables, unquoted};

/// Lines are broken here.
const WIDTH: usize = 116;

/// A blank at which no line is broken.
const UNBROKEN: &str = "\u{1}";

/// All types of a file, by name.
pub fn types(text: &str) -> BTreeMap<String, String> {
    let records: BTreeMap<_, _> = tables(text, "record_table!").into_iter().collect();
    let strings: BTreeMap<_, _> = tables(text, "string_table!").into_iter().collect();
    let unions: BTreeMap<_, _> = tables(text, "union_table!")
        .into_iter()
        .map(|(head, rows)| {
            (
                head.split(' ').next().unwrap_or_default().to_owned(),
                (head, rows),
            )
        })
        .collect();
    let mut views = BTreeMap::new();
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = declared(line) else { continue };
        let body = lines[at + 1..]
            .iter()
            .take_while(|line| !line.starts_with('}'))
            .copied();
        let view = if let Some(rows) = records.get(name) {
            record(rows, &fields(body))
        } else if let Some(rows) = strings.get(name) {
            let values = rows.iter().filter_map(|row| row.split_once(' '));
            values
                .map(|(_, wire)| wire.to_owned())
                .collect::<Vec<_>>()
                .join(" | ")
        } else if let Some((head, _)) = unions.get(name) {
            let tag = head
                .split_once(" by ")
                .map_or(String::new(), |(_, tag)| format!("by {tag}: "));
            format!("{tag}{}", variants(body))
        } else {
            let alias: Vec<&str> = lines[at..]
                .iter()
                .take_while(|line| !line.is_empty())
                .copied()
                .collect();
            let alias = squeezed(&alias.concat());
            alias
                .split_once('=')
                .map_or("", |(_, ty)| ty.trim())
                .trim_end_matches(';')
                .to_owned()
        };
        views.insert(name.to_owned(), wrapped(&format!("{name} = {view}")));
    }
    views
}

/// The public fields of a struct with their types.
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

fn record(rows: &[String], fields: &BTreeMap<String, String>) -> String {
    let field = |name: &str| {
        let ty = fields.get(name).cloned().unwrap_or_default();
        match ty
            .strip_prefix("Option<")
            .and_then(|ty| ty.strip_suffix('>'))
        {
            Some(inner) => inner.to_owned(),
            None => ty,
        }
    };
    let mut views: Vec<(usize, String)> = Vec::new();
    for row in rows {
        let words: Vec<&str> = row.split(' ').collect();
        let at = words
            .get(1)
            .and_then(|index| index.parse().ok())
            .unwrap_or(usize::MAX);
        let view = match words.as_slice() {
            ["constant", _, wire, "=", value @ ..] => {
                format!("{} = {}", unquoted(wire), value.join(" "))
            }
            ["required", _, name, ..] => format!("{name}: {}", field(name)),
            ["required_secret", _, name, ..] => format!("{name}: secret {}", field(name)),
            ["nullable", _, name, ..] => format!("{name}: {} or null", field(name)),
            ["optional", _, name, ..] => format!("{name}?: {}", field(name)),
            ["optional_secret", _, name, ..] => format!("{name}?: secret {}", field(name)),
            ["additional", ..] => format!(
                "..: {}",
                fields.get("additional").cloned().unwrap_or_default()
            ),
            _ => row.clone(),
        };
        views.push((at, view));
    }
    views.sort();
    let views: Vec<String> = views
        .into_iter()
        .map(|(_, view)| view.replace(' ', UNBROKEN))
        .collect();
    format!("{{ {} }}", views.join(", "))
}

/// The variants of a union; `Unknown`, which all have, left out.
fn variants<'t>(body: impl Iterator<Item = &'t str>) -> String {
    let lines = body
        .map(str::trim)
        .filter(|line| !line.starts_with("//") && !line.starts_with('#'));
    let text = squeezed(&lines.collect::<Vec<_>>().join(" "));
    let text = text
        .trim_end_matches(',')
        .trim_end_matches("Unknown(Unknown)")
        .trim_end()
        .trim_end_matches(',');
    // Variants are separated by commas outside of parentheses.
    let mut depth = 0;
    let separated = |character: char| {
        depth +=
            i32::from(matches!(character, '(' | '<')) - i32::from(matches!(character, ')' | '>'));
        character == ',' && depth == 0
    };
    text.split(separated)
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" | ")
}

/// The calls of a file of operations: HTTP, method with arguments, answer, options.
pub fn calls(chain: &str, text: &str) -> Vec<String> {
    let operations: BTreeMap<String, String> = tables(text, "operation_table!")
        .into_iter()
        .filter_map(|(head, _)| {
            let (name, rest) = head.split_once(" = ")?;
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

/// Types without the words that say how they are passed.
fn simple(text: &str) -> String {
    let mut text = text
        .replace("types::", "")
        .replace("reply::", "")
        .replace("crate::runtime::", "");
    text = text
        .replace("std::collections::", "")
        .replace("serde_json::", "");
    for word in ["impl Into<", "impl AsRef<"] {
        while let Some(at) = text.find(word) {
            let end =
                close(&text[at + word.len()..]).map_or(text.len(), |end| at + word.len() + end);
            let inner = text[at + word.len()..end].to_owned();
            let rest = text.get(end + 1..).unwrap_or_default().to_owned();
            text = format!("{}{inner}{rest}", &text[..at]);
        }
    }
    text
}

/// Where the bracket closes that is open at the start of a text.
fn close(text: &str) -> Option<usize> {
    let mut depth = 1;
    text.char_indices().find_map(|(at, character)| {
        depth += i32::from(character == '<') - i32::from(character == '>');
        (depth == 0).then_some(at)
    })
}

/// A text in lines; further ones are indented by four more.
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
    lines.join("\n").replace(UNBROKEN, " ")
}
