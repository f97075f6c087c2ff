//! Expressions: method chains, calls, struct literals and assignments, wrapped as rustfmt does.

use syn::{Expr, ExprArray, ExprMethodCall, ExprStruct, FieldValue};

use super::WIDTH;
use super::line::line;

/// The maximum width of a method chain, an argument list, an array or a field list on one line.
const CHAIN: usize = 60;
const ARGUMENTS: usize = 60;
const ARRAY: usize = 60;
const FIELDS: usize = 18;

/// The position at which an expression starts.
#[derive(Clone, Copy)]
pub struct Position {
    /// The indentation of its line.
    indent: usize,
    /// The column of its first character.
    column: usize,
    /// The width of the punctuation after it.
    after: usize,
}

impl Position {
    /// Returns a position in a line with this indentation, followed by one character of punctuation.
    pub fn at(indent: usize, column: usize) -> Self {
        Self {
            indent,
            column,
            after: 1,
        }
    }

    /// Returns the same position without punctuation after it.
    pub fn at_end(self) -> Self {
        Self { after: 0, ..self }
    }

    fn inside(self) -> Self {
        Self::at(self.indent + 4, self.indent + 4)
    }

    fn fits(self, text: &str) -> bool {
        self.column + text.len() + self.after <= WIDTH
    }

    fn pad(self) -> String {
        " ".repeat(self.indent)
    }
}

/// Renders an expression and indents its continuation lines.
///
/// # Errors
/// Returns an error if the generator has no layout for this kind of expression.
pub fn expression(it: &Expr, at: Position) -> Result<String, String> {
    match it {
        Expr::Assign(it) => {
            let start = format!("{} = ", line(&it.left));
            let at = Position {
                column: at.column + start.len(),
                ..at
            };
            Ok(start + &expression(&it.right, at)?)
        }
        Expr::Struct(it) => structure(it, at),
        Expr::MethodCall(it) => chain(it, at),
        Expr::Call(it) => {
            let start = line(&it.func);
            call(&start, it.args.iter(), at)
        }
        Expr::Tuple(it) => call("", it.elems.iter(), at),
        Expr::Reference(it) if let Expr::Array(array) = &*it.expr => {
            let one_line = line(it);
            let is_short = line(&array.elems).len() <= ARRAY;
            match is_short && at.fits(&one_line) {
                true => Ok(one_line),
                false => items(array, at),
            }
        }
        Expr::Path(_) | Expr::Lit(_) | Expr::Field(_) | Expr::Reference(_) | Expr::Try(_) => {
            Ok(line(it))
        }
        other => Err(format!("no layout for the expression {}", line(other))),
    }
}

/// Renders a reference to an array with one item per line.
fn items(it: &ExprArray, at: Position) -> Result<String, String> {
    let inside = at.inside();
    let mut text = "&[\n".to_owned();
    for item in &it.elems {
        let item = match item {
            Expr::Tuple(_) => expression(item, inside)?,
            item => line(item),
        };
        text.push_str(&format!("{}{item},\n", inside.pad()));
    }
    text.push_str(&format!("{}]", at.pad()));
    Ok(text)
}

/// Renders a struct literal.
fn structure(it: &ExprStruct, at: Position) -> Result<String, String> {
    let (name, one_line) = (line(&it.path), line(it));
    if one_line.len() <= name.len() + FIELDS + 4 && at.fits(&one_line) {
        return Ok(one_line);
    }
    let mut text = format!("{name} {{\n");
    let inside = at.inside();
    for field in &it.fields {
        text.push_str(&format!("{}{},\n", inside.pad(), value(field, inside)?));
    }
    if let Some(rest) = &it.rest {
        text.push_str(&format!("{}..{}\n", inside.pad(), line(rest)));
    }
    text.push_str(&format!("{}}}", at.pad()));
    Ok(text)
}

fn value(field: &FieldValue, at: Position) -> Result<String, String> {
    let name = line(&field.member);
    if field.colon_token.is_none() {
        return Ok(name);
    }
    let column = at.column + name.len() + 2;
    let value = expression(&field.expr, Position::at(at.indent, column))?;
    Ok(format!("{name}: {value}"))
}

/// Renders a call on one line or, if that is too long, with one argument per line.
fn call<'e>(
    start: &str,
    arguments: impl ExactSizeIterator<Item = &'e Expr> + Clone,
    at: Position,
) -> Result<String, String> {
    let inline: Vec<String> = arguments.clone().map(line).collect();
    let inline = inline.join(", ");
    let one_line = format!("{start}({inline})");
    let is_struct = arguments
        .clone()
        .all(|argument| matches!(argument, Expr::Struct(_)));
    if is_struct && arguments.len() == 1 {
        let value = arguments.map(|argument| expression(argument, at));
        return Ok(format!(
            "{start}({})",
            value.collect::<Result<String, _>>()?
        ));
    }
    if inline.len() <= ARGUMENTS && at.fits(&one_line) {
        return Ok(one_line);
    }
    let inside = at.inside();
    let mut text = format!("{start}(\n");
    for argument in arguments {
        let value = expression(argument, inside)?;
        text.push_str(&format!("{}{value},\n", inside.pad()));
    }
    text.push_str(&format!("{})", at.pad()));
    Ok(text)
}

/// Renders a method chain on one line, with only its last call wrapped, or with one link per line.
fn chain(it: &ExprMethodCall, at: Position) -> Result<String, String> {
    let mut links = Vec::new();
    let root = unlink(it, &mut links);
    let mut text = expression(root, at.at_end())?;
    let one_line = line(it);
    let is_short = !text.contains('\n') && (links.len() == 1 || one_line.len() <= CHAIN);
    if is_short && links.iter().all(Link::is_short) && at.fits(&one_line) {
        return Ok(one_line);
    }
    if let Some((last, others)) = links.split_last()
        && !text.contains('\n')
        && !last.is_short()
        && others.iter().all(Link::is_short)
    {
        let others: String = others.iter().map(Link::one_line).collect();
        let start = text.clone() + &others;
        if start.len() <= CHAIN {
            return last.text(&start, at);
        }
    }
    // After a wrapped root, the links keep its indentation.
    let below = if text.contains('\n') { at } else { at.inside() };
    let mut links = links.iter();
    // A root as short as an indentation shares its line with the first link.
    if text.len() <= 4
        && let Some(first) = links.next()
    {
        text = first.text(&text, at)?;
    }
    for link in links {
        let next = link.text("", Position::at(below.indent, below.indent))?;
        text.push_str(&format!("\n{}{next}", below.pad()));
    }
    Ok(text)
}

/// A field access or a method call in a chain.
enum Link<'e> {
    Field(&'e syn::Member),
    Method(&'e ExprMethodCall),
}

impl Link<'_> {
    fn is_short(&self) -> bool {
        match self {
            Self::Field(_) => true,
            Self::Method(it) => line(&it.args).len() <= ARGUMENTS,
        }
    }

    fn one_line(&self) -> String {
        match self {
            Self::Field(name) => format!(".{}", line(name)),
            Self::Method(it) => {
                let types = it.turbofish.as_ref().map(line).unwrap_or_default();
                format!(".{}{types}({})", it.method, line(&it.args))
            }
        }
    }

    /// Renders the link after `start`.
    fn text(&self, start: &str, at: Position) -> Result<String, String> {
        match self {
            Self::Field(name) => Ok(format!("{start}.{}", line(name))),
            Self::Method(it) => {
                let types = it.turbofish.as_ref().map(line).unwrap_or_default();
                call(&format!("{start}.{}{types}", it.method), it.args.iter(), at)
            }
        }
    }
}

/// Returns the links of a chain in order, and its root.
fn unlink<'e>(it: &'e ExprMethodCall, links: &mut Vec<Link<'e>>) -> &'e Expr {
    let mut root = &*it.receiver;
    links.push(Link::Method(it));
    loop {
        match root {
            Expr::MethodCall(inner) => {
                links.push(Link::Method(inner));
                root = &inner.receiver;
            }
            Expr::Field(inner) => {
                links.push(Link::Field(&inner.member));
                root = &inner.base;
            }
            _ => break,
        }
    }
    links.reverse();
    root
}
