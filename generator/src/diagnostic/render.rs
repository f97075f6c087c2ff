//! Findings as text, for people.
//!
//! In: findings and the texts they point into. Out: per finding its severity, code and message, `file:line:column`, the
//! source line with carets below the place, related places and the help; a count last. Drawn by `annotate-snippets`.

use std::collections::BTreeMap;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Origin, SourceMap, floor_boundary, line_range};

/// How many findings of one code are shown; the rest is counted.
const SHOWN_PER_CODE: usize = 25;
/// Places of the same file within so many lines are drawn in one picture.
const NEAR_LINES: usize = 12;
/// Longer lines (a document can be a single line of megabytes) are cut around a place and get a picture of their own.
const LONG_LINE: usize = 120;

/// Writes all findings, each once.
pub fn render(found: &Diagnostics, sources: &SourceMap, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut out = String::new();
    let mut counts = BTreeMap::new();
    let (mut errors, mut warnings) = (0, 0);
    for diagnostic in found.distinct() {
        match diagnostic.severity {
            Severity::Error => errors += 1,
            Severity::Warning => warnings += 1,
            Severity::Note => {}
        }
        let count: &mut usize = counts.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= SHOWN_PER_CODE {
            let report = [group(diagnostic, sources)];
            out.push_str(&renderer.render(&report));
            out.push_str("\n\n");
        }
    }
    for (code, count) in counts {
        if count > SHOWN_PER_CODE {
            out.push_str(&format!(
                "… and {} more of `{code}`\n",
                count - SHOWN_PER_CODE
            ));
        }
    }
    if errors + warnings > 0 {
        let parts = [count_of(errors, "error"), count_of(warnings, "warning")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        out.push_str(&format!("{}\n", parts.join(", ")));
    }
    out
}

fn count_of(number: usize, what: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{number} {what}s")),
    }
}

/// A place with its words; the first of a finding is the one it is about.
struct Place<'d> {
    at: Origin,
    words: Option<&'d str>,
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
    let primary = diagnostic.primary.map(|at| Place {
        at,
        words: None,
        is_primary: true,
    });
    let related = diagnostic.related.iter().map(|(words, at)| Place {
        at: *at,
        words: Some(words),
        is_primary: false,
    });
    for picture in pictures(primary.into_iter().chain(related), sources) {
        group = group.element(snippet(&picture, sources));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

/// Puts places that lie near each other together.
fn pictures<'d>(
    places: impl Iterator<Item = Place<'d>>,
    sources: &SourceMap,
) -> Vec<Vec<Place<'d>>> {
    let mut pictures: Vec<Vec<Place<'d>>> = Vec::new();
    for place in places {
        let line = sources.position(place.at).line;
        let near = pictures.iter_mut().find(|picture| {
            picture.iter().all(|other| {
                other.at.source == place.at.source
                    && sources.position(other.at).line.abs_diff(line) <= NEAR_LINES
                    && is_short(place.at, sources)
                    && is_short(other.at, sources)
            })
        });
        match near {
            Some(picture) => picture.push(place),
            None => pictures.push(vec![place]),
        }
    }
    pictures
}

fn is_short(at: Origin, sources: &SourceMap) -> bool {
    line_range(&sources.file(at.source).text, at.start as usize).len() <= LONG_LINE
}

/// The lines from the first to the last of some places, cut if they are overlong.
fn snippet<'d>(picture: &[Place<'d>], sources: &'d SourceMap) -> Snippet<'d, Annotation<'d>> {
    let file = sources.file(picture[0].at.source);
    let text = file.text.as_str();
    let mut start = usize::MAX;
    let mut end = 0;
    for place in picture {
        let line = line_range(text, place.at.start as usize);
        start = start.min(line.start);
        end = end.max(line.end);
    }
    let first = sources
        .position(Origin {
            start: start as u32,
            end: start as u32,
            ..picture[0].at
        })
        .line;
    let annotations = picture.iter().map(|place| {
        let line = line_range(text, place.at.start as usize);
        // Of a place of several lines only the first is underlined.
        let from = floor_boundary(text, place.at.start as usize).clamp(line.start, line.end);
        let to = floor_boundary(text, place.at.end as usize).clamp(from, line.end);
        let kind = if place.is_primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        kind.span(from - start..to - start).label(place.words)
    });
    Snippet::source(&text[start..end])
        .path(file.name.as_str())
        .line_start(first)
        .annotations(annotations.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::{LONG_LINE, render};
    use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
    use crate::source::{Origin, SourceFile, SourceMap};

    fn find(text: &str, what: &str, sources: &mut SourceMap) -> Origin {
        let id = sources.add(SourceFile::new("a.yaml", text));
        let start = text.find(what).expect("a piece of the text");
        Origin::new(id, start, start + what.len())
    }

    fn lines(diagnostic: Diagnostic, sources: &SourceMap) -> Vec<String> {
        let mut found = Diagnostics::default();
        found.push(diagnostic);
        render(&found, sources, false)
            .lines()
            .map(|line| line.trim_end().to_owned())
            .collect()
    }

    #[test]
    fn shows_the_place_and_what_belongs_to_it() {
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
    fn cuts_long_lines_and_keeps_the_column() {
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
        assert!(shown[3].contains("\"x\"") && shown[4].contains("^^^"));
    }

    #[test]
    fn counts_what_it_does_not_show() {
        let mut found = Diagnostics::default();
        for number in 0..40 {
            for _ in 0..2 {
                found.push(Diagnostic::placeless(
                    Code::Syntax,
                    Severity::Warning,
                    format!("number {number}"),
                ));
            }
        }
        let text = render(&found, &SourceMap::default(), false);
        assert_eq!(text.matches("number").count(), 25);
        assert!(
            text.ends_with("… and 15 more of `syntax`\n40 warnings\n"),
            "{text}"
        );
    }

    #[test]
    fn colors_only_when_asked() {
        let mut found = Diagnostics::default();
        found.push(Diagnostic::placeless(Code::Syntax, Severity::Error, "bad"));
        assert!(render(&found, &SourceMap::default(), true).contains('\u{1b}'));
        assert!(!render(&found, &SourceMap::default(), false).contains('\u{1b}'));
    }
}
