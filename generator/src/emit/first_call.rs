//! The example of a crate that calls its first operation, and the README that shows it.

use crate::plan::{FirstCall, Plan};

/// The name of the example.
pub const FIRST_CALL: &str = "first_call";

/// Returns `examples/first_call.rs`.
pub fn example(plan: &Plan) -> String {
    let library = plan.package.library();
    let Some(first_call) = &plan.first_call else {
        return format!(
            "//! Creates a client.\n//!\n//! `cargo run --example {FIRST_CALL} --features full`\n\n\
             use {library}::Client;\n\n\
             fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
             let _client = Client::from_env()?;\n    println!(\"the client is ready\");\n    Ok(())\n}}\n"
        );
    };
    format!(
        "//! Calls the operation `{}`.\n//!\n//! `cargo run --example {FIRST_CALL} --features full`\n\n\
         use {library}::Client;\n\n\
         #[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let client = Client::from_env()?;\n    let result = {};\n    println!(\"{{result:?}}\");\n    Ok(())\n}}\n",
        first_call.id.replace('\n', " "),
        call(first_call),
    )
}

/// Returns `README.md`.
pub fn readme(plan: &Plan) -> String {
    let package = &plan.package;
    let credential = match package.service.schemes.first() {
        Some(scheme) if !scheme.env.is_empty() => format!(
            "`Client::from_env` reads the credential from `{}`.\n\n",
            scheme.env.join("` or `")
        ),
        _ => String::new(),
    };
    format!(
        "# {}\n\n{}.\n\n```sh\ncargo add --path ../{} --features full    # or the directory of this crate\n```\n\n```rust,no_run\n{}```\n\n{credential}\
         Each area has its own Cargo feature; `full` enables all areas.\n\n\
         Generated from an OpenAPI document by oasmith.\n",
        package.name,
        package.description,
        package.name,
        example(plan)
            .lines()
            .skip_while(|line| line.starts_with("//!") || line.is_empty())
            .map(|line| format!("{line}\n"))
            .collect::<String>(),
    )
}

fn call(call: &FirstCall) -> String {
    let arguments = call.arguments.iter().map(|it| format!("{it:?}"));
    format!(
        "{}.{}({}).await?",
        call.group,
        call.method,
        arguments.collect::<Vec<_>>().join(", ")
    )
}
