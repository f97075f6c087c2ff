//! The report as one page that needs nothing else: no network, no files beside it.
//!
//! In: a [`Comparison`]. Out: HTML with its style and its script inside. Everything is in the page without the script;
//! the script hides what is not asked for. What it asks for stands in the address (`#class=…&area=…&q=…`).

use std::fmt::Write as _;

use oasmith::diff::{Change, Class};

use super::{Comparison, counts, sign};
use crate::terminal::grouped;

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");

/// Writes the page.
pub fn render(comparison: &Comparison) -> String {
    let Comparison { old, new, report } = comparison;
    let groups = comparison.groups();
    let areas: String = groups
        .iter()
        .map(|(name, _)| format!("<option value=\"{0}\">{0}</option>", escaped(name)))
        .collect();
    let classes: String = Class::ALL
        .into_iter()
        .map(|class| {
            let count = grouped(report.counts.of(class) as u64);
            let name = class.as_str();
            format!(
                "<label class=\"chip {name}\"><input type=\"checkbox\" name=\"class\" value=\"{name}\" checked> \
                 <b>{count}</b> {name}</label>"
            )
        })
        .collect();
    let mut sections = String::new();
    for (name, changes) in &groups {
        let _ = writeln!(
            sections,
            "<section data-area=\"{0}\" aria-label=\"{0}\"><h2>{0} <small>{1}</small></h2><ul>\n{2}</ul></section>",
            escaped(name),
            counts(changes),
            changes
                .iter()
                .map(|change| item(change))
                .collect::<String>()
        );
    }
    if groups.is_empty() {
        sections.push_str("<p>Nothing changes for users of the crate.</p>");
    }
    let about = format!(
        "{} → {} operations, {} → {} types. Calls for {}.",
        grouped(old.operations as u64),
        grouped(new.operations as u64),
        grouped(old.types as u64),
        grouped(new.types as u64),
        comparison.release()
    );
    let total = grouped(report.counts.total() as u64);
    let parts = [
        ("{{style}}", STYLE.to_owned()),
        ("{{script}}", SCRIPT.to_owned()),
        ("{{old}}", escaped(&old.name)),
        ("{{new}}", escaped(&new.name)),
        ("{{about}}", escaped(&about)),
        ("{{total}}", total),
        ("{{classes}}", classes),
        ("{{areas}}", areas),
        ("{{changes}}", sections),
    ];
    filled(PAGE, &parts)
}

/// Puts the parts into the page in one go: what is put in is not looked through again.
fn filled(page: &str, parts: &[(&str, String)]) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some(at) = rest.find("{{") {
        out.push_str(&rest[..at]);
        let part = parts.iter().find(|(mark, _)| rest[at..].starts_with(mark));
        let (mark, text) = part
            .map(|(mark, text)| (*mark, text.as_str()))
            .unwrap_or(("{{", "{{"));
        out.push_str(text);
        rest = &rest[at + mark.len()..];
    }
    out.push_str(rest);
    out
}

fn item(change: &Change) -> String {
    let class = change.class.as_str();
    let mut out = format!(
        "<li data-class=\"{class}\"><p><span class=\"badge {class}\">{class}</span> <span class=\"sign\" \
         aria-hidden=\"true\">{}</span> {} <code>{}</code>",
        sign(change),
        escaped(change.title),
        breakable(&change.rust)
    );
    if let Some(old) = &change.old {
        let _ = write!(out, " <del>{}</del>", breakable(old));
    }
    if let Some(new) = &change.new {
        let _ = write!(out, " <ins>{}</ins>", breakable(new));
    }
    if let Some(note) = &change.note {
        let _ = write!(out, " <span class=\"note\">{}</span>", escaped(note));
    }
    if change.guess {
        out.push_str(" <span class=\"note guess\">a guess</span>");
    }
    let _ = write!(out, "</p><p class=\"why\">{}", escaped(change.reason));
    for part in [Some(change.pointer.as_str()), change.place.as_deref()] {
        if let Some(part) = part.filter(|part| !part.is_empty()) {
            let _ = write!(out, " <code>{}</code>", breakable(part));
        }
    }
    if change.areas.len() > 1 {
        let _ = write!(out, " <span>{}</span>", escaped(&change.areas.join(", ")));
    }
    out.push_str("</p></li>\n");
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

/// A path or a type, with places at which it may be broken.
fn breakable(text: &str) -> String {
    escaped(text)
        .replace("::", "::<wbr>")
        .replace('/', "/<wbr>")
        .replace("().", "().<wbr>")
}
