//! Hand-written files that are copied into the crate.

use std::collections::BTreeMap;

use super::parts;

/// Returns the runtime's modules and the examples of every crate, by their paths in the crate. Modules of the runtime that
/// the crate does not use are left out, and so are the parts of other modules that it does not have.
pub fn verbatim(
    templates: &BTreeMap<String, String>,
    unused: &[&str],
    library: &str,
    parts: &BTreeMap<&'static str, bool>,
) -> BTreeMap<String, String> {
    let files = templates
        .iter()
        .filter(|(path, _)| !unused.iter().any(|module| is_of(path, module)))
        .filter_map(|(path, text)| {
            let text = without(text, unused);
            Some((destination(path)?, name_crate(&text, library)))
        });
    let mut files = files.collect();
    parts::resolve(&mut files, parts);
    files
}

/// Whether a file belongs to a module of the runtime, or exports its items.
fn is_of(path: &str, module: &str) -> bool {
    let path = path.strip_prefix("runtime/src/runtime/");
    let path = path.map(|path| path.strip_prefix("public/").unwrap_or(path));
    let rest = path.and_then(|path| path.strip_prefix(module));
    rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

/// Removes the declarations of modules, with the attribute before each.
fn without(text: &str, modules: &[&str]) -> String {
    let is_declaration = |line: &str| {
        let line = line
            .trim_start_matches("pub ")
            .trim_start_matches("pub(crate) ");
        let name = line
            .strip_prefix("mod ")
            .and_then(|it| it.strip_suffix(';'));
        name.is_some_and(|name| modules.contains(&name))
    };
    let mut lines: Vec<&str> = Vec::new();
    for line in text.split_inclusive('\n') {
        if !is_declaration(line.trim_end()) {
            lines.push(line);
            continue;
        }
        while lines.last().is_some_and(|last| last.starts_with("#[")) {
            lines.pop();
        }
    }
    lines.concat()
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

fn destination(path: &str) -> Option<String> {
    if path.starts_with("examples/") {
        return Some(path.to_owned());
    }
    let path = path.strip_prefix("runtime/src/")?;
    path.starts_with("runtime/").then(|| format!("src/{path}"))
}

#[cfg(test)]
mod tests {
    use super::{is_of, without};

    #[test]
    fn an_unused_module_is_left_out_with_its_declaration() {
        assert!(is_of("runtime/src/runtime/tools/run.rs", "tools"));
        assert!(is_of("runtime/src/runtime/public/tools.rs", "tools"));
        assert!(!is_of("runtime/src/runtime/toolset.rs", "tools"));
        let text = "#[cfg(a)]\nmod a;\n#[cfg(b)]\npub mod tools;\nmod toolset;\n";
        assert_eq!(
            without(text, &["tools"]),
            "#[cfg(a)]\nmod a;\nmod toolset;\n"
        );
    }
}
