//! Findings as JSON, for programs.
//!
//! In: findings and the texts they point into. Out: an array of objects with `code`, `severity`, `message`, the place
//! (`file`, `line`, `column`, `endLine`, `endColumn`, `start`, `end` in bytes), `related` places and `help`.

use serde_json::{Map, Value, json};

use super::{Diagnostic, Diagnostics};
use crate::source::{Origin, SourceMap};

/// Writes all findings, each once, as a JSON array.
pub fn to_json(found: &Diagnostics, sources: &SourceMap) -> Value {
    found
        .distinct()
        .into_iter()
        .map(|diagnostic| one(diagnostic, sources))
        .collect()
}

fn one(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    let mut out = Map::new();
    out.insert("code".into(), diagnostic.code.as_str().into());
    out.insert("severity".into(), diagnostic.severity.as_str().into());
    out.insert("message".into(), diagnostic.message.as_str().into());
    out.insert(
        "place".into(),
        diagnostic.primary.map(|at| place(at, sources)).into(),
    );
    let related = diagnostic.related.iter();
    out.insert(
        "related".into(),
        related
            .map(|(words, at)| json!({"message": words, "place": place(*at, sources)}))
            .collect(),
    );
    out.insert("help".into(), diagnostic.help.as_deref().into());
    Value::Object(out)
}

fn place(at: Origin, sources: &SourceMap) -> Value {
    let start = sources.position(at);
    let end = sources.position(Origin {
        start: at.end,
        ..at
    });
    json!({
        "file": sources.file(at.source).name,
        "line": start.line,
        "column": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "start": at.start,
        "end": at.end,
    })
}

#[cfg(test)]
mod tests {
    use super::to_json;
    use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
    use crate::source::{Origin, SourceFile, SourceMap};

    #[test]
    fn tells_places_in_lines_and_bytes() {
        let mut sources = SourceMap::default();
        let id = sources.add(SourceFile::new("a.yaml", "a: 1\nü: 2\n"));
        let mut found = Diagnostics::default();
        let at = Origin::new(id, 9, 10);
        for _ in 0..2 {
            found.push(
                Diagnostic::error(Code::Syntax, "wrong", at)
                    .related("see", Origin::start_of(id))
                    .help("do"),
            );
        }
        found.push(Diagnostic::placeless(
            Code::Syntax,
            Severity::Warning,
            "lost",
        ));
        let json = to_json(&found, &sources);
        assert_eq!(json.as_array().map(Vec::len), Some(2));
        assert_eq!(json[0]["place"]["line"], 2);
        assert_eq!(json[0]["place"]["column"], 4);
        assert_eq!(json[0]["related"][0]["place"]["file"], "a.yaml");
        assert_eq!(json[0]["severity"], "error");
        assert!(json[1]["place"].is_null() && json[1]["help"].is_null());
    }
}
