//! Checks for reference cycles that contain no type.
//!
//! A schema may contain itself in properties, items or the branches of a union. It must not be the target of its own
//! references or a branch of its own `allOf`.

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema, SchemaKind};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::escape;
use crate::openapi::{Document, schema_name};

const HELP: &str = "at least one schema of the cycle must have its own type";

/// How many schemas of a cycle a diagnostic shows after the first one.
const MAX_SHOWN: usize = 8;

/// Reports each cycle once. The first schema of each cycle is then changed to accept any JSON.
pub(in crate::openapi) fn check(document: &mut Document, diagnostics: &mut Diagnostics) {
    for start in report_all(document, diagnostics) {
        document.accept_any_json(start);
    }
}

/// Reports each cycle, and returns the index of its first schema.
fn report_all(document: &Document, diagnostics: &mut Diagnostics) -> Vec<usize> {
    let Some(components) = &document.api.components else {
        return Vec::new();
    };
    let mut search = Search {
        schemas: &components.schemas,
        states: vec![State::New; components.schemas.len()],
        cycles: Vec::new(),
    };
    for index in 0..components.schemas.len() {
        search.visit(index);
    }
    for cycle in &search.cycles {
        report(document, &components.schemas, cycle, diagnostics);
    }
    check_aliases(&components.responses, "responses", document, diagnostics);
    check_aliases(&components.parameters, "parameters", document, diagnostics);
    check_aliases(
        &components.request_bodies,
        "requestBodies",
        document,
        diagnostics,
    );
    check_aliases(&components.headers, "headers", document, diagnostics);
    check_aliases(
        &components.security_schemes,
        "securitySchemes",
        document,
        diagnostics,
    );
    let starts = search.cycles.iter().filter_map(|cycle| cycle.first());
    starts.copied().collect()
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// A schema that is being visited.
struct Visit {
    index: usize,
    /// The schemas still to be followed.
    targets: Vec<usize>,
}

struct Search<'d> {
    schemas: &'d IndexMap<String, ReferenceOr<Schema>>,
    states: Vec<State>,
    cycles: Vec<Vec<usize>>,
}

impl Search<'_> {
    /// Searches from a schema, depth first. The search is iterative, because a chain of aliases could exceed the stack.
    fn visit(&mut self, start: usize) {
        let mut path = Vec::new();
        self.enter(start, &mut path);
        while let Some(visit) = path.last_mut() {
            let Some(next) = visit.targets.pop() else {
                self.states[visit.index] = State::Done;
                path.pop();
                continue;
            };
            match self.states[next] {
                State::New => self.enter(next, &mut path),
                State::Done => {}
                State::Open => {
                    let cycle = path.iter().map(|visit| visit.index);
                    self.cycles
                        .push(cycle.skip_while(|index| *index != next).collect());
                }
            }
        }
    }

    fn enter(&mut self, index: usize, path: &mut Vec<Visit>) {
        if self.states[index] != State::New {
            return;
        }
        self.states[index] = State::Open;
        let mut names = Vec::new();
        implied(&self.schemas[index], &mut names);
        let targets = names
            .iter()
            .filter_map(|name| self.schemas.get_index_of(name.as_str()))
            .rev()
            .collect();
        path.push(Visit { index, targets });
    }
}

/// Collects the names of the schemas that each value of a schema must satisfy as well.
fn implied(schema: &ReferenceOr<Schema>, targets: &mut Vec<String>) {
    match schema {
        ReferenceOr::Reference { reference } => {
            targets.extend(schema_name(reference).map(|name| name.into_owned()));
        }
        ReferenceOr::Item(item) => {
            if let SchemaKind::AllOf { all_of } = &item.schema_kind {
                all_of.iter().for_each(|branch| implied(branch, targets));
            }
        }
    }
}

fn report(
    document: &Document,
    schemas: &IndexMap<String, ReferenceOr<Schema>>,
    cycle: &[usize],
    diagnostics: &mut Diagnostics,
) {
    let names: Vec<&str> = cycle
        .iter()
        .filter_map(|index| schemas.get_index(*index))
        .map(|(name, _)| name.as_str())
        .collect();
    let origin = |name: &str| {
        document
            .origins
            .key(&format!("/components/schemas/{}", escape(name)))
    };
    let Some((first, rest)) = names.split_first() else {
        return;
    };
    let mut diagnostic = Diagnostic::error(
        Code::ReferenceCycle,
        format!("the schema `{first}` is defined only by itself"),
        origin(first),
    )
    .help(HELP);
    for name in rest.iter().take(MAX_SHOWN) {
        diagnostic = diagnostic.related(format!("through `{name}`"), origin(name));
    }
    if let Some(hidden) = rest.len().checked_sub(MAX_SHOWN).filter(|it| *it > 0) {
        diagnostic = diagnostic.help(format!(
            "{HELP}; {hidden} other schemas of the cycle are not shown"
        ));
    }
    diagnostics.push(diagnostic);
}

/// Reports cycles of references between other components.
fn check_aliases<T>(
    parts: &IndexMap<String, ReferenceOr<T>>,
    section: &str,
    document: &Document,
    diagnostics: &mut Diagnostics,
) {
    for (name, part) in parts {
        let mut at = part;
        for _ in 0..=parts.len() {
            let ReferenceOr::Reference { reference } = at else {
                break;
            };
            let next = crate::openapi::resolve::component_name(reference, section);
            let Some(next) = next.and_then(|next| parts.get(next.as_ref())) else {
                break;
            };
            at = next;
            if std::ptr::eq(at, part) {
                let origin = document
                    .origins
                    .key(&format!("/components/{section}/{}", escape(name)));
                let message = format!("`{name}` in `components.{section}` refers to itself");
                diagnostics.push(
                    Diagnostic::error(Code::ReferenceCycle, message, origin)
                        .fallback("this part is ignored"),
                );
                break;
            }
        }
    }
}
