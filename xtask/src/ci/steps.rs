//! The steps of `ci`, the fastest to fail first.
//!
//! Input: names. Output: steps. No step sets `RUSTFLAGS` or anything else that changes how dependencies are compiled, so
//! that all of them share one target directory.

use anyhow::{Result, bail};

use super::work::Work;
use crate::repository::GENERATED_PACKAGE;

/// A step.
pub struct Step {
    /// The name on the command line.
    pub name: &'static str,
    /// The check.
    pub work: Work,
}

const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        work: Work::Cargo {
            args: &["fmt", "--all", "--check"],
            env: &[],
        },
    },
    Step {
        name: "generate",
        work: Work::Generate,
    },
    Step {
        name: "clippy",
        work: Work::Cargo {
            args: &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--features",
                "openai-typed/full,xtask/fetch",
                "--",
                "-D",
                "warnings",
            ],
            env: &[],
        },
    },
    Step {
        name: "doc",
        work: Work::Cargo {
            args: &[
                "doc",
                "--workspace",
                "--no-deps",
                "--features",
                "openai-typed/full",
            ],
            env: &[("RUSTDOCFLAGS", "-D warnings")],
        },
    },
    // The contents of the packages. The other steps compile the same files, so that compiling them once more is not worth
    // its time.
    Step {
        name: "package",
        work: Work::Cargo {
            args: &[
                "package",
                "--package",
                "oasmith-core",
                "--package",
                "oasmith",
                "--package",
                GENERATED_PACKAGE,
                "--locked",
                "--allow-dirty",
                "--no-verify",
            ],
            env: &[],
        },
    },
    // Only types, the most common features, and everything.
    Step {
        name: "wasm",
        work: Work::Wasm(&["types", "chat,responses", "full"]),
    },
    Step {
        name: "browser",
        work: Work::Browser,
    },
    Step {
        name: "features",
        work: Work::Features,
    },
    // A build script that generates a client.
    Step {
        name: "example",
        work: Work::Cargo {
            args: &[
                "run",
                "--quiet",
                "--manifest-path",
                "examples/build-script/Cargo.toml",
            ],
            env: &[("CARGO_TARGET_DIR", "target/build-script")],
        },
    },
    // Generates a crate from every document of the tests, and compiles some.
    Step {
        name: "sweep",
        work: Work::Cargo {
            args: &[
                "run",
                "--quiet",
                "--package",
                "oasmith",
                "--",
                "sweep",
                "oasmith/tests/documents",
                "--work-dir",
                "target/sweep",
            ],
            env: &[],
        },
    },
    // A snapshot that differs fails the test and leaves no new file. The example programs are run by the test `examples`,
    // which links them all into one program; `clippy` checks each of them.
    Step {
        name: "test",
        work: Work::Cargo {
            args: &["test", "--workspace", "--tests"],
            env: &[("INSTA_UPDATE", "no")],
        },
    },
    Step {
        name: "doctest",
        work: Work::Cargo {
            args: &[
                "test",
                "--doc",
                "--package",
                "oasmith",
                "--package",
                "oasmith-core",
                "--package",
                "oasmith-tests",
            ],
            env: &[],
        },
    },
];

/// Returns the steps with these names, or all of them, in the order of [`STEPS`].
pub fn select(names: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = names
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != name.as_str()))
    {
        let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!(
            "unknown step `{unknown}`, expected one of {}",
            known.join(", ")
        );
    }
    Ok(STEPS
        .iter()
        .filter(|step| names.is_empty() || names.iter().any(|name| name == step.name))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::{STEPS, select};

    #[test]
    fn selected_steps_keep_their_order() {
        let names = |names: &[&str]| {
            let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
            select(&names).map(|steps| steps.iter().map(|step| step.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&["doc", "fmt"]).expect("known"), ["fmt", "doc"]);
        assert_eq!(names(&[]).expect("all").len(), STEPS.len());
        assert!(
            names(&["nothing"])
                .expect_err("unknown")
                .to_string()
                .contains("`nothing`")
        );
    }
}
