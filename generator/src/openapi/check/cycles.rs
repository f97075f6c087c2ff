//! References that lead in a circle without ever reaching a type.
//!
//! A schema may contain itself through properties, items or the branches of a union; it may not be itself, as the target
//! of its own references or as a member of its own `allOf`.

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema, SchemaKind};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::escape;
use crate::openapi::{Document, schema_name};

/// Reports each circle once.
pub(in crate::openapi) fn check(document: &Document, found: &mut Diagnostics) {
    let Some(components) = &document.api.components else {
        return;
    };
    let mut search = Search {
        schemas: &components.schemas,
        states: vec![State::New; components.schemas.len()],
        circles: Vec::new(),
    };
    for index in 0..components.schemas.len() {
        search.visit(index);
    }
    for circle in search.circles {
        report(document, &components.schemas, &circle, found);
    }
    aliases(&components.responses, "responses", document, found);
    aliases(&components.parameters, "parameters", document, found);
    aliases(&components.request_bodies, "requestBodies", document, found);
    aliases(&components.headers, "headers", document, found);
    aliases(
        &components.security_schemes,
        "securitySchemes",
        document,
        found,
    );
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

struct Search<'d> {
    schemas: &'d IndexMap<String, ReferenceOr<Schema>>,
    states: Vec<State>,
    circles: Vec<Vec<usize>>,
}

impl Search<'_> {
    /// Follows a schema to the end. Without recursion: a chain of aliases may be longer than the stack.
    fn visit(&mut self, start: usize) {
        let mut way = Vec::new();
        self.enter(start, &mut way);
        while let Some((index, targets)) = way.last_mut() {
            let index = *index;
            let Some(next) = targets.pop() else {
                self.states[index] = State::Done;
                way.pop();
                continue;
            };
            match self.states[next] {
                State::New => self.enter(next, &mut way),
                State::Done => {}
                State::Open => {
                    let circle = way.iter().map(|(index, _)| *index);
                    self.circles
                        .push(circle.skip_while(|step| *step != next).collect());
                }
            }
        }
    }

    fn enter(&mut self, index: usize, way: &mut Vec<(usize, Vec<usize>)>) {
        if self.states[index] != State::New {
            return;
        }
        self.states[index] = State::Open;
        let mut names = Vec::new();
        same_as(&self.schemas[index], &mut names);
        let targets = names
            .iter()
            .filter_map(|name| self.schemas.get_index_of(name.as_str()))
            .rev()
            .collect();
        way.push((index, targets));
    }
}

/// The names of the schemas that every value of a schema must match too.
fn same_as(schema: &ReferenceOr<Schema>, targets: &mut Vec<String>) {
    match schema {
        ReferenceOr::Reference { reference } => {
            targets.extend(schema_name(reference).map(|name| name.into_owned()));
        }
        ReferenceOr::Item(item) => {
            if let SchemaKind::AllOf { all_of } = &item.schema_kind {
                all_of.iter().for_each(|member| same_as(member, targets));
            }
        }
    }
}

fn report(
    document: &Document,
    schemas: &IndexMap<String, ReferenceOr<Schema>>,
    circle: &[usize],
    found: &mut Diagnostics,
) {
    let names: Vec<&str> = circle
        .iter()
        .filter_map(|index| schemas.get_index(*index))
        .map(|(name, _)| name.as_str())
        .collect();
    let place = |name: &str| {
        document
            .origins
            .key(&format!("/components/schemas/{}", escape(name)))
    };
    let Some((first, rest)) = names.split_first() else {
        return;
    };
    let mut diagnostic = Diagnostic::error(
        Code::ReferenceCycle,
        format!("the schema `{first}` is defined by nothing but itself"),
        place(first),
    )
    .help("one of the schemas in the circle must say what it is without the others");
    for name in rest {
        diagnostic = diagnostic.related(format!("through `{name}`"), place(name));
    }
    found.push(diagnostic);
}

/// Reports references among other components that never reach a component.
fn aliases<T>(
    parts: &IndexMap<String, ReferenceOr<T>>,
    section: &str,
    document: &Document,
    found: &mut Diagnostics,
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
                found.push(Diagnostic::error(
                    Code::ReferenceCycle,
                    format!("`{name}` in `components.{section}` refers to itself"),
                    origin,
                ));
                break;
            }
        }
    }
}
