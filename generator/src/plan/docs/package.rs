//! Documentation of the package, its client and the client's builder.

use crate::ir::{SecurityKind, SecurityScheme, ServerVariable};
use crate::plan::{Grant, Service};

/// A sentence about the package, without a full stop.
pub fn description(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = title.trim_end_matches('.');
    let title = title.strip_prefix("The ").unwrap_or(title);
    match title.is_empty() {
        true => "A typed client for an HTTP API".to_owned(),
        false => format!("A typed client for the {title}"),
    }
}

/// The documentation of the crate: its description and the lines of the configuration.
pub fn package_doc(description: &str, details: &[String]) -> Vec<String> {
    let mut lines = vec![format!("{description}.")];
    if !details.is_empty() {
        lines.push(String::new());
        lines.extend(details.iter().cloned());
    }
    lines
}

/// The documentation of the method that sets a credential.
pub fn credential_doc(scheme: &SecurityScheme, env: &[String]) -> Vec<String> {
    let name = &scheme.name;
    let details = match &scheme.kind {
        SecurityKind::Basic => ": the user name and password of HTTP basic authentication",
        SecurityKind::OAuth2 { .. } => ": an access token, or a provider of tokens",
        SecurityKind::OpenIdConnect => {
            ": a token, or a provider such as `Credential::from_fn` with an async function that gets one"
        }
        SecurityKind::Unsupported => {
            ", which the client does not implement: the signer returns the headers of each request"
        }
        _ => "",
    };
    let mut doc = vec![format!("Sets the credential `{name}`{details}.")];
    if !env.is_empty() {
        let form = match scheme.kind {
            SecurityKind::Basic => ", as `user:password`",
            _ => "",
        };
        doc.push(String::new());
        doc.push(format!("Environment: `{}`{form}.", env.join("` or `")));
    }
    doc
}

/// The documentation of the method that gets tokens with a grant.
pub fn grant_doc(name: &str, grant: Grant, url: &str) -> Vec<String> {
    let by = match grant {
        Grant::ClientCredentials => "the ID and secret of the client",
        Grant::RefreshToken => "a refresh token. The secret is `None` for a public client",
    };
    vec![
        format!("Gets tokens for `{name}` with {by}."),
        String::new(),
        format!(
            "Tokens are requested at `{url}` with these scopes, and cached until shortly before they expire. Without \
             scopes, the server decides. Call this after setting the transport and the connections."
        ),
    ]
}

/// The documentation of the method that sets a variable of the servers.
pub fn server_variable_doc(variable: &ServerVariable) -> Vec<String> {
    let mut doc = format!("Sets the variable `{}` of the servers.", variable.name);
    if !variable.values.is_empty() {
        doc.push_str(&format!(" Values: `{}`.", variable.values.join("`, `")));
    }
    if let Some(default) = &variable.default {
        doc.push_str(&format!(" Default: `{default}`."));
    }
    vec![doc]
}

/// The documentation of the client's constructor from environment variables.
pub fn environment_doc(service: &Service) -> Vec<String> {
    let credentials = service.schemes.iter().flat_map(|scheme| &scheme.env);
    let names = credentials.chain(&service.settings.base_url_env);
    let names: Vec<&str> = names.map(String::as_str).collect();
    vec![
        "Creates a client from environment variables.".to_owned(),
        String::new(),
        format!("Credentials and base URL: `{}`.", names.join("`, `")),
        String::new(),
        "# Errors".to_owned(),
        "Fails if a required credential is missing, or if a variable is not a valid URL or header."
            .to_owned(),
    ]
}

/// The documentation of the method that sets a header.
pub fn setting_doc(name: &str) -> Vec<String> {
    vec![format!("Sets the {name}.")]
}

/// The documentation of the constructor for a host.
pub fn host_doc(name: &str, signs: bool) -> Vec<String> {
    let credentials = match signs {
        true => "a key, a token or signing credentials",
        false => "a key or a token",
    };
    vec![format!(
        "Starts configuring a client for the host `{name}`. Set an endpoint and {credentials}, or call `load_env` to \
         read them from environment variables."
    )]
}
