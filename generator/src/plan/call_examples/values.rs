//! Values for examples: of any type that an argument accepts, or of one exact type.

use std::collections::BTreeMap;

use super::notes::Notes;
use crate::ir::Api;
use crate::plan::api::Pages;
use crate::plan::types::{Kinds, RustTypes};
use crate::plan::{
    Accepted, ArgumentType, EnumValue, ExampleValue, Payload, Record, RustType, TypeKind, Union,
};

/// The depth at which the search for a value is abandoned.
const MAX_DEPTH: usize = 8;

/// Finds values of types.
pub struct Values<'a> {
    kinds: BTreeMap<&'a str, &'a TypeKind>,
    closed: BTreeMap<&'a str, bool>,
    items: BTreeMap<&'a str, &'a RustType>,
    notes: &'a Notes<'a>,
}

impl<'a> Values<'a> {
    /// Indexes the types by their names.
    pub fn new(
        api: &'a Api,
        types: &'a RustTypes,
        kinds: &'a Kinds,
        pages: &'a Pages,
        notes: &'a Notes<'a>,
    ) -> Self {
        let named = || kinds.iter().map(|(id, kind)| (*id, types.name(*id), kind));
        Self {
            kinds: named().map(|(_, name, kind)| (name, kind)).collect(),
            closed: named()
                .map(|(id, name, _)| (name, types.is_closed(api.def(id))))
                .collect(),
            items: pages
                .by_type
                .iter()
                .map(|(id, page)| (types.name(*id), &page.item))
                .collect(),
            notes,
        }
    }

    /// The type of the items of a page.
    pub fn item(&self, page: &RustType) -> Option<&'a RustType> {
        self.items.get(super::type_name(page)?).copied()
    }

    /// The name and kind of a type, with aliases resolved.
    pub fn kind(&self, name: &str) -> Option<(&'a str, &'a TypeKind)> {
        let mut found = self.kinds.get_key_value(name)?;
        for _ in 0..MAX_DEPTH {
            match found.1 {
                TypeKind::Alias(RustType::Named { name, .. }) => {
                    found = self.kinds.get_key_value(name.as_str())?;
                }
                _ => return Some((found.0, found.1)),
            }
        }
        None
    }

    /// Whether a type is an enum of strings.
    pub fn is_string_enum(&self, ty: &RustType) -> bool {
        let kind = super::type_name(ty).and_then(|name| self.kind(name));
        matches!(kind, Some((_, TypeKind::StringEnum(_))))
    }

    /// A body with the properties in `optional`. Removes those that it sets from the list.
    pub fn body(
        &self,
        id: &str,
        ty: &RustType,
        optional: &mut Vec<String>,
    ) -> Option<ExampleValue> {
        let mut value = self.exact(id, "body", ty, 0)?;
        let ExampleValue::Call { ty, setters, .. } = &mut value else {
            return Some(value);
        };
        let Some((_, TypeKind::Record(record))) = self.kind(ty) else {
            return Some(value);
        };
        for (wire, field) in record.fields() {
            if let Some(at) = optional.iter().position(|name| name == wire) {
                optional.remove(at);
                let value = self.argument(id, wire, &field.argument, 1)?;
                setters.push((field.setter.clone(), value));
            }
        }
        Some(value)
    }

    /// A value that an argument accepts.
    pub fn argument(
        &self,
        id: &str,
        wire: &str,
        argument: &ArgumentType,
        depth: usize,
    ) -> Option<ExampleValue> {
        match argument {
            ArgumentType::Value(accepted) => self.accepted(id, wire, accepted, depth),
            ArgumentType::List(item) => {
                let item = self.accepted(id, wire, item, depth)?;
                Some(ExampleValue::Array(vec![item]))
            }
            ArgumentType::Map(value) => {
                let value = self.accepted(id, wire, value, depth)?;
                let pair = ExampleValue::Pair("key".to_owned(), Box::new(value));
                Some(ExampleValue::Array(vec![pair]))
            }
            ArgumentType::Json => {
                let json = self.notes.value(id, wire).unwrap_or("{}");
                Some(ExampleValue::Json(json.to_owned()))
            }
        }
    }

    /// A value that converts into a type, if the argument accepts that; otherwise a value of the type.
    pub fn accepted(
        &self,
        id: &str,
        wire: &str,
        accepted: &Accepted,
        depth: usize,
    ) -> Option<ExampleValue> {
        match (accepted.converts, &accepted.ty) {
            (false, ty) => self.exact(id, wire, ty, depth),
            (true, RustType::Box(inner)) => self.exact(id, wire, inner, depth),
            (true, ty) => self.convertible(id, wire, ty, depth),
        }
    }

    /// The string of a plain parameter, whose type may be an enum.
    pub fn plain(&self, id: &str, wire: &str, ty: &RustType) -> String {
        let kind = super::type_name(ty).and_then(|name| self.kind(name));
        match kind {
            Some((_, TypeKind::StringEnum(values) | TypeKind::IntegerEnum(values))) => {
                let value = self.enum_value(id, wire, values);
                value.map_or_else(String::new, |value| value.wire.clone())
            }
            _ => self.notes.text(id, wire),
        }
    }

    /// A value that converts into a type.
    fn convertible(
        &self,
        id: &str,
        wire: &str,
        ty: &RustType,
        depth: usize,
    ) -> Option<ExampleValue> {
        match ty {
            RustType::String | RustType::Value => Some(self.string(id, wire)),
            RustType::Named { name, .. } => match self.kind(name)? {
                (name, TypeKind::StringEnum(values)) if !self.closed[name] => {
                    let value = self.enum_value(id, wire, values)?;
                    Some(ExampleValue::String(value.wire.clone()))
                }
                (name, TypeKind::Union(union)) => self.union(id, wire, name, union, depth, false),
                (_, TypeKind::Alias(target)) => self.convertible(id, wire, target, depth),
                _ => self.exact(id, wire, ty, depth),
            },
            _ => self.exact(id, wire, ty, depth),
        }
    }

    /// A value of a type.
    pub fn exact(&self, id: &str, wire: &str, ty: &RustType, depth: usize) -> Option<ExampleValue> {
        if depth > MAX_DEPTH {
            return None;
        }
        let inner = |ty: &RustType| self.exact(id, wire, ty, depth + 1);
        let into = |value: ExampleValue| ExampleValue::Into(Box::new(value));
        match ty {
            RustType::String | RustType::Value => Some(into(self.string(id, wire))),
            RustType::I64 => Some(ExampleValue::Number(self.integer(id, wire))),
            RustType::Number => Some(into(ExampleValue::Number(self.integer(id, wire)))),
            RustType::F64 => {
                let number = self
                    .notes
                    .value(id, wire)
                    .and_then(|text| text.parse().ok());
                let number: f64 = number.unwrap_or(1.0);
                Some(ExampleValue::Number(format!("{number:?}")))
            }
            RustType::Bool => {
                let value = self.notes.value(id, wire).map(|text| text == "true");
                Some(ExampleValue::Boolean(value.unwrap_or(true)))
            }
            RustType::Upload => Some(self.upload(id, wire)),
            RustType::Formatted(_) | RustType::Map(_) => None,
            RustType::Vec(item) => Some(ExampleValue::Vec(vec![inner(item)?])),
            RustType::Option(some) => Some(ExampleValue::Some(Box::new(inner(some)?))),
            RustType::Box(boxed) => Some(into(inner(boxed)?)),
            RustType::Named { name, .. } => match self.kind(name)? {
                (_, TypeKind::Alias(target)) => inner(target),
                (name, TypeKind::Record(record)) => self.record(id, name, record, depth),
                (name, TypeKind::Union(union)) => self.union(id, wire, name, union, depth, true),
                (name, TypeKind::StringEnum(values) | TypeKind::IntegerEnum(values)) => {
                    let value = self.enum_value(id, wire, values)?;
                    Some(ExampleValue::Variant(name.to_owned(), value.ident.clone()))
                }
            },
        }
    }

    /// A record that is created with its required properties.
    fn record(&self, id: &str, name: &str, record: &Record, depth: usize) -> Option<ExampleValue> {
        if !record.built {
            return None;
        }
        let mut alternatives = record.alternative_fields();
        let (function, fields) = match alternatives.next() {
            Some(first) => (Record::alternative_function(first.1), vec![first]),
            None => ("new".to_owned(), record.argument_fields().collect()),
        };
        let arguments = fields.into_iter();
        let arguments =
            arguments.map(|(wire, field)| self.argument(id, wire, &field.argument, depth + 1));
        Some(ExampleValue::Call {
            ty: name.to_owned(),
            function,
            arguments: arguments.collect::<Option<_>>()?,
            setters: Vec::new(),
        })
    }

    /// A value of a union, or one that converts into it: that of the notes, otherwise the shortest.
    fn union(
        &self,
        id: &str,
        wire: &str,
        name: &str,
        union: &Union,
        depth: usize,
        is_exact: bool,
    ) -> Option<ExampleValue> {
        if depth > MAX_DEPTH || !union.built {
            return None;
        }
        let converted = |value: ExampleValue| match is_exact {
            true => ExampleValue::Into(Box::new(value)),
            false => value,
        };
        if union.from_string.is_some() {
            let literals = union.variants.iter().map(|it| match &it.payload {
                Payload::Literal(wire) => Some(wire.clone()),
                Payload::Type(_) => None,
            });
            let literals: Option<Vec<String>> = literals.collect();
            let literal = literals.and_then(|all| all.into_iter().next());
            let text = self.notes.value(id, wire).map(str::to_owned).or(literal);
            let text = text.or_else(|| self.first_string(id, wire, union));
            return Some(converted(ExampleValue::String(
                text.unwrap_or_else(|| self.notes.text(id, wire)),
            )));
        }
        if union.file.is_some() {
            return Some(converted(self.upload(id, wire)));
        }
        let conversions = union.conversions.iter().filter_map(|it| {
            let value = self.exact(id, wire, &it.ty, depth + 1)?;
            Some(converted(value))
        });
        let constructors = union.constructors.iter().filter_map(|it| {
            let arguments = it.arguments.iter();
            let arguments =
                arguments.map(|it| self.argument(id, &it.wire, &it.argument, depth + 1));
            let value = ExampleValue::Call {
                ty: name.to_owned(),
                function: it.ident.clone(),
                arguments: arguments.collect::<Option<_>>()?,
                setters: Vec::new(),
            };
            Some(match it.returns {
                Some(_) => converted(value),
                None => value,
            })
        });
        let plain = union.variants.iter().filter_map(|it| match &it.payload {
            Payload::Type(ty @ (RustType::I64 | RustType::F64 | RustType::Bool)) => {
                let value = self.exact(id, wire, ty, depth + 1)?;
                let ident = it.ident.clone();
                Some(ExampleValue::TupleVariant(
                    name.to_owned(),
                    ident,
                    Box::new(value),
                ))
            }
            _ => None,
        });
        let note = self.notes.value(id, wire);
        let is_chosen = |value: &ExampleValue| note.is_some_and(|note| is_of(value, note));
        let all: Vec<ExampleValue> = constructors.chain(conversions).chain(plain).collect();
        let chosen = all.iter().position(is_chosen);
        match chosen {
            Some(at) => all.into_iter().nth(at),
            // The first of several that are equally short.
            None => all.into_iter().min_by_key(length),
        }
    }

    /// A value of the first string enum in a union.
    fn first_string(&self, id: &str, wire: &str, union: &Union) -> Option<String> {
        union.variants.iter().find_map(|variant| {
            let Payload::Type(ty) = &variant.payload else {
                return None;
            };
            match self.kind(super::type_name(ty)?)? {
                (_, TypeKind::StringEnum(values)) => {
                    Some(self.enum_value(id, wire, values)?.wire.clone())
                }
                _ => None,
            }
        })
    }

    /// The value of an enum that the notes specify, or its first value.
    fn enum_value<'v>(
        &self,
        id: &str,
        wire: &str,
        values: &'v [EnumValue],
    ) -> Option<&'v EnumValue> {
        let of_notes = values.iter().find(|value| {
            let note = self.notes.value(id, wire);
            note == Some(value.wire.as_str())
        });
        of_notes.or(values.first())
    }

    fn string(&self, id: &str, wire: &str) -> ExampleValue {
        ExampleValue::String(self.notes.text(id, wire))
    }

    fn integer(&self, id: &str, wire: &str) -> String {
        let number = self
            .notes
            .value(id, wire)
            .and_then(|text| text.parse().ok());
        let number: i64 = number.unwrap_or(1);
        number.to_string()
    }

    fn upload(&self, id: &str, wire: &str) -> ExampleValue {
        let file = self.notes.value(id, wire).unwrap_or("file.bin");
        ExampleValue::Upload(file.to_owned())
    }
}

/// Whether a value has the type of this name, or is created by the function or variant of this name.
fn is_of(value: &ExampleValue, name: &str) -> bool {
    match value {
        ExampleValue::Call { ty, function, .. } => ty == name || function == name,
        ExampleValue::TupleVariant(_, variant, _) => variant == name,
        ExampleValue::Into(inner) => is_of(inner, name),
        _ => false,
    }
}

/// The approximate length of the source code of a value.
pub fn length(value: &ExampleValue) -> usize {
    let all = |values: &[ExampleValue]| values.iter().map(|it| length(it) + 2).sum::<usize>();
    match value {
        ExampleValue::String(text) | ExampleValue::Json(text) => text.len() + 2,
        ExampleValue::Upload(file) => "Upload::from_path(..)".len() + file.len(),
        ExampleValue::Number(text) | ExampleValue::Variable(text) => text.len(),
        ExampleValue::Boolean(_) | ExampleValue::None => 4,
        ExampleValue::Variant(ty, variant) => ty.len() + variant.len(),
        ExampleValue::Call {
            ty,
            function,
            arguments,
            setters,
        } => {
            let setters = setters
                .iter()
                .map(|(name, value)| name.len() + length(value));
            ty.len() + function.len() + all(arguments) + setters.sum::<usize>()
        }
        ExampleValue::TupleVariant(ty, variant, value) => ty.len() + variant.len() + length(value),
        ExampleValue::Array(items) | ExampleValue::Vec(items) => all(items),
        ExampleValue::Pair(name, value) => name.len() + length(value),
        ExampleValue::Into(value) | ExampleValue::Some(value) => length(value) + 7,
    }
}

/// Adds the names of the types that occur in a value.
pub fn add_types(value: &ExampleValue, types: &mut Vec<String>) {
    match value {
        ExampleValue::Variant(ty, _) => types.push(ty.clone()),
        ExampleValue::Call {
            ty,
            arguments,
            setters,
            ..
        } => {
            types.push(ty.clone());
            let setters = setters.iter().map(|(_, value)| value);
            arguments
                .iter()
                .chain(setters)
                .for_each(|it| add_types(it, types));
        }
        ExampleValue::TupleVariant(ty, _, value) => {
            types.push(ty.clone());
            add_types(value, types);
        }
        ExampleValue::Array(items) | ExampleValue::Vec(items) => {
            items.iter().for_each(|it| add_types(it, types));
        }
        ExampleValue::Pair(_, value) | ExampleValue::Into(value) | ExampleValue::Some(value) => {
            add_types(value, types);
        }
        _ => {}
    }
}

/// Whether a value is or contains a file.
pub fn has_upload(value: &ExampleValue) -> bool {
    match value {
        ExampleValue::Upload(_) => true,
        ExampleValue::Call {
            arguments, setters, ..
        } => {
            let setters = setters.iter().map(|(_, value)| value);
            arguments.iter().chain(setters).any(has_upload)
        }
        ExampleValue::Array(items) | ExampleValue::Vec(items) => items.iter().any(has_upload),
        ExampleValue::TupleVariant(_, _, value)
        | ExampleValue::Pair(_, value)
        | ExampleValue::Into(value)
        | ExampleValue::Some(value) => has_upload(value),
        _ => false,
    }
}
