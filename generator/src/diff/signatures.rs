//! Arguments of a method, and options of its call.
//!
//! In: an operation on both sides. Out: changes. Arguments stand by position, so their order and types matter and their
//! names do not; options are methods, so their names matter.

use super::docs::About;
use super::rust_type::taken;
use super::surface::OperationView;
use super::{Comparison, Found, Rule, Spot};
use crate::ir::{Docs, Location, Operation};
use crate::plan::{Argument, ArgumentPlace};

impl<'a> Comparison<'a> {
    /// How an argument of the older side is taken, in terms of the newer one.
    pub(super) fn taken_before(&self, argument: &Argument) -> String {
        taken(argument, &self.old_type(&argument.ty))
    }

    /// How an argument of the newer side is taken.
    pub(super) fn taken_now(&self, argument: &Argument) -> String {
        taken(argument, &self.new_type(&argument.ty))
    }

    pub(super) fn arguments(
        &mut self,
        at: &Spot,
        old: &OperationView<'a>,
        new: &OperationView<'a>,
    ) {
        let (before, after) = (&old.item.arguments, &new.item.arguments);
        let types_before: Vec<String> = before.iter().map(|it| self.taken_before(it)).collect();
        let types_after: Vec<String> = after.iter().map(|it| self.taken_now(it)).collect();
        let kept: Vec<usize> = before.iter().filter_map(|it| position(it, after)).collect();
        if !kept.is_sorted() {
            let names = |list: &[Argument]| {
                let names: Vec<&str> = list.iter().map(|it| it.ident.as_str()).collect();
                names.join(", ")
            };
            let found = Found::changed(names(before), names(after));
            self.push(Rule::ArgumentsReordered, at, found);
        }
        let same_types = types_before == types_after;
        for (argument, ty) in before.iter().zip(&types_before) {
            let shown = format!("{}: {ty}", argument.ident);
            let Some(now) = position(argument, after) else {
                let optional = position(argument, &new.item.options);
                let rule = match optional {
                    Some(_) => Rule::ArgumentOptional,
                    None if same_types => Rule::ArgumentRenamed,
                    None => Rule::ArgumentRemoved,
                };
                let found = match (optional, rule) {
                    (Some(option), _) => {
                        let setter = &new.item.options[option].setter;
                        Found::changed(shown, format!("with_{setter}"))
                    }
                    (None, Rule::ArgumentRenamed) => {
                        let by_position = before.iter().position(|it| it == argument);
                        let now = by_position.and_then(|index| after.get(index));
                        Found::changed(&argument.ident, now.map_or("", |now| now.ident.as_str()))
                    }
                    _ => Found::removed(shown),
                };
                self.push(rule, at, found);
                continue;
            };
            if *ty != types_after[now] {
                let found = Found::changed(shown, &types_after[now]);
                self.push(Rule::ArgumentTypeChanged, at, found);
            }
            self.same_parameter(at, (argument, old), (&after[now], new));
        }
        for (argument, ty) in after.iter().zip(&types_after) {
            let shown = format!("{}: {ty}", argument.ident);
            if position(argument, before).is_some() || same_types {
                continue;
            }
            match position(argument, &old.item.options) {
                Some(option) => {
                    let setter = &old.item.options[option].setter;
                    let found = Found::changed(format!("with_{setter}"), shown);
                    self.push(Rule::OptionRequired, at, found);
                }
                None => self.push(Rule::ArgumentAdded, at, Found::added(shown)),
            }
        }
    }

    pub(super) fn options(&mut self, at: &Spot, old: &OperationView<'a>, new: &OperationView<'a>) {
        for option in &new.item.options {
            let spot = option_spot(at, option);
            let ty = self.taken_now(option);
            let Some(before) = position(option, &old.item.options) else {
                if position(option, &old.item.arguments).is_none() {
                    self.push(Rule::OptionAdded, &spot, Found::added(ty));
                }
                continue;
            };
            let before = &old.item.options[before];
            let type_before = self.taken_before(before);
            if before.setter != option.setter {
                let found = Found::changed(
                    format!("with_{}", before.setter),
                    format!("with_{}", option.setter),
                );
                self.push(Rule::OptionRemoved, &spot, found);
            } else if type_before != ty {
                let found = Found::changed(type_before, ty);
                self.push(Rule::OptionTypeChanged, &spot, found);
            }
            self.same_parameter(&spot, (before, old), (option, new));
        }
        for option in &old.item.options {
            let gone = position(option, &new.item.options).is_none()
                && position(option, &new.item.arguments).is_none();
            if gone {
                let found = Found::removed(self.taken_before(option));
                self.push(Rule::OptionRemoved, &option_spot(at, option), found);
            }
        }
    }

    /// What is said of a parameter, and how it is written.
    fn same_parameter(
        &mut self,
        at: &Spot,
        old: (&Argument, &OperationView<'a>),
        new: (&Argument, &OperationView<'a>),
    ) {
        let (before, after) = (written(&old.0.place), written(&new.0.place));
        if before != after {
            let what = match new.0.wire.as_str() {
                "" => "the body".to_owned(),
                wire => format!("`{wire}`"),
            };
            let found = Found::changed(before, after).note(what);
            self.push(Rule::SentOtherwise, at, found);
        }
        let found = |(argument, view): (&Argument, &OperationView<'a>)| {
            docs_of(argument, view.operation).cloned()
        };
        if let (Some(before), Some(after)) = (found(old), found(new)) {
            let is_option = !new.0.setter.is_empty();
            let spot = match is_option {
                true => at.clone(),
                false => at.inside(&format!(", argument {}", new.0.ident), None),
            };
            self.docs(&spot, About::Member, &before, &after);
        }
    }
}

fn option_spot(at: &Spot, option: &Argument) -> Spot {
    at.inside(&format!("().with_{}", option.setter), None)
}

/// The argument that is the same thing to the document.
fn position(argument: &Argument, list: &[Argument]) -> Option<usize> {
    list.iter()
        .position(|other| other.wire == argument.wire && home(other) == home(argument))
}

/// Whether it is in the path, in a header, in the query or the body.
fn home(argument: &Argument) -> u8 {
    match argument.place {
        ArgumentPlace::Path => 0,
        ArgumentPlace::Header => 1,
        ArgumentPlace::Query
        | ArgumentPlace::QueryList(_)
        | ArgumentPlace::QueryObject
        | ArgumentPlace::QueryJson => 2,
        ArgumentPlace::Json
        | ArgumentPlace::Form
        | ArgumentPlace::AnyForm
        | ArgumentPlace::Raw(_) => 3,
    }
}

fn written(place: &ArgumentPlace) -> String {
    match place {
        ArgumentPlace::Path => "in the path".to_owned(),
        ArgumentPlace::Header => "in a header".to_owned(),
        ArgumentPlace::Query => "in the query".to_owned(),
        ArgumentPlace::QueryList(style) => format!("in the query as a list, {style}"),
        ArgumentPlace::QueryObject => "in the query as an object".to_owned(),
        ArgumentPlace::QueryJson => "in the query as JSON".to_owned(),
        ArgumentPlace::Json => "as JSON".to_owned(),
        ArgumentPlace::Form | ArgumentPlace::AnyForm => "as a form".to_owned(),
        ArgumentPlace::Raw(media) => format!("as {media}"),
    }
}

fn docs_of<'o>(argument: &Argument, operation: &'o Operation) -> Option<&'o Docs> {
    let location = match home(argument) {
        0 => [Location::Path, Location::Path],
        1 => [Location::Header, Location::Cookie],
        2 => [Location::Query, Location::Query],
        _ => return None,
    };
    let mut params = operation.params.iter();
    let param =
        params.find(|param| param.wire == argument.wire && location.contains(&param.location))?;
    Some(&param.docs)
}
