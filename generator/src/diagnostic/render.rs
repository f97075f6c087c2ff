//! Diagnostics as text, for people.
//!
//! Input: diagnostics and the source files they refer to. Output: for each diagnostic its severity, code and message,
//! `file:line:column`, the underlined source line, related locations and the help; then the number of errors and
//! warnings. Drawn by `annotate-snippets`.

use std::collections::BTreeMap;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Origin, SourceMap, floor_boundary, line_range};

/// How many diagnostics of one code are shown; the rest are only counted.
const MAX_PER_CODE: usize = 25;
/// Locations in the same file are drawn in one snippet if they are at most this many lines apart.
const MAX_LINE_GAP: usize = 12;
/// Longer lines are truncated around a location, which gets its own snippet: a document may be a single line of megabytes.
const LONG_LINE: usize = 120;
/// Only an excerpt of a longer line is drawn, because measuring megabytes for each diagnostic is slow.
const EXCERPT_LINE: usize = 4096;

/// Renders all distinct diagnostics.
pub fn render(diagnostics: &Diagnostics, sources: &SourceMap, color: bool) -> String {
    let distinct = diagnostics.distinct();
    let mut out = snippets(&distinct, sources, color);
    out.push_str(&totals(&distinct, ""));
    out
}

/// Renders all distinct errors, and one line for each kind of warning.
pub fn render_summary(diagnostics: &Diagnostics, sources: &SourceMap, color: bool) -> String {
    let distinct = diagnostics.distinct();
    let (errors, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) = distinct
        .iter()
        .partition(|diagnostic| diagnostic.severity == Severity::Error);
    let mut out = snippets(&errors, sources, color);
    let mut by_code: BTreeMap<Code, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in others {
        by_code.entry(diagnostic.code).or_default().push(diagnostic);
    }
    for (code, list) in &by_code {
        out.push_str(&kind_line(*code, list, sources));
    }
    let is_shortened = by_code.values().any(|list| list.len() > 1);
    let hint = match is_shortened {
        true => " (`--verbose` shows each)",
        false => "",
    };
    out.push_str(&totals(&distinct, hint));
    out
}

/// One line for the diagnostics of a code.
fn kind_line(code: Code, list: &[&Diagnostic], sources: &SourceMap) -> String {
    let [first, others @ ..] = list else {
        return String::new();
    };
    let severity = first.severity.as_str();
    let location = first.primary.map(|at| sources.locate(at));
    let message = &first.message;
    match (others.len(), location) {
        (0, Some(location)) => format!("{severity}[{code}]: {message} ({location})\n"),
        (0, None) => format!("{severity}[{code}]: {message}\n"),
        (others, location) => {
            let about = code.about().trim_end_matches('.');
            let at = location.map(|location| format!(" at {location}"));
            let at = at.unwrap_or_default();
            let count = others + 1;
            format!("{severity}[{code}]: {about}: {count} times, first{at}: {message}\n")
        }
    }
}

/// Renders each diagnostic, up to a limit for each code.
fn snippets(diagnostics: &[&Diagnostic], sources: &SourceMap, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut out = String::new();
    let mut counts = BTreeMap::new();
    for diagnostic in diagnostics {
        let count: &mut usize = counts.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= MAX_PER_CODE {
            let report = [group(diagnostic, sources)];
            out.push_str(&renderer.render(&report));
            out.push_str("\n\n");
        }
    }
    for (code, count) in counts {
        if count > MAX_PER_CODE {
            out.push_str(&format!(
                "… and {} more of `{code}`\n",
                count - MAX_PER_CODE
            ));
        }
    }
    out
}

/// The line with the number of errors and warnings, if there are any.
fn totals(diagnostics: &[&Diagnostic], hint: &str) -> String {
    let count = |severity| {
        let all = diagnostics.iter();
        all.filter(|it| it.severity == severity).count()
    };
    let parts = [
        count_of(count(Severity::Error), "error"),
        count_of(count(Severity::Warning), "warning"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!("{}{hint}\n", parts.join(", ")),
    }
}

fn count_of(number: usize, noun: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{number} {noun}s")),
    }
}

/// A location with its label.
struct Marker<'d> {
    at: Origin,
    label: Option<&'d str>,
    is_primary: bool,
}

fn group<'d>(diagnostic: &'d Diagnostic, sources: &'d SourceMap) -> Group<'d> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(
        level
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.code.as_str()),
    );
    let primary = diagnostic.primary.map(|at| Marker {
        at,
        label: None,
        is_primary: true,
    });
    let related = diagnostic.related.iter().map(|(label, at)| Marker {
        at: *at,
        label: Some(label),
        is_primary: false,
    });
    for markers in grouped(primary.into_iter().chain(related), sources) {
        group = match markers.as_slice() {
            [only] if line_length(only.at, sources) > EXCERPT_LINE => {
                let position = sources.position(only.at);
                let file = sources.file(only.at.source).name.as_str();
                let location = annotate_snippets::Origin::path(file).line(position.line);
                group
                    .element(location.char_column(position.column))
                    .element(excerpt(only, position.line, sources))
            }
            markers => group.element(snippet(markers, sources)),
        };
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

/// Groups locations that are close to each other.
fn grouped<'d>(
    markers: impl Iterator<Item = Marker<'d>>,
    sources: &SourceMap,
) -> Vec<Vec<Marker<'d>>> {
    let mut groups: Vec<Vec<Marker<'d>>> = Vec::new();
    for marker in markers {
        let line = sources.position(marker.at).line;
        let near = groups.iter_mut().find(|group| {
            group.iter().all(|other| {
                other.at.source == marker.at.source
                    && sources.position(other.at).line.abs_diff(line) <= MAX_LINE_GAP
                    && is_short(marker.at, sources)
                    && is_short(other.at, sources)
            })
        });
        match near {
            Some(group) => group.push(marker),
            None => groups.push(vec![marker]),
        }
    }
    groups
}

/// A part of a long line, around a location.
fn excerpt<'d>(
    marker: &Marker<'d>,
    line_number: usize,
    sources: &'d SourceMap,
) -> Snippet<'d, Annotation<'d>> {
    let text = sources.file(marker.at.source).text.as_str();
    let line = line_range(text, marker.at.start as usize);
    let from = floor_boundary(text, marker.at.start as usize).clamp(line.start, line.end);
    let to = floor_boundary(text, marker.at.end as usize).clamp(from, line.end);
    let to = floor_boundary(text, to.min(from + LONG_LINE / 2)).max(from);
    let start = floor_boundary(text, from.saturating_sub(LONG_LINE / 3)).max(line.start);
    let end = floor_boundary(text, (to + LONG_LINE / 3).min(line.end)).max(to);
    let kind = match marker.is_primary {
        true => AnnotationKind::Primary,
        false => AnnotationKind::Context,
    };
    let annotation = kind.span(from - start..to - start).label(marker.label);
    Snippet::source(&text[start..end])
        .line_start(line_number)
        .annotation(annotation)
}

fn is_short(at: Origin, sources: &SourceMap) -> bool {
    line_length(at, sources) <= LONG_LINE
}

fn line_length(at: Origin, sources: &SourceMap) -> usize {
    line_range(&sources.file(at.source).text, at.start as usize).len()
}

/// The lines from the first to the last of some locations.
fn snippet<'d>(markers: &[Marker<'d>], sources: &'d SourceMap) -> Snippet<'d, Annotation<'d>> {
    let file = sources.file(markers[0].at.source);
    let text = file.text.as_str();
    let mut start = usize::MAX;
    let mut end = 0;
    for marker in markers {
        let line = line_range(text, marker.at.start as usize);
        start = start.min(line.start);
        end = end.max(line.end);
    }
    let first = sources
        .position(Origin {
            start: start as u32,
            end: start as u32,
            ..markers[0].at
        })
        .line;
    let annotations = markers.iter().map(|marker| {
        let line = line_range(text, marker.at.start as usize);
        // Only the first line of a location is underlined.
        let from = floor_boundary(text, marker.at.start as usize).clamp(line.start, line.end);
        let to = floor_boundary(text, marker.at.end as usize).clamp(from, line.end);
        let kind = if marker.is_primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        kind.span(from - start..to - start).label(marker.label)
    });
    Snippet::source(&text[start..end])
        .path(file.name.as_str())
        .line_start(first)
        .annotations(annotations.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::{LONG_LINE, render, render_summary};
    use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
    use crate::source::{Origin, SourceFile, SourceMap};

    fn find(text: &str, what: &str, sources: &mut SourceMap) -> Origin {
        let id = sources.add(SourceFile::new("a.yaml", text));
        let start = text.find(what).expect("a part of the text");
        Origin::new(id, start, start + what.len())
    }

    fn lines(diagnostic: Diagnostic, sources: &SourceMap) -> Vec<String> {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(diagnostic);
        render(&diagnostics, sources, false)
            .lines()
            .map(|line| line.trim_end().to_owned())
            .collect()
    }

    #[test]
    fn a_diagnostic_shows_its_location_labels_and_help() {
        let mut sources = SourceMap::default();
        let at = find("a: 1\nü: 2\na: 3\n", "a: 3", &mut sources);
        let first = Origin {
            start: 0,
            end: 1,
            ..at
        };
        let diagnostic = Diagnostic::error(Code::DuplicateKey, "`a` twice", at)
            .related("first", first)
            .help("rename");
        let expected = [
            "error[duplicate-key]: `a` twice",
            " --> a.yaml:3:1",
            "  |",
            "1 | a: 1",
            "  | - first",
            "2 | ü: 2",
            "3 | a: 3",
            "  | ^^^^",
            "  |",
            "  = help: rename",
            "",
            "1 error",
        ];
        assert_eq!(lines(diagnostic, &sources), expected);
    }

    #[test]
    fn long_lines_are_truncated_and_keep_the_column() {
        let mut sources = SourceMap::default();
        let text = format!("[{}\"x\"{}]", "1,".repeat(50_000), ",1".repeat(50_000));
        let at = find(&text, "\"x\"", &mut sources);
        let shown = lines(Diagnostic::error(Code::Syntax, "bad", at), &sources);
        assert_eq!(shown[1], " --> a.yaml:1:100002");
        assert!(
            shown
                .iter()
                .all(|line| line.chars().count() < 2 * LONG_LINE),
            "{shown:?}"
        );
        let line = shown.iter().position(|line| line.contains("\"x\""));
        let marks = line.and_then(|at| shown.get(at + 1));
        assert!(
            marks.is_some_and(|marks| marks.contains("^^^")),
            "{shown:?}"
        );
    }

    #[test]
    fn diagnostics_that_are_not_shown_are_counted() {
        let mut diagnostics = Diagnostics::default();
        for number in 0..40 {
            for _ in 0..2 {
                diagnostics.push(Diagnostic::without_origin(
                    Code::Syntax,
                    Severity::Warning,
                    format!("number {number}"),
                ));
            }
        }
        let text = render(&diagnostics, &SourceMap::default(), false);
        assert_eq!(text.matches("number").count(), 25);
        assert!(
            text.ends_with("… and 15 more of `syntax`\n40 warnings\n"),
            "{text}"
        );
    }

    #[test]
    fn a_summary_has_one_line_for_each_kind_of_warning() {
        let mut sources = SourceMap::default();
        let at = find("a: 1\nb: 2\n", "b", &mut sources);
        let mut diagnostics = Diagnostics::default();
        for name in ["x", "y", "z"] {
            let message = format!("unknown keyword `{name}`");
            diagnostics.push(Diagnostic::warning(Code::UnknownKeyword, message, at));
        }
        diagnostics.push(Diagnostic::warning(Code::NameClash, "a clash", at));
        diagnostics.push(Diagnostic::error(Code::Syntax, "bad", at));
        let text = render_summary(&diagnostics, &sources, false);
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        assert_eq!(lines[0], "error[syntax]: bad");
        assert_eq!(lines[1], " --> a.yaml:2:1");
        let expected = [
            "warning[unknown-keyword]: A keyword is not defined in any version of OpenAPI: 3 times, \
             first at a.yaml:2:1: unknown keyword `x`",
            "warning[name-clash]: a clash (a.yaml:2:1)",
            "1 error, 4 warnings (`--verbose` shows each)",
        ];
        assert_eq!(lines[lines.len() - 3..], expected);
    }

    #[test]
    fn colors_are_optional() {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::without_origin(
            Code::Syntax,
            Severity::Error,
            "bad",
        ));
        assert!(render(&diagnostics, &SourceMap::default(), true).contains('\u{1b}'));
        assert!(!render(&diagnostics, &SourceMap::default(), false).contains('\u{1b}'));
    }
}
