//! The recorded signatures, `signatures.toml`: the order of constructor arguments, and whether variants box their
//! types.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::config::ReadError;
use super::{Constructor, Payload, Plan, RustType, Type, TypeKind};
use crate::source::SourceId;

const HEADER: &str = "\
# The order of the arguments of constructors that take several, and how variants of unions hold their types. Written by
# the generator. An entry keeps its order when the document reorders its properties, and its storage when the type grows.
# Changing one is a breaking change.
";

/// The recorded signatures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Signatures {
    /// The order of the arguments of `new`, by the name of the type, and of the constructors of unions, by
    /// `Union::constructor`.
    #[serde(flatten)]
    arguments: BTreeMap<String, Vec<String>>,
    /// Whether variants of unions box a type, by the name of the type. Recursion may still require a box.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    variants: BTreeMap<String, Storage>,
}

/// How a variant stores its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Storage {
    /// By value.
    Inline,
    /// In a `Box`.
    Boxed,
}

impl Signatures {
    /// Parses the record.
    ///
    /// # Errors
    /// Returns an error if the text is not TOML of this form.
    pub fn read(text: &str, source: SourceId) -> Result<Self, ReadError> {
        toml::from_str(text).map_err(|error| ReadError::new(&error, source))
    }

    /// Returns the signatures of a planned crate.
    pub fn of(plan: &Plan) -> Self {
        let types = plan.modules.iter().flat_map(|module| &module.types);
        let signatures = types.clone().flat_map(signatures);
        Self {
            arguments: signatures.filter(|(_, it)| it.len() > 1).collect(),
            variants: variants(types),
        }
    }

    /// Returns the recorded order of the arguments of a constructor. Empty if nothing is recorded.
    pub fn arguments(&self, key: &str) -> &[String] {
        self.arguments.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns how variants store a type. `None` if nothing is recorded.
    pub fn storage(&self, type_name: &str) -> Option<Storage> {
        self.variants.get(type_name).copied()
    }

    /// Formats the record as TOML.
    pub fn to_toml(&self) -> String {
        let table = toml::to_string(self).expect("lists of strings and strings are valid TOML");
        format!("{HEADER}{table}")
    }
}

/// The key of a constructor of a union.
pub fn constructor_key(union: &str, constructor: &str) -> String {
    format!("{union}::{constructor}")
}

/// The signatures of the constructors of a type.
fn signatures(item: &Type) -> Vec<(String, Vec<String>)> {
    match &item.kind {
        TypeKind::Record(record) if record.built => {
            vec![(item.ident.clone(), record.arguments.clone())]
        }
        TypeKind::Union(union) => {
            let signature = |it: &Constructor| {
                let arguments = it.arguments.iter().map(|argument| argument.ident.clone());
                (constructor_key(&item.ident, &it.ident), arguments.collect())
            };
            union.constructors.iter().map(signature).collect()
        }
        _ => Vec::new(),
    }
}

/// How variants store each type: inline if any variant does. Other variants are boxed because of size or recursion.
fn variants<'a>(types: impl Iterator<Item = &'a Type> + Clone) -> BTreeMap<String, Storage> {
    let mut storages = BTreeMap::new();
    for item in types.clone() {
        let TypeKind::Union(union) = &item.kind else {
            continue;
        };
        for variant in &union.variants {
            let held = match &variant.payload {
                Payload::Type(RustType::Named { name, .. }) => Some((name, Storage::Inline)),
                Payload::Type(RustType::Box(boxed)) => match &**boxed {
                    RustType::Named { name, .. } => Some((name, Storage::Boxed)),
                    _ => None,
                },
                _ => None,
            };
            if let Some((name, storage)) = held {
                let known = storages.entry(name.clone()).or_insert(storage);
                *known = storage.min(*known);
            }
        }
    }
    // Enums of strings and integers have one size.
    for item in types {
        if let TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) = item.kind {
            storages.remove(&item.ident);
        }
    }
    storages
}

#[cfg(test)]
mod tests {
    use super::{Signatures, Storage};
    use crate::plan::config::ReadError;
    use crate::source::{SourceFile, SourceMap};

    fn read(text: &str) -> Result<Signatures, ReadError> {
        let source = SourceMap::default().add(SourceFile::new("signatures.toml", text));
        Signatures::read(text, source)
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let text = "Point = [\"x\", \"y\"]\n\"Shape::line\" = [\"a\", \"\\u0001\"]\n\n\
                    [variants]\nLine = \"inline\"\nPolygon = \"boxed\"\n";
        let signatures = read(text).expect("valid TOML");
        assert_eq!(signatures.arguments("Point"), ["x", "y"]);
        assert!(signatures.arguments("Line").is_empty());
        assert!(signatures.to_toml().ends_with(text));
        assert_eq!(signatures.arguments("Shape::line"), ["a", "\u{1}"]);
        assert_eq!(signatures.storage("Polygon"), Some(Storage::Boxed));
        assert_eq!(signatures.storage("Point"), None);
        assert_eq!(read(&signatures.to_toml()), Ok(signatures));
    }

    #[test]
    fn anything_else_is_an_error() {
        assert!(read("Point = 1").is_err());
        assert!(read("Point").is_err());
        assert!(read("[variants]\nPoint = \"large\"").is_err());
    }
}
