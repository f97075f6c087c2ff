//! Optional parts of the runtime, which a crate either has or lacks.
//!
//! Input: the text of the runtime, formatted by rustfmt, with an attribute such as `#[cfg(feature = "servers")]` before each
//! item, field or statement of a part. Output: the text without these attributes, and without the items of parts that the
//! crate lacks. In macros, a line of a part ends with a comment: `// only with `servers``.

use std::collections::BTreeMap;

/// Whether the crate has each part, by name.
type Parts = BTreeMap<&'static str, bool>;

/// The comment at the end of a line that belongs to a part, up to its name.
const MARK: &str = " // only with `";

/// Resolves the parts in files, by path. Modules of parts that the crate lacks are removed.
pub fn resolve(files: &mut BTreeMap<String, String>, parts: &Parts) {
    let mut removed = Vec::new();
    for (path, text) in files.iter_mut() {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (resolved, modules) = lines(text, parts);
        *text = resolved;
        removed.extend(modules.into_iter().map(|name| format!("{folder}/{name}")));
    }
    files.retain(|path, _| {
        let is_of = |module: &String| {
            let rest = path.strip_prefix(module.as_str());
            rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        };
        !removed.iter().any(is_of)
    });
}

/// Returns the text that remains, and the names of the modules that do not.
fn lines(text: &str, parts: &Parts) -> (String, Vec<String>) {
    let mut kept = String::with_capacity(text.len());
    let mut modules = Vec::new();
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        if let Some((code, name)) = line.split_once(MARK) {
            match parts.get(name.trim_end().trim_end_matches('`')) {
                Some(true) => kept.push_str(&format!("{code}\n")),
                Some(false) => {}
                None => kept.push_str(line),
            }
            continue;
        }
        match condition(line).and_then(|condition| holds(condition, parts)) {
            None => kept.push_str(line),
            Some(true) => {}
            Some(false) => {
                let mut depth = 0;
                for line in lines.by_ref() {
                    let code = line.trim();
                    if let Some(name) = code.strip_prefix("mod ") {
                        modules.push(name.trim_end_matches(';').to_owned());
                    }
                    if code.starts_with("#[") || code.starts_with("//") {
                        continue;
                    }
                    depth += depth_of(code);
                    if depth == 0 && code.ends_with([';', ',', '}']) {
                        break;
                    }
                }
            }
        }
    }
    (kept, modules)
}

/// Returns how many more brackets a line opens than it closes.
fn depth_of(code: &str) -> i32 {
    let depth = |character| match character {
        '(' | '[' | '{' => 1,
        ')' | ']' | '}' => -1,
        _ => 0,
    };
    code.chars().map(depth).sum()
}

/// Returns the condition of a line that is an attribute `cfg`.
fn condition(line: &str) -> Option<&str> {
    line.trim().strip_prefix("#[cfg(")?.strip_suffix(")]")
}

/// Returns whether a condition holds. `None` if it is not about parts.
fn holds(condition: &str, parts: &Parts) -> Option<bool> {
    if let Some(inner) = inner(condition, "not") {
        return holds(inner, parts).map(|holds| !holds);
    }
    if let Some(inner) = inner(condition, "any") {
        let mut all = inner.split(", ").map(|part| holds(part, parts));
        return all.try_fold(false, |any, holds| Some(any || holds?));
    }
    let name = condition.strip_prefix("feature = \"")?.strip_suffix('"')?;
    parts.get(name).copied()
}

fn inner<'a>(condition: &'a str, operator: &str) -> Option<&'a str> {
    condition
        .strip_prefix(operator)?
        .strip_prefix('(')?
        .strip_suffix(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"mod a;
#[cfg(feature = "servers")]
mod b;
#[cfg(any(feature = "hosts", feature = "servers"))]
pub use b::{
    One, Two,
};
#[cfg(feature = "sigv4")]
mod c;
#[cfg(feature = "blocking")]
mod d;

impl Client {
    #[cfg(feature = "servers")]
    /// Selects a server.
    #[inline]
    pub fn server(
        self,
        name: &str,
    ) -> Self {
        self
    }

    fn build() -> Config {
        #[cfg(feature = "servers")]
        if true {
            fail();
        }
        #[cfg(not(feature = "servers"))]
        let prefix = "";
        Config {
            #[cfg(feature = "servers")]
            server: None,
            name: prefix,
        }
    }
}

macro_rules! table {
    ($(server $index:literal;)?) => {}; // only with `servers`
}
"#;

    fn resolved(parts: Parts) -> BTreeMap<String, String> {
        let mut files = BTreeMap::from([
            ("src/mod.rs".to_owned(), TEXT.to_owned()),
            ("src/a.rs".to_owned(), String::new()),
            ("src/b/mod.rs".to_owned(), String::new()),
            ("src/c.rs".to_owned(), String::new()),
        ]);
        resolve(&mut files, &parts);
        files
    }

    #[test]
    fn a_missing_part_leaves_nothing() {
        let parts = Parts::from([("hosts", false), ("servers", false), ("sigv4", false)]);
        let files = resolved(parts);
        assert_eq!(files.keys().collect::<Vec<_>>(), ["src/a.rs", "src/mod.rs"]);
        let expected = "mod a;\n#[cfg(feature = \"blocking\")]\nmod d;\n\nimpl Client {\n\n    \
             fn build() -> Config {\n        let prefix = \"\";\n        Config {\n            \
             name: prefix,\n        }\n    }\n}\n\nmacro_rules! table {\n}\n";
        assert_eq!(files["src/mod.rs"], expected);
    }

    #[test]
    fn a_part_is_not_optional_in_a_crate_that_has_it() {
        let parts = Parts::from([("hosts", false), ("servers", true)]);
        let files = resolved(parts);
        assert_eq!(files.len(), 4);
        let text = &files["src/mod.rs"];
        assert!(
            !text.contains("servers") && !text.contains("prefix = "),
            "{text}"
        );
        assert!(
            text.contains("#[cfg(feature = \"sigv4\")]\nmod c;"),
            "{text}"
        );
        assert!(text.contains("    /// Selects a server.\n"), "{text}");
    }
}
