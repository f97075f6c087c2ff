//! Optional parts of the runtime, which a crate has, lacks, or has as a feature.
//!
//! Input: the source of the runtime, formatted by rustfmt. An attribute such as `#[cfg(feature = "servers")]` belongs to
//! each item, field or statement of a part. In macros and documentation, a line of a part ends with a comment such as
//! `` // only with `servers` ``. Output: the source without the items of parts that the crate
//! lacks, without the attributes of parts that it has, and without tests.

mod condition;

use std::borrow::Cow;
use std::collections::BTreeMap;

use condition::Condition;

/// Whether the crate has each part, by name. Parts that are features of the crate are not listed.
type Parts = BTreeMap<&'static str, bool>;

/// The comment at the end of a line that belongs to a part, up to its name.
const MARK: &str = " // only with `";

/// Resolves the parts in files, which are listed by path. Removes the modules of parts that the crate lacks.
pub fn resolve(files: &mut BTreeMap<String, String>, parts: &Parts) {
    let mut removed = Vec::new();
    for (path, text) in files.iter_mut() {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (resolved, modules) = lines(text, parts);
        removed.extend(modules.into_iter().map(|name| format!("{folder}/{name}")));
        *text = without_gaps(&resolved);
    }
    files.retain(|path, _| {
        let is_of = |module: &String| {
            let rest = path.strip_prefix(module.as_str());
            rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        };
        !removed.iter().any(is_of)
    });
}

/// Returns the remaining lines, and the names of the removed modules.
fn lines<'t>(text: &'t str, parts: &Parts) -> (Vec<String>, Vec<&'t str>) {
    let mut kept = Vec::new();
    let mut modules = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some((code, name)) = line.split_once(MARK) {
            if parts.get(name.trim_end_matches('`')) != Some(&false) {
                kept.push(code.to_owned());
            }
            continue;
        }
        let attribute = attribute(line, &mut lines);
        let resolved = condition(&attribute).map(|condition| condition::resolve(condition, parts));
        match resolved {
            None => kept.push(attribute.into_owned()),
            Some(Condition::True) => {}
            Some(Condition::Open(condition)) => {
                let indent = &line[..indent_of(line)];
                kept.push(format!("{indent}#[cfg({condition})]"));
            }
            Some(Condition::False) => {
                while kept.last().is_some_and(|line| belongs_to_next(line)) {
                    kept.pop();
                }
                modules.extend(skip_item(&mut lines));
            }
        }
    }
    (kept, modules)
}

/// Whether a line is documentation or an attribute of the item after it.
fn belongs_to_next(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("///") || line.starts_with("#[")
}

/// Skips the rest of an item. Returns its name if it is a module in another file.
fn skip_item<'t>(lines: &mut impl Iterator<Item = &'t str>) -> Option<&'t str> {
    let mut indent = None;
    let mut depth = 0;
    let mut has_block = false;
    for line in lines {
        let code = line.trim();
        if code.starts_with("#[") || code.starts_with("//") || code.is_empty() {
            continue;
        }
        if indent.is_none()
            && let Some(name) = module(code)
        {
            return Some(name);
        }
        let is_aligned = indent_of(line) == *indent.get_or_insert(indent_of(line));
        has_block |= is_aligned && code.ends_with('{');
        depth += depth_of(code);
        // A string in a block may contain brackets, so their depth is unreliable. Only its last line ends a block.
        let ends_block = code.starts_with([')', ']', '}']) && code.ends_with([';', ',', '}']);
        let ends_line = code.ends_with(';') || is_aligned && code.ends_with([',', '}']);
        if is_aligned && ends_block || !has_block && depth == 0 && ends_line {
            break;
        }
    }
    None
}

/// Returns the name of a module in another file from its declaration.
fn module(code: &str) -> Option<&str> {
    let words = code.strip_suffix(';')?.split_whitespace();
    let mut words = words.skip_while(|word| word.starts_with("pub"));
    (words.next()? == "mod").then(|| words.next()).flatten()
}

/// Returns the number of spaces at the start of a line.
fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Returns how many more brackets a line opens than it closes. Those in strings do not count.
fn depth_of(code: &str) -> i32 {
    let mut depth = 0;
    let mut in_string = false;
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' if in_string => drop(characters.next()),
            '"' => in_string = !in_string,
            _ if in_string => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    depth
}

/// Joins lines. Removes empty lines at the start and end of blocks, and repeated empty lines.
fn without_gaps(lines: &[String]) -> String {
    let mut text = String::new();
    let mut before = "{";
    for (index, line) in lines.iter().enumerate() {
        let after = lines[index..].iter().find(|line| !line.is_empty());
        let is_gap = before.is_empty()
            || before.ends_with('{')
            || after.is_none_or(|after| after.trim_start().starts_with('}'));
        if !(line.is_empty() && is_gap) {
            text.push_str(line);
            text.push('\n');
            before = line;
        }
    }
    text
}

/// Returns a line. If it starts a `cfg` attribute that rustfmt has wrapped, joins it with the lines that continue it.
fn attribute<'t>(line: &'t str, more: &mut impl Iterator<Item = &'t str>) -> Cow<'t, str> {
    if !line.trim_start().starts_with("#[cfg(") || line.ends_with(")]") {
        return Cow::Borrowed(line);
    }
    let mut joined = line.to_owned();
    for line in more {
        joined.push_str(line.trim());
        if line.ends_with(")]") {
            break;
        }
    }
    Cow::Owned(joined)
}

/// Returns the condition of a `cfg` attribute.
fn condition(line: &str) -> Option<&str> {
    line.trim().strip_prefix("#[cfg(")?.strip_suffix(")]")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r##"mod a;
#[cfg(feature = "servers")]
mod b;
#[cfg(any(
    feature = "hosts",
    feature = "servers"
))]
pub use b::{
    One, Two,
};
#[cfg(feature = "sigv4")]
pub(crate) mod c;
#[cfg(all(feature = "blocking", feature = "servers"))]
mod d;

impl Client {
    /// Selects a server.
    #[cfg(feature = "servers")]
    #[inline]
    pub fn server(
        self,
        name: &str,
    ) -> Self
    where
        Self: Sized,
        Config: Clone,
    {
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

#[cfg(test)]
mod tests {
    const OPEN: &[&str] = &["{", r#"{"a": "["#, "'"];

    #[test]
    fn nothing() {}
}
"##;

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
        let expected = "mod a;\n\nimpl Client {\n    \
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
            text.contains("#[cfg(feature = \"sigv4\")]\npub(crate) mod c;"),
            "{text}"
        );
        assert!(
            text.contains("#[cfg(feature = \"blocking\")]\nmod d;"),
            "{text}"
        );
        assert!(text.contains("    /// Selects a server.\n"), "{text}");
    }
}
