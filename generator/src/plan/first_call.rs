//! Pass: the call in the first example of a crate.

use super::{Argument, ArgumentLocation, FirstCall, Group, Operation, PlainValue, Reply};

/// Plans the call of the operation that is easiest to call: the first one that only needs strings, if possible a
/// `GET`.
pub fn first_call(groups: &[Group]) -> Option<FirstCall> {
    let all = groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |it| (group, it)));
    let simple = all.filter(|(_, operation)| is_simple(operation));
    let (group, operation) = simple.min_by_key(|(_, it)| (it.http != "GET", it.arguments.len()))?;
    let arguments = operation.arguments.iter().map(|it| it.wire.clone());
    Some(FirstCall {
        id: operation.id.clone(),
        group: group.call.clone(),
        method: operation.method.clone(),
        arguments: arguments.collect(),
    })
}

fn is_simple(operation: &Operation) -> bool {
    let is_value = matches!(
        operation.reply,
        Reply::Json(_) | Reply::Empty | Reply::Text | Reply::Page(_)
    );
    is_value && !operation.deprecated && operation.arguments.iter().all(is_string)
}

fn is_string(argument: &Argument) -> bool {
    matches!(
        argument.location,
        ArgumentLocation::Path(PlainValue::String)
    )
}
