//! The example of a crate that calls its first operation, and the README that shows it.

use crate::plan::{Argument, ArgumentLocation, Group, Operation, PlainValue, Plan, Reply};

/// The name of the example.
pub const FIRST_CALL: &str = "first_call";

/// Returns `examples/first_call.rs`.
pub fn example(plan: &Plan) -> String {
    let library = plan.package.library();
    let Some((group, operation)) = first(plan) else {
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
        operation.id.replace('\n', " "),
        call(group, operation),
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

/// The operation that is easiest to call: the first one that only needs strings, if possible a `GET`.
fn first(plan: &Plan) -> Option<(&Group, &Operation)> {
    let all = plan
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |it| (group, it)));
    let simple = all.filter(|(_, operation)| {
        let is_value = matches!(
            operation.reply,
            Reply::Json(_) | Reply::Empty | Reply::Text | Reply::Page(_)
        );
        is_value && !operation.deprecated && operation.arguments.iter().all(is_string)
    });
    simple.min_by_key(|(_, operation)| (operation.http != "GET", operation.arguments.len()))
}

fn is_string(argument: &Argument) -> bool {
    matches!(
        argument.location,
        ArgumentLocation::Path(PlainValue::String)
    )
}

fn call(group: &Group, operation: &Operation) -> String {
    let way = group.path.iter().map(|name| format!(".{name}()"));
    let arguments = operation
        .arguments
        .iter()
        .map(|it| format!("{:?}", it.wire));
    format!(
        "client{}.{}({}).await?",
        way.collect::<String>(),
        operation.method,
        arguments.collect::<Vec<_>>().join(", ")
    )
}
