//! The examples at the end of the help of each command.

/// The program itself.
pub const ROOT: &str = "\
Examples:
  oasmith init openapi.yaml && oasmith generate   From a document to a crate
  oasmith help generate                           All options of a command

Exit status: 0 if the command succeeded, 1 if it failed or found a difference, 2 for invalid arguments";

/// `init`
pub const INIT: &str = "\
Examples:
  oasmith init openapi.yaml
  oasmith init https://example.com/openapi.json --name petstore --dir clients";

/// `generate`
pub const GENERATE: &str = "\
Examples:
  oasmith generate                                        With oasmith.toml in the working directory
  oasmith generate --spec openapi.yaml --out petstore     Without a configuration
  curl -s https://example.com/openapi.json | oasmith generate --spec - --out petstore
  oasmith generate --check                                In CI: is the crate up to date?";

/// `inspect`
pub const INSPECT: &str = "\
Examples:
  oasmith inspect --spec openapi.yaml
  oasmith inspect --json | jq '.operations[].id'";

/// `diff`
pub const DIFF: &str = "\
Examples:
  oasmith diff old.yaml new.yaml
  oasmith diff old.yaml new.yaml --format html > report.html";

/// `mock`
pub const MOCK: &str = "\
Examples:
  oasmith mock --port 8080
  oasmith mock --spec openapi.yaml --pages 3 --quiet";

/// `conformance`
pub const CONFORMANCE: &str = "\
Examples:
  oasmith conformance --base-url http://127.0.0.1:8080
  CONFORMANCE_KEY=secret oasmith conformance --base-url https://example.com/v1 --only listPets";

/// `sweep`
pub const SWEEP: &str = "\
Examples:
  oasmith sweep documents
  oasmith sweep documents --check 10 --call 3 --work-dir target/sweep";

/// `completions`
pub const COMPLETIONS: &str = "\
Examples:
  oasmith completions bash > ~/.local/share/bash-completion/completions/oasmith
  oasmith completions zsh > ~/.zfunc/_oasmith
  oasmith completions fish > ~/.config/fish/completions/oasmith.fish";

/// `man`
pub const MAN: &str = "\
Examples:
  oasmith man | man -l -
  oasmith man --out ~/.local/share/man/man1";
