//! Tokens on one line, with the spacing of rustfmt.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// Renders types, paths, patterns and expressions without line breaks.
pub fn line(tokens: &impl ToTokens) -> String {
    stream(tokens.to_token_stream())
}

fn stream(tokens: TokenStream) -> String {
    let mut line = Line::default();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => line.group(&group),
            TokenTree::Punct(punct) => {
                let mut sign = punct.as_char().to_string();
                let mut spacing = punct.spacing();
                while spacing == Spacing::Joint
                    && let Some(TokenTree::Punct(next)) = tokens.peek()
                    && JOINT.contains(&format!("{sign}{}", next.as_char()).as_str())
                {
                    sign.push(next.as_char());
                    spacing = next.spacing();
                    tokens.next();
                }
                line.sign(&sign);
            }
            word => line.word(&word.to_string()),
        }
    }
    line.text
}

/// Two-character operators that the generator writes.
const JOINT: &[&str] = &["::", "->", "=>", "..", "..="];

#[derive(Default)]
struct Line {
    text: String,
    /// Whether the last token was a word or a closing bracket, so that a word after it needs a space.
    after_word: bool,
    /// Whether the last token was a word other than a keyword before a value.
    after_name: bool,
}

impl Line {
    fn word(&mut self, word: &str) {
        if self.after_word {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.after_word = true;
        self.after_name = !matches!(word, "mut" | "impl" | "dyn" | "return" | "in" | "as");
    }

    fn sign(&mut self, sign: &str) {
        match sign {
            "," | ";" => self.after(sign, " "),
            ":" => self.after(sign, " "),
            "=" | "->" | "=>" | "+" => {
                let space = if self.text.ends_with(' ') || self.text.is_empty() {
                    ""
                } else {
                    " "
                };
                self.text.push_str(space);
                self.after(sign, " ");
            }
            _ => self.after(sign, ""),
        }
        // A closing angle bracket ends a type, as in `Vec<X> {` and `Option<X> where`.
        self.after_word = sign == ">";
        self.after_name = sign == ">";
    }

    fn after(&mut self, sign: &str, space: &str) {
        let is_prefix = matches!(sign, "&" | "*" | "'") && self.after_word;
        if is_prefix {
            self.text.push(' ');
        }
        self.text.push_str(sign);
        self.text.push_str(space);
    }

    fn group(&mut self, group: &Group) {
        let inner = stream(group.stream());
        let inner = inner.trim_end();
        match group.delimiter() {
            Delimiter::Brace => {
                if self.after_word {
                    self.text.push(' ');
                }
                match inner.is_empty() {
                    true => self.text.push_str("{}"),
                    false => self.text.push_str(&format!("{{ {inner} }}")),
                }
            }
            delimiter => {
                if self.after_word && !self.after_name {
                    self.text.push(' ');
                }
                let (open, close) = match delimiter {
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Parenthesis => ("(", ")"),
                    _ => ("", ""),
                };
                self.text.push_str(open);
                self.text.push_str(inner.trim_end_matches(','));
                self.text.push_str(close);
            }
        }
        self.after_word = true;
        self.after_name = true;
    }
}
