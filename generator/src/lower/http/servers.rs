//! Servers of the API, of paths and of operations.

use openapiv3::{Operation as RawOperation, PathItem, Server as RawServer};
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Server, ServerVariable};
use crate::lower::schema::SchemaReader;
use crate::openapi::pointer;
use crate::path_template::placeholders;

/// Reads the servers of the document.
pub fn servers(reader: &mut SchemaReader<'_>) -> Vec<Server> {
    let document = reader.document;
    let servers = document.api.servers.iter().enumerate();
    servers
        .map(|(index, raw)| server(reader, raw, &format!("/servers/{index}")))
        .collect()
}

/// Returns the first server of an operation or of its path, unless the document has it as well.
pub fn of_operation(
    reader: &mut SchemaReader<'_>,
    item: &PathItem,
    operation: &RawOperation,
    pointer: &str,
) -> Option<Server> {
    let path_pointer = pointer.rsplit_once('/').map_or(pointer, |(path, _)| path);
    let path_pointer = path_pointer.trim_end_matches("/additionalOperations");
    let (raw, pointer) = match (operation.servers.first(), item.servers.first()) {
        (Some(own), _) => (own, pointer),
        (None, Some(of_path)) => (of_path, path_pointer),
        (None, None) => return None,
    };
    let is_of_document = reader.document.api.servers.contains(raw);
    (!is_of_document).then(|| server(reader, raw, &format!("{pointer}/servers/0")))
}

fn server(reader: &mut SchemaReader<'_>, raw: &RawServer, pointer: &str) -> Server {
    let name = raw.extensions.get("x-server-name").and_then(Value::as_str);
    let url = with_scheme(raw.url.trim());
    if url.starts_with("https://") && !raw.url.contains("://") {
        let origin = reader.document.origins.origin(&format!("{pointer}/url"));
        let message = format!("the server `{}` has no scheme; `https` is assumed", raw.url);
        reader.report(Diagnostic::warning(
            Code::IrregularDocument,
            message,
            origin,
        ));
    }
    report_variables(reader, raw, &url, pointer);
    let declared = raw.variables.iter().flatten();
    let mut variables: Vec<ServerVariable> = declared
        .filter(|(name, _)| url.contains(&format!("{{{name}}}")))
        .map(|(name, raw)| ServerVariable {
            name: name.clone(),
            default: Some(raw.default.clone())
                .filter(|it| !it.is_empty() || !is_in_host(&url, name)),
            values: raw.enumeration.clone(),
            description: raw.description.clone(),
        })
        .collect();
    for name in placeholders(&url) {
        if !variables.iter().any(|variable| variable.name == name) {
            variables.push(ServerVariable {
                name: name.to_owned(),
                default: None,
                values: Vec::new(),
                description: None,
            });
        }
    }
    Server {
        name: name.map(str::to_owned).or_else(|| raw.description.clone()),
        url,
        variables,
    }
}

/// Whether a variable is part of the host, which cannot be empty.
fn is_in_host(url: &str, name: &str) -> bool {
    let authority = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = authority.split('/').next().unwrap_or_default();
    host.contains(&format!("{{{name}}}"))
}

/// Reports variables that the URL does not contain, and variables of the URL that are not declared.
fn report_variables(reader: &mut SchemaReader<'_>, raw: &RawServer, url: &str, pointer: &str) {
    let declared = |name: &str| raw.variables.iter().flatten().any(|(it, _)| it == name);
    let origins = &reader.document.origins;
    let undeclared = placeholders(url)
        .filter(|name| !declared(name))
        .map(|name| {
            let message = format!("the variable `{name}` of the server is not declared");
            let origin = origins.origin(&format!("{pointer}/url"));
            Diagnostic::warning(Code::IrregularDocument, message, origin)
                .help("it has no default: the builder of the client must set it")
        });
    let unused = raw.variables.iter().flatten().map(|(name, _)| name);
    let unused = unused.filter(|name| !placeholders(url).any(|it| it == name.as_str()));
    let unused = unused.map(|name| {
        let message = format!("the URL of the server does not contain the variable `{name}`");
        let at = format!("{pointer}/variables/{}", pointer::escape(name));
        Diagnostic::warning(Code::IneffectiveKeyword, message, origins.key(&at))
    });
    let diagnostics: Vec<Diagnostic> = undeclared.chain(unused).collect();
    for diagnostic in diagnostics {
        reader.report(diagnostic);
    }
}

/// Returns a URL with a scheme if it has a host.
fn with_scheme(url: &str) -> String {
    let host = url.split(['/', '?']).next().unwrap_or_default();
    let is_host = host.contains('.') && !matches!(host, "." | "..") && !url.contains("://");
    match url.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None if is_host => format!("https://{url}"),
        None => url.to_owned(),
    }
}
