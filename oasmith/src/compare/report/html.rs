//! The report as one self-contained HTML page.
//!
//! Input: a [`Comparison`]. Output: HTML with inline style and script. The page shows all changes without the script, which
//! only filters them; the filter is part of the URL (`#class=…&area=…&q=…`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use oasmith_core::diff::{Change, Class, Report, Rule};

use super::comparison::{Comparison, sign};
use crate::terminal::grouped;

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");

/// Renders the report.
pub fn render(comparison: &Comparison) -> String {
    let Comparison { old, new, report } = comparison;
    let areas: BTreeSet<&str> = report.changes.iter().flat_map(areas).collect();
    let areas: String = areas
        .iter()
        .map(|name| format!("<option value=\"{0}\">{0}</option>", escape(name)))
        .collect();
    let classes: String = Class::ALL
        .into_iter()
        .map(|class| {
            let count = grouped(report.counts.of(class) as u64);
            let name = class.as_str();
            format!(
                "<label class=\"chip {name}\"><input type=\"checkbox\" name=\"class\" value=\"{name}\" checked> \
                 <b data-count=\"{name}\">{count}</b> {name}</label>"
            )
        })
        .collect();
    let sections = Class::ALL
        .into_iter()
        .map(|class| class_section(report, class));
    let mut sections: String = sections.collect();
    if report.changes.is_empty() {
        sections.push_str("<p>No changes for users of the crate.</p>");
    }
    let order = comparison.order_note().map(|note| format!("{note}. "));
    let order = order.unwrap_or_default();
    let size = comparison.size();
    let about = format!("{order}{size} Requires {}.", comparison.release());
    let total = grouped(report.counts.total() as u64);
    let parts = [
        ("{{style}}", STYLE.to_owned()),
        ("{{script}}", SCRIPT.to_owned()),
        ("{{old}}", escape(&old.title())),
        ("{{new}}", escape(&new.title())),
        ("{{about}}", escape(&about)),
        ("{{total}}", total),
        ("{{classes}}", classes),
        ("{{areas}}", areas),
        ("{{changes}}", sections),
    ];
    fill(PAGE, &parts)
}

/// Replaces the placeholders of the page in one pass; inserted text is not searched for placeholders.
fn fill(page: &str, parts: &[(&str, String)]) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some(at) = rest.find("{{") {
        out.push_str(&rest[..at]);
        let part = parts.iter().find(|(name, _)| rest[at..].starts_with(name));
        let (name, text) = part
            .map(|(name, text)| (*name, text.as_str()))
            .unwrap_or(("{{", "{{"));
        out.push_str(text);
        rest = &rest[at + name.len()..];
    }
    out.push_str(rest);
    out
}

/// The changes of a class by rule, each rule with its reason.
fn class_section(report: &Report, class: Class) -> String {
    let mut rules: BTreeMap<Rule, Vec<&Change>> = BTreeMap::new();
    for change in report.changes.iter().filter(|it| it.class == class) {
        rules.entry(change.rule).or_default().push(change);
    }
    if rules.is_empty() {
        return String::new();
    }
    let name = class.as_str();
    let mut out = format!(
        "<section class=\"class {name}\" aria-label=\"{name}\"><h2>{name} <small data-count>{}</small></h2>\n",
        grouped(report.counts.of(class) as u64)
    );
    for changes in rules.values() {
        let Some(first) = changes.first() else {
            continue;
        };
        let items: String = changes.iter().map(|change| item(change)).collect();
        let _ = writeln!(
            out,
            "<section class=\"rule\" data-class=\"{name}\"><h3>{} <small data-count>{}</small></h3>\
             <p class=\"why\">{}</p><ul>\n{items}</ul></section>",
            prose(first.title),
            grouped(changes.len() as u64),
            prose(first.reason),
        );
    }
    out.push_str("</section>\n");
    out
}

/// The areas by which the page is filtered: those of a change, or a name for none.
fn areas(change: &Change) -> Vec<&str> {
    match change.areas.is_empty() {
        true => vec![change.group()],
        false => change.areas.iter().map(String::as_str).collect(),
    }
}

fn item(change: &Change) -> String {
    let areas = areas(change).join(", ");
    let mut out = format!(
        "<li data-areas=\"{}\"><p><span class=\"sign\" aria-hidden=\"true\">{}</span> <code>{}</code>",
        escape(&areas),
        sign(change),
        breakable(&change.rust)
    );
    if let Some(old) = &change.old {
        let _ = write!(out, " <del><code>{}</code></del>", breakable(old));
    }
    if let Some(new) = &change.new {
        let _ = write!(out, " <ins><code>{}</code></ins>", breakable(new));
    }
    if let Some(note) = &change.note {
        let _ = write!(out, " <span class=\"note\">{}</span>", prose(note));
    }
    if change.guess {
        out.push_str(" <span class=\"note guess\">inferred</span>");
    }
    let _ = write!(out, "</p><p class=\"where\">{}", escape(&areas));
    for part in [Some(change.pointer.as_str()), change.location.as_deref()] {
        if let Some(part) = part.filter(|part| !part.is_empty()) {
            let _ = write!(out, " <code>{}</code>", breakable(part));
        }
    }
    out.push_str("</p></li>\n");
    out
}

/// Escapes a sentence, in which backticks enclose code.
fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let is_paired = text.matches('`').count().is_multiple_of(2);
    let parts = parts.map(|(index, part)| match index % 2 == 1 && is_paired {
        true => format!("<code>{}</code>", escape(part)),
        false if index > 0 && !is_paired => format!("`{}", escape(part)),
        false => escape(part),
    });
    parts.collect()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            character => out.push(character),
        }
    }
    out
}

/// Escapes a path or a type and marks where a line may break in it.
fn breakable(text: &str) -> String {
    escape(text)
        .replace("::", "::<wbr>")
        .replace('/', "/<wbr>")
        .replace("().", "().<wbr>")
}
