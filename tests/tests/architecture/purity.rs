//! Rules 1 and 2: the generator is a pure function, and its output does not depend on the iteration order of a hash map.

use crate::assert_none;
use crate::code::{has_word_start, lines, words};
use crate::stages::stage_files;

#[test]
fn the_generator_is_a_pure_function() {
    const FORBIDDEN: &[&str] = &[
        "std::fs",
        "std::env",
        "std::process",
        "std::time",
        "std::net",
        "std::io",
        "println!",
        "print!",
        "eprintln!",
        "eprint!",
        "env!",
        "option_env!",
        "include_str!",
        "include_bytes!",
        "thread_local!",
    ];
    let mut violations = Vec::new();
    for (_, file) in stage_files() {
        for (line, text) in lines(&file.code()) {
            for name in FORBIDDEN.iter().filter(|name| has_word_start(text, name)) {
                violations.push(format!("{}:{line}: `{name}`", file.path));
            }
        }
    }
    assert_none(
        "the generator must depend only on its arguments",
        &violations,
    );
}

#[test]
fn hash_maps_are_never_iterated() {
    let mut violations = Vec::new();
    for (_, file) in stage_files() {
        let code = file.code();
        let names = hash_map_names(&code);
        for (line, text) in lines(&code) {
            for name in names.iter().filter(|name| iterates(text, name)) {
                violations.push(format!(
                    "{}:{line}: the iteration order of `{name}` differs between runs",
                    file.path
                ));
            }
        }
    }
    assert_none("hash maps and sets must not be iterated", &violations);
}

/// Returns the names declared with the type or value of a hash map or set.
fn hash_map_names(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in code
        .lines()
        .filter(|line| !line.trim_start().starts_with("use "))
    {
        for (at, _) in line.match_indices("Hash") {
            if !line[at..].starts_with("HashMap") && !line[at..].starts_with("HashSet") {
                continue;
            }
            // `name: &mut HashMap<…>` declares by type, `let name = HashMap::new()` by value.
            let before = line[..at].trim_end_matches(['&', ' ']);
            let before = before.trim_end_matches("mut").trim_end_matches(['&', ' ']);
            if let Some(head) = before.strip_suffix([':', '=']) {
                names.extend(words(head).last().map(str::to_owned));
            }
        }
    }
    names
}

fn iterates(line: &str, name: &str) -> bool {
    const METHODS: &[&str] = &[
        "iter",
        "iter_mut",
        "into_iter",
        "keys",
        "values",
        "values_mut",
        "into_keys",
        "into_values",
        "drain",
    ];
    let by_method = METHODS
        .iter()
        .any(|method| has_word_start(line, &format!("{name}.{method}(")));
    let by_loop = line.split_once(" in ").is_some_and(|(head, rest)| {
        head.trim_start().starts_with("for ") && {
            let subject = rest
                .trim_start_matches(['&', ' '])
                .trim_start_matches("mut ")
                .trim_start_matches("self.");
            subject
                .strip_prefix(name)
                .is_some_and(|rest| rest.trim_start().starts_with('{'))
        }
    });
    by_method || by_loop
}

#[test]
fn iterations_of_a_hash_map_are_detected() {
    let code = "let mut seen = HashSet::new();\nfn f(map: &Map, by_name: &mut HashMap<String, u8>)\nuse x::HashMap;";
    assert_eq!(hash_map_names(code), ["seen", "by_name"]);
    assert!(iterates("for x in &seen {", "seen"));
    assert!(iterates("for x in self.seen {", "seen"));
    assert!(iterates("let a = seen.iter().max();", "seen"));
    assert!(iterates("self.by_name.keys()", "by_name"));
    assert!(!iterates("for x in seen_before {", "seen"));
    assert!(!iterates("seen.insert(x); others.iter()", "seen"));
}
