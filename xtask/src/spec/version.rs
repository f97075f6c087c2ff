//! The version of the generated crate, and the files that contain it.
//!
//! Input: the class of the changes since the last release. Output: the text of `spec/oasmith.toml` and `Cargo.lock`. The
//! manifest in `generated/` is derived from the former.

use anyhow::{Context as _, Result};
use oasmith_core::diff::{Class, Release, numbers};
use toml_edit::{DocumentMut, Item, Value, table, value};

use crate::repository::paths;

/// The version of a crate whose configuration does not set one.
const DEFAULT: &str = "0.1.0";

/// Returns the version set in the configuration.
pub fn current(config: &str) -> Result<String> {
    let document = parse(config)?;
    let version = document
        .get("package")
        .and_then(|package| package.get("version"))
        .and_then(|version| version.as_str());
    Ok(version.unwrap_or(DEFAULT).to_owned())
}

/// Returns the version required by a class of changes since `released`, never lower than the current one.
pub fn required(current: &str, released: &str, class: Option<Class>) -> String {
    let next = Release::of(class).next(released);
    match next {
        Some(next) if numbers(&next) > numbers(current) => next,
        _ => current.to_owned(),
    }
}

/// Replaces the version in the configuration and keeps everything else as written.
pub fn in_config(config: &str, version: &str) -> Result<String> {
    let mut document = parse(config)?;
    let package = document.entry("package").or_insert(table());
    match package.get_mut("version").and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = Value::from(version);
            // Keeps a trailing comment.
            *old.decor_mut() = decor;
        }
        None => package["version"] = value(version),
    }
    Ok(document.to_string())
}

/// Replaces the version of a package in the lock file; otherwise commands with `--locked` would fail.
pub fn in_lock(lock: &str, package: &str, version: &str) -> String {
    let entry = format!("[[package]]\nname = \"{package}\"\nversion = \"");
    let Some(at) = lock.find(&entry) else {
        return lock.to_owned();
    };
    let start = at + entry.len();
    match lock[start..].find('"') {
        Some(length) => format!("{}{version}{}", &lock[..start], &lock[start + length..]),
        None => lock.to_owned(),
    }
}

fn parse(config: &str) -> Result<DocumentMut> {
    config
        .parse()
        .with_context(|| format!("cannot read {}", paths::CONFIG))
}

#[cfg(test)]
mod tests {
    use oasmith_core::diff::Class;

    use super::{current, in_config, in_lock, required};

    #[test]
    fn the_version_rises_once_per_release() {
        let breaking = Some(Class::Breaking);
        assert_eq!(required("0.1.0", "0.1.0", breaking), "0.2.0");
        assert_eq!(required("0.2.0", "0.1.0", breaking), "0.2.0");
        assert_eq!(required("0.1.1", "0.1.0", breaking), "0.2.0");
        assert_eq!(required("0.2.0", "0.1.0", Some(Class::Additive)), "0.2.0");
        assert_eq!(required("0.1.0", "0.1.0", Some(Class::Docs)), "0.1.1");
        assert_eq!(required("1.2.3", "1.2.3", breaking), "2.0.0");
        assert_eq!(required("0.1.0", "0.1.0", None), "0.1.0");
    }

    #[test]
    fn only_the_version_is_replaced() {
        let config =
            "# Choices.\n[package]\nversion = \"0.1.0\" # ours\ndoc = [\"x\"]\n\n[service]\n";
        let edited = in_config(config, "0.2.0").expect("valid TOML");
        assert_eq!(edited, config.replace("0.1.0", "0.2.0"));
        assert_eq!(current(&edited).expect("valid TOML"), "0.2.0");
        assert_eq!(current("").expect("valid TOML"), "0.1.0");
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"b\"\nversion = \"1.0.0\"\n";
        assert_eq!(
            in_lock(lock, "b", "2.0.0"),
            lock.replace("\"b\"\nversion = \"1.0.0\"", "\"b\"\nversion = \"2.0.0\"")
        );
        assert_eq!(in_lock(lock, "c", "2.0.0"), lock);
    }
}
