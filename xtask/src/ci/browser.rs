//! The generated crate in a browser: builds the program in `browser/`, runs it in headless Chromium against the mock
//! server, and prints its report.
//!
//! Input: the repository. Output: whether all checks of the program passed. If there is no browser, or `wasm-bindgen`
//! cannot be installed, the step is skipped with a message.

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};

use super::wasm;
use crate::cargo::cargo;
use crate::mock::page_server;
use crate::repository::Repository;
use crate::terminal;

/// The names of the browser, in the order in which they are searched for.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "chrome"];
/// The maximum time of the checks in the browser.
const TIMEOUT: Duration = Duration::from_secs(120);
/// The number of pages in each list of the mock server.
const PAGES: &str = "3";
/// The library of the program.
const LIBRARY: &str = "oasmith_browser";

/// A process that is killed when it is no longer needed.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs the step.
pub fn run(repository: &Repository) -> Result<bool> {
    let Some(browser) = BROWSERS.iter().find_map(|name| in_path(name)) else {
        return Ok(skipped("no Chromium was found"));
    };
    wasm::install_target(repository)?;
    let bindgen = match bindgen(repository) {
        Ok(bindgen) => bindgen,
        Err(error) => return Ok(skipped(&format!("{error:#}"))),
    };
    let folder = tempfile::tempdir().context("cannot create a folder")?;
    build(repository, &bindgen, folder.path())?;
    let (_mock, url) = mock()?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("cannot listen on loopback")?;
    let page = format!("http://{}/?url={url}/v1", listener.local_addr()?);
    let (sender, reports) = mpsc::channel();
    let files = folder.path().to_path_buf();
    thread::spawn(move || page_server::serve(&listener, &files, &sender));
    let profile = tempfile::tempdir().context("cannot create a folder")?;
    let _browser = open(&browser, profile.path(), &page)?;
    let report = reports
        .recv_timeout(TIMEOUT)
        .with_context(|| format!("the page sent no report within {TIMEOUT:?}"))?;
    terminal::note(report.trim_end());
    let mut lines = report.lines();
    Ok(!report.is_empty() && lines.all(|line| line.starts_with("ok ")))
}

fn skipped(reason: &str) -> bool {
    terminal::note(&format!("SKIPPED: {reason}"));
    true
}

fn in_path(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    let mut paths = env::split_paths(&folders).map(|folder| folder.join(name));
    paths.find(|path| path.is_file())
}

/// Returns the path of `wasm-bindgen`, in the version that the program is built with. Installs it below the target
/// folder if necessary.
fn bindgen(repository: &Repository) -> Result<PathBuf> {
    let version = locked_version(repository)?;
    let installed = in_path("wasm-bindgen").filter(|path| has_version(path, &version));
    if let Some(path) = installed {
        return Ok(path);
    }
    let root = target_folder(repository).join("tools").join(&version);
    let path = root.join("bin").join("wasm-bindgen");
    if has_version(&path, &version) {
        return Ok(path);
    }
    terminal::note(&format!(
        "--> cargo install wasm-bindgen-cli --version {version}"
    ));
    let mut install = cargo(repository);
    install.args([
        "install",
        "--quiet",
        "--debug",
        "wasm-bindgen-cli",
        "--version",
        &version,
    ]);
    let status = install.arg("--root").arg(&root).status();
    let is_installed = status.context("cannot start cargo")?.success();
    ensure!(is_installed, "cannot install wasm-bindgen-cli {version}");
    Ok(path)
}

/// Returns the version of `wasm-bindgen` in the lock file.
fn locked_version(repository: &Repository) -> Result<String> {
    let text =
        fs::read_to_string(repository.path("Cargo.lock")).context("cannot read Cargo.lock")?;
    let lock: toml::Table = toml::from_str(&text).context("cannot read Cargo.lock")?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let mut packages = packages.into_iter().flatten();
    let package = packages.find(|package| package["name"].as_str() == Some("wasm-bindgen"));
    let version = package.and_then(|package| package["version"].as_str());
    Ok(version
        .context("Cargo.lock has no wasm-bindgen")?
        .to_owned())
}

fn has_version(program: &Path, version: &str) -> bool {
    let output = Command::new(program).arg("--version").output();
    output.is_ok_and(|output| {
        let text = String::from_utf8_lossy(&output.stdout);
        text.split_whitespace().any(|word| word == version)
    })
}

fn target_folder(repository: &Repository) -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => repository.root().join(folder),
        None => repository.path("target"),
    }
}

/// Builds the program and writes it and its page to a folder.
fn build(repository: &Repository, bindgen: &Path, folder: &Path) -> Result<()> {
    let mut command = cargo(repository);
    command.args([
        "build",
        "--package",
        "oasmith-browser",
        "--target",
        wasm::TARGET,
    ]);
    let is_built = command.status().context("cannot start cargo")?.success();
    ensure!(is_built, "cannot build the program for the browser");
    let library = target_folder(repository).join(wasm::TARGET).join("debug");
    let mut command = Command::new(bindgen);
    command
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(folder);
    let status = command
        .arg(library.join(format!("{LIBRARY}.wasm")))
        .status();
    ensure!(
        status.context("cannot start wasm-bindgen")?.success(),
        "wasm-bindgen failed"
    );
    fs::copy(
        repository.path("browser/index.html"),
        folder.join("index.html"),
    )
    .context("cannot copy the page")?;
    Ok(())
}

/// Starts the mock server in a separate process. Returns the process and the URL of the server.
fn mock() -> Result<(Process, String)> {
    let program = env::current_exe().context("cannot find this program")?;
    let mut command = Command::new(program);
    command
        .args(["mock", "--quiet", "--pages", PAGES])
        .stdout(Stdio::piped());
    let mut child = Process(command.spawn().context("cannot start the mock server")?);
    let output = child
        .0
        .stdout
        .take()
        .context("the mock server has no output")?;
    let mut url = String::new();
    BufReader::new(output)
        .read_line(&mut url)
        .context("the mock server printed no URL")?;
    if url.trim().is_empty() {
        bail!("the mock server did not start");
    }
    Ok((child, url.trim().to_owned()))
}

fn open(browser: &Path, profile: &Path, page: &str) -> Result<Process> {
    let mut command = Command::new(browser);
    command.args([
        "--headless=new",
        "--disable-gpu",
        "--no-first-run",
        "--disable-dev-shm-usage",
    ]);
    // Chromium does not start as root (as in containers) with its sandbox. It opens only this page.
    command
        .arg("--no-sandbox")
        .arg(format!("--user-data-dir={}", profile.display()));
    let command = command
        .arg(page)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let child = command.spawn().context("cannot start the browser")?;
    Ok(Process(child))
}
