//! Hand-written files that are copied into the crate.

use std::collections::BTreeMap;

use super::parts;

/// Returns the modules of the runtime and the example programs, by their paths in the crate. The parts that the crate
/// lacks are removed.
pub fn verbatim(
    templates: &BTreeMap<String, String>,
    programs: &[&str],
    library: &str,
    parts: &BTreeMap<&'static str, bool>,
) -> BTreeMap<String, String> {
    let files = templates
        .iter()
        .filter_map(|(path, text)| Some((destination(path, programs)?, name_crate(text, library))));
    let mut files = files.collect();
    parts::resolve(&mut files, parts);
    files
}

/// Returns the templates selected by a plan, given as pairs of template path and path in the crate. Replaces the
/// placeholder `crate_name` with the name of the library.
pub fn chosen<'a>(
    templates: &BTreeMap<String, String>,
    files: impl Iterator<Item = (&'a str, &'a str)>,
    library: &str,
) -> BTreeMap<String, String> {
    files
        .filter_map(|(from, to)| Some((to.to_owned(), name_crate(templates.get(from)?, library))))
        .collect()
}

/// Replaces the placeholder `crate_name`, which examples and documentation contain, with the name of the library.
fn name_crate(text: &str, library: &str) -> String {
    text.replace("crate_name::", &format!("{library}::"))
}

fn destination(path: &str, programs: &[&str]) -> Option<String> {
    if let Some(of_program) = path.strip_prefix("examples/") {
        let (name, _) = of_program.split_once('/')?;
        return programs.contains(&name).then(|| path.to_owned());
    }
    let path = path.strip_prefix("runtime/src/")?;
    path.starts_with("runtime/").then(|| format!("src/{path}"))
}
