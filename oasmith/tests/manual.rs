//! The version, help, completions and manual pages of the command.
#![cfg(feature = "cli")]

use std::process::{Command, Output};

const COMMANDS: &[&str] = &[
    "init",
    "generate",
    "inspect",
    "diff",
    "mock",
    "conformance",
    "sweep",
    "completions",
    "man",
];

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oasmith"));
    command.args(arguments).output().expect("oasmith starts")
}

/// Runs a command that has to succeed, and returns its standard output.
fn text(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_version_is_that_of_the_package() {
    let expected = format!("oasmith {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(text(&["--version"]), expected);
}

#[test]
fn the_help_of_each_command_has_examples() {
    assert!(text(&["help"]).contains("Exit status: 0"));
    for name in COMMANDS {
        let help = text(&["help", name]);
        let example = help
            .split_once("\nExamples:\n")
            .map(|(_, examples)| examples);
        let example = example.unwrap_or_else(|| panic!("no examples of {name}"));
        assert!(example.contains(&format!("oasmith {name}")), "{name}");
        assert_eq!(help, text(&[name, "--help"]));
    }
}

#[test]
fn a_misspelled_command_or_option_is_reported_with_the_nearest_one() {
    for (arguments, nearest) in [
        (["genrate", "--check"], "generate"),
        (["generate", "--chekc"], "--check"),
        (["completions", "fisch"], "fish"),
    ] {
        let output = run(&arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(errors.contains(&format!("'{nearest}'")), "{errors}");
    }
}

#[test]
fn a_command_that_fails_exits_with_1() {
    let output = run(&["inspect", "--spec", "missing.yaml"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn each_shell_completes_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = text(&["completions", shell]);
        for name in COMMANDS {
            assert!(script.contains(name), "{shell}: {name}");
        }
    }
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    assert!(text(&["man"]).contains(".TH oasmith 1"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().to_string_lossy().into_owned();
    text(&["man", "--out", &path]);
    for name in COMMANDS {
        let page = folder.path().join(format!("oasmith-{name}.1"));
        let page = std::fs::read_to_string(&page).expect("a page");
        assert!(page.contains(".SH SYNOPSIS"), "{page}");
        assert!(page.contains("Examples:"), "{page}");
    }
}
