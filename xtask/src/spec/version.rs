//! The version of the generated crate, and the files it is written in.
//!
//! In: the class of what changed since the last release. Out: texts of `spec/oasmith.toml` and `Cargo.lock`. The
//! manifest in `generated/` follows from the first.

use anyhow::{Context as _, Result};
use oasmith::diff::{Class, Release, numbers};
use toml_edit::{DocumentMut, Item, Value, table, value};

use crate::repository::paths;

/// What a crate has whose configuration names no version.
const FIRST: &str = "0.1.0";

/// The version that the configuration gives the crate.
pub fn current(config: &str) -> Result<String> {
    let document = parse(config)?;
    let version = document
        .get("package")
        .and_then(|package| package.get("version"))
        .and_then(|version| version.as_str());
    Ok(version.unwrap_or(FIRST).to_owned())
}

/// The version that a class of change since `released` calls for; never a lower one than the current.
pub fn wanted(current: &str, released: &str, class: Option<Class>) -> String {
    let next = Release::of(class).next(released);
    match next {
        Some(next) if numbers(&next) > numbers(current) => next,
        _ => current.to_owned(),
    }
}

/// The configuration with another version; everything else in it stays as it is written.
pub fn in_config(config: &str, version: &str) -> Result<String> {
    let mut document = parse(config)?;
    let package = document.entry("package").or_insert(table());
    match package.get_mut("version").and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = Value::from(version);
            // A comment behind it stays.
            *old.decor_mut() = decor;
        }
        None => package["version"] = value(version),
    }
    Ok(document.to_string())
}

/// The lock file with another version of the package: without that, commands with `--locked` would refuse it.
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
    use oasmith::diff::Class;

    use super::{current, in_config, in_lock, wanted};

    #[test]
    fn versions_go_up_once_for_all_that_is_not_released() {
        let breaking = Some(Class::Breaking);
        assert_eq!(wanted("0.1.0", "0.1.0", breaking), "0.2.0");
        assert_eq!(wanted("0.2.0", "0.1.0", breaking), "0.2.0");
        assert_eq!(wanted("0.1.1", "0.1.0", breaking), "0.2.0");
        assert_eq!(wanted("0.2.0", "0.1.0", Some(Class::Additive)), "0.2.0");
        assert_eq!(wanted("0.1.0", "0.1.0", Some(Class::Docs)), "0.1.1");
        assert_eq!(wanted("1.2.3", "1.2.3", breaking), "2.0.0");
        assert_eq!(wanted("0.1.0", "0.1.0", None), "0.1.0");
    }

    #[test]
    fn only_the_version_is_rewritten() {
        let config =
            "# Choices.\n[package]\nversion = \"0.1.0\" # ours\ndoc = [\"x\"]\n\n[service]\n";
        let edited = in_config(config, "0.2.0").expect("TOML");
        assert_eq!(edited, config.replace("0.1.0", "0.2.0"));
        assert_eq!(current(&edited).expect("TOML"), "0.2.0");
        assert_eq!(current("").expect("TOML"), "0.1.0");
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"b\"\nversion = \"1.0.0\"\n";
        assert_eq!(
            in_lock(lock, "b", "2.0.0"),
            lock.replace("\"b\"\nversion = \"1.0.0\"", "\"b\"\nversion = \"2.0.0\"")
        );
        assert_eq!(in_lock(lock, "c", "2.0.0"), lock);
    }
}
