//! The imports of the files in `api/`.

use crate::plan::{
    Argument, ArgumentLocation, Channel, Imports, Operation, Reply, RustType, TypesImport,
};

/// Returns the imports of the file with these operations and this channel.
pub fn imports(operations: &[Operation], channel: Option<&Channel>) -> Imports {
    let types = match (has_types(operations), channel) {
        (true, _) => TypesImport::Always,
        (false, Some(_)) => TypesImport::WithChannel,
        (false, None) => TypesImport::Never,
    };
    Imports {
        runtime: runtime(operations),
        types,
    }
}

/// The items of the runtime, except those of channels.
fn runtime(operations: &[Operation]) -> Vec<&'static str> {
    if operations.is_empty() {
        return vec!["Client"];
    }
    let is_styled = |it: &Argument| match &it.location {
        ArgumentLocation::Styled { .. } => true,
        ArgumentLocation::UrlEncoded(styles) => !styles.is_empty(),
        _ => false,
    };
    let mut names = vec!["Call", "Client"];
    if arguments(operations).any(is_styled) {
        names.push("Style");
    }
    if operations.iter().any(|it| it.error.is_some()) {
        names.push("error_table");
    }
    names.push("operation_table");
    if operations.iter().any(|it| it.outcome.is_some()) {
        names.push("outcome_table");
    }
    names.push("reply");
    names
}

fn arguments(operations: &[Operation]) -> impl Iterator<Item = &Argument> {
    operations.iter().flat_map(|operation| {
        let options = operation.options.iter().map(|option| &option.argument);
        let bodies = operation.alternatives.iter().map(|it| &it.body);
        operation.arguments.iter().chain(options).chain(bodies)
    })
}

/// Whether methods or replies name a type of the crate.
fn has_types(operations: &[Operation]) -> bool {
    let enums = || {
        operations
            .iter()
            .flat_map(|it| it.outcome.iter().chain(&it.error))
    };
    arguments(operations).any(names_type)
        || operations.iter().any(|it| returns_type(&it.reply))
        || enums().any(|it| it.types().any(RustType::has_named))
}

fn names_type(argument: &Argument) -> bool {
    match &argument.location {
        // Strings and bytes.
        ArgumentLocation::Path(_)
        | ArgumentLocation::Header(_)
        | ArgumentLocation::Cookie(_)
        | ArgumentLocation::Raw(_) => false,
        _ => argument.ty.has_named(),
    }
}

fn returns_type(reply: &Reply) -> bool {
    match reply {
        Reply::Empty | Reply::Text | Reply::Binary | Reply::ByStatus => false,
        Reply::Optional(inner) => returns_type(inner),
        Reply::Json(ty) | Reply::Page(ty) | Reply::Events(ty) | Reply::BinaryOrEvents(ty) => {
            ty.has_named()
        }
        Reply::JsonOrEvents(json, event) => json.has_named() || event.has_named(),
    }
}
