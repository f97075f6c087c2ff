//! Security schemes and requirements.

use std::collections::BTreeSet;

use openapiv3::{
    APIKeyLocation, OAuth2Flows, Operation as RawOperation, SecurityRequirement as RawRequirement,
    SecurityScheme as RawScheme,
};

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{SecurityKind, SecurityRequirement, SecurityScheme};
use crate::lower::schema::SchemaReader;
use crate::openapi::{Document, pointer};

/// Reads all security schemes, and reports those that the generated crate does not implement.
pub fn security_schemes(reader: &mut SchemaReader<'_>) -> Vec<SecurityScheme> {
    let document = reader.document;
    let components = document.api.components.iter();
    let names = components.flat_map(|components| components.security_schemes.keys());
    let mut schemes = Vec::new();
    for name in names.filter(|name| !is_client_certificate(document, name)) {
        let Some(scheme) = document.security_scheme(name) else {
            continue;
        };
        let kind = kind(scheme.value);
        if kind == SecurityKind::Unsupported {
            let pointer = format!("/components/securitySchemes/{}", pointer::escape(name));
            reader.report(
                Diagnostic::warning(
                    Code::UnsupportedSecurity,
                    format!(
                        "the security scheme `{name}` is not supported: {}",
                        describe(scheme.value)
                    ),
                    document.origins.key(&pointer),
                )
                .help(
                    "requests carry no credential for it, unless the program passes a signer or sets the header itself",
                ),
            );
        }
        schemes.push(SecurityScheme {
            name: name.clone(),
            kind,
        });
    }
    schemes
}

fn kind(scheme: &RawScheme) -> SecurityKind {
    match scheme {
        RawScheme::HTTP { scheme, .. } => match scheme.to_ascii_lowercase().as_str() {
            "bearer" => SecurityKind::Bearer,
            "basic" => SecurityKind::Basic,
            _ => SecurityKind::Unsupported,
        },
        RawScheme::APIKey { location, name, .. } => match location {
            APIKeyLocation::Header => SecurityKind::Header(name.clone()),
            APIKeyLocation::Query => SecurityKind::Query(name.clone()),
            APIKeyLocation::Cookie => SecurityKind::Cookie(name.clone()),
        },
        RawScheme::OAuth2 { flows, .. } => oauth2(flows),
        RawScheme::OpenIDConnect { .. } => SecurityKind::OpenIdConnect,
    }
}

fn oauth2(flows: &OAuth2Flows) -> SecurityKind {
    let code = flows.authorization_code.as_ref();
    let code = code.map(|flow| flow.refresh_url.as_ref().unwrap_or(&flow.token_url));
    let password = flows.password.as_ref();
    let password = password.map(|flow| flow.refresh_url.as_ref().unwrap_or(&flow.token_url));
    let implicit = flows.implicit.as_ref();
    let implicit = implicit.and_then(|flow| flow.refresh_url.as_ref());
    let client = flows.client_credentials.as_ref();
    let client = client.map(|flow| &flow.token_url);
    let url = |url: Option<&String>| url.filter(|url| !url.is_empty()).cloned();
    SecurityKind::OAuth2 {
        client_credentials: url(client),
        refresh: url(code.or(password).or(implicit)),
    }
}

fn describe(scheme: &RawScheme) -> String {
    match scheme {
        RawScheme::HTTP { scheme, .. } => format!("HTTP authentication `{scheme}`"),
        _ => "its type".to_owned(),
    }
}

/// Returns whether a scheme is a client certificate, which belongs to the connection (see `dialect`).
fn is_client_certificate(document: &Document, name: &str) -> bool {
    let scheme = document.security_scheme(name).map(|found| found.value);
    matches!(scheme, Some(RawScheme::HTTP { scheme, .. }) if scheme == "mutualTLS")
}

/// Returns the security requirements of an operation, in document order. The list is empty if no credential is needed.
pub fn of_operation(document: &Document, operation: &RawOperation) -> Vec<SecurityRequirement> {
    match &operation.security {
        Some(own) => requirements(document, own),
        None => of_document(document),
    }
}

/// Returns the security requirements of operations that declare none themselves.
pub fn of_document(document: &Document) -> Vec<SecurityRequirement> {
    requirements(
        document,
        document.api.security.as_deref().unwrap_or_default(),
    )
}

/// Reports names of schemes that the document does not declare. They are ignored.
pub fn report_undeclared(reader: &mut SchemaReader<'_>) {
    let document = reader.document;
    let mut all = vec![("/security".to_owned(), document.api.security.as_deref())];
    for (path, item) in &document.api.paths.paths {
        let Some(item) = item.as_item() else { continue };
        let methods = super::operations::all_methods(document, path, item);
        all.extend(methods.map(|(method, operation)| {
            let pointer = super::operations::pointer_of("/paths", path, &method);
            (format!("{pointer}/security"), operation.security.as_deref())
        }));
    }
    let mut reported = BTreeSet::new();
    for (pointer, security) in all {
        for (index, requirement) in security.unwrap_or_default().iter().enumerate() {
            for name in requirement.keys() {
                if document.security_scheme(name).is_none() && reported.insert(name.clone()) {
                    let at = format!("{pointer}/{index}/{}", pointer::escape(name));
                    reader.report(Diagnostic::warning(
                        Code::DanglingReference,
                        format!("the security scheme `{name}` is not declared and is ignored"),
                        document.origins.key(&at),
                    ));
                }
            }
        }
    }
}

fn requirements(document: &Document, declared: &[RawRequirement]) -> Vec<SecurityRequirement> {
    let mut all: Vec<SecurityRequirement> = Vec::new();
    for requirement in declared {
        let names = requirement.keys().filter(|name| {
            document.security_scheme(name).is_some() && !is_client_certificate(document, name)
        });
        let names = names.cloned().collect();
        if !all.contains(&names) {
            all.push(names);
        }
    }
    // A single alternative without a credential requires nothing.
    all.retain(|names| !names.is_empty() || declared.len() > 1);
    match all.iter().all(Vec::is_empty) {
        true => Vec::new(),
        false => all,
    }
}
