//! Files: items in order, separated by blank lines.

use proc_macro2::TokenStream;
use syn::Item;

use super::item::{attributes, item, visibility};
use super::table;

/// Renders items with blank lines between them. Consecutive imports and module declarations stay together.
///
/// # Errors
/// Returns an error if the tokens are not items, or if an item has no layout.
pub fn items(tokens: TokenStream) -> Result<String, String> {
    let file: syn::File =
        syn::parse2(tokens.clone()).map_err(|error| format!("{error}\n{tokens}"))?;
    let mut text = String::new();
    if !file.attrs.is_empty() {
        text.push('\n');
        for attribute in &file.attrs {
            text.push_str(&super::item::attribute(attribute, 0));
        }
    }
    text.push_str(&list(&file.items)?);
    Ok(text)
}

/// Renders parsed items with blank lines between them, except between imports and module declarations.
fn list(items: &[Item]) -> Result<String, String> {
    let mut text = String::new();
    let mut after_line = false;
    for one in items {
        let is_line = match one {
            Item::Use(_) => true,
            Item::Mod(it) => it.content.is_none(),
            _ => false,
        };
        if !(is_line && after_line) {
            text.push('\n');
        }
        after_line = is_line;
        match one {
            Item::Macro(call) if table::is_table(&call.mac) => text.push_str(&table::table(call)),
            Item::Mod(it) if it.content.is_some() => text.push_str(&inline_module(it)?),
            other => text.push_str(&item(other)?),
        }
    }
    Ok(text)
}

/// Renders a module with its content.
fn inline_module(it: &syn::ItemMod) -> Result<String, String> {
    let content = it.content.as_ref().map_or(&[][..], |(_, items)| items);
    let content = list(content)?;
    let lines = content.trim_start_matches('\n').lines();
    let lines = lines.map(|line| match line.is_empty() {
        true => "\n".to_owned(),
        false => format!("    {line}\n"),
    });
    let start = format!("{}mod {} {{\n", visibility(&it.vis), it.ident);
    Ok(attributes(&it.attrs, 0) + &start + &lines.collect::<String>() + "}\n")
}
