//! Checks the parameters of operations, and those in path templates.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use openapiv3::Parameter;

use super::{LocatedOperation, operations, webhooks};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::nearest::nearest;
use crate::openapi::Document;
use crate::parameter_name;
use crate::path_template::placeholders;

/// Reports parameters that are missing, unused or declared twice.
pub(in crate::openapi) fn check(document: &Document, diagnostics: &mut Diagnostics) {
    for operation in operations(document) {
        let declared = declared(document, &operation);
        check_duplicates(document, &declared, diagnostics);
        check_template(document, &operation, &declared, diagnostics);
    }
    for operation in webhooks(document) {
        check_duplicates(document, &declared(document, &operation), diagnostics);
    }
}

/// A parameter as an operation declares it.
struct Declared<'d> {
    location: &'static str,
    name: &'d str,
    /// The pointer of the declaration, which may be a reference.
    pointer: String,
}

fn declared<'d>(document: &'d Document, located: &LocatedOperation<'d>) -> Vec<Declared<'d>> {
    let parameters = located.operation.parameters.iter().enumerate();
    parameters
        .filter_map(|(index, parameter)| {
            let pointer = format!("{}/parameters/{index}", located.pointer);
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

fn check_duplicates(document: &Document, declared: &[Declared<'_>], diagnostics: &mut Diagnostics) {
    let mut known: HashMap<(&str, Cow<'_, str>), &Declared<'_>> = HashMap::new();
    // A missing name has been reported.
    for one in declared.iter().filter(|one| !one.name.is_empty()) {
        let name = parameter_name::comparable(one.name, one.location == "header");
        let first = known.entry((one.location, name)).or_insert(one);
        if std::ptr::eq(*first, one) {
            continue;
        }
        diagnostics.push(
            Diagnostic::error(
                Code::DuplicateParameter,
                format!(
                    "the {} parameter `{}` is declared twice",
                    one.location, one.name
                ),
                document.origins.origin(&one.pointer),
            )
            .related(
                "first declared here",
                document.origins.origin(&first.pointer),
            )
            .help("remove one of them"),
        );
    }
}

fn check_template(
    document: &Document,
    located: &LocatedOperation<'_>,
    declared: &[Declared<'_>],
    diagnostics: &mut Diagnostics,
) {
    let names = names_in(located.path);
    let in_template: HashSet<&str> = names.iter().copied().collect();
    let in_path = || declared.iter().filter(|one| one.location == "path");
    let in_path_names: HashSet<&str> = in_path().map(|one| one.name).collect();
    for name in names.iter().filter(|name| !in_path_names.contains(**name)) {
        let mut diagnostic = Diagnostic::error(
            Code::MissingPathParameter,
            format!(
                "`{}` has the parameter `{name}`, which is not declared",
                located.path
            ),
            document.origins.key(&located.pointer),
        );
        let unnamed = in_path()
            .map(|one| one.name)
            .filter(|one| !in_template.contains(one));
        diagnostic = match nearest(name, unnamed) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!(
                "declare it: `- {{name: {name}, in: path, required: true}}`"
            )),
        };
        diagnostics.push(diagnostic);
    }
    for one in in_path().filter(|one| !in_template.contains(one.name)) {
        diagnostics.push(
            Diagnostic::warning(
                Code::UnusedPathParameter,
                format!(
                    "`{}` does not contain the path parameter `{}`",
                    located.path, one.name
                ),
                document.origins.origin(&one.pointer),
            )
            .help("the parameter is ignored"),
        );
    }
}

/// Returns the names in braces in a path template, without duplicates.
pub fn names_in(path: &str) -> Vec<&str> {
    let mut known = HashSet::new();
    placeholders(path)
        .filter(|name| known.insert(*name))
        .collect()
}
