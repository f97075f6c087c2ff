//! The examples at the end of the help of each command.

/// The program itself.
pub const ROOT: &str = "\
Examples:
  cargo xtask generate        After a change of spec/ or templates/
  cargo xtask ci fmt clippy   Two of the checks of CI
  cargo xtask help spec       The commands below `spec`

Exit status: 0 if the command succeeded, 1 if it failed or found a difference, 2 for invalid arguments";

/// `generate`
pub const GENERATE: &str = "\
Examples:
  cargo xtask generate
  cargo xtask generate --check
  cargo xtask generate --spec openapi.yaml --out target/petstore";

/// `inspect`
pub const INSPECT: &str = "\
Examples:
  cargo xtask inspect
  cargo xtask inspect --undocumented";

/// `spec`
pub const SPEC: &str = "\
Examples:
  cargo xtask spec diff HEAD:spec/openai.yaml spec/openai.yaml --format html > report.html
  cargo xtask spec update --from openapi.yaml --dry-run";

/// `decode`
pub const DECODE: &str = "\
Examples:
  cargo xtask decode Response response.json
  curl -s https://example.com/response.json | cargo xtask decode Response -";

/// `conformance`
pub const CONFORMANCE: &str = "\
Examples:
  cargo xtask conformance --base-url http://127.0.0.1:8080
  cargo xtask conformance --base-url http://127.0.0.1:8080 --feature chat --model llama";

/// `mock`
pub const MOCK: &str = "\
Examples:
  cargo xtask mock --port 8080
  cargo xtask mock --exact --pages 3";

/// `replay`
pub const REPLAY: &str = "\
Examples:
  cargo xtask replay createChatCompletion stream.sse --stream
  cargo xtask replay listFiles body.json --status 429 --header 'Retry-After: 2'";

/// `ci`
pub const CI: &str = "\
Examples:
  cargo xtask ci
  cargo xtask ci --list
  cargo xtask ci fmt generate clippy";

/// `bench`
pub const BENCH: &str = "\
Examples:
  cargo xtask bench --only codec
  cargo xtask bench generate";
