//! The directory and the name of the generated crate.
//!
//! Input: arguments. Output: [`Target`].

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::cli::GenerateArgs;
use crate::output::Ownership;
use crate::project::Project;

/// Where the crate is written, and under which name.
pub struct Target {
    /// The directory of the crate.
    pub directory: PathBuf,
    /// The directory that contains all files of a transaction.
    pub root: PathBuf,
    /// The path of `directory` from `root`: empty, or ending in `/`.
    pub prefix: String,
    /// Which of the files in it may be replaced and removed.
    pub ownership: Ownership,
    /// The package name.
    pub crate_name: String,
    /// Where the order of constructor arguments is recorded.
    pub signatures: Option<Signatures>,
    /// The command that updates the crate, for messages.
    pub update: &'static str,
}

/// The file that records the order of constructor arguments.
pub struct Signatures {
    /// Its path from the root of the target.
    pub path: String,
}

impl Target {
    /// Derives the target from the arguments and the configuration of a project.
    pub fn of(args: &GenerateArgs, project: Option<&Project>) -> Result<Self> {
        let configured = project.and_then(Project::directory);
        let Some(directory) = args.out.clone().or(configured) else {
            bail!("pass --out, or set `dir` in `[output]` of the configuration");
        };
        let configured = project.and_then(Project::package_name);
        let crate_name = match args.crate_name.clone().or(configured) {
            Some(name) => name,
            None => directory_name(&directory)?,
        };
        if !is_package_name(&crate_name) {
            bail!(
                "invalid package name `{crate_name}` (expected a letter, then letters, digits, `-` or `_`): pass \
                 --crate-name"
            );
        }
        Ok(Self {
            root: directory.clone(),
            directory,
            prefix: String::new(),
            ownership: Ownership::Listed { force: args.force },
            crate_name,
            signatures: None,
            update: "the same command without --check",
        })
    }

    /// Returns the directory as it is shown to the user.
    pub fn shown(&self) -> String {
        match self.prefix.as_str() {
            "" => self.directory.display().to_string(),
            prefix => prefix.to_owned(),
        }
    }
}

/// Returns the last component of a directory's absolute path; the directory may be given as `.`.
fn directory_name(directory: &Path) -> Result<String> {
    let absolute = std::path::absolute(directory)
        .with_context(|| format!("cannot find {}", directory.display()))?;
    Ok(absolute
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default())
}

/// Returns whether cargo accepts a package name.
pub fn is_package_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::is_package_name;

    #[test]
    fn package_names_follow_the_rules_of_cargo() {
        assert!(["a", "pet-store", "x_1"].into_iter().all(is_package_name));
        assert!(
            !["", "1a", "-a", "pet store", "a.b"]
                .into_iter()
                .any(is_package_name)
        );
    }
}
