//! The credentials of a request.

use http::{StatusCode, header};

use crate::runtime::auth::Auth;
use crate::runtime::config::Config;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::request::Request;

/// Returns how to authorize a request.
///
/// Empty if it requires no credential, if it already has the header of the credential, or if the call omits that header.
pub(crate) async fn authorize(config: &Config, request: &Request) -> Result<Vec<Auth>, Error> {
    if config.without_credentials || request.security.is_empty() {
        return Ok(Vec::new());
    }
    let has_authorization = request.headers.contains_key(header::AUTHORIZATION);
    let credentials = match config.credentials_for(&request.security) {
        // The header replaces a single credential, regardless of where that is sent.
        Some(credentials) if credentials.len() > 1 || !has_authorization => credentials,
        None if !has_authorization => return Err(missing_credential(config, request)),
        _ => return Ok(Vec::new()),
    };
    let is_given = |name: &str| has_authorization && name.eq_ignore_ascii_case("authorization");
    let mut all = Vec::with_capacity(credentials.len());
    for found in credentials {
        let location = found.scheme.location;
        let header = found.credential.header_name(location);
        if !header.is_some_and(|name| request.omits_header(name) || is_given(name)) {
            let auth = found.credential.authorize(location, &request.headers);
            all.extend(auth.await?);
        }
    }
    Ok(all)
}

/// Notifies the credentials of a request if the service rejected them. Returns whether another attempt may use a new
/// credential.
pub(crate) fn renew_credential(config: &Config, request: &Request, error: &Error) -> bool {
    let credentials = config.credentials_for(&request.security);
    let renewed = credentials.into_iter().flatten().filter(|found| {
        let is_rejected = match error.status() {
            Some(StatusCode::UNAUTHORIZED) => true,
            // Services often respond with 403 to an expired signature.
            Some(StatusCode::FORBIDDEN) => found.credential.is_signer(),
            status => status.is_some() && error.kind() == ErrorKind::Authentication,
        };
        is_rejected && found.credential.on_rejected()
    });
    renewed.count() > 0
}

fn missing_credential(config: &Config, request: &Request) -> Error {
    let names = request.security.iter();
    let names: Vec<_> = names.map(|schemes| schemes.join(" and ")).collect();
    let schemes = request.security.iter().copied().flatten();
    let schemes = schemes.filter_map(|name| config.service.scheme(name));
    let mut env: Vec<_> = schemes.flat_map(|scheme| scheme.env).copied().collect();
    env.sort_unstable();
    env.dedup();
    let mut message = format!("no credential for {}", names.join(" or "));
    if !env.is_empty() {
        message.push_str(&format!(" (environment: {})", env.join(", ")));
    }
    message.push_str(config.credential_hint());
    Error::new(ErrorKind::Authentication, message)
}
