//! `init`: writes a configuration for a document.
//!
//! Input: a document. Output: `oasmith.toml`, and the schema of its format for editors.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use oasmith_core::diagnostic::Diagnostics;
use oasmith_core::document::{self, Node};
use oasmith_core::source::SourceMap;
use toml::Value;

use crate::cli::InitArgs;
use crate::generate::is_package_name;
use crate::input;
use crate::project::FILE;
use crate::terminal::{self, Outcome};

/// The schema of the configuration.
const CONFIG_SCHEMA: &str = include_str!("oasmith.schema.json");

/// The file name of the schema.
const SCHEMA: &str = ".oasmith.schema.json";

/// Runs the command.
pub fn run(args: &InitArgs) -> Result<Outcome> {
    let file = input::document(&args.spec)?;
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let shown = file.name.clone();
    let id = sources.add(file);
    let root = document::read(&sources, id, &mut diagnostics);
    let Some(root) = root.filter(|_| !diagnostics.has_errors()) else {
        crate::pipeline::print_diagnostics(&diagnostics, &sources);
        return Ok(Outcome::Failed);
    };
    ensure!(
        ["openapi", "swagger"]
            .iter()
            .any(|key| root.get(key).is_some()),
        "{shown} is not an OpenAPI document: it has no field `openapi`"
    );
    let name = args.name.clone().unwrap_or_else(|| package_name(&root));
    ensure!(is_package_name(&name), "invalid package name `{name}`");
    let folder = args.dir.clone().unwrap_or_default();
    let path = folder.join(FILE);
    ensure!(
        args.force || !path.exists(),
        "{} exists: pass --force to replace it",
        path.display()
    );
    if !folder.as_os_str().is_empty() {
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
    }
    let spec = relative(&args.spec, &folder)?;
    write(&path, &configuration(&spec, &name))?;
    write(&folder.join(SCHEMA), CONFIG_SCHEMA)?;
    terminal::print_line(&format!(
        "{}: edit it, then run `oasmith generate`{}",
        path.display(),
        match folder.as_os_str().is_empty() {
            true => String::new(),
            false => format!(" in {}", folder.display()),
        }
    ))?;
    Ok(Outcome::Done)
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// Returns a document's path relative to the folder of the configuration, if the folder is below the working directory.
fn relative(spec: &Path, folder: &Path) -> Result<String> {
    let text = spec.to_string_lossy().into_owned();
    if text.contains("://") || spec.is_absolute() || folder.as_os_str().is_empty() {
        return Ok(text);
    }
    if let Ok(inside) = spec.strip_prefix(folder) {
        return Ok(inside.to_string_lossy().into_owned());
    }
    let is_below = folder
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_)));
    let path = match is_below {
        true => folder
            .components()
            .map(|_| PathBuf::from(".."))
            .collect::<PathBuf>()
            .join(spec),
        false => std::path::absolute(spec).context("cannot find the working directory")?,
    };
    Ok(path.to_string_lossy().into_owned())
}

/// Derives a package name from the title of a document.
fn package_name(root: &Node) -> String {
    let title = root.get("info").and_then(|info| info.get("title"));
    let title = title.and_then(Node::as_str).unwrap_or_default();
    let words = title.split(|character: char| !character.is_ascii_alphanumeric());
    let ignored = [
        "",
        "api",
        "openapi",
        "rest",
        "the",
        "specification",
        "swagger",
    ];
    let words: Vec<String> = words
        .map(str::to_ascii_lowercase)
        .filter(|word| !ignored.contains(&word.as_str()))
        .take(3)
        .collect();
    let name = words.join("-");
    match is_package_name(&name) {
        true => format!("{name}-client"),
        false => "api-client".to_owned(),
    }
}

fn configuration(spec: &str, name: &str) -> String {
    format!(
        r##"#:schema ./{SCHEMA}
# The configuration of oasmith. Every key is optional. Paths are relative to this file.

[input]
spec = {spec}
# overlays = ["overlay.yaml"]

[output]
dir = {name}

[package]
name = {name}
version = "0.1.0"
# license = "MIT OR Apache-2.0"
# authors = ["Your Name <you@example.com>"]
# repository = "https://example.com/repository"
# keywords = ["api", "client"]
# categories = ["api-bindings"]

# Generates only these operations, and the types that they need.
# [select]
# tags = ["pets"]
# paths = ["/pets", "/stores"]
# operations = ["listPets"]
# exclude-operations = ["deletePet"]

# Names operations after their paths or after their ids. By default the ids decide: they are used if they are regular.
# names = "resource"

# Names the types of the document: a schema, then its Rust name.
# [types]
# PetDto = "Pet"

[service]
# Environment variables that `Client::from_env` reads.
# base-url-env = ["PETS_BASE_URL"]
# credential-env = {{ ApiKeyAuth = ["PETS_API_KEY"] }}
"##,
        spec = Value::from(spec),
        name = Value::from(name),
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use oasmith_core::plan::Config;
    use oasmith_core::source::SourceMap;

    use super::{configuration, relative};

    #[test]
    fn the_written_configuration_is_valid() {
        let text = configuration("openapi.yaml", "pets-client");
        let mut map = SourceMap::default();
        let id = map.add(oasmith_core::source::SourceFile::new(
            "oasmith.toml",
            &*text,
        ));
        let config = Config::read(&text, id).expect("a valid configuration");
        assert_eq!(config.package.name.as_deref(), Some("pets-client"));
    }

    #[test]
    fn the_document_is_found_from_the_folder_of_the_configuration() {
        let path = |spec: &str, folder: &str| {
            relative(Path::new(spec), Path::new(folder)).expect("a path")
        };
        assert_eq!(path("api.yaml", ""), "api.yaml");
        assert_eq!(path("a/api.yaml", "a"), "api.yaml");
        assert_eq!(path("api.yaml", "a/b"), "../../api.yaml");
        assert_eq!(
            path("https://example.com/api.yaml", "a"),
            "https://example.com/api.yaml"
        );
    }
}
