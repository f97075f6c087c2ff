//! Macros with braces, rendered as tables: one row per line, indented by depth, long rows wrapped between words.

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

use super::WIDTH;
use super::doc_comment::doc_comment;

/// Renders a macro call: its attributes, its name and its table.
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

/// Returns whether a macro call is rendered as a table.
pub fn is_table(call: &syn::Macro) -> bool {
    matches!(call.delimiter, syn::MacroDelimiter::Brace(_))
}

fn rows(tokens: TokenStream, depth: usize, text: &mut String) {
    let mut row = Row::default();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ';' => {
                row.join(";");
                row.end(depth, text);
            }
            TokenTree::Group(group) if is_empty_block(&group) => {
                row.word("{}");
                row.end(depth, text);
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                row.word("{");
                row.end(depth, text);
                rows(group.stream(), depth + 1, text);
                indent(depth, text);
                text.push_str("}\n");
            }
            TokenTree::Group(group) if row.is_attribute() => {
                if let Some(line) = documentation(group.stream()) {
                    row = Row::default();
                    text.push_str(&doc_comment("///", depth * 4, &line));
                    continue;
                }
                row.join(&format!("[{}]", attribute(group.stream())));
                row.end_attribute(depth, text);
            }
            TokenTree::Group(group) if is_header(tokens.peek()) => {
                row.arguments(&group, depth, text);
                // If the block gets a first row later, that adds a line and changes no other line.
                if tokens.next_if(is_empty).is_some() {
                    row.word("{");
                    row.end(depth, text);
                    indent(depth, text);
                    text.push_str("}\n");
                }
            }
            TokenTree::Group(group) => row.join(&grouped(&group)),
            TokenTree::Punct(punct) => row.punct(&punct),
            other => row.word(&other.to_string()),
        }
    }
    row.end(depth, text);
}

fn is_empty_block(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace && group.stream().is_empty()
}

/// Returns whether the row is the header of a block, by the token that follows.
fn is_header(next: Option<&TokenTree>) -> bool {
    matches!(next, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
}

fn is_empty(next: &TokenTree) -> bool {
    matches!(next, TokenTree::Group(group) if is_empty_block(group))
}

/// The words of a row. A path or a type is one word, regardless of its length.
#[derive(Default)]
struct Row {
    words: Vec<String>,
    /// Whether the next token belongs to the last word.
    joins: bool,
    /// The number of generic argument lists that are open in the last word.
    open_types: usize,
}

impl Row {
    /// Adds a token as a separate word, unless the last word is unfinished.
    fn word(&mut self, token: &str) {
        match self.joins || self.open_types > 0 {
            true => self.join(token),
            false => self.words.push(token.to_owned()),
        }
        self.joins = false;
    }

    /// Adds a token to the last word.
    fn join(&mut self, token: &str) {
        match self.words.last_mut() {
            Some(last) => last.push_str(token),
            None => self.words.push(token.to_owned()),
        }
        self.joins = false;
    }

    fn punct(&mut self, punct: &Punct) {
        let character = punct.as_char();
        match character {
            '<' => self.open_types += 1,
            '>' if self.open_types > 0 => self.open_types -= 1,
            ',' if self.open_types > 0 => return self.join(", "),
            ':' | ',' => {}
            _ if self.joins || self.open_types > 0 => {}
            _ => self.words.push(String::new()),
        }
        self.join(&character.to_string());
        let in_path = self.words.last().is_some_and(|word| word.ends_with("::"));
        self.joins = punct.spacing() == Spacing::Joint || in_path;
    }

    /// Adds the arguments of a header, on separate lines if they do not fit on the line.
    fn arguments(&mut self, group: &Group, depth: usize, text: &mut String) {
        let words: usize = self.words.iter().map(|word| word.len() + 1).sum();
        let line = grouped(group);
        if depth * 4 + words + line.len() < WIDTH {
            return self.join(&line);
        }
        self.join("(");
        self.end(depth, text);
        for argument in arguments(group.stream()) {
            indent(depth + 1, text);
            text.push_str(&format!("{},\n", compact(argument)));
        }
        self.word(")");
    }

    fn is_attribute(&self) -> bool {
        self.words.last().is_some_and(|word| word == "#")
    }

    /// Writes the row and starts a new one.
    fn end(&mut self, depth: usize, text: &mut String) {
        let words = std::mem::take(self).words;
        if words.is_empty() {
            return;
        }
        indent(depth, text);
        let mut column = depth * 4;
        for (index, word) in words.iter().enumerate() {
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
            text.push_str(word);
        }
        text.push('\n');
    }

    /// Writes an attribute on one line or, if that is too long, wrapped between its parts.
    fn end_attribute(&mut self, depth: usize, text: &mut String) {
        let attribute = std::mem::take(&mut self.words).concat();
        self.words = attribute.split(", ").map(str::to_owned).collect();
        let last = self.words.len() - 1;
        self.words[..last]
            .iter_mut()
            .for_each(|word| word.push(','));
        self.end(depth, text);
    }
}

/// Returns the line of documentation in a `doc` attribute.
fn documentation(attribute: TokenStream) -> Option<String> {
    let meta: syn::MetaNameValue = syn::parse2(attribute).ok()?;
    match (meta.path.is_ident("doc"), meta.value) {
        (true, syn::Expr::Lit(literal)) => match literal.lit {
            syn::Lit::Str(line) => Some(line.value()),
            _ => None,
        },
        _ => None,
    }
}

fn indent(depth: usize, text: &mut String) {
    text.push_str(&"    ".repeat(depth));
}

/// Renders `cfg(any(feature = "a", feature = "b"))`.
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

fn grouped(group: &Group) -> String {
    let inner = compact(group.stream());
    match group.delimiter() {
        Delimiter::Parenthesis => format!("({inner})"),
        Delimiter::Bracket => format!("[{inner}]"),
        Delimiter::Brace => format!("{{{inner}}}"),
        Delimiter::None => inner,
    }
}

/// Splits tokens at the commas outside of generic arguments.
fn arguments(tokens: TokenStream) -> Vec<TokenStream> {
    let mut arguments = vec![Vec::new()];
    let mut open_types = 0usize;
    for token in tokens {
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => open_types += 1,
                '>' => open_types = open_types.saturating_sub(1),
                ',' if open_types == 0 => {
                    arguments.push(Vec::new());
                    continue;
                }
                _ => {}
            }
        }
        arguments
            .last_mut()
            .into_iter()
            .for_each(|last| last.push(token.clone()));
    }
    let arguments = arguments
        .into_iter()
        .filter(|argument| !argument.is_empty());
    arguments.map(TokenStream::from_iter).collect()
}

/// Renders the content of a group: a name and its type, or names and literals.
fn compact(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut in_path = false;
    let mut after_word = false;
    for token in tokens {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        let is_group = matches!(token, TokenTree::Group(_));
        if after_word && (is_word || is_group) {
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
            TokenTree::Group(group) => text.push_str(&grouped(&group)),
            other => text.push_str(&other.to_string()),
        }
    }
    text
}
