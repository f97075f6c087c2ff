//! Diagnostics as JSON, for programs.
//!
//! Input: diagnostics and the source files they refer to. Output: an array of objects with `code`, `severity`, `message`,
//! `location` (`file`, `line`, `column`, `endLine`, `endColumn`, and `start` and `end` in bytes), `related` and `help`.

use serde_json::{Map, Value, json};

use super::{Diagnostic, Diagnostics};
use crate::source::{Origin, SourceMap};

/// Converts all distinct diagnostics to a JSON array.
pub fn to_json(diagnostics: &Diagnostics, sources: &SourceMap) -> Value {
    diagnostics
        .distinct()
        .into_iter()
        .map(|diagnostic| object(diagnostic, sources))
        .collect()
}

fn object(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    let mut out = Map::new();
    out.insert("code".into(), diagnostic.code.as_str().into());
    out.insert("severity".into(), diagnostic.severity.as_str().into());
    out.insert("message".into(), diagnostic.message.as_str().into());
    out.insert(
        "location".into(),
        diagnostic.primary.map(|at| location(at, sources)).into(),
    );
    let related = diagnostic.related.iter();
    out.insert(
        "related".into(),
        related
            .map(|(label, at)| json!({"message": label, "location": location(*at, sources)}))
            .collect(),
    );
    out.insert("help".into(), diagnostic.help.as_deref().into());
    Value::Object(out)
}

fn location(at: Origin, sources: &SourceMap) -> Value {
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
    fn locations_have_lines_and_bytes() {
        let mut sources = SourceMap::default();
        let id = sources.add(SourceFile::new("a.yaml", "a: 1\nü: 2\n"));
        let mut diagnostics = Diagnostics::default();
        let at = Origin::new(id, 9, 10);
        for _ in 0..2 {
            diagnostics.push(
                Diagnostic::error(Code::Syntax, "wrong", at)
                    .related("see", Origin::start_of(id))
                    .help("do"),
            );
        }
        diagnostics.push(Diagnostic::without_origin(
            Code::Syntax,
            Severity::Warning,
            "lost",
        ));
        let json = to_json(&diagnostics, &sources);
        assert_eq!(json.as_array().map(Vec::len), Some(2));
        assert_eq!(json[0]["location"]["line"], 2);
        assert_eq!(json[0]["location"]["column"], 4);
        assert_eq!(json[0]["related"][0]["location"]["file"], "a.yaml");
        assert_eq!(json[0]["severity"], "error");
        assert!(json[1]["location"].is_null() && json[1]["help"].is_null());
    }
}
