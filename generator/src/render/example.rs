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

/// Returns statements, formatted by `prettyplease`, as lines. A blank line separates imports from what follows.
fn lines(statements: Vec<Stmt>) -> String {
    let imports = statements.iter();
    let imports = imports.filter(|it| matches!(it, Stmt::Item(_))).count();
    let tokens = quote::quote!(async fn example() { #(#statements)* });
    let Ok(item) = syn::parse2::<syn::Item>(tokens) else {
        return String::new();
    };
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    };
    let text = prettyplease::unparse(&file);
    let body = text.lines().skip(1).collect::<Vec<_>>();
    let body = body.split_last().map_or(&[][..], |(_, body)| body);
    let mut lines = String::new();
    let mut left = imports;
    for line in body {
        let line = line.strip_prefix("    ").unwrap_or(line);
        // `prettyplease` leaves spaces between the tokens in macro arguments.
        let line = line.replace(" ? .", "?.").replace(" ?)", "?)");
        lines.push_str(&format!(" {line}\n"));
        if left > 0 && line.ends_with(';') {
            left -= 1;
            if left == 0 {
                lines.push('\n');
            }
        }
    }
    lines
}
