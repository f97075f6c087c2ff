//! Functions: a signature and a body of statements.

use syn::{FnArg, ImplItemFn, Pat, ReturnType, Stmt};

use super::WIDTH;
use super::expression::{Position, expression};
use super::item::{attributes, visibility};
use super::line::line;

/// The indentation of a method and of its body.
const METHOD: usize = 4;
const BODY: usize = 8;

/// Renders a method.
///
/// # Errors
/// Returns an error if the generator has no layout for a statement.
pub fn function(it: &ImplItemFn) -> Result<String, String> {
    let mut text = attributes(&it.attrs, METHOD);
    text.push_str(&signature(it));
    if it.block.stmts.is_empty() {
        text.push_str(" {}\n");
        return Ok(text);
    }
    text.push_str(" {\n");
    for one in &it.block.stmts {
        text.push_str(&statement(one)?);
    }
    text.push_str("    }\n");
    Ok(text)
}

/// Renders a signature on one line or, if that is too long, with one argument per line.
fn signature(it: &ImplItemFn) -> String {
    let start = format!("    {}fn {}", visibility(&it.vis), it.sig.ident);
    let output = match &it.sig.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => format!(" -> {}", line(ty)),
    };
    let arguments: Vec<String> = it.sig.inputs.iter().map(argument).collect();
    let one_line = format!("{start}({}){output}", arguments.join(", "));
    if one_line.len() + 2 <= WIDTH || arguments.is_empty() {
        return one_line;
    }
    let arguments: String = arguments.iter().map(|it| wrapped(it)).collect();
    format!("{start}(\n{arguments}    ){output}")
}

/// The maximum width of an argument's line. Rustfmt allows generic types five more columns than other code.
const GENERIC_WIDTH: usize = WIDTH + 5;

/// Renders an argument on its own line. If the line is too long, the item type of an iterator moves to the next line.
fn wrapped(argument: &str) -> String {
    let one_line = format!("        {argument},\n");
    let Some((start, item)) = argument.split_once("impl IntoIterator<") else {
        return one_line;
    };
    let item = item.strip_suffix('>').unwrap_or(item);
    match one_line.len() - 1 > GENERIC_WIDTH && BODY + 4 + item.len() < WIDTH {
        true => format!("        {start}impl IntoIterator<\n            {item},\n        >,\n"),
        false => one_line,
    }
}

fn argument(it: &FnArg) -> String {
    match it {
        FnArg::Receiver(it) => line(it),
        FnArg::Typed(it) => format!("{}: {}", line(&it.pat), line(&it.ty)),
    }
}

fn statement(it: &Stmt) -> Result<String, String> {
    let pad = " ".repeat(BODY);
    match it {
        Stmt::Expr(value, semicolon) => {
            let at = Position::at(BODY, BODY);
            let (end, at) = match semicolon {
                Some(_) => (";", at),
                None => ("", at.at_end()),
            };
            let value = expression(value, at)?;
            Ok(format!("{pad}{value}{end}\n"))
        }
        Stmt::Local(local) => {
            let (Pat::Type(pattern), Some(init)) = (&local.pat, &local.init) else {
                return Err(format!("no layout for the statement {}", line(it)));
            };
            let start = format!("{pad}let {}: {} = ", line(&pattern.pat), line(&pattern.ty));
            let one_line = line(&init.expr);
            if start.len() + one_line.len() < WIDTH || BODY + 4 + one_line.len() >= WIDTH {
                let value = expression(&init.expr, Position::at(BODY, start.len()))?;
                return Ok(format!("{start}{value};\n"));
            }
            Ok(format!("{}\n{pad}    {one_line};\n", start.trim_end()))
        }
        other => Err(format!("no layout for the statement {}", line(other))),
    }
}
