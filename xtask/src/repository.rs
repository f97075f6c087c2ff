//! The layout of this repository.
//!
//! Input: the environment that cargo sets, or the working directory. Output: paths. Reads no file.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// Package name of the crate in `generated/`.
pub const GENERATED_PACKAGE: &str = "openai-typed";

/// The checkout that the command works on.
#[derive(Clone, Debug)]
pub struct Repository {
    root: PathBuf,
}

impl Repository {
    /// Finds the checkout that cargo runs this program from, or the one around the working directory.
    pub fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let here = env::current_dir().context("cannot read the working directory")?;
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
            .context("not inside a checkout of the project: run `cargo xtask` from one")
    }

    /// Returns the repository root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Resolves a path relative to the repository root.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Returns the folder of the generated crate.
    pub fn generated(&self) -> PathBuf {
        self.path(paths::GENERATED)
    }
}

/// Paths relative to the repository root. Diagnostics show these names.
pub mod paths {
    /// The workspace of benchmarks against peers.
    pub const BENCH: &str = "bench";
    /// The embedded document.
    pub const DOCUMENT: &str = "spec/openai.yaml";
    /// The supplement: what the embedded document lacks.
    pub const SUPPLEMENT: &str = "spec/supplement.yaml";
    /// The catalog of models, prices and rate limits.
    pub const CATALOG: &str = "spec/catalog.yaml";
    /// The source of the embedded document.
    pub const PROVENANCE: &str = "spec/provenance.toml";
    /// The recorded order of constructor arguments.
    pub const SIGNATURES: &str = "spec/signatures.toml";
    /// Repairs and additions to the document, applied in name order.
    pub const OVERLAYS: &str = "spec/overlays";
    /// Sentences about the items of the document.
    pub const DOCS: &str = "spec/docs";
    /// The documentation of the generated crate.
    pub const FRONT_PAGE: &str = "spec/front-page.md";
    /// The readme of the generated package.
    pub const PACKAGE_README: &str = "spec/package-readme.md";
    /// The licenses, which every package contains.
    pub const LICENSES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];
    /// Pins, features and choices.
    pub const CONFIG: &str = "spec/oasmith.toml";
    /// The hand-written part of the client.
    pub const TEMPLATES: &str = "templates";
    /// The generated crate.
    pub const GENERATED: &str = "generated";
    /// The release notes.
    pub const CHANGELOG: &str = "CHANGELOG.md";
    /// The versions of all packages.
    pub const LOCK: &str = "Cargo.lock";
}
