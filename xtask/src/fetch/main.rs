//! `xtask-fetch URL FILE LIMIT SECONDS [ETAG]`: downloads one file and prints `{"unchanged", "etag"}`.
//!
//! A separate program because the HTTP client takes longer to compile than the rest of the command line. Called by
//! `cargo xtask spec update --from URL`, never by hand.

use std::fs::File;
use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use reqwest::StatusCode;
use reqwest::blocking::{Client, Response};
use reqwest::header::{ETAG, IF_NONE_MATCH};

const PROGRESS: &str = "{msg} {bytes}/{total_bytes} {bar:30} {bytes_per_sec}";
const PROGRESS_WITHOUT_LENGTH: &str = "{msg} {bytes} {spinner} {bytes_per_sec}";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let [url, file, limit, seconds, etag @ ..] = arguments else {
        bail!("usage: xtask-fetch URL FILE LIMIT SECONDS [ETAG]");
    };
    let limit = limit.parse().context("LIMIT is not a number")?;
    let timeout = Duration::from_secs(seconds.parse().context("SECONDS is not a number")?);
    let response = send(url, timeout, etag.first())?;
    let unchanged = response.status() == StatusCode::NOT_MODIFIED;
    let etag = response
        .headers()
        .get(ETAG)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    if !unchanged {
        save(response, url, file, limit)?;
    }
    writeln!(
        io::stdout(),
        "{}",
        serde_json::json!({ "unchanged": unchanged, "etag": etag })
    )?;
    Ok(())
}

fn send(url: &str, timeout: Duration, etag: Option<&String>) -> Result<Response> {
    // An error means that a provider is already installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .user_agent(concat!("oasmith-xtask/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(Duration::from_secs(20))
        .timeout(timeout)
        .build()
        .context("cannot set up the HTTP client")?;
    let mut request = client.get(url);
    if let Some(etag) = etag {
        request = request.header(IF_NONE_MATCH, etag);
    }
    let response = request
        .send()
        .with_context(|| format!("cannot fetch {url}"))?;
    let status = response.status();
    ensure!(
        status.is_success() || status == StatusCode::NOT_MODIFIED,
        "{url} returned {status}"
    );
    Ok(response)
}

/// Writes the body to a file. The HTTP client reports a body shorter than its announced length as an error.
fn save(response: Response, url: &str, path: &str, limit: u64) -> Result<()> {
    let too_large = || {
        format!(
            "{url} is larger than the limit of {} MB (--limit-mb)",
            limit / 1_000_000
        )
    };
    let announced = response.content_length();
    ensure!(announced.is_none_or(|length| length <= limit), too_large());
    let bar = progress(announced);
    let mut file = File::create(path).context("cannot write the temporary file")?;
    let mut body = bar.wrap_read(response.take(limit.saturating_add(1)));
    let received = io::copy(&mut body, &mut file)
        .with_context(|| format!("the download of {url} was interrupted"))?;
    bar.finish_and_clear();
    ensure!(received <= limit, too_large());
    ensure!(
        announced.is_none_or(|length| length == received),
        "the download of {url} was interrupted"
    );
    Ok(())
}

/// Returns a progress bar on standard error. `indicatif` draws it only on a terminal.
fn progress(length: Option<u64>) -> ProgressBar {
    let (bar, template) = match length {
        Some(length) => (ProgressBar::new(length), PROGRESS),
        None => (ProgressBar::new_spinner(), PROGRESS_WITHOUT_LENGTH),
    };
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.with_style(style).with_message("fetching")
}
