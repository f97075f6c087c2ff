//! Lists of the generator that repeat what the runtime has: methods whose names generated ones must not take.

use crate::assert_none;
use crate::files::File;

/// A list of `plan/taken.rs`, and a file of the runtime with such methods.
const LISTS: &[(&str, &str)] = &[
    ("BUILDER_METHODS", "client/builder.rs"),
    ("BUILDER_METHODS", "client/environment.rs"),
    ("BUILDER_METHODS", "client/host.rs"),
    ("BUILDER_METHODS", "wire/middleware.rs"),
    ("BUILDER_METHODS", "wire/tower.rs"),
    ("CONNECT_METHODS", "socket/connect.rs"),
];

#[test]
fn lists_of_methods_are_complete() {
    let names = File::read("generator/src/plan/taken.rs").text;
    let mut missing = Vec::new();
    for (list, file) in LISTS {
        let start = names.find(&format!("const {list}:")).expect("the list");
        let listed = names[start..].split("];").next().unwrap_or_default();
        let file = format!("templates/runtime/src/runtime/{file}");
        let code = File::read(&file).code();
        let methods = code.lines().filter_map(method).collect::<Vec<_>>();
        assert!(!methods.is_empty(), "{file} has methods");
        for method in methods {
            if !listed.contains(&format!("\"{method}\"")) {
                missing.push(format!("{list} lacks `{method}`, which is in {file}"));
            }
        }
    }
    assert_none(
        "a generated method could be called as one of the runtime",
        &missing,
    );
}

/// The name of the public method that a line begins.
fn method(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("    pub fn ")?;
    rest.split(['(', '<']).next()
}
