//! Connections through the proxies of the environment.

use std::sync::OnceLock;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::{SocksV4, SocksV5, Tunnel};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use tokio::net::TcpStream;
use tower_service::Service;

use super::connector::Target;
use crate::runtime::error::BoxError;
use crate::runtime::wire::proxy::unusable_proxy;

/// Opens a TCP connection to the target, or to a proxy that forwards to it.
pub(super) async fn connect(target: &Target) -> Result<TcpStream, BoxError> {
    match proxy(target)? {
        Some((proxy, url)) => through(&proxy, url).await,
        None => Ok(TcpStream::connect((target.host.as_str(), target.port)).await?),
    }
}

/// Returns the proxy of the environment for the target, and the URL of the target.
fn proxy(target: &Target) -> Result<Option<(Intercept, Uri)>, BoxError> {
    static ENVIRONMENT: OnceLock<Result<Matcher, String>> = OnceLock::new();
    let environment = ENVIRONMENT.get_or_init(|| match unusable_proxy() {
        Some(problem) => Err(problem),
        None => Ok(Matcher::from_system()),
    });
    let environment = environment.as_ref().map_err(String::as_str)?;
    let scheme = if target.secure { "https" } else { "http" };
    let host = match target.host.contains(':') {
        true => format!("[{}]", target.host),
        false => target.host.clone(),
    };
    let url = Uri::try_from(format!("{scheme}://{host}:{}/", target.port))?;
    Ok(environment.intercept(&url).map(|proxy| (proxy, url)))
}

/// Opens a connection to the target through a proxy.
async fn through(proxy: &Intercept, target: Uri) -> Result<TcpStream, BoxError> {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    let address = proxy.uri().clone();
    let scheme = address.scheme_str().unwrap_or_default().to_owned();
    let stream = match scheme.as_str() {
        "http" => {
            let mut tunnel = Tunnel::new(address, tcp);
            if let Some(credential) = proxy.basic_auth() {
                tunnel = tunnel.with_auth(credential.clone());
            }
            tunnel.call(target).await?
        }
        "socks4" | "socks4a" => {
            let mut socks = SocksV4::new(address, tcp).local_dns(scheme == "socks4");
            socks.call(target).await?
        }
        "socks5" | "socks5h" => {
            let mut socks = SocksV5::new(address, tcp).local_dns(scheme == "socks5");
            if let Some((user, password)) = proxy.raw_auth() {
                socks = socks.with_auth(user.to_owned(), password.to_owned());
            }
            socks.call(target).await?
        }
        scheme => {
            let message = format!(
                "WebSockets cannot use the proxy of the environment, which has the scheme `{scheme}`; \
                 expected `http`, `socks4`, `socks4a`, `socks5` or `socks5h`, or a `connector`"
            );
            return Err(message.into());
        }
    };
    Ok(stream.into_inner())
}
