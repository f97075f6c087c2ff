//! Arguments of methods, and options of calls.
//!
//! Input: an operation on both sides. Output: changes. Arguments are positional: their order and types matter, but not
//! their names. Options are methods, so their names matter.

use super::docs::DocsOf;
use super::rust_type::parameter_text;
use super::surface::OperationView;
use super::{Comparison, Difference, Rule, Subject};
use crate::ir::{Docs, Operation, ParameterLocation};
use crate::plan::{Argument, ArgumentLocation, CallOption};

impl<'a> Comparison<'a> {
    /// Returns the parameter type of an old argument, in terms of the new side.
    pub(super) fn old_parameter(&self, argument: &Argument) -> String {
        parameter_text(argument, &self.old_type(&argument.ty))
    }

    /// Returns the parameter type of a new argument.
    pub(super) fn new_parameter(&self, argument: &Argument) -> String {
        parameter_text(argument, &self.new_type(&argument.ty))
    }

    pub(super) fn arguments(
        &mut self,
        subject: &Subject,
        old: &OperationView<'a>,
        new: &OperationView<'a>,
    ) {
        let (before, after) = (&old.item.arguments, &new.item.arguments);
        let types_before: Vec<String> = before.iter().map(|it| self.old_parameter(it)).collect();
        let types_after: Vec<String> = after.iter().map(|it| self.new_parameter(it)).collect();
        let kept: Vec<usize> = before.iter().filter_map(|it| position(it, after)).collect();
        if !kept.is_sorted() {
            let difference = Difference::changed(names(before), names(after));
            self.push(Rule::ArgumentsReordered, subject, difference);
        }
        let only_names_differ = types_before == types_after;
        for (index, (argument, ty)) in before.iter().zip(&types_before).enumerate() {
            let shown = format!("{}: {ty}", argument.ident);
            if let Some(position) = position(argument, after) {
                if *ty != types_after[position] {
                    let difference = Difference::changed(shown, &types_after[position]);
                    self.push(Rule::ArgumentTypeChanged, subject, difference);
                }
                let after = &after[position];
                self.encoding(subject, argument, after);
                let subject = subject.part(&format!(", argument {}", after.ident), None);
                self.parameter_docs(&subject, (argument, old), (after, new));
            } else if let Some(option) = find_option(argument, &new.item.options) {
                let difference = Difference::changed(shown, &option.setter);
                self.push(Rule::ArgumentOptional, subject, difference);
            } else if let Some(renamed) = after.get(index).filter(|_| only_names_differ) {
                let difference = Difference::changed(&argument.ident, &renamed.ident);
                self.push(Rule::ArgumentRenamed, subject, difference);
            } else {
                self.push(Rule::ArgumentRemoved, subject, Difference::removed(shown));
            }
        }
        for (argument, ty) in after.iter().zip(&types_after) {
            let shown = format!("{}: {ty}", argument.ident);
            if only_names_differ || find(argument, before).is_some() {
                continue;
            }
            match find_option(argument, &old.item.options) {
                Some(option) => {
                    let difference = Difference::changed(&option.setter, shown);
                    self.push(Rule::OptionRequired, subject, difference);
                }
                None => self.push(Rule::ArgumentAdded, subject, Difference::added(shown)),
            }
        }
    }

    pub(super) fn options(
        &mut self,
        subject: &Subject,
        old: &OperationView<'a>,
        new: &OperationView<'a>,
    ) {
        for option in &new.item.options {
            let subject = option_subject(subject, option);
            let argument = &option.argument;
            let ty = self.new_parameter(argument);
            let Some(before) = find_option(argument, &old.item.options) else {
                if find(argument, &old.item.arguments).is_none() {
                    self.push(Rule::OptionAdded, &subject, Difference::added(ty));
                }
                continue;
            };
            let type_before = self.old_parameter(&before.argument);
            if before.setter != option.setter {
                let difference = Difference::changed(&before.setter, &option.setter);
                self.push(Rule::OptionRemoved, &subject, difference);
            } else if type_before != ty {
                let difference = Difference::changed(type_before, ty);
                self.push(Rule::OptionTypeChanged, &subject, difference);
            }
            self.encoding(&subject, &before.argument, argument);
            self.parameter_docs(&subject, (&before.argument, old), (argument, new));
        }
        for option in &old.item.options {
            let argument = &option.argument;
            let is_removed = find_option(argument, &new.item.options).is_none()
                && find(argument, &new.item.arguments).is_none();
            if is_removed {
                let difference = Difference::removed(self.old_parameter(argument));
                self.push(
                    Rule::OptionRemoved,
                    &option_subject(subject, option),
                    difference,
                );
            }
        }
    }

    fn encoding(&mut self, subject: &Subject, old: &Argument, new: &Argument) {
        let (before, after) = (encoding(&old.location), encoding(&new.location));
        if before != after {
            let note = match new.wire.as_str() {
                "" => "request body".to_owned(),
                wire => format!("`{wire}`"),
            };
            let difference = Difference::changed(before, after).note(note);
            self.push(Rule::RequestEncodingChanged, subject, difference);
        }
    }

    fn parameter_docs(
        &mut self,
        subject: &Subject,
        (old, old_view): (&Argument, &OperationView<'a>),
        (new, new_view): (&Argument, &OperationView<'a>),
    ) {
        let before = parameter_docs(old, old_view.operation);
        let after = parameter_docs(new, new_view.operation);
        if let (Some(before), Some(after)) = (before, after) {
            self.docs(subject, DocsOf::Member, before, after);
        }
    }
}

fn option_subject(operation: &Subject, option: &CallOption) -> Subject {
    operation.part(&format!("().{}", option.setter), None)
}

fn names(arguments: &[Argument]) -> String {
    let names: Vec<&str> = arguments.iter().map(|it| it.ident.as_str()).collect();
    names.join(", ")
}

/// Returns the argument for the same parameter of the document.
fn find<'l>(argument: &Argument, list: &'l [Argument]) -> Option<&'l Argument> {
    position(argument, list).map(|position| &list[position])
}

fn position(argument: &Argument, list: &[Argument]) -> Option<usize> {
    list.iter().position(|other| is_same(argument, other))
}

/// Returns the option for the same parameter of the document.
fn find_option<'l>(argument: &Argument, options: &'l [CallOption]) -> Option<&'l CallOption> {
    let mut options = options.iter();
    options.find(|option| is_same(argument, &option.argument))
}

fn is_same(argument: &Argument, other: &Argument) -> bool {
    other.wire == argument.wire && RequestPart::of(other) == RequestPart::of(argument)
}

/// The part of a request that contains an argument.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RequestPart {
    Path,
    Header,
    Cookie,
    Query,
    Body,
}

impl RequestPart {
    fn of(argument: &Argument) -> Self {
        match argument.location {
            ArgumentLocation::Path(_) => Self::Path,
            ArgumentLocation::Header(_) => Self::Header,
            ArgumentLocation::Cookie(_) => Self::Cookie,
            ArgumentLocation::Query(_) => Self::Query,
            ArgumentLocation::Styled { location, .. } => match location {
                ParameterLocation::Path => Self::Path,
                ParameterLocation::Header => Self::Header,
                ParameterLocation::Cookie => Self::Cookie,
                ParameterLocation::Query => Self::Query,
            },
            ArgumentLocation::Json(_)
            | ArgumentLocation::Form(_)
            | ArgumentLocation::AnyForm(_)
            | ArgumentLocation::UrlEncoded(_)
            | ArgumentLocation::Raw(_) => Self::Body,
        }
    }
}

fn encoding(location: &ArgumentLocation) -> String {
    match location {
        ArgumentLocation::Path(_) => "path".to_owned(),
        ArgumentLocation::Header(_) => "header".to_owned(),
        ArgumentLocation::Query(_) => "query".to_owned(),
        ArgumentLocation::Cookie(_) => "cookie".to_owned(),
        ArgumentLocation::Styled {
            location, style, ..
        } => {
            let exploded = if style.explode { ", exploded" } else { "" };
            format!("{location:?} ({:?}{exploded})", style.kind).to_lowercase()
        }
        ArgumentLocation::Json(media) if media == "application/json" => "JSON".to_owned(),
        ArgumentLocation::Json(media) => media.clone(),
        ArgumentLocation::Form(media) | ArgumentLocation::AnyForm(media) => match media.as_str() {
            "multipart/form-data" => "multipart form".to_owned(),
            other => other.to_owned(),
        },
        ArgumentLocation::UrlEncoded(_) => "URL-encoded form".to_owned(),
        ArgumentLocation::Raw(media) => media.clone(),
    }
}

fn parameter_docs<'o>(argument: &Argument, operation: &'o Operation) -> Option<&'o Docs> {
    let locations: &[ParameterLocation] = match RequestPart::of(argument) {
        RequestPart::Path => &[ParameterLocation::Path],
        RequestPart::Header => &[ParameterLocation::Header],
        RequestPart::Cookie => &[ParameterLocation::Cookie],
        RequestPart::Query => &[ParameterLocation::Query],
        RequestPart::Body => return None,
    };
    let mut parameters = operation.parameters.iter();
    let parameter = parameters.find(|parameter| {
        parameter.wire == argument.wire && locations.contains(&parameter.location)
    })?;
    Some(&parameter.docs)
}
