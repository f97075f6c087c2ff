//! Checks the values that cargo reads from the manifest of the package.

use toml::Value;

use super::Config;
use super::check::diagnostic;
use crate::diagnostic::Diagnostics;

/// The edition that generated code is written in.
const EDITION: u16 = 2024;

/// Reports values of `[package]` and `[dependencies]` with which cargo would reject the manifest.
pub fn check(config: &Config, diagnostics: &mut Diagnostics) {
    let package = &config.package;
    if let Some(version) = &package.version
        && let Err(error) = semver::Version::parse(version)
    {
        let message = format!("invalid version `{version}`: {error}");
        let help = "a version has three numbers, such as `0.1.0`";
        diagnostics.push(diagnostic(config, "package", "version", message).help(help));
    }
    if let Some(version) = package.rust_version.as_deref()
        && !is_rust_version(version)
    {
        let message = format!("invalid version `{version}` of Rust");
        let help = "it has two or three numbers, such as `1.88`";
        diagnostics.push(diagnostic(config, "package", "rust-version", message).help(help));
    }
    if let Some(edition) = package.edition.as_deref()
        && !edition.parse().is_ok_and(|year: u16| year >= EDITION)
    {
        let message = format!("unsupported edition `{edition}`");
        let help = format!("generated code needs the edition {EDITION}");
        diagnostics.push(diagnostic(config, "package", "edition", message).help(help));
    }
    for (name, value) in &config.dependencies {
        if !is_package_name(name) {
            let message = format!("invalid name `{name}` of a dependency");
            diagnostics.push(diagnostic(config, "dependencies", name, message));
        } else if !matches!(value, Value::String(_) | Value::Table(_)) {
            let message = format!("invalid dependency `{name}`");
            let help = "expected a version or a table, as in `Cargo.toml`";
            diagnostics.push(diagnostic(config, "dependencies", name, message).help(help));
        }
    }
}

fn is_rust_version(version: &str) -> bool {
    let numbers: Vec<&str> = version.split('.').collect();
    (2..=3).contains(&numbers.len())
        && numbers
            .iter()
            .all(|number| number.parse::<u32>().is_ok() && !number.starts_with('+'))
}

fn is_package_name(name: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(is_letter)
}
