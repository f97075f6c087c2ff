//! Collects the Rust examples in the documentation of the operations, the runtime and the helpers, so that they are compiled as doctests,
//! and the example programs, so that one program can run them all.
//!
//! Doctests of the generated crate itself are disabled, because the descriptions in a document may contain any code.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FOLDERS: &[&str] = &[
    "../generated/src/api",
    "../generated/src/helpers",
    "../generated/src/runtime",
];
const PROGRAMS: &[&str] = &["../generated/examples", "examples"];

fn main() -> io::Result<()> {
    let mut examples = String::new();
    for folder in FOLDERS {
        println!("cargo:rerun-if-changed={folder}");
        for path in rust_files(Path::new(folder))? {
            collect(&path, &fs::read_to_string(&path)?, &mut examples);
        }
    }
    let output = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(output.join("examples.md"), examples)?;
    for folder in PROGRAMS {
        println!("cargo:rerun-if-changed={folder}");
    }
    fs::write(output.join("programs.rs"), programs()?)
}

/// Returns a module for each example program of one file, and a list of their names and functions.
fn programs() -> io::Result<String> {
    let (mut modules, mut list) = (String::new(), String::new());
    for folder in PROGRAMS.iter().map(Path::new) {
        for entry in rust_files(folder)? {
            if entry.parent() != Some(folder) {
                continue;
            }
            add_program(&entry, &mut modules, &mut list)?;
        }
    }
    Ok(format!(
        "{modules}\ntype Program = (&'static str, fn() -> Result<(), String>);\n\
         const PROGRAMS: &[Program] = &[\n{list}];\n"
    ))
}

/// Adds the module of a program to `modules`, and its name and function to `list`.
fn add_program(path: &Path, modules: &mut String, list: &mut String) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    // Inner documentation and attributes are allowed only at the top of a file.
    let is_inner = |line: &&str| line.starts_with("//!") || line.starts_with("#![");
    let code = text.lines().filter(|line| !is_inner(line));
    let code = code.collect::<Vec<_>>().join("\n");
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    modules.push_str(&format!(
        "mod {name} {{\n{code}\npub fn start() -> Result<(), String> {{\n\
         main().map_err(|error| error.to_string())\n}}\n}}\n"
    ));
    list.push_str(&format!("(\"{name}\", {name}::start),\n"));
    Ok(())
}

fn rust_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Appends the fenced blocks in doc comments, under the name of their file.
fn collect(path: &Path, text: &str, examples: &mut String) {
    let mut is_inside = false;
    for line in text.lines() {
        let line = line.trim_start();
        let Some(doc) = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"))
        else {
            continue;
        };
        let doc = doc.strip_prefix(' ').unwrap_or(doc);
        let is_fence = doc.starts_with("```");
        if is_fence && !is_inside {
            examples.push_str(&format!("# {}\n\n", path.display()));
        }
        if is_fence || is_inside {
            examples.push_str(doc);
            examples.push('\n');
        }
        is_inside ^= is_fence;
    }
}
