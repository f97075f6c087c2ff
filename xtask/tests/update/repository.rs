//! A small repository in a temporary folder, with the files that `spec update` needs.
//!
//! Output: [`Repository`]. It has no runtime, since nothing is compiled.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// The initial document.
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
    /// Files outside of the repository.
    inputs: TempDir,
}

/// The result of a command.
pub struct Output {
    /// Whether it succeeded.
    pub ok: bool,
    /// Standard output and standard error.
    pub text: String,
}

impl Repository {
    /// Creates a repository and generates its crate.
    pub fn new() -> Self {
        let repository = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
            inputs: tempfile::tempdir().expect("a temporary folder"),
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
            fs::create_dir_all(path.parent().expect("a parent")).expect("folder created");
            fs::write(path, text).expect("file written");
        }
        let first = repository.update(DOCUMENT, &[]);
        assert!(first.ok, "{}", first.text);
        repository
    }

    /// Resolves a path in the repository.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    /// Runs `spec update --from` with a file that contains this document.
    pub fn update(&self, document: &str, args: &[&str]) -> Output {
        let file = self.inputs.path().join("newer.yaml");
        fs::write(&file, document).expect("file written");
        self.update_from(&file.display().to_string(), args, None)
    }

    /// Starts `spec update --from` with a file that contains this document.
    pub fn start_update(&self, document: &str) -> Child {
        let file = self.inputs.path().join("newer.yaml");
        fs::write(&file, document).expect("file written");
        let mut command = self.command(&file.display().to_string());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("the command line starts")
    }

    fn command(&self, from: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(["spec", "update", "--from", from])
            .current_dir(self.folder.path())
            .env("CARGO_MANIFEST_DIR", self.path("xtask"));
        command
    }

    /// Runs `spec update --from` with any source, optionally with a prebuilt downloader.
    pub fn update_from(&self, from: &str, args: &[&str], fetch: Option<&Path>) -> Output {
        let mut command = self.command(from);
        command.args(args);
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

    /// Asserts that a command fails with these messages and writes nothing.
    #[track_caller]
    pub fn assert_rejects(&self, messages: &[&str], run: impl FnOnce(&Self) -> Output) {
        let before = self.snapshot();
        let output = run(self);
        assert!(!output.ok, "{}", output.text);
        for message in messages {
            assert!(
                output.text.contains(message),
                "missing `{message}` in:\n{}",
                output.text
            );
        }
        assert_eq!(before, self.snapshot(), "a file was written");
    }

    /// Returns every file with its content, by the path in the repository.
    pub fn relative_snapshot(&self) -> BTreeMap<String, Vec<u8>> {
        let files = self.snapshot().into_iter();
        let relative = files.map(|(path, bytes)| {
            let path = path.strip_prefix(self.folder.path()).expect("inside");
            (path.display().to_string(), bytes)
        });
        relative.collect()
    }

    /// Returns every file with its content.
    pub fn snapshot(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.folder.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a readable folder") {
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
