//! A small repository in a temporary folder, with what `spec update` needs and nothing else.
//!
//! In: nothing. Out: [`Repository`]. The runtime of the generated crate is left out: nothing is compiled.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The document that is there at first.
pub const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}, required: [name]}
";

const OVERLAY: &str = "overlay: 1.1.0
info: {title: Repairs, version: '1'}
actions:
  - target: $.components.schemas.Pet
    update: {title: A pet}
";

const CONFIG: &str = "# Choices.
[package]
version = \"0.1.0\" # ours

[operations]
getPet = \"pets.fetch\"
";

const LOCK: &str = "version = 4\n\n[[package]]\nname = \"openai-typed\"\nversion = \"0.1.0\"\n";

/// A repository.
pub struct Repository {
    folder: TempDir,
    /// Files that are not part of it.
    inputs: TempDir,
}

/// What a run of the command line said.
pub struct Output {
    /// Whether it succeeded.
    pub ok: bool,
    /// Standard output and standard error.
    pub text: String,
}

impl Repository {
    /// One that has generated its crate.
    pub fn new() -> Self {
        let repository = Self {
            folder: tempfile::tempdir().expect("a folder"),
            inputs: tempfile::tempdir().expect("a folder"),
        };
        for (path, text) in [
            ("xtask/Cargo.toml", ""),
            ("templates/README.md", "Templates.\n"),
            ("spec/oasmith.toml", CONFIG),
            ("spec/overlays/10-repairs.yaml", OVERLAY),
            ("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n"),
            ("Cargo.lock", LOCK),
        ] {
            let path = repository.path(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, text).expect("written");
        }
        let first = repository.update(DOCUMENT, &[]);
        assert!(first.ok, "{}", first.text);
        repository
    }

    /// A path inside.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    /// `spec update --from` a file with this text.
    pub fn update(&self, document: &str, args: &[&str]) -> Output {
        let file = self.inputs.path().join("newer.yaml");
        fs::write(&file, document).expect("written");
        self.update_from(&file.display().to_string(), args, None)
    }

    /// `spec update --from` anything, perhaps with a program that downloads.
    pub fn update_from(&self, from: &str, args: &[&str], fetch: Option<&Path>) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(["spec", "update", "--from", from])
            .args(args)
            .current_dir(self.folder.path())
            .env("CARGO_MANIFEST_DIR", self.path("xtask"));
        if let Some(fetch) = fetch {
            command.env("XTASK_FETCH", fetch);
        }
        let output = command.output().expect("the command line starts");
        Output {
            ok: output.status.success(),
            text: [output.stdout, output.stderr]
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                .concat(),
        }
    }

    /// Every file with its content.
    pub fn hash(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.folder.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.insert(path.clone(), fs::read(path).expect("a file"));
                }
            }
        }
        files
    }
}
