//! Prose and facts of a schema, as documentation will show them.

use openapiv3::{Schema, SchemaData, SchemaKind, Type};

use super::view::View;
use crate::ir::{Docs, Fact};

/// What is known about a schema beside its type.
pub fn docs(schema: &Schema, view: &View) -> Docs {
    Docs {
        title: schema.schema_data.title.clone(),
        prose: schema.schema_data.description.clone(),
        deprecated: schema.schema_data.deprecated,
        facts: facts(schema, view),
    }
}

fn facts(schema: &Schema, view: &View) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(default) = schema
        .schema_data
        .default
        .as_ref()
        .filter(|default| !default.is_null())
    {
        facts.push(Fact::Default(default.to_string()));
    }
    match &schema.schema_kind {
        SchemaKind::Type(ty) => type_facts(ty, &mut facts),
        SchemaKind::Any(any) => {
            length(&mut facts, any.min_length, any.max_length);
            items(&mut facts, any.min_items, any.max_items);
            members(&mut facts, any.min_properties, any.max_properties);
            bound(
                &mut facts,
                any.minimum,
                any.exclusive_minimum.unwrap_or(false),
                Fact::Minimum,
            );
            bound(
                &mut facts,
                any.maximum,
                any.exclusive_maximum.unwrap_or(false),
                Fact::Maximum,
            );
            facts.extend(any.pattern.clone().map(Fact::Pattern));
        }
        _ => {}
    }
    wide_limits(&schema.schema_data, &mut facts);
    if let Some(format) = view
        .format
        .as_deref()
        .filter(|format| !matches!(*format, "binary" | "password"))
    {
        facts.push(Fact::Format(format.to_owned()));
    }
    if !view.other_values.is_empty() {
        facts.push(Fact::Values(view.other_values.join(", ")));
    }
    facts
}

fn type_facts(ty: &Type, facts: &mut Vec<Fact>) {
    match ty {
        Type::String(string) => {
            length(facts, string.min_length, string.max_length);
            facts.extend(string.pattern.clone().map(Fact::Pattern));
        }
        Type::Number(number) => {
            bound(
                facts,
                number.minimum,
                number.exclusive_minimum,
                Fact::Minimum,
            );
            bound(
                facts,
                number.maximum,
                number.exclusive_maximum,
                Fact::Maximum,
            );
            facts.extend(
                number
                    .multiple_of
                    .map(|of| Fact::MultipleOf(of.to_string())),
            );
        }
        Type::Integer(integer) => {
            bound(
                facts,
                integer.minimum,
                integer.exclusive_minimum,
                Fact::Minimum,
            );
            bound(
                facts,
                integer.maximum,
                integer.exclusive_maximum,
                Fact::Maximum,
            );
            facts.extend(
                integer
                    .multiple_of
                    .map(|of| Fact::MultipleOf(of.to_string())),
            );
        }
        Type::Array(array) => items(facts, array.min_items, array.max_items),
        Type::Object(object) => members(facts, object.min_properties, object.max_properties),
        Type::Boolean(_) => {}
    }
}

/// Limits that `openapiv3` cannot hold; the dialect stage keeps them as text.
fn wide_limits(data: &SchemaData, facts: &mut Vec<Fact>) {
    let text = |key: &str| {
        data.extensions.get(key).map(|value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        })
    };
    facts.extend(text("x-limit-minimum").map(|limit| Fact::Minimum(limit, false)));
    facts.extend(text("x-limit-maximum").map(|limit| Fact::Maximum(limit, false)));
}

fn bound<T: ToString>(
    facts: &mut Vec<Fact>,
    limit: Option<T>,
    exclusive: bool,
    make: fn(String, bool) -> Fact,
) {
    facts.extend(limit.map(|limit| make(limit.to_string(), exclusive)));
}

fn length(facts: &mut Vec<Fact>, min: Option<usize>, max: Option<usize>) {
    if min.is_some() || max.is_some() {
        facts.push(Fact::Length(min, max));
    }
}

fn items(facts: &mut Vec<Fact>, min: Option<usize>, max: Option<usize>) {
    if min.is_some() || max.is_some() {
        facts.push(Fact::Items(min, max));
    }
}

fn members(facts: &mut Vec<Fact>, min: Option<usize>, max: Option<usize>) {
    if min.is_some() || max.is_some() {
        facts.push(Fact::Members(min, max));
    }
}
