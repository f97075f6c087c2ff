//! Examples in documentation: `#[doc = example! { library; statements }]` becomes a block of code.

use syn::parse::{Parse, ParseStream};
use syn::{Ident, Stmt, Token};

/// Returns the Markdown of an example, if the attribute contains one. Lines that only make it compile are hidden.
pub fn example(value: &syn::Expr) -> Option<String> {
    let syn::Expr::Macro(call) = value else {
        return None;
    };
    if !call.mac.path.is_ident("example") {
        return None;
    }
    let Example {
        library,
        statements,
    } = syn::parse2(call.mac.tokens.clone()).ok()?;
    Some(format!(
        " # Example\n\n ```no_run\n # async fn example(client: {library}::Client) -> Result<(), {library}::Error> {{\n{} \
         # Ok(())\n # }}\n ```",
        lines(statements)
    ))
}

struct Example {
    library: Ident,
    statements: Vec<Stmt>,
}

impl Parse for Example {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let library = input.parse()?;
        input.parse::<Token![;]>()?;
        let statements = input.call(syn::Block::parse_within)?;
        Ok(Self {
            library,
            statements,
        })
    }
}

/// The maximum width of a statement that is written in one line, in columns.
const WIDTH: usize = 100;

/// Returns statements as lines. A blank line separates imports from what follows.
fn lines(statements: Vec<Stmt>) -> String {
    let mut text = String::new();
    let mut after_import = false;
    for statement in statements {
        let is_import = matches!(statement, Stmt::Item(_));
        if after_import && !is_import {
            text.push('\n');
        }
        after_import = is_import;
        let lines = formatted(statement);
        for line in one_line(&lines).map_or(lines, |line| vec![line]) {
            text.push_str(&format!(" {line}\n"));
        }
    }
    text
}

/// Returns the lines of a statement, formatted by `prettyplease`.
fn formatted(statement: Stmt) -> Vec<String> {
    let tokens = quote::quote!(async fn example() { #statement });
    let Ok(item) = syn::parse2::<syn::Item>(tokens) else {
        return Vec::new();
    };
    let text = prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    });
    let body = text.lines().skip(1).collect::<Vec<_>>();
    let body = body.split_last().map_or(&[][..], |(_, body)| body);
    let body = body.iter().map(|line| {
        let line = line.strip_prefix("    ").unwrap_or(line);
        // `prettyplease` leaves spaces between the tokens in macro arguments.
        line.replace(" ? .", "?.").replace(" ?)", "?)")
    });
    body.collect()
}

/// Joins the lines of a statement if it fits into one, unless it is a block. `prettyplease` has narrower lines.
fn one_line(lines: &[String]) -> Option<String> {
    let mut joined = String::new();
    for line in lines.iter().map(|line| line.trim()) {
        if line.starts_with([')', ']', '}']) {
            joined.truncate(joined.trim_end_matches(',').len());
        } else if !joined.is_empty() && !joined.ends_with(['(', '[', '{']) && !line.starts_with('.')
        {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    (joined.len() <= WIDTH && joined.ends_with(';')).then_some(joined)
}
