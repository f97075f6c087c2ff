//! `API.md`: every operation by its name in the document, and the call that sends it.

use crate::plan::{Group, Operation, Plan};

/// Returns the list of operations, by area.
pub fn operation_list(plan: &Plan) -> String {
    let mut text = "# Operations\n\n\
                    Every operation by its `operationId`, its request, and the call that sends it. Each area is a feature of \
                    the crate.\n\
                    Path parameters and the body are arguments of the call; `{…}` in a path is a path parameter.\n"
        .to_owned();
    let mut area = "";
    for group in &plan.groups {
        if group.operations.is_empty() && group.channel.is_none() {
            continue;
        }
        if group.feature != area {
            area = &group.feature;
            text.push_str(&format!(
                "\n## {area}\n\n| operation | request | call |\n|---|---|---|\n"
            ));
        }
        for operation in &group.operations {
            text.push_str(&row(group, operation));
        }
        if let Some(channel) = &group.channel {
            let arguments = channel.arguments.iter().map(|it| it.ident.as_str());
            let call = call(group, &channel.method, arguments);
            text.push_str(&format!(
                "| channel | `WebSocket {}` | `{call}` |\n",
                channel.path
            ));
        }
    }
    text
}

fn row(group: &Group, operation: &Operation) -> String {
    let arguments = operation.arguments.iter().map(|it| it.ident.as_str());
    let call = call(group, &operation.method, arguments);
    let (id, http, path) = (&operation.id, &operation.http, &operation.path);
    let deprecated = match operation.deprecated {
        true => " (deprecated)",
        false => "",
    };
    format!("| `{id}`{deprecated} | `{http} {path}` | `{call}` |\n").replace("r#", "")
}

fn call<'a>(group: &Group, method: &str, arguments: impl Iterator<Item = &'a str>) -> String {
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    format!("{}.{method}({arguments})", group.call)
}
