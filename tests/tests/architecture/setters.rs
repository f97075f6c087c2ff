//! The methods that an invocation of `setters!` adds to a type.
//!
//! Input: a macro invocation. Output: the name of the type, and its methods.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Returns the type and the methods that the table adds to it. `None` for other macros.
pub fn methods(call: &syn::Macro) -> Option<(String, Vec<String>)> {
    if !call.path.is_ident("setters") {
        return None;
    }
    let mut tokens = call.tokens.clone().into_iter();
    let TokenTree::Ident(name) = tokens.next()? else {
        return None;
    };
    let mut methods = Vec::new();
    let mut rows = TokenStream::new();
    for token in tokens {
        match token {
            TokenTree::Ident(new) => methods.push(new.to_string()),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                rows = group.stream();
            }
            _ => {}
        }
    }
    add_rows(rows, &mut methods);
    Some((name.to_string(), methods))
}

/// Adds each name that is followed by arguments, as in `with_x(…)`, and the `with_x_null` of `null(with_x_null "x")`.
fn add_rows(rows: TokenStream, methods: &mut Vec<String>) {
    let mut last = None;
    for token in rows {
        match (&token, last.take()) {
            (TokenTree::Group(group), Some(name)) if name == "null" => {
                let first = group.stream().into_iter().next();
                methods.extend(first.map(|name| name.to_string()));
            }
            (TokenTree::Group(group), Some(name))
                if group.delimiter() == Delimiter::Parenthesis =>
            {
                methods.push(name);
            }
            (TokenTree::Ident(ident), _) => last = Some(ident.to_string()),
            _ => {}
        }
    }
}
