//! Reports entries that match nothing.

use std::collections::HashMap;

use super::book::Book;
use super::entries::{Entries, Entry, Part};
use super::key;
use super::rules::Rules;
use super::sentence::Sentence;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Strictness};
use crate::ir::{Api, Shape};
use crate::nearest::nearest;
use crate::source::Origin;

/// The name of an item, and the names of its parts.
type Item<'a> = (String, Vec<(Part, &'a str)>);

/// Reports all entries whose sentences were not used.
pub fn report(
    api: &Api,
    book: &Book,
    used: &[bool],
    strictness: Strictness,
    diagnostics: &mut Diagnostics,
) {
    let operations = api.operations.iter();
    let operations = operations.map(|it| (it.id.clone(), parameters(&it.parameters)));
    let channels = api.channels.iter();
    let channels = channels.map(|it| (it.name.clone(), parameters(&it.query)));
    let schemas = with_mirrored(book, schemas(api));
    let operations = with_mirrored(book, operations.collect());
    let channels = with_mirrored(book, channels.collect());
    let mut reporter = Reporter {
        used,
        severity: strictness.severity(Severity::Note),
        diagnostics,
    };
    reporter.entries("schema", &book.schemas, &schemas);
    reporter.entries("operation", &book.operations, &operations);
    reporter.entries("channel", &book.channels, &channels);
    let of_schemas = |part: Part| -> Vec<&str> {
        let parts = schemas.iter().flat_map(|(_, parts)| parts);
        let names = parts.filter(|(of, _)| *of == part).map(|(_, name)| *name);
        names.collect()
    };
    reporter.rules("property", &book.fields, &of_schemas(Part::Property));
    reporter.rules("value", &book.values, &of_schemas(Part::Value));
    reporter.rules("variant", &book.variants, &of_schemas(Part::Variant));
    let all = operations.iter().chain(&channels).flat_map(|(_, it)| it);
    let all: Vec<&str> = all.map(|(_, name)| *name).collect();
    reporter.rules("parameter", &book.parameters, &all);
    for (id, page) in &book.references.operations {
        let names = operations.iter().map(|(name, _)| name.as_str());
        reporter.sentence("reference of the operation", id, page, || {
            nearest(id, names)
        });
    }
    for (pattern, noun) in &book.nouns.named {
        reporter.sentence("schema", &pattern.0, noun, || None);
    }
}

/// Returns the items, repeated under each name whose entries they use.
fn with_mirrored<'a>(book: &Book, items: Vec<Item<'a>>) -> Vec<Item<'a>> {
    let all = items.into_iter().flat_map(|(name, parts)| {
        let names = book.names(&name).into_iter();
        names
            .map(move |name| (name, parts.clone()))
            .collect::<Vec<_>>()
    });
    all.collect()
}

/// All schemas with their properties, values and variants.
fn schemas(api: &Api) -> Vec<Item<'_>> {
    let schemas = api.defs.iter().map(|def| {
        let parts = match &def.shape {
            Shape::Record { fields, .. } => {
                let names = fields.iter().map(|it| (Part::Property, it.wire.as_str()));
                names.collect()
            }
            Shape::StringEnum { values, .. } => {
                let names = values.iter().map(|it| (Part::Value, it.wire.as_str()));
                names.collect()
            }
            Shape::Union { branches, .. } => {
                let names = branches.iter().map(|it| (Part::Variant, it.name.as_str()));
                names.collect()
            }
            Shape::IntegerEnum { .. } | Shape::Alias(_) => Vec::new(),
        };
        (key::of(&def.path), parts)
    });
    schemas.collect()
}

fn parameters(parameters: &[crate::ir::Parameter]) -> Vec<(Part, &str)> {
    let names = parameters
        .iter()
        .map(|it| (Part::Parameter, it.wire.as_str()));
    names.collect()
}

struct Reporter<'a> {
    used: &'a [bool],
    severity: Severity,
    diagnostics: &'a mut Diagnostics,
}

impl Reporter<'_> {
    fn entries(&mut self, what: &str, entries: &Entries, items: &[Item<'_>]) {
        let mut of_name: HashMap<&str, Vec<&Item<'_>>> = HashMap::new();
        for item in items {
            of_name.entry(&item.0).or_default().push(item);
        }
        for entry in entries.iter() {
            let found = if entry.item.is_exact() {
                of_name
                    .get(entry.item.0.as_str())
                    .cloned()
                    .unwrap_or_default()
            } else {
                let items = items.iter();
                items.filter(|it| entry.item.matches(&it.0)).collect()
            };
            if found.is_empty() {
                let name = &entry.item.0;
                let similar = nearest(name, items.iter().map(|(name, _)| name.as_str()));
                self.push(what, name, entry.origin, similar);
                continue;
            }
            self.parts(entry, &found);
            if let Some(sentence) = &entry.description {
                self.sentence(what, &entry.item.0, sentence, || None);
            }
        }
    }

    fn parts(&mut self, entry: &Entry, items: &[&Item<'_>]) {
        for (part, sentences) in &entry.parts {
            let names = || {
                let parts = items.iter().flat_map(|(_, parts)| parts);
                parts.filter(|(of, _)| of == part).map(|(_, name)| *name)
            };
            for (name, sentence) in sentences {
                let what = format!("{} of `{}`", part.names().1, entry.item.0);
                self.sentence(&what, name, sentence, || nearest(name, names()));
            }
        }
    }

    fn rules(&mut self, what: &str, rules: &Rules, names: &[&str]) {
        for (name, sentence) in rules.sentences() {
            self.sentence(what, name, sentence, || {
                nearest(name, names.iter().copied()).filter(|similar| *similar != name)
            });
        }
    }

    fn sentence<'n>(
        &mut self,
        what: &str,
        name: &str,
        sentence: &Sentence,
        similar: impl FnOnce() -> Option<&'n str>,
    ) {
        if !self.used[sentence.id] {
            self.push(what, name, sentence.origin, similar());
        }
    }

    fn push(&mut self, what: &str, name: &str, at: Origin, similar: Option<&str>) {
        let message = format!("the entry for the {what} `{name}` has no effect");
        let diagnostic = Diagnostic {
            severity: self.severity,
            ..Diagnostic::error(Code::DocsNoMatch, message, at)
        };
        self.diagnostics.push(diagnostic.help(match similar {
            Some(similar) if similar != name => format!("did you mean `{similar}`?"),
            _ => "remove it: it matches nothing, or a more specific entry replaces it".to_owned(),
        }));
    }
}
