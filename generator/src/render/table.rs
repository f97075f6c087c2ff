//! Macros in braces are tables: a row a line, rows indented by their depth, long rows wrapped.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

const WIDTH: usize = 100;

/// A macro call as text: its attributes, its name, then its table.
pub fn table(item: &syn::ItemMacro) -> String {
    let call = &item.mac;
    let name = call
        .path
        .segments
        .last()
        .map(|segment| segment.ident.to_string())
        .unwrap_or_default();
    let mut text = String::new();
    for own in &item.attrs {
        let own = attribute(own.meta.to_token_stream());
        text.push_str(&format!("#[{own}]\n"));
    }
    text.push_str(&format!("{name}! {{\n"));
    rows(call.tokens.clone(), 1, &mut text);
    text.push_str("}\n");
    text
}

/// Whether a macro call is written as a table.
pub fn is_table(call: &syn::Macro) -> bool {
    matches!(call.delimiter, syn::MacroDelimiter::Brace(_))
}

fn rows(tokens: TokenStream, depth: usize, text: &mut String) {
    let mut words: Vec<String> = Vec::new();
    let mut glue = false;
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ';' => {
                add(&mut words, ";", true);
                row(&mut words, depth, text);
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                words.push("{".to_owned());
                row(&mut words, depth, text);
                rows(group.stream(), depth + 1, text);
                indent(depth, text);
                text.push_str("}\n");
            }
            TokenTree::Group(group) if words.last().is_some_and(|word| word == "#") => {
                add(
                    &mut words,
                    &format!("[{}]", attribute(group.stream())),
                    true,
                );
                // One line, or one word a line: features are compared line by line.
                let attribute = words.concat();
                words = attribute.split(", ").map(str::to_owned).collect();
                let last = words.len() - 1;
                words[..last].iter_mut().for_each(|word| word.push(','));
                row(&mut words, depth, text);
            }
            TokenTree::Group(group) => {
                let inner = compact(group.stream());
                let (open, close) = if group.delimiter() == Delimiter::Bracket {
                    ('[', ']')
                } else {
                    ('(', ')')
                };
                add(&mut words, &format!("{open}{inner}{close}"), true);
            }
            TokenTree::Punct(punct) => {
                let character = punct.as_char();
                add(
                    &mut words,
                    &character.to_string(),
                    glue || matches!(character, ':' | ',' | '<' | '>'),
                );
                // A path or a type stays one word: `types::Page<Item>`; what follows an arrow or a colon does not.
                let path = words.last().is_some_and(|word| word.ends_with("::"));
                glue = punct.spacing() == Spacing::Joint || path || character == '<';
                continue;
            }
            other => {
                let text = other.to_string();
                add(&mut words, &text, glue);
            }
        }
        glue = false;
    }
    if !words.is_empty() {
        row(&mut words, depth, text);
    }
}

/// Adds a token as a word of its own, or to the word before.
fn add(words: &mut Vec<String>, token: &str, joined: bool) {
    match words.last_mut() {
        Some(last) if joined => last.push_str(token),
        _ => words.push(token.to_owned()),
    }
}

fn row(words: &mut Vec<String>, depth: usize, text: &mut String) {
    indent(depth, text);
    let mut column = depth * 4;
    for (index, word) in words.drain(..).enumerate() {
        if index > 0 {
            if column + 1 + word.len() > WIDTH && word != "{" {
                text.push('\n');
                indent(depth + 1, text);
                column = (depth + 1) * 4;
            } else {
                text.push(' ');
                column += 1;
            }
        }
        column += word.len();
        text.push_str(&word);
    }
    text.push('\n');
}

fn indent(depth: usize, text: &mut String) {
    text.push_str(&"    ".repeat(depth));
}

/// `cfg(any(feature = "a", feature = "b"))`
fn attribute(tokens: TokenStream) -> String {
    let mut text = String::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => text.push_str(&format!("({})", attribute(group.stream()))),
            TokenTree::Punct(punct) if punct.as_char() == '=' => text.push_str(" = "),
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                text.push(' ');
            }
            other => text.push_str(&other.to_string()),
        }
    }
    text.trim_end().to_owned()
}

/// A type, or a name and its type: no spaces but between words and after commas and colons.
fn compact(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut in_path = false;
    let mut after_word = false;
    for token in tokens {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if is_word && after_word {
            text.push(' ');
        }
        after_word = is_word;
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => text.push_str(", "),
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                let joins = punct.spacing() == Spacing::Joint;
                text.push_str(if joins || in_path { ":" } else { ": " });
                in_path = joins;
            }
            TokenTree::Group(group) => text.push_str(&format!("({})", compact(group.stream()))),
            other => text.push_str(&other.to_string()),
        }
    }
    text
}
