//! Items: imports, modules, types, constants and implementations.

use syn::{Attribute, Fields, ImplItem, Item, Meta, Type};

use super::WIDTH;
use super::doc_comment::doc_comment;
use super::example::example;
use super::expression::{Position, expression};
use super::function::function;
use super::line::line;

/// Renders an item with its attributes.
///
/// # Errors
/// Returns an error if the generator has no layout for this kind of item.
pub fn item(item: &Item) -> Result<String, String> {
    match item {
        Item::Use(it) => Ok(attributes(&it.attrs, 0) + &import(it)),
        Item::Mod(it) if it.content.is_none() => {
            let declaration = format!("{}mod {};\n", visibility(&it.vis), it.ident);
            Ok(attributes(&it.attrs, 0) + &declaration)
        }
        Item::Type(it) => Ok(attributes(&it.attrs, 0) + &alias(it)),
        Item::Struct(it) => structure(it),
        Item::Enum(it) => enumeration(it),
        Item::Impl(it) => implementation(it),
        Item::Macro(it) => {
            let call = format!("{}!({});\n", line(&it.mac.path), line(&it.mac.tokens));
            Ok(attributes(&it.attrs, 0) + &call)
        }
        Item::Const(it) => Ok(data(item, &it.attrs)),
        Item::Static(it) => Ok(data(item, &it.attrs)),
        other => Err(format!("no layout for the item {}", line(other))),
    }
}

/// Renders attributes, one per line, and documentation as doc comments.
pub fn attributes(attributes: &[Attribute], indent: usize) -> String {
    let lines = attributes.iter().map(|it| attribute(it, indent));
    lines.collect()
}

/// Renders an attribute.
pub fn attribute(attribute: &Attribute, indent: usize) -> String {
    let pad = " ".repeat(indent);
    if let Meta::NameValue(pair) = &attribute.meta
        && pair.path.is_ident("doc")
        && let syn::Expr::Lit(text) = &pair.value
        && let syn::Lit::Str(text) = &text.lit
    {
        return doc_comment("///", indent, &text.value());
    }
    if let Meta::NameValue(pair) = &attribute.meta
        && pair.path.is_ident("doc")
        && let Some(text) = example(&pair.value)
    {
        return doc_comment("///", indent, &format!("\n{text}"));
    }
    let sign = match attribute.style {
        syn::AttrStyle::Outer => "#",
        syn::AttrStyle::Inner(_) => "#!",
    };
    format!("{pad}{sign}[{}]\n", meta(&attribute.meta, indent))
}

/// The maximum width of a list in an attribute on one line.
const ATTRIBUTE: usize = 70;

fn meta(meta: &Meta, indent: usize) -> String {
    let Meta::List(list) = meta else {
        return line(meta);
    };
    let (path, inner) = (line(&list.path), line(&list.tokens));
    if inner.len() <= ATTRIBUTE {
        return format!("{path}({inner})");
    }
    let parts = syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated;
    let Ok(parts) = syn::parse::Parser::parse2(parts, list.tokens.clone()) else {
        return format!("{path}({inner})");
    };
    // A single list keeps its parenthesis on the line of the attribute.
    if parts.len() == 1
        && let Some(only @ Meta::List(_)) = parts.first()
    {
        return format!("{path}({})", self::meta(only, indent));
    }
    let pad = " ".repeat(indent);
    let parts = parts
        .iter()
        .map(|part| format!("{pad}    {}", self::meta(part, indent + 4)));
    let parts: Vec<String> = parts.collect();
    format!("{path}(\n{}\n{pad})", parts.join(",\n"))
}

/// Returns `pub ` for a public item, otherwise an empty string.
pub fn visibility(visibility: &syn::Visibility) -> String {
    match visibility {
        syn::Visibility::Inherited => String::new(),
        other => format!("{} ", line(other)),
    }
}

/// Renders an import and wraps its list of names.
fn import(it: &syn::ItemUse) -> String {
    let visibility = visibility(&it.vis);
    let tree = line(&it.tree)
        .replace("{ ", "{")
        .replace(" }", "}")
        .replace(",}", "}");
    let one_line = format!("{visibility}use {tree};");
    let Some((path, names)) = tree.split_once('{').filter(|_| one_line.len() > WIDTH) else {
        return format!("{one_line}\n");
    };
    let mut text = format!("{visibility}use {path}{{\n   ");
    let mut column = 3;
    for name in names.trim_end_matches(['}', ',', ' ']).split(", ") {
        if column + name.len() + 2 > WIDTH {
            text.push_str("\n   ");
            column = 3;
        }
        text.push_str(&format!(" {name},"));
        column += name.len() + 2;
    }
    text.push_str("\n};\n");
    text
}

fn alias(it: &syn::ItemType) -> String {
    let start = format!("{}type {} =", visibility(&it.vis), it.ident);
    let ty = line(&it.ty);
    match start.len() + ty.len() + 2 <= WIDTH {
        true => format!("{start} {ty};\n"),
        false => format!("{start}\n    {ty};\n"),
    }
}

fn structure(it: &syn::ItemStruct) -> Result<String, String> {
    let Fields::Named(fields) = &it.fields else {
        return Err(format!("no layout for the struct {}", it.ident));
    };
    let mut text = attributes(&it.attrs, 0) + &head(&it.vis, "struct", &it.ident);
    for field in &fields.named {
        text.push_str(&attributes(&field.attrs, 4));
        let name = field.ident.as_ref().map(line).unwrap_or_default();
        text.push_str(&typed(
            &format!("    {}{name}:", visibility(&field.vis)),
            &field.ty,
        ));
    }
    text.push_str("}\n");
    Ok(text)
}

/// Renders `pub struct Name {`, with the brace on its own line if the name is too long.
fn head(vis: &syn::Visibility, keyword: &str, name: &syn::Ident) -> String {
    let start = format!("{}{keyword} {name}", visibility(vis));
    match start.len() + 2 <= WIDTH {
        true => format!("{start} {{\n"),
        false => format!("{start}\n{{\n"),
    }
}

/// Renders a field with its type. The type is on its own line if it would be too long.
fn typed(start: &str, ty: &Type) -> String {
    let ty = line(ty);
    match start.len() + ty.len() + 2 <= WIDTH {
        true => format!("{start} {ty},\n"),
        false => format!("{start}\n        {ty},\n"),
    }
}

fn enumeration(it: &syn::ItemEnum) -> Result<String, String> {
    let mut text = attributes(&it.attrs, 0) + &head(&it.vis, "enum", &it.ident);
    for variant in &it.variants {
        text.push_str(&attributes(&variant.attrs, 4));
        let name = line(&variant.ident);
        match &variant.fields {
            Fields::Unit => text.push_str(&format!("    {name},\n")),
            Fields::Unnamed(fields) => {
                let content = line(&fields.unnamed);
                match name.len() + content.len() + 7 <= WIDTH {
                    true => text.push_str(&format!("    {name}({content}),\n")),
                    false => text.push_str(&format!("    {name}(\n        {content},\n    ),\n")),
                }
            }
            Fields::Named(_) => return Err(format!("no layout for the variant {name}")),
        }
    }
    text.push_str("}\n");
    Ok(text)
}

fn implementation(it: &syn::ItemImpl) -> Result<String, String> {
    let ty = line(&it.self_ty);
    let generics = line(&it.generics);
    let of = it.trait_.as_ref();
    let start = match of.map(|(path, _)| line(path)) {
        Some(path) => format!("impl{generics} {path} for {ty} {{\n"),
        None => format!("impl{generics} {ty} {{\n"),
    };
    let mut text = attributes(&it.attrs, 0) + &start;
    let mut before_function = true;
    for (index, one) in it.items.iter().enumerate() {
        let is_function = matches!(one, ImplItem::Fn(_));
        if index > 0 && (is_function || before_function) {
            text.push('\n');
        }
        before_function = is_function;
        match one {
            ImplItem::Fn(it) => text.push_str(&function(it)?),
            ImplItem::Type(it) => {
                text.push_str(&format!("    type {} = {};\n", it.ident, line(&it.ty)));
            }
            ImplItem::Const(it) => {
                let start = format!("    const {}: {} = ", it.ident, line(&it.ty));
                let value = expression(&it.expr, Position::at(4, start.len()))?;
                text.push_str(&format!("{start}{value};\n"));
            }
            other => return Err(format!("no layout for {}", line(other))),
        }
    }
    text.push_str("}\n");
    Ok(text)
}

/// Renders a data constant.
fn data(item: &Item, attributes: &[Attribute]) -> String {
    let single = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item.clone()],
    };
    let text = prettyplease::unparse(&single);
    if attributes
        .iter()
        .any(|it| line(it.path()) == "rustfmt::skip")
    {
        return text;
    }
    text.lines()
        .map(|line| tuple(line).unwrap_or_else(|| format!("{line}\n")))
        .collect()
}

/// Wraps a line that consists of a tuple, if rustfmt would. `prettyplease` wraps tuples only at the end of the line.
fn tuple(line: &str) -> Option<String> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let tuple: syn::ExprTuple = syn::parse_str(text.strip_suffix(',')?).ok()?;
    let wrapped = expression(&syn::Expr::Tuple(tuple), Position::at(indent, indent)).ok()?;
    // Short tuples stay as they are.
    wrapped.contains('\n').then_some(())?;
    Some(format!("{}{wrapped},\n", " ".repeat(indent)))
}
