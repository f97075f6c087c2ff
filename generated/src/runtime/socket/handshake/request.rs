//! The handshake request: URL, target and headers.

use http::{HeaderMap, HeaderName, HeaderValue, header};
use reqwest::Url;
use secrecy::ExposeSecret;

use crate::runtime::auth::{Auth, place_key};
use crate::runtime::error::Error;
use crate::runtime::request::Request;
use crate::runtime::socket::options::ConnectOptions;
use crate::runtime::spec::CredentialLocation;
use crate::runtime::url::add_query;

/// Returns the URL of the request, with the scheme `ws` or `wss`, and with a credential that is a query parameter.
pub(super) fn url(
    request: &Request,
    options: &ConnectOptions,
    auth: &[Auth],
) -> Result<Url, Error> {
    let mut url = request.url().clone();
    let scheme = match url.scheme() {
        "https" | "wss" => "wss",
        _ => "ws",
    };
    url.set_scheme(scheme)
        .map_err(|()| Error::request("the URL scheme cannot be used for a WebSocket"))?;
    for auth in auth.iter().filter(|_| !options.key_as_subprotocol) {
        if let Auth::Key(CredentialLocation::Query(name), key) = auth {
            add_query(&mut url, name, key.expose_secret());
        }
    }
    Ok(url)
}

/// Returns the headers of the request, including the credential and the subprotocols.
pub(super) fn headers(
    request: &Request,
    options: &ConnectOptions,
    auth: &[Auth],
) -> Result<HeaderMap, Error> {
    let mut headers = request.headers().clone();
    headers.remove(header::CONTENT_TYPE);
    let mut subprotocols = options.subprotocols.clone();
    for auth in auth {
        match auth {
            Auth::Signature(_) if options.key_as_subprotocol => {
                let message = "a signature cannot be passed as a subprotocol";
                return Err(Error::request(message));
            }
            Auth::Key(_, key) if options.key_as_subprotocol => {
                subprotocols = with_key(subprotocols, options, key.expose_secret())?;
            }
            Auth::Key(location, key) => place_key(key, *location, &mut headers)?,
            Auth::Signature(_) => {}
        }
    }
    if !subprotocols.is_empty() {
        let mut value = HeaderValue::try_from(subprotocols.join(", ")).map_err(|_| {
            Error::request("a subprotocol contains characters that are not allowed in a header")
        })?;
        value.set_sensitive(true);
        headers.insert(HeaderName::from_static("sec-websocket-protocol"), value);
    }
    Ok(headers)
}

/// Adds the subprotocols of the channel, and the key as the last subprotocol.
fn with_key(
    mut subprotocols: Vec<String>,
    options: &ConnectOptions,
    key: &str,
) -> Result<Vec<String>, Error> {
    let channel = options.channel;
    let prefix = channel.key_subprotocol;
    if prefix.is_empty() {
        let name = channel.name();
        let message = format!("the channel `{name}` does not accept a credential as a subprotocol");
        return Err(Error::request(message));
    }
    let missing = channel
        .subprotocols
        .iter()
        .filter(|name| !subprotocols.iter().any(|offered| offered == *name));
    let mut all: Vec<String> = missing.map(|name| (*name).to_owned()).collect();
    all.append(&mut subprotocols);
    all.push(format!("{prefix}{key}"));
    Ok(all)
}
