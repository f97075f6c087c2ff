//! Pass: the helpers of an extension whose needs are met.

use super::available::Available;
use std::collections::BTreeSet;

use super::manifest::{Extension, HelperNeeds, module_of};
use crate::catalog::Catalog;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::plan::{Group, Helper, Settings, TemplateFile, TypeModule};

/// Selects helpers, sorted by name, and reports those that are left out.
pub fn helpers(
    settings: &Settings,
    modules: &[TypeModule],
    groups: &[Group],
    diagnostics: &mut Diagnostics,
) -> Vec<Helper> {
    let Some(extension) = settings.extension else {
        return Vec::new();
    };
    let available = Available::of(modules, groups);
    let is_possible = |needs: &HelperNeeds| needs.catalog.is_none() || settings.catalog.is_some();
    let mut helpers = Vec::new();
    for (name, needs) in &extension.helpers {
        if !is_possible(needs) {
            continue;
        }
        match available.gates(needs) {
            Ok(gates) => helpers.push(Helper {
                name: name.clone(),
                gates,
                files: files(extension, name),
                module: needs.module.clone(),
                accumulator: needs.accumulator.clone(),
                features: needs.features.clone(),
            }),
            Err(missing) => {
                let message = format!(
                    "the helper `{name}` is left out because the document has no {missing}"
                );
                let help = format!(
                    "if it was renamed, update `{}/{}` and the file of the helper",
                    extension.folder,
                    Extension::MANIFEST
                );
                let diagnostic =
                    Diagnostic::without_origin(Code::HelperLeftOut, settings.severity(), message);
                diagnostics.push(diagnostic.help(help));
            }
        }
    }
    retain_complete(extension, &mut helpers);
    helpers
}

/// Drops helpers that need one that was left out, which has already been reported.
fn retain_complete(extension: &Extension, helpers: &mut Vec<Helper>) {
    loop {
        let names: BTreeSet<String> = helpers.iter().map(|helper| helper.name.clone()).collect();
        helpers.retain(|helper| {
            let needs = extension.helpers.get(&helper.name);
            needs.is_none_or(|needs| needs.helpers.iter().all(|name| names.contains(name)))
        });
        if helpers.len() == names.len() {
            return;
        }
    }
}

/// Returns the catalog with the path of the file in the helper that contains it.
pub fn catalog_file(settings: &Settings, helpers: &[Helper]) -> Option<(String, Catalog)> {
    let (extension, catalog) = (settings.extension?, settings.catalog?);
    let mut files = helpers.iter().filter_map(|helper| {
        let file = extension.helpers.get(&helper.name)?.catalog.as_ref()?;
        Some(format!("src/helpers/{}/{file}", helper.name))
    });
    Some((files.next()?, catalog.clone()))
}

fn files(extension: &Extension, helper: &str) -> Vec<TemplateFile> {
    let own = extension
        .files
        .iter()
        .filter(|file| module_of(file) == helper);
    let files = own.map(|file| TemplateFile {
        template: format!("{}/{file}", extension.folder),
        path: format!("src/helpers/{file}"),
    });
    files.collect()
}
