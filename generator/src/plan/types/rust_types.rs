//! Pass: the name of each type, and the Rust types made of them.

use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Def, DefId, Scalar, Shape, TypeRef};
use crate::plan::config::{Derives, Enums};
use crate::plan::names::{self, NameRequest};
use crate::plan::{FormatType, RustType, Settings, TypeKind, format_types, pins};

/// The Rust type of each type of the document, by id.
#[derive(Clone, Debug)]
pub struct RustTypes {
    names: Vec<String>,
    converts: Vec<bool>,
    /// The type of each format in the configuration; `None` if it is invalid.
    formats: Vec<Option<FormatType>>,
    /// The additional traits that types derive.
    derives: Derives,
    /// Whether lists of values accept other values.
    enums: Enums,
}

/// Names all types.
pub fn rust_types(api: &Api, settings: &Settings, diagnostics: &mut Diagnostics) -> RustTypes {
    let named: Vec<&Def> = api.defs.iter().filter(|def| !def.replaced).collect();
    let requests = named.iter().map(|def| NameRequest {
        what: def.path.component().unwrap_or(&def.path.pointer),
        default: names::type_name(&def.path),
        pinned: pins::of_type(settings.config, &def.path).cloned(),
        origin: def.origin,
    });
    let requests: Vec<NameRequest<'_>> = requests.collect();
    let spell = |index: usize| names::spelled_type_name(&named[index].path);
    let assigned = names::assign(&requests, &spell, settings.severity(), diagnostics);
    let mut assigned = assigned.into_iter();
    let names = api.defs.iter().map(|def| match def.replaced {
        true => String::new(),
        false => assigned.next().unwrap_or_default(),
    });
    RustTypes {
        names: names.collect(),
        converts: api.defs.iter().map(|def| converts(api, def)).collect(),
        formats: settings
            .config
            .formats
            .values()
            .map(|path| format_types::by_path(path))
            .collect(),
        derives: settings.config.derives.clone(),
        enums: settings.config.enums,
    }
}

/// Whether a type is a union or an enum of strings, possibly by another name.
fn converts(api: &Api, def: &Def) -> bool {
    match &def.shape {
        Shape::Union { .. } | Shape::StringEnum { .. } | Shape::IntegerEnum { .. } => true,
        Shape::Alias(TypeRef::Def(id)) => converts(api, api.def(*id)),
        Shape::Alias(_) | Shape::Record { .. } => false,
    }
}

impl RustTypes {
    /// The name of a type.
    pub fn name(&self, id: DefId) -> &str {
        &self.names[id.index()]
    }

    /// The type of a field or an argument. `null` becomes `Option`.
    pub fn of(&self, ty: &TypeRef) -> RustType {
        match ty {
            TypeRef::Def(id) => RustType::Named {
                name: self.name(*id).to_owned(),
                converts: self.converts[id.index()],
            },
            TypeRef::Scalar(scalar) => match scalar {
                Scalar::String | Scalar::Secret => RustType::String,
                Scalar::Formatted(format) => {
                    let ty = self.formats.get(usize::from(*format)).copied().flatten();
                    ty.map_or(RustType::String, RustType::Formatted)
                }
                Scalar::Binary => RustType::Upload,
                Scalar::Integer => RustType::I64,
                Scalar::WideInteger => RustType::Number,
                Scalar::Number => RustType::F64,
                Scalar::Boolean => RustType::Bool,
                Scalar::Null => RustType::Value,
            },
            TypeRef::List(items) => RustType::Vec(Box::new(self.of(items))),
            TypeRef::Map(values) => RustType::Map(Box::new(self.of(values))),
            TypeRef::Nullable(inner) => RustType::Option(Box::new(self.of(inner))),
            TypeRef::Any(_) => RustType::Value,
        }
    }

    /// The additional traits that a type derives.
    pub fn derives(&self, kind: &TypeKind) -> &[String] {
        match kind {
            TypeKind::Record(_) => &self.derives.structs,
            TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => &self.derives.enums,
            TypeKind::Union(_) => &self.derives.unions,
            TypeKind::Alias(_) => &[],
        }
    }

    /// Whether a type is an enum of strings or integers that does not accept other values.
    pub fn is_closed(&self, def: &Def) -> bool {
        let is_list = matches!(
            def.shape,
            Shape::StringEnum { open: false, .. } | Shape::IntegerEnum { .. }
        );
        is_list && self.enums == Enums::Closed
    }

    /// The type of each format in the configuration.
    pub fn formats(&self) -> &[Option<FormatType>] {
        &self.formats
    }

    /// The names, by id.
    pub fn into_names(self) -> Vec<String> {
        self.names
    }
}
