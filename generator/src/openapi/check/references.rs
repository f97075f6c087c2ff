//! Checks that the target of each reference is a component of the right kind.

use openapiv3::Components;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::nearest::nearest;
use crate::openapi::Document;
use crate::openapi::read::Reference;
use crate::openapi::resolve::component_name;

/// Reports references to missing targets or other documents.
pub(in crate::openapi) fn check(
    document: &Document,
    references: &[Reference],
    diagnostics: &mut Diagnostics,
) {
    let none = Components::default();
    let components = document.api.components.as_ref().unwrap_or(&none);
    for reference in references {
        if !reference.text.starts_with('#') {
            diagnostics.push(foreign(reference));
            continue;
        }
        let name = component_name(&reference.text, reference.section);
        let exists = name
            .as_deref()
            .is_some_and(|name| has(components, reference.section, name));
        if !exists {
            diagnostics.push(dangling(reference, components, name.as_deref()));
        }
    }
}

fn foreign(reference: &Reference) -> Diagnostic {
    Diagnostic::error(
        Code::ForeignReference,
        format!("`{}` refers to another document", reference.text),
        reference.origin,
    )
    .help("bundle the documents into one first, or add the part with an overlay")
}

fn dangling(reference: &Reference, components: &Components, name: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code::DanglingReference,
        format!("`{}` does not exist", reference.text),
        reference.origin,
    );
    let near = name.and_then(|name| nearest(name, names(components, reference.section)));
    match near {
        Some(near) => diagnostic.help(format!(
            "did you mean `#/components/{}/{near}`?",
            reference.section
        )),
        None => diagnostic.help(format!("define it in `components.{}`", reference.section)),
    }
}

fn has(components: &Components, section: &str, name: &str) -> bool {
    match section {
        "schemas" => components.schemas.contains_key(name),
        "responses" => components.responses.contains_key(name),
        "parameters" => components.parameters.contains_key(name),
        "requestBodies" => components.request_bodies.contains_key(name),
        "headers" => components.headers.contains_key(name),
        "securitySchemes" => components.security_schemes.contains_key(name),
        "links" => components.links.contains_key(name),
        // Existing path items and callbacks were inlined by the dialect.
        _ => false,
    }
}

fn names<'c>(components: &'c Components, section: &str) -> Box<dyn Iterator<Item = &'c str> + 'c> {
    match section {
        "schemas" => Box::new(components.schemas.keys().map(String::as_str)),
        "responses" => Box::new(components.responses.keys().map(String::as_str)),
        "parameters" => Box::new(components.parameters.keys().map(String::as_str)),
        "requestBodies" => Box::new(components.request_bodies.keys().map(String::as_str)),
        "headers" => Box::new(components.headers.keys().map(String::as_str)),
        "securitySchemes" => Box::new(components.security_schemes.keys().map(String::as_str)),
        "links" => Box::new(components.links.keys().map(String::as_str)),
        _ => Box::new(std::iter::empty()),
    }
}
