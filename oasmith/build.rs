//! Embeds the templates: writes a table of their paths and texts.
//!
//! Input: the folder `templates` of the repository, or its copy in the published package, in which manifests are named
//! `Cargo.toml.in`. Output: `templates.rs` for `src/templates.rs`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let folders = [package.join("templates"), package.join("../templates")];
    let folder = folders.iter().find(|folder| folder.is_dir());
    let folder = folder.ok_or("the folder `templates` is missing")?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    files.sort();
    let mut table = "&[\n".to_owned();
    for (name, path) in files {
        let path = fs::canonicalize(path)?;
        writeln!(table, "({name:?}, include_str!({path:?})),")?;
    }
    table.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("templates.rs"), table)?;
    Ok(())
}

/// Lists the files that go into generated crates, and the manifest of the runtime.
fn collect(
    folder: &Path,
    prefix: &str,
    files: &mut Vec<(String, PathBuf)>,
) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_skipped = ["target", "Cargo.lock", "tests", "benches"].contains(&&*name);
        if is_skipped && !prefix.is_empty() || name.starts_with('.') || name == "target" {
            continue;
        }
        // In the package, manifests end with `.in`: cargo does not package folders that contain a `Cargo.toml`.
        let relative = format!("{prefix}{}", name.trim_end_matches(".in"));
        match path.is_dir() {
            true => collect(&path, &format!("{relative}/"), files)?,
            false => files.push((relative, path)),
        }
    }
    Ok(())
}
