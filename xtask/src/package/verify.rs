//! Builds `oasmith` from its package, as `cargo install oasmith` does, and generates a crate.
//!
//! Input: the packages in `target/package`. Output: whether the program works. Unlike in an installation,
//! `oasmith-core` also comes from its package instead of the registry.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::cargo;
use crate::repository::Repository;
use crate::terminal::{self, Outcome};

/// The document from which a crate is generated.
const DOCUMENT: &str = "oasmith/tests/documents/ferries.yaml";

/// Builds the packaged `oasmith` and generates a crate with it.
pub fn verify(repository: &Repository) -> Result<Outcome> {
    let folder = repository.path("target/packaged");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot remove target/packaged")?;
    }
    fs::create_dir_all(&folder).context("cannot create target/packaged")?;
    let [core, program] = ["oasmith-core", "oasmith"].map(|name| unpack(repository, name, &folder));
    let (core, program) = (core?, program?);
    let manifest = folder.join(&program).join("Cargo.toml");
    let mut text = fs::read_to_string(&manifest).context("the package has no manifest")?;
    text.push_str(&format!(
        "\n[patch.crates-io]\noasmith-core = {{ path = \"../{core}\" }}\n\n[workspace]\n"
    ));
    fs::write(&manifest, text).context("cannot write the manifest")?;
    terminal::note("--> oasmith from its package");
    let out = folder.join("crate");
    let mut call = cargo(repository);
    call.args(["run", "--quiet", "--offline", "--manifest-path"]);
    call.arg(&manifest)
        .args(["--no-default-features", "--features", "cli", "--"]);
    call.arg("generate")
        .arg("--spec")
        .arg(repository.path(DOCUMENT));
    call.arg("--out").arg(&out);
    let status = call
        .env("CARGO_TARGET_DIR", repository.path("target"))
        .status()
        .context("cannot start cargo")?;
    ensure!(status.success(), "the packaged program fails");
    let runtime = out.join("src/runtime/mod.rs");
    ensure!(runtime.is_file(), "the generated crate has no runtime");
    Ok(Outcome::Done)
}

/// Unpacks a package and returns the name of its folder.
fn unpack(repository: &Repository, name: &str, folder: &Path) -> Result<String> {
    let manifest = match name {
        "oasmith-core" => "generator/Cargo.toml".to_owned(),
        name => format!("{name}/Cargo.toml"),
    };
    let text = fs::read_to_string(repository.path(&manifest))
        .with_context(|| format!("cannot read {manifest}"))?;
    let table: toml::Table =
        toml::from_str(&text).with_context(|| format!("cannot read {manifest}"))?;
    let version = table
        .get("package")
        .and_then(|package| package.get("version"));
    let version = version.and_then(toml::Value::as_str).unwrap_or_default();
    let package = format!("{name}-{version}");
    let archive = repository
        .path("target/package")
        .join(format!("{package}.crate"));
    let status = Command::new("tar")
        .arg("xzf")
        .arg(&archive)
        .arg("-C")
        .arg(folder)
        .status()
        .context("cannot start tar")?;
    ensure!(status.success(), "cannot unpack {}", archive.display());
    Ok(package)
}
