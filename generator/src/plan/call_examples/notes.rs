//! Notes: what documentation files specify for examples. Values that they do not specify get placeholders.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Api, ExampleNote, ExampleNotes};
use crate::nearest::nearest;
use crate::plan::{ResultUse, Settings};
use crate::source::Origin;

/// The notes, and which of them were used.
pub struct Notes<'a> {
    notes: &'a ExampleNotes,
    used: RefCell<BTreeSet<&'a str>>,
    missing: RefCell<Vec<(String, String)>>,
}

impl<'a> Notes<'a> {
    /// Returns the notes from the documentation files, all unused.
    pub fn new(api: &'a Api) -> Self {
        Self {
            notes: &api.examples,
            used: RefCell::default(),
            missing: RefCell::default(),
        }
    }

    /// The value in a documentation file for a property or parameter of an operation. Marks the note as used.
    pub fn value(&self, operation: &str, wire: &str) -> Option<&'a str> {
        let own = format!("{operation}.{wire}");
        let values = &self.notes.values;
        let found = values.get_key_value(&own);
        let (key, note) = found.or_else(|| values.get_key_value(wire))?;
        self.used.borrow_mut().insert(key);
        Some(&note.text)
    }

    /// The value in a documentation file, or a placeholder that is derived from the name.
    pub fn text(&self, operation: &str, wire: &str) -> String {
        match self.value(operation, wire) {
            Some(text) => text.to_owned(),
            None => by_name(wire),
        }
    }

    /// The optional properties and parameters that the example of an operation sets.
    pub fn optional(&self, operation: &str) -> Vec<String> {
        let notes = self.notes.optional.get(operation).into_iter().flatten();
        notes.map(|note| note.text.clone()).collect()
    }

    /// How the example of an operation uses the result: statements if the code ends with `;` or `}`, otherwise the part
    /// that it prints.
    pub fn result(&self, operation: &str) -> Option<ResultUse> {
        let code = self.notes.results.get(operation)?.text.trim().to_owned();
        Some(match code.ends_with([';', '}']) {
            true => ResultUse::Statements(code),
            false => ResultUse::Part(code),
        })
    }

    /// Records properties and parameters in the section `optional` that an operation does not have.
    pub fn report_missing(&self, operation: &str, names: &[String]) {
        let names = names.iter().map(|it| (operation.to_owned(), it.clone()));
        self.missing.borrow_mut().extend(names);
    }

    /// Reports the notes that no example uses.
    pub fn report_unused(&self, api: &Api, settings: &Settings, diagnostics: &mut Diagnostics) {
        let mut report = |what: String, at: Origin, similar: Option<&str>| {
            let diagnostic = Diagnostic {
                severity: settings.strictness.severity(Severity::Note),
                ..Diagnostic::error(Code::DocsNoMatch, what, at)
            };
            diagnostics.push(match similar {
                Some(similar) => diagnostic.help(format!("did you mean `{similar}`?")),
                None => diagnostic,
            });
        };
        let used = self.used.borrow();
        for (key, note) in &self.notes.values {
            if !used.contains(key.as_str()) {
                report(
                    format!("no example has a value for `{key}`"),
                    note.origin,
                    None,
                );
            }
        }
        let operations = api.operations.iter().map(|it| it.id.as_str());
        let channels = api.channels.iter().map(|it| it.name.as_str());
        let names: Vec<&str> = operations.chain(channels).collect();
        let optional = self.notes.optional.iter();
        let optional = optional.filter_map(|(key, notes)| Some((key, notes.first()?)));
        let entries: Vec<(&String, &ExampleNote)> = optional.chain(&self.notes.results).collect();
        for (key, note) in entries {
            if !names.contains(&key.as_str()) {
                let message = format!("there is no operation `{key}` to give an example of");
                report(message, note.origin, nearest(key, names.iter().copied()));
            }
        }
        for (operation, name) in self.missing.borrow().iter() {
            let mut notes = self.notes.optional.get(operation).into_iter().flatten();
            let note = notes.find(|note| note.text == *name);
            if let Some(note) = note {
                let message = format!("the example of `{operation}` cannot set `{name}`");
                report(message, note.origin, None);
            }
        }
    }
}

/// A placeholder that is derived from a name: `thread_123` for `thread_id`.
fn by_name(wire: &str) -> String {
    let name = wire.trim_end_matches("[]").replace(['-', '.', ' '], "_");
    let name = name.to_lowercase();
    if let Some(what) = name
        .strip_suffix("_id")
        .or_else(|| name.strip_suffix("_ids"))
    {
        return format!("{what}_123");
    }
    match name.as_str() {
        "id" | "ids" => "id_123".to_owned(),
        _ if name.contains("email") => "user@example.com".to_owned(),
        _ if name.contains("url") || name.contains("uri") => "https://example.com".to_owned(),
        _ => "example".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::by_name;

    #[test]
    fn identifiers_name_what_they_identify() {
        assert_eq!(by_name("thread_id"), "thread_123");
        assert_eq!(by_name("file_ids[]"), "file_123");
        assert_eq!(by_name("callback_url"), "https://example.com");
        assert_eq!(by_name("title"), "example");
    }
}
