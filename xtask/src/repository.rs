//! Where the parts of this repository are.
//!
//! In: the environment cargo sets, or the working directory. Out: paths. Reads no file.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// Package name of the crate in `generated/`.
pub const GENERATED_PACKAGE: &str = "openai-typed";

/// The checkout this command line works on.
#[derive(Clone, Debug)]
pub struct Repository {
    root: PathBuf,
}

impl Repository {
    /// Finds the checkout: the one cargo runs this program from, or the one around the working directory.
    pub fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let here = env::current_dir().context("the working directory cannot be read")?;
        manifest
            .iter()
            .flat_map(|manifest| manifest.ancestors())
            .chain(here.ancestors())
            .find(|folder| {
                folder.join("xtask/Cargo.toml").is_file() && folder.join("templates").is_dir()
            })
            .map(|root| Self {
                root: root.to_path_buf(),
            })
            .context("this is no checkout of the project: call `cargo xtask` from inside one")
    }

    /// The top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside, from its form relative to the top folder.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The crate that the generator writes.
    pub fn generated(&self) -> PathBuf {
        self.path("generated")
    }
}

/// Paths relative to the top folder; they are also the names that diagnostics show.
pub mod paths {
    /// What is measured against peers: a workspace of its own.
    pub const BENCH: &str = "bench";
    /// The embedded document.
    pub const DOCUMENT: &str = "spec/openai.yaml";
    /// Where it is from.
    pub const PROVENANCE: &str = "spec/provenance.toml";
    /// What is repaired and added, applied in name order.
    pub const OVERLAYS: &str = "spec/overlays";
    /// Pins, features and choices.
    pub const CONFIG: &str = "spec/oasmith.toml";
    /// The hand-written half of the client.
    pub const TEMPLATES: &str = "templates";
    /// The crate that the generator writes.
    pub const GENERATED: &str = "generated";
    /// What users are told of each release.
    pub const CHANGELOG: &str = "CHANGELOG.md";
    /// The versions of all packages.
    pub const LOCK: &str = "Cargo.lock";
}
