//! Downloads documents.

use std::io::Read as _;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use reqwest::blocking::Client;

/// The maximum size of a document, in bytes.
const LIMIT: u64 = 64_000_000;

/// Returns an HTTP client.
pub fn client() -> Result<Client> {
    // An error means that a provider is already installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .user_agent(concat!("oasmith/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(Duration::from_secs(20))
        .timeout(Duration::from_secs(120))
        .build()
        .context("cannot set up the HTTP client")
}

/// Downloads a file.
pub fn get(url: &str) -> Result<Vec<u8>> {
    let response = client()?.get(url).send();
    let response = response.with_context(|| format!("cannot fetch {url}"))?;
    let status = response.status();
    ensure!(status.is_success(), "{url} returned {status}");
    let mut bytes = Vec::new();
    let read = response.take(LIMIT + 1).read_to_end(&mut bytes);
    read.with_context(|| format!("the download of {url} was interrupted"))?;
    ensure!(
        bytes.len() as u64 <= LIMIT,
        "{url} is larger than the limit of {} MB",
        LIMIT / 1_000_000
    );
    Ok(bytes)
}
