//! The modules of a package, and the definitions that names in them refer to.
//!
//! Input: a folder. Output: [`Package`].

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::python::{self, Class, Expr, Import, Module};

/// The modules of a package by their path without `.py`: `types/live/error`.
#[derive(Debug, Default)]
pub struct Package {
    /// The distribution's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The folder of modules inside the distribution, such as `openai`.
    pub root: String,
    modules: BTreeMap<String, Module>,
    packages: BTreeSet<String>,
}

/// The definition that a name refers to.
#[derive(Clone, Copy, Debug)]
pub enum Definition<'a> {
    /// A class of a module.
    Class(&'a str, &'a Class),
    /// An assigned expression of a module.
    Value(&'a str, &'a str, &'a Expr),
    /// A module.
    Module(&'a str),
}

impl Package {
    /// Reads the package in a folder: the one that has a `*.dist-info` folder next to it.
    pub fn read(folder: &Path, version: Option<&str>) -> Result<Self> {
        let (name, found) = distribution(folder)?;
        let root = name.replace('-', "_");
        let mut package = Self {
            name,
            version: version.map_or(found, str::to_owned),
            root,
            ..Self::default()
        };
        let base = folder.join(&package.root);
        let mut files = Vec::new();
        python_files(&base, &mut files)?;
        files.sort();
        for file in files {
            let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            let path = file.strip_prefix(&base)?.with_extension("");
            package.add(&path.to_string_lossy().replace('\\', "/"), &text)?;
        }
        Ok(package)
    }

    /// Adds one file by its path without `.py`.
    pub fn add(&mut self, path: &str, text: &str) -> Result<()> {
        let module = python::parse(text)?;
        let key = match path.strip_suffix("__init__") {
            Some(package) => {
                let key = package.trim_end_matches('/').to_owned();
                self.packages.insert(key.clone());
                key
            }
            None => path.to_owned(),
        };
        self.modules.insert(key, module);
        Ok(())
    }

    /// All modules by path.
    pub fn modules(&self) -> impl Iterator<Item = (&str, &Module)> {
        self.modules
            .iter()
            .map(|(key, module)| (key.as_str(), module))
    }

    /// The file of a module, for messages and `x-source`.
    pub fn file(&self, module: &str) -> String {
        match self.packages.contains(module) {
            true => format!("{}/{module}/__init__.py", self.root),
            false => format!("{}/{module}.py", self.root),
        }
    }

    /// Returns the definition that a name in a module refers to, following imports.
    pub fn resolve(&self, module: &str, name: &str) -> Option<Definition<'_>> {
        self.resolve_within(module, name, 12)
    }

    fn resolve_within(&self, module: &str, name: &str, depth: usize) -> Option<Definition<'_>> {
        let (key, found) = self.modules.get_key_value(module)?;
        if let Some(class) = found.classes.iter().find(|class| class.name == name) {
            return Some(Definition::Class(key, class));
        }
        let mut assignments = found.assignments.iter();
        if let Some(it) = assignments.find(|it| it.name == name) {
            return Some(Definition::Value(key, &it.name, &it.value));
        }
        let import = found.imports.iter().find(|it| it.local == name)?;
        let target = self.target(module, import)?;
        let depth = depth.checked_sub(1)?;
        let inside = self.resolve_within(&target, &import.name, depth);
        inside.or_else(|| {
            let below = join(&target, &import.name);
            let (key, _) = self.modules.get_key_value(&below)?;
            Some(Definition::Module(key))
        })
    }

    /// The module that an import reads from.
    fn target(&self, module: &str, import: &Import) -> Option<String> {
        let path = import.module.replace('.', "/");
        if import.level == 0 {
            let below = path.strip_prefix(&self.root)?;
            return Some(below.trim_start_matches('/').to_owned());
        }
        let mut base: Vec<&str> = module.split('/').filter(|part| !part.is_empty()).collect();
        let own = usize::from(self.packages.contains(module));
        for _ in own..import.level {
            base.pop();
        }
        Some(join(&base.join("/"), &path))
    }
}

fn join(base: &str, path: &str) -> String {
    match (base.is_empty(), path.is_empty()) {
        (true, _) => path.to_owned(),
        (_, true) => base.to_owned(),
        _ => format!("{base}/{path}"),
    }
}

/// Returns the name and the version in the name of the folder `NAME-VERSION.dist-info`.
fn distribution(folder: &Path) -> Result<(String, String)> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some((name, version)) = name
            .strip_suffix(".dist-info")
            .and_then(|it| it.rsplit_once('-'))
        {
            return Ok((name.to_owned(), version.to_owned()));
        }
    }
    bail!(
        "{} has no folder NAME-VERSION.dist-info: expected the folder of an unpacked Python wheel",
        folder.display()
    )
}

fn python_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            python_files(&path, files)?;
        } else if path.extension().is_some_and(|it| it == "py") {
            files.push(path);
        }
    }
    Ok(())
}
