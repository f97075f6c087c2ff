//! Pass: the credentials of the client.

use super::builder::Names;
use super::{
    ClientMethod, CredentialLocation, Grant, GrantMethod, SecurityScheme, Settings, docs, names,
};
use crate::ir::{self, Api, SecurityKind};

/// Returns the security schemes, starting with the one that operations use by default. A bare key applies to that
/// scheme.
pub fn ordered(api: &Api) -> Vec<&ir::SecurityScheme> {
    let of_operations = api.operations.iter().flat_map(|it| &it.security);
    let default = api.security.iter().chain(of_operations).flatten().next();
    let mut schemes: Vec<&ir::SecurityScheme> = api.security_schemes.iter().collect();
    schemes.sort_by_key(|scheme| Some(&scheme.name) != default);
    schemes
}

/// Plans the security schemes, in the order of [`ordered`].
pub fn schemes(api: &Api, settings: &Settings, names: &Names) -> Vec<SecurityScheme> {
    let schemes = ordered(api).into_iter().enumerate();
    schemes
        .map(|(index, scheme)| {
            let location = location(&scheme.kind);
            let env = match settings.config.service.credential_env.get(&scheme.name) {
                Some(names) => names.clone(),
                None => environment(
                    settings.crate_name,
                    &names.prefixes[index],
                    index,
                    &location,
                ),
            };
            SecurityScheme {
                name: scheme.name.clone(),
                setter: ClientMethod {
                    ident: names.schemes[index].clone(),
                    doc: docs::credential_doc(scheme, &env),
                },
                grants: grants(scheme, &names.prefixes[index]),
                location,
                env,
            }
        })
        .collect()
}

fn location(kind: &SecurityKind) -> CredentialLocation {
    match kind {
        SecurityKind::Bearer | SecurityKind::OAuth2 { .. } | SecurityKind::OpenIdConnect => {
            CredentialLocation::Bearer
        }
        SecurityKind::Basic => CredentialLocation::Basic,
        SecurityKind::Header(name) => CredentialLocation::Header(name.clone()),
        SecurityKind::Query(name) => CredentialLocation::Query(name.clone()),
        SecurityKind::Cookie(name) => CredentialLocation::Cookie(name.clone()),
        SecurityKind::Unsupported => CredentialLocation::Signer,
    }
}

fn grants(scheme: &ir::SecurityScheme, prefix: &str) -> Vec<GrantMethod> {
    let SecurityKind::OAuth2 {
        client_credentials,
        refresh,
    } = &scheme.kind
    else {
        return Vec::new();
    };
    let grants = [
        (
            Grant::ClientCredentials,
            "client_credentials",
            client_credentials,
        ),
        (Grant::RefreshToken, "refresh_token", refresh),
    ];
    let methods = grants.into_iter().filter_map(|(grant, suffix, url)| {
        let url = url.as_ref()?;
        Some(GrantMethod {
            method: ClientMethod {
                ident: format!("{prefix}_{suffix}"),
                doc: docs::grant_doc(&scheme.name, grant, url),
            },
            grant,
            url: url.clone(),
        })
    });
    methods.collect()
}

/// The environment variables of a credential that the configuration does not name.
fn environment(
    crate_name: &str,
    prefix: &str,
    index: usize,
    location: &CredentialLocation,
) -> Vec<String> {
    if *location == CredentialLocation::Signer {
        return Vec::new();
    }
    let own = prefix.strip_suffix("_credential").unwrap_or(prefix);
    let own = variable(crate_name, own);
    let default = variable(crate_name, "API_KEY");
    match index {
        0 if own != default => vec![default, own],
        _ => vec![own],
    }
}

/// Returns the environment variable of a crate with this suffix.
pub fn variable(crate_name: &str, suffix: &str) -> String {
    let words = [names::words(crate_name), names::words(suffix)].concat();
    words.join("_").to_uppercase()
}

/// Returns the security requirements of untyped calls: those of the document, or the first scheme.
pub fn of_untyped_calls(api: &Api) -> Vec<Vec<String>> {
    match (&api.security[..], ordered(api).first()) {
        ([], Some(scheme)) => vec![vec![scheme.name.clone()]],
        (declared, _) => declared.to_vec(),
    }
}

/// Returns whether most operations fail without a credential: the document requires one by default, or all operations
/// require one.
pub fn requires_credential(api: &Api) -> bool {
    let is_required =
        |security: &[Vec<String>]| !security.is_empty() && security.iter().all(|it| !it.is_empty());
    let mut operations = api.operations.iter();
    match api.operations.is_empty() {
        true => is_required(&api.security),
        false => is_required(&api.security) || operations.all(|it| is_required(&it.security)),
    }
}
