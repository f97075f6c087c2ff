//! What both the generator and the runtime define: the root modules of a generated crate, and which types are JSON.

use std::collections::BTreeSet;

use oasmith_core::plan::RUNTIME_MODULES;

use crate::files::File;

/// The files with the function that decides which media types are JSON, in the generator and in the runtime.
const IS_JSON: [&str; 2] = [
    "generator/src/media_type.rs",
    "templates/runtime/src/runtime/meta/media_type.rs",
];

const PUBLIC: &str = "templates/runtime/src/runtime/public/mod.rs";

#[test]
fn the_generator_lists_the_root_modules_of_the_runtime() {
    let public = File::read(PUBLIC).text;
    let is_module = |line: &str| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned());
    let modules: BTreeSet<String> = public.lines().filter_map(is_module).collect();
    assert!(modules.contains("stream"), "{PUBLIC} declares modules");

    let listed = RUNTIME_MODULES.iter().map(|module| module.name.to_owned());
    let listed: BTreeSet<String> = listed.collect();
    assert_eq!(listed, modules, "`RUNTIME_MODULES` and {PUBLIC} differ");
}

#[test]
fn the_generator_and_the_runtime_agree_on_what_is_json() {
    let [generator, runtime] = IS_JSON.map(|path| {
        let text = File::read(path).text;
        let start = text.find("pub fn is_json(").expect("the function");
        let end = text[start..].find("\n}\n").expect("its end");
        text[start..start + end].to_owned()
    });
    assert_eq!(generator, runtime);
}
