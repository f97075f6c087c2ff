//! Differences between the Python and the npm package of an SDK.
//!
//! Input: both packages. Output: a report by area. It lists operations, and properties and string constants of
//! types with the same name, that only one package has. Each line is either new in one package or a mistake in one.

mod interfaces;
mod javascript;
mod python;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::document::key;
use crate::sdk::{Types, operations};
use interfaces::{Interface, interfaces};
use javascript::calls;

/// A type that a package exports: property name → string constants in the type of the property.
pub(crate) type Shape = BTreeMap<String, BTreeSet<String>>;

/// Lists the differences.
pub fn compare(types: &Types<'_>, other: &Path) -> Result<String> {
    let folder = other.join("resources");
    ensure!(
        folder.is_dir(),
        "{} has no folder resources: expected the folder of an unpacked npm package",
        other.display()
    );
    let mut files = Vec::new();
    source_files(&folder, &mut files)?;
    files.push(other.join("core/pagination.d.ts"));
    files.retain(|file| file.exists());
    files.sort();
    let (mut called, mut declared) = (BTreeSet::new(), Vec::new());
    for file in &files {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        if file.extension().is_some_and(|it| it == "js") {
            called.extend(calls(&text)?);
        } else {
            declared.extend(interfaces(&text)?);
        }
    }
    let mut report = operations_report(types, &called);
    report.push_str(&types_report(types, &by_name(declared)));
    Ok(report)
}

/// Shapes by name, including the properties of the interfaces that they extend.
fn by_name(declared: Vec<Interface>) -> BTreeMap<String, Vec<Shape>> {
    let mut own: BTreeMap<String, Vec<Shape>> = BTreeMap::new();
    for it in &declared {
        own.entry(it.name.clone())
            .or_default()
            .push(it.properties.clone());
    }
    let mut complete: BTreeMap<String, Vec<Shape>> = BTreeMap::new();
    for it in declared {
        let mut shape = it.properties;
        for base in it.extends.iter().filter_map(|name| own.get(name)) {
            for (name, constants) in base.iter().flatten() {
                shape
                    .entry(name.clone())
                    .or_insert_with(|| constants.clone());
            }
        }
        complete.entry(it.name).or_default().push(shape);
    }
    complete
}

fn operations_report(types: &Types<'_>, other: &BTreeSet<String>) -> String {
    let own: BTreeSet<String> = operations(types)
        .iter()
        .map(|it| key(&it.method, &it.path))
        .collect();
    let mut report = format!(
        "Operations: {} in Python, {} in npm\n",
        own.len(),
        other.len()
    );
    for operation in own.difference(other) {
        let _ = writeln!(report, "  only Python: {operation}");
    }
    for operation in other.difference(&own) {
        let _ = writeln!(report, "  only npm: {operation}");
    }
    report
}

fn types_report(types: &Types<'_>, other: &BTreeMap<String, Vec<Shape>>) -> String {
    let mut areas: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut compared = 0;
    for (id, own) in python::shapes(types) {
        let candidates = other.get(&id.name).map_or(&[][..], Vec::as_slice);
        let Some(best) = candidates.iter().max_by_key(|it| likeness(&own, it)) else {
            continue;
        };
        compared += 1;
        let lines = differences(&id.name, &own, best);
        if !lines.is_empty() {
            areas.entry(area(&id.module)).or_default().extend(lines);
        }
    }
    let mut report = format!("Types: {compared} in both\n");
    for (area, lines) in areas {
        let _ = writeln!(report, "  {area}");
        for line in lines {
            let _ = writeln!(report, "    {line}");
        }
    }
    report
}

/// How many properties and constants two shapes share, and how many properties only one of them has.
fn likeness(one: &Shape, two: &Shape) -> (usize, isize) {
    let properties = two.keys().filter(|name| one.contains_key(*name)).count();
    let constants = |name, values: &BTreeSet<String>| {
        let other = one.get(name);
        other.map_or(0, |it| it.intersection(values).count())
    };
    let shared: usize = two
        .iter()
        .map(|(name, values)| constants(name, values))
        .sum();
    let others = (one.len() + two.len() - 2 * properties) as isize;
    (properties + shared, -others)
}

/// The lines about one type.
fn differences(name: &str, own: &Shape, other: &Shape) -> Vec<String> {
    let mut lines = Vec::new();
    for (property, constants) in own {
        match other.get(property) {
            None => lines.push(format!("only Python: {name}.{property}")),
            Some(others) => {
                // One side may list constants that the other side declares as a named type.
                if constants.is_empty() || others.is_empty() {
                    continue;
                }
                for value in constants.difference(others) {
                    lines.push(format!("only Python: {name}.{property} = {value}"));
                }
                for value in others.difference(constants) {
                    lines.push(format!("only npm: {name}.{property} = {value}"));
                }
            }
        }
    }
    let missing = other.keys().filter(|property| !own.contains_key(*property));
    lines.extend(missing.map(|property| format!("only npm: {name}.{property}")));
    lines
}

/// `types/beta/agents/vault` → `agents`. A file in the top folder is a separate area.
fn area(module: &str) -> String {
    let mut parts = module.split('/').skip(1).filter(|it| *it != "beta");
    parts.next().unwrap_or_default().to_owned()
}

/// Collects the `.js` files and their `.d.ts` files.
fn source_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned());
        if path.is_dir() {
            source_files(&path, files)?;
        } else if name.is_some_and(|it| it.ends_with(".js") || it.ends_with(".d.ts")) {
            files.push(path);
        }
    }
    Ok(())
}
