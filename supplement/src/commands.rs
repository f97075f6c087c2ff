//! The commands: functions that read folders and return text.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use oasmith_core::diagnostic::{Diagnostics, Strictness, render};
use oasmith_core::document::{self, Node};
use oasmith_core::overlay;
use oasmith_core::source::{SourceFile, SourceMap};

use crate::config::Config;
use crate::difference::{Difference, Settings, difference};
use crate::document::Document;
use crate::item::{Item, gap_items, items};
use crate::lag::Lag;
use crate::omissions::Omissions;
use crate::pairing::{Gap, Missing, Pairing};
use crate::sdk::{Package, Types};

/// The inputs of a command.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The checkout of the project.
    pub root: PathBuf,
    /// An unpacked package.
    pub from: PathBuf,
    /// The version of the package, if its metadata does not state it.
    pub version: Option<String>,
}

impl Inputs {
    /// The file that is written.
    pub fn supplement(&self) -> PathBuf {
        self.root.join("spec/supplement.yaml")
    }

    fn package(&self) -> Result<Package> {
        Package::read(&self.from, self.version.as_deref())
    }

    fn text(&self, relative: &str) -> Result<String> {
        fs::read_to_string(self.root.join(relative))
            .with_context(|| format!("cannot read {relative}"))
    }

    fn config(&self) -> Result<Config> {
        Config::read(&self.text("spec/supplement.toml")?)
    }

    fn omissions(&self) -> Result<Omissions> {
        Omissions::read(&self.text("spec/lag.toml")?)
    }

    /// The regions of `oasmith.toml`.
    fn regions(&self) -> Result<BTreeSet<String>> {
        let config: toml::Table = self.text("spec/oasmith.toml")?.parse()?;
        let regions = config.get("service").and_then(|it| it.get("regions"));
        let names = regions
            .and_then(toml::Value::as_table)
            .into_iter()
            .flatten();
        Ok(names.map(|(name, _)| name.clone()).collect())
    }

    /// A document of the repository as a tree.
    fn tree(&self, relative: &str) -> Result<Node> {
        tree(SourceFile::new(relative, self.text(relative)?))
    }

    fn overlays(&self) -> Result<Vec<Node>> {
        let folder = self.root.join("spec/overlays");
        let mut files: Vec<PathBuf> = fs::read_dir(folder)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|it| it == "yaml"))
            .collect();
        files.sort();
        files
            .iter()
            .map(|path| {
                let name = path.display().to_string();
                tree(SourceFile::new(name, fs::read_to_string(path)?))
            })
            .collect()
    }
}

/// A supplement, and the problems that occurred.
#[derive(Debug)]
pub struct Written {
    /// The YAML.
    pub text: String,
    /// What could not be read or named.
    pub problems: Vec<String>,
}

/// Creates the supplement of the document. It does not contain anything that overlays already add.
pub fn supplement(inputs: &Inputs) -> Result<Written> {
    let (package, config, omissions) = (inputs.package()?, inputs.config()?, inputs.omissions()?);
    let types = Types::new(&package);
    let (ignored, regions) = (omissions.modules(), inputs.regions()?);
    let settings = Settings {
        config: &config,
        ignored: &ignored,
        regions: &regions,
    };
    let root = inputs.tree("spec/openai.yaml")?;
    let mut overlaid_root = root.clone();
    apply(&mut overlaid_root, &inputs.overlays()?)?;
    let document = Document { root: &root };
    let overlaid = Document {
        root: &overlaid_root,
    };
    let mut found = difference(&types, &document, settings);
    let left = difference(&types, &overlaid, settings);
    keep_unrepaired(&mut found, &left);
    let mut problems = Vec::new();
    let tree = crate::supplement::supplement(&found, &types, &config, &omissions, &mut problems);
    problems.extend(types.problems.all());
    let text = format!("{HEADER}{}", document::write_yaml(&tree));
    Ok(Written { text, problems })
}

/// The first lines of the supplement.
const HEADER: &str = "\
# The parts of the SDK named in `info` that openai.yaml lacks. Written by `cargo xtask spec supplement`; do not edit.
# The format is described in generator/src/supplement/mod.rs.
";

/// Lists everything that the SDK has and that the document, with its supplement and its overlays, lacks.
pub fn lag(inputs: &Inputs) -> Result<Lag> {
    let (package, config, omissions) = (inputs.package()?, inputs.config()?, inputs.omissions()?);
    let types = Types::new(&package);
    let (ignored, regions) = (omissions.modules(), inputs.regions()?);
    let bare = inputs.tree("spec/openai.yaml")?;
    let mut root = bare.clone();
    if inputs.supplement().exists() {
        let supplement = inputs.tree("spec/supplement.yaml")?;
        let mut diagnostics = Diagnostics::default();
        oasmith_core::supplement::merge(&mut root, &supplement, &mut diagnostics);
    }
    apply(&mut root, &inputs.overlays()?)?;
    let document = Document { root: &root };
    let settings = Settings {
        config: &config,
        ignored: &ignored,
        regions: &regions,
    };
    let found = difference(&types, &document, settings);
    // Some entries of `lag.toml` only keep items out of the supplement, so they are marked as used as well.
    for item in items(&difference(&types, &Document { root: &bare }, settings)) {
        omissions.reason(&item);
    }
    let modules: Vec<&str> = package.modules().map(|(module, _)| module).collect();
    let mut lag = Lag::of(&package, items(&found), &omissions, &modules);
    lag.problems.extend(types.problems.all());
    Ok(lag)
}

/// Lists the differences between a Python and an npm package.
pub fn compare(inputs: &Inputs, other: &Path) -> Result<String> {
    let package = inputs.package()?;
    let types = Types::new(&package);
    crate::compare::compare(&types, other)
}

/// Drops gaps that overlays fill, and adds gaps that are found only with overlays, such as events of streams that the
/// document does not list. Gaps with an index in their pointer are not added, because overlays may move items of a
/// list.
fn keep_unrepaired(found: &mut Difference<'_>, left: &Difference<'_>) {
    let texts = |gap: &Gap, pairing: &Pairing<'_>| -> Vec<String> {
        gap_items(gap, pairing).iter().map(Item::text).collect()
    };
    let remaining: BTreeSet<String> = left
        .pairing
        .gaps
        .iter()
        .flat_map(|gap| texts(gap, &left.pairing))
        .collect();
    let mut gaps = std::mem::take(&mut found.pairing.gaps);
    gaps.retain_mut(|gap| {
        let items = texts(gap, &found.pairing);
        if let Missing::Constants(values, _) = &mut gap.missing {
            // There is one item for each value, in this order.
            let mut left = items.iter().map(|item| remaining.contains(item));
            values.retain(|_| left.next().unwrap_or_default());
        }
        items.iter().any(|item| remaining.contains(item))
    });
    let known: BTreeSet<String> = gaps
        .iter()
        .flat_map(|gap| texts(gap, &found.pairing))
        .collect();
    let document = found.pairing.document;
    for gap in &left.pairing.gaps {
        let new = texts(gap, &left.pairing)
            .iter()
            .all(|it| !known.contains(it));
        let indexed = gap
            .pointer
            .split('/')
            .any(|part| part.parse::<usize>().is_ok());
        if new && !indexed && document.at(&gap.pointer).is_some() {
            gaps.push(gap.clone());
        }
    }
    found.pairing.gaps = gaps;
}

fn tree(file: SourceFile) -> Result<Node> {
    let mut sources = SourceMap::default();
    let name = file.name.clone();
    let id = sources.add(file);
    let mut diagnostics = Diagnostics::default();
    match document::read(&sources, id, &mut diagnostics) {
        Some(node) if !diagnostics.has_errors() => Ok(node),
        _ => bail!("{name}: {}", render(&diagnostics, &sources, false)),
    }
}

fn apply(root: &mut Node, overlays: &[Node]) -> Result<()> {
    let mut diagnostics = Diagnostics::default();
    let overlays: Vec<overlay::Overlay> = overlays
        .iter()
        .filter_map(|node| overlay::read(node, &mut diagnostics))
        .collect();
    overlay::apply(root, &overlays, Strictness::Lenient, &mut diagnostics);
    match diagnostics.has_errors() {
        true => bail!("an overlay is invalid; `cargo xtask generate` reports the reason"),
        false => Ok(()),
    }
}
