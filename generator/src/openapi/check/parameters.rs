//! The parameters of an operation and those its path names.

use openapiv3::Parameter;

use super::{Place, operations, webhooks};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::nearest::nearest;
use crate::openapi::Document;

/// Reports parameters that are missing, left over or declared twice.
pub(in crate::openapi) fn check(document: &Document, found: &mut Diagnostics) {
    for place in operations(document) {
        let declared = declared(document, &place);
        twice(document, &declared, found);
        template(document, &place, &declared, found);
    }
    for place in webhooks(document) {
        twice(document, &declared(document, &place), found);
    }
}

/// A parameter as an operation declares it.
struct Declared<'d> {
    location: &'static str,
    name: &'d str,
    /// Where the operation declares it, be it by reference.
    pointer: String,
}

fn declared<'d>(document: &'d Document, place: &Place<'d>) -> Vec<Declared<'d>> {
    let parameters = place.operation.parameters.iter().enumerate();
    parameters
        .filter_map(|(index, parameter)| {
            let pointer = format!("{}/parameters/{index}", place.pointer);
            let parameter = document.parameter(parameter, &pointer)?.value;
            let location = match parameter {
                Parameter::Query { .. } => "query",
                Parameter::Header { .. } => "header",
                Parameter::Path { .. } => "path",
                Parameter::Cookie { .. } => "cookie",
            };
            let name = parameter.parameter_data_ref().name.as_str();
            Some(Declared {
                location,
                name,
                pointer,
            })
        })
        .collect()
}

fn twice(document: &Document, declared: &[Declared<'_>], found: &mut Diagnostics) {
    for (index, one) in declared.iter().enumerate() {
        let first = declared[..index]
            .iter()
            .find(|other| other.location == one.location && other.name == one.name);
        let Some(first) = first else { continue };
        found.push(
            Diagnostic::error(
                Code::DuplicateParameter,
                format!(
                    "the {} parameter `{}` is declared twice",
                    one.location, one.name
                ),
                document.origins.origin(&one.pointer),
            )
            .related("first here", document.origins.origin(&first.pointer))
            .help("remove one of the two"),
        );
    }
}

fn template(
    document: &Document,
    place: &Place<'_>,
    declared: &[Declared<'_>],
    found: &mut Diagnostics,
) {
    let names = names_in(place.path);
    let in_path = || declared.iter().filter(|one| one.location == "path");
    for name in &names {
        if in_path().any(|one| one.name == *name) {
            continue;
        }
        let mut diagnostic = Diagnostic::error(
            Code::MissingPathParameter,
            format!(
                "`{}` names the parameter `{name}`, which is not declared",
                place.path
            ),
            document.origins.key(&place.pointer),
        );
        let unnamed = in_path()
            .map(|one| one.name)
            .filter(|one| !names.contains(one));
        diagnostic = match nearest(name, unnamed) {
            Some(near) => diagnostic.help(format!("is the parameter `{near}` meant?")),
            None => diagnostic.help(format!(
                "declare it: `- {{name: {name}, in: path, required: true}}`"
            )),
        };
        found.push(diagnostic);
    }
    for one in in_path().filter(|one| !names.contains(&one.name)) {
        found.push(
            Diagnostic::warning(
                Code::UnusedPathParameter,
                format!(
                    "`{}` does not name the path parameter `{}`",
                    place.path, one.name
                ),
                document.origins.origin(&one.pointer),
            )
            .help("it is left out"),
        );
    }
}

/// The names between braces, each once.
fn names_in(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in path.split('{').skip(1) {
        if let Some((name, _)) = piece.split_once('}')
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}
