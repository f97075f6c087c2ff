//! Checks the published packages and the documents: metadata, links, the list of operations, and the comparison.

use std::path::{Component, Path, PathBuf};

use oasmith_tests::repository;

fn read(path: &str) -> String {
    let text = repository::text(&repository::path(path));
    text.unwrap_or_else(|| panic!("{path} does not exist"))
}

/// Returns the Markdown documents of the repository, except the front page, whose links rustdoc resolves.
fn documents() -> Vec<String> {
    let in_root = repository::entries(&repository::path(""));
    let in_docs = repository::entries(&repository::path("docs")).into_iter();
    let in_docs = in_docs.map(|name| format!("docs/{name}"));
    let others = ["spec/README.md", "generated/README.md"].map(str::to_owned);
    let all = in_root.into_iter().chain(in_docs).chain(others);
    all.filter(|name| name.ends_with(".md")).collect()
}

/// Returns the targets of the links in a document, except those in code blocks.
fn links(text: &str) -> Vec<&str> {
    let mut is_code = false;
    let mut links = Vec::new();
    for line in text.lines() {
        is_code ^= line.trim_start().starts_with("```");
        if !is_code {
            let parts = line.split("](").skip(1);
            links.extend(parts.filter_map(|part| part.split(')').next()));
        }
    }
    links
}

/// Resolves `..` without accessing the file system.
fn normalized(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    parts
}

#[test]
fn each_relative_link_leads_to_a_file() {
    let mut checked = 0;
    for document in documents() {
        let folder = repository::path(&document);
        let folder = folder.parent().expect("a folder").to_path_buf();
        for link in links(&read(&document)) {
            let path = link.split('#').next().unwrap_or_default();
            if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
                continue;
            }
            checked += 1;
            let target = normalized(&folder.join(path));
            assert!(target.exists(), "{document}: {link}");
        }
    }
    assert!(checked > 40, "only {checked} links found");
}

#[test]
fn the_readme_is_short_and_starts_with_code() {
    let readme = read("README.md");
    assert!(readme.lines().count() <= 150);
    let place = |text: &str| readme.find(text).unwrap_or_else(|| panic!("no {text}"));
    assert!(place("[dependencies]") < place("fn main"));
    assert!(place("fn main") < place("cargo xtask generate"));
}

#[test]
fn each_operation_is_listed_once_with_its_call() {
    let list = read("generated/API.md");
    let rows = list.lines().filter(|line| line.starts_with("| `"));
    let mut ids: Vec<&str> = rows.filter_map(|row| row.split('`').nth(1)).collect();
    let all = ids.len();
    let readme = read("README.md");
    assert!(
        readme.contains(&format!("**Every operation**: {all} operations")),
        "{all}"
    );
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    let row = "| `createChatCompletion` | `POST /chat/completions` | `client.chat().completions().create(body)` |";
    assert!(list.contains(row));
}

/// The guides whose tables name in the last column what shows a row.
const GUIDES: [&str; 3] = [
    "docs/comparison.md",
    "docs/from-async-openai.md",
    "docs/from-python.md",
];

#[test]
fn each_row_of_a_guide_names_what_shows_it() {
    let folders = ["tests/tests", "templates/runtime/tests"];
    let texts = folders.map(|folder| repository::texts(&repository::path(folder)));
    let tests: String = texts
        .into_iter()
        .flat_map(|texts| texts.into_values())
        .collect();
    let exists = |name: &str| {
        let program = repository::path(&format!("generated/examples/{name}.rs"));
        match name.contains('/') {
            true => repository::path(name).exists(),
            false => {
                name.starts_with("cargo xtask ")
                    || program.exists()
                    || tests.contains(&format!("fn {name}()"))
            }
        }
    };
    for guide in GUIDES {
        let text = read(guide);
        // The first row is the heading of the table.
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).collect();
        assert!(rows.len() > 15, "{guide}: {rows:?}");
        for row in &rows[1..] {
            let shown = row.trim_end_matches([' ', '|']).rsplit(" | ").next();
            let names: Vec<&str> = shown.unwrap_or_default().split('`').collect();
            let names = names.into_iter().skip(1).step_by(2);
            let mut count = 0;
            for name in names {
                count += 1;
                assert!(exists(name), "{guide}: {name} in {row}");
            }
            assert!(count > 0, "{guide}: {row}");
        }
    }
}

#[test]
fn each_file_with_the_url_of_the_repository_has_the_same() {
    let manifest = read("Cargo.toml");
    let url = manifest.lines().find_map(|line| {
        let url = line.strip_prefix("repository = \"")?;
        url.strip_suffix('"')
    });
    let url = url.expect("the manifest has a URL");
    let contributing = read("CONTRIBUTING.md");
    for file in [
        "spec/oasmith.toml",
        "spec/package-readme.md",
        "generator/README.md",
        "oasmith/README.md",
        "README.md",
        ".github/ISSUE_TEMPLATE/config.yml",
    ] {
        assert!(read(file).contains(url), "{file}");
        assert!(contributing.contains(&format!("`{file}`")), "{file}");
    }
}

#[test]
fn each_package_has_licenses_and_metadata() {
    let packages = ["generated", "generator", "macros", "oasmith"];
    for package in packages {
        for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
            assert_eq!(
                read(license),
                read(&format!("{package}/{license}")),
                "{package}"
            );
        }
    }
    for package in packages {
        let manifest = read(&format!("{package}/Cargo.toml"));
        for key in [
            "description",
            "repository",
            "homepage",
            "documentation",
            "readme",
            "keywords",
            "categories",
            "include",
        ] {
            let is_key = |line: &str| {
                line.starts_with(&format!("{key} ="))
                    || line.starts_with(&format!("{key}.workspace"))
            };
            assert!(manifest.lines().any(is_key), "{package}: {key}");
        }
        assert!(manifest.contains("[package.metadata.docs.rs]\nall-features = true\n"));
        assert!(!manifest.contains("publish = false"), "{package}");
        assert!(read(&format!("{package}/README.md")).contains("# "));
    }
}
