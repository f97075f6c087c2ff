//! Pass: an example of each call, with values for its required arguments.
//!
//! Input: the planned types and operations, and the notes in documentation files. Output: an example of each operation
//! and channel, except those with an argument for which no value can be written.

mod notes;
mod results;
mod values;

use notes::Notes;
use values::Values;

use super::api::{GroupNode, Pages};
use super::types::{Kinds, RustTypes};
use super::{
    Argument, ArgumentLocation, CallExample, Channel, ExampleResult, ExampleValue, Operation,
    PlainValue, RustType, Settings, names,
};
use crate::diagnostic::Diagnostics;
use crate::ir::Api;

/// The examples of operations, in document order, and of the channels of groups, in the order of the tree.
#[derive(Debug, Default)]
pub struct CallExamples {
    /// The examples of operations.
    pub operations: Vec<OperationExamples>,
    /// The examples of channels.
    pub channels: Vec<Option<CallExample>>,
}

/// The examples of the methods of one operation.
#[derive(Debug, Default)]
pub struct OperationExamples {
    /// The example of the main method.
    pub main: Option<CallExample>,
    /// The examples of the methods for other kinds of bodies.
    pub alternatives: Vec<Option<CallExample>>,
}

/// Writes the examples. Reports notes that no example uses.
#[allow(clippy::too_many_arguments)] // the tables of earlier passes
pub fn call_examples(
    api: &Api,
    settings: &Settings,
    types: &RustTypes,
    kinds: &Kinds,
    pages: &Pages,
    tree: &[GroupNode],
    operations: &[Operation],
    channels: &[Option<Channel>],
    diagnostics: &mut Diagnostics,
) -> CallExamples {
    let notes = Notes::new(api);
    let writer = ExampleWriter {
        library: settings.crate_name.replace('-', "_"),
        values: Values::new(api, types, kinds, pages, &notes),
        notes: &notes,
    };
    let mut groups: Vec<&[String]> = vec![&[]; operations.len()];
    for node in tree {
        for at in &node.operations {
            groups[*at] = &node.path;
        }
    }
    let of_operations = operations.iter().zip(groups);
    let of_operations = of_operations.map(|(it, group)| writer.operation(it, group));
    let of_channels = tree.iter().zip(channels);
    let of_channels = of_channels.map(|(node, it)| {
        writer
            .channel(it.as_ref()?, &node.path)
            .filter(is_unambiguous)
    });
    let examples = CallExamples {
        operations: of_operations.collect(),
        channels: of_channels.collect(),
    };
    notes.report_unused(api, settings, diagnostics);
    examples
}

/// Whether each name refers to a single type. A type of the document may be named `Upload`, like the type of files.
fn is_unambiguous(example: &CallExample) -> bool {
    !(example.uploads && example.types.iter().any(|name| name == "Upload"))
}

struct ExampleWriter<'a> {
    library: String,
    values: Values<'a>,
    notes: &'a Notes<'a>,
}

impl ExampleWriter<'_> {
    fn operation(&self, operation: &Operation, group: &[String]) -> OperationExamples {
        let id = operation.id.as_str();
        let mut left = self.notes.optional(id);
        let main = self.method(
            operation,
            group,
            &operation.method,
            &operation.arguments,
            &mut left,
        );
        if main.is_some() {
            self.notes.report_missing(id, &left);
        }
        let alternatives = operation.alternatives.iter().map(|it| {
            let mut optional = self.notes.optional(id);
            let example = self.method(operation, group, &it.method, &it.arguments(), &mut optional);
            example.filter(is_unambiguous)
        });
        OperationExamples {
            alternatives: alternatives.collect(),
            main: main.filter(is_unambiguous),
        }
    }

    /// The example of one method of an operation. Removes the properties and parameters that it sets from `optional`.
    fn method(
        &self,
        operation: &Operation,
        group: &[String],
        method: &str,
        parameters: &[Argument],
        optional: &mut Vec<String>,
    ) -> Option<CallExample> {
        let id = operation.id.as_str();
        let mut request = None;
        let mut arguments = Vec::new();
        for argument in parameters {
            let value = match argument.is_body() {
                true => self.body(id, argument, optional)?,
                false => self.parameter(id, argument)?,
            };
            arguments.push(match argument.is_body() {
                true => with_variable(value, &mut request),
                false => value,
            });
        }
        let mut setters = Vec::new();
        for option in &operation.options {
            if let Some(at) = optional
                .iter()
                .position(|name| *name == option.argument.wire)
            {
                optional.remove(at);
                setters.push((option.setter.clone(), self.parameter(id, &option.argument)?));
            }
        }
        let result = results::of_operation(operation, group, &self.values, self.notes);
        Some(self.example(group, method, request, arguments, setters, result))
    }

    fn channel(&self, channel: &Channel, group: &[String]) -> Option<CallExample> {
        let id = channel.name.as_str();
        let arguments = channel.arguments.iter();
        let arguments = arguments.map(|it| ExampleValue::String(self.notes.text(id, &it.wire)));
        let arguments: Vec<ExampleValue> = arguments.collect();
        let optional = self.notes.optional(id);
        let chosen = channel
            .query
            .iter()
            .filter(|it| optional.contains(&it.wire));
        let setters = chosen.map(|it| {
            let value = ExampleValue::String(self.notes.text(id, &it.wire));
            (it.setter.clone(), value)
        });
        let setters = setters.collect();
        let result = ExampleResult::Connection;
        Some(self.example(group, &channel.method, None, arguments, setters, result))
    }

    fn example(
        &self,
        group: &[String],
        method: &str,
        request: Option<ExampleValue>,
        arguments: Vec<ExampleValue>,
        setters: Vec<(String, ExampleValue)>,
        result: ExampleResult,
    ) -> CallExample {
        let mut types = Vec::new();
        let of_setters = setters.iter().map(|(_, value)| value);
        for value in request.iter().chain(&arguments).chain(of_setters) {
            values::add_types(value, &mut types);
        }
        types.sort();
        types.dedup();
        let mut values = request.iter().chain(&arguments);
        let uploads = values.any(values::has_upload);
        let group: Vec<String> = group.iter().map(|it| names::accessor_name(it)).collect();
        let is_long = is_long(&group, method, &arguments, &setters, &result);
        let variable = group.last().filter(|_| is_long && group.len() > 1);
        CallExample {
            library: self.library.clone(),
            types,
            uploads,
            request,
            result: match variable {
                Some(variable) => results::without_name_clash(result, variable),
                None => result,
            },
            variable: variable.cloned(),
            group,
            method: method.to_owned(),
            arguments,
            setters,
        }
    }

    /// A body with the properties in `optional`. Removes those that it sets from the list.
    fn body(
        &self,
        id: &str,
        argument: &Argument,
        optional: &mut Vec<String>,
    ) -> Option<ExampleValue> {
        match &argument.location {
            ArgumentLocation::Raw(_) => Some(ExampleValue::String(self.notes.text(id, "body"))),
            ArgumentLocation::AnyForm(_) => None,
            location => {
                let is_empty = argument.optional && optional.is_empty();
                match self.values.body(id, &argument.ty, optional) {
                    Some(ExampleValue::Call { arguments, .. })
                        if is_empty && !arguments.is_empty() =>
                    {
                        Some(ExampleValue::None)
                    }
                    None if argument.optional => Some(ExampleValue::None),
                    // JSON has no files.
                    Some(value)
                        if matches!(location, ArgumentLocation::Json(_))
                            && values::has_upload(&value) =>
                    {
                        None
                    }
                    value => value,
                }
            }
        }
    }

    fn parameter(&self, id: &str, argument: &Argument) -> Option<ExampleValue> {
        let wire = argument.wire.as_str();
        let plain = |value: &PlainValue| match value {
            PlainValue::String => Some(ExampleValue::String(self.values.plain(
                id,
                wire,
                &argument.ty,
            ))),
            PlainValue::Formatted(ty) | PlainValue::Display(ty) => {
                self.values.exact(id, wire, ty, 0)
            }
        };
        match &argument.location {
            ArgumentLocation::Path(value)
            | ArgumentLocation::Header(value)
            | ArgumentLocation::Cookie(value) => plain(value),
            ArgumentLocation::Query(accepted) => self.values.accepted(id, wire, accepted, 0),
            ArgumentLocation::Styled { argument, .. } => {
                self.values.argument(id, wire, argument, 0)
            }
            _ => None,
        }
    }
}

/// Moves a body into the variable `request`, unless it is a simple expression.
fn with_variable(value: ExampleValue, request: &mut Option<ExampleValue>) -> ExampleValue {
    let variable = ExampleValue::Variable("request".to_owned());
    match value {
        ExampleValue::Into(inner) if matches!(*inner, ExampleValue::Call { .. }) => {
            *request = Some(*inner);
            ExampleValue::Into(Box::new(variable))
        }
        ExampleValue::Call { .. } | ExampleValue::Vec(_) | ExampleValue::TupleVariant(..) => {
            *request = Some(value);
            variable
        }
        _ => value,
    }
}

/// The maximum width of a statement in an example, in columns.
const WIDTH: usize = 100;

/// Whether a call is too long for one line.
fn is_long(
    group: &[String],
    method: &str,
    arguments: &[ExampleValue],
    setters: &[(String, ExampleValue)],
    result: &ExampleResult,
) -> bool {
    let group = group.iter().map(|name| name.len() + 3).sum::<usize>();
    let arguments = arguments
        .iter()
        .map(|it| values::length(it) + 2)
        .sum::<usize>();
    let setters = setters.iter();
    let setters = setters.map(|(name, value)| name.len() + values::length(value) + 3);
    let around = match result {
        ExampleResult::Nothing => "client.().await?;".len(),
        ExampleResult::Value(it) => "let  = client.().await?;".len() + it.name.len(),
        ExampleResult::Saved(file) => "client.().await?.save_to(\"\").await?;".len() + file.len(),
        ExampleResult::Items { list, .. } => "let mut  = client.().items();".len() + list.len(),
        ExampleResult::Events => "let mut events = client.().stream().await?;".len(),
        ExampleResult::Connection => "let mut connection = client.().await?;".len(),
    };
    group + method.len() + arguments + setters.sum::<usize>() + around > WIDTH
}

/// The name of a type, inside of any `Option` or `Box`.
fn type_name(ty: &RustType) -> Option<&str> {
    match ty {
        RustType::Named { name, .. } => Some(name),
        RustType::Option(inner) | RustType::Box(inner) => type_name(inner),
        _ => None,
    }
}
