//! The planned crate: everything that `emit` writes, with nothing left to choose.

mod argument;
mod call_example;
mod channel;
mod constructor;
mod extension;
mod gate;
mod group;
mod manifest;
mod operation;
mod package;
mod page;
mod part;
mod program;
mod record;
mod rust_type;
mod types;
mod union;

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::plan::FormatType;

pub use argument::{Accepted, ArgumentType, PlainValue};
pub use call_example::{CallExample, ExampleResult, ExampleValue, ResultUse, ResultValue};
pub use channel::{Channel, ChannelArgument, ChannelParameter};
pub use constructor::{Assignment, Constructor, ConstructorArgument, Expression, RecordValue};
pub use extension::{Example, ExportModule, ExportedHelper, Helper, TemplateFile};
pub use gate::FeatureGate;
pub use group::{ChildGroup, Group, Imports, TypesImport};
pub use manifest::Manifest;
pub use operation::{
    AlternativeMethod, Argument, ArgumentLocation, CallOption, EventMode, Operation, Reply,
    StatusContent, StatusEnum, StatusPattern, StatusVariant, StreamSwitch, WireValue,
};
pub use package::{
    ClientMethod, CredentialLocation, FRONT_PAGE, Feature, Grant, GrantMethod, Package, README,
    SecurityScheme, Server, ServerVariable, Service,
};
pub use page::{Cursor, ItemCursor, Page, PageItems};
pub use part::{Part, Parts, has_part};
pub use program::{CallTable, FirstCall, Program};
pub use record::{
    Additional, Constant, Field, FieldDefault, ItemSetter, Presence, Property, PropertyKind,
    Record, RecordDefault, RowKind,
};
pub use rust_type::RustType;
pub use types::{EnumValue, Form, FormPart, Schema, Type, TypeKind, TypeModule};
pub use union::{Conversion, FromString, JsonKind, KindRow, ObjectArm, Payload, Union, Variant};

/// The entire crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The crate's name, version and service.
    pub package: Package,
    /// Its `Cargo.toml`.
    pub manifest: Manifest,
    /// Files of types, sorted by module name.
    pub modules: Vec<TypeModule>,
    /// The catalog, with the path of its file.
    pub catalog: Option<(String, Catalog)>,
    /// Groups of operations. A group precedes its subgroups.
    pub groups: Vec<Group>,
    /// Cargo features, sorted by name.
    pub features: Vec<Feature>,
    /// Selected helpers of the extension, sorted by name.
    pub helpers: Vec<Helper>,
    /// Modules that export items of helpers, sorted by name.
    pub exports: Vec<ExportModule>,
    /// Selected examples of the extension, sorted by name.
    pub examples: Vec<Example>,
    /// Programs that the commands of the generator run: examples in folders of these names.
    pub programs: Vec<Program>,
    /// The table of calls of these programs.
    pub call_table: CallTable,
    /// The call in the first example of a crate outside of this repository. `None` if no operation is called with
    /// strings only.
    pub first_call: Option<FirstCall>,
    /// The component schemas, sorted by name.
    pub schemas: Vec<Schema>,
    /// Whether the crate has each optional part of the runtime: never, always, or as a feature.
    pub parts: Parts,
    /// The Rust name of each type of the document, by its id.
    pub type_names: Vec<String>,
    /// The type of each format in the configuration.
    pub formats: Vec<Option<FormatType>>,
}

impl Plan {
    /// Whether the crate has an optional part of the runtime, always or as a feature.
    pub fn has_part(&self, name: &str) -> bool {
        has_part(&self.parts, name)
    }

    /// Whether the crate has each part, without the parts that are features of the crate.
    pub fn decided_parts(&self) -> BTreeMap<&'static str, bool> {
        let decided = self
            .parts
            .iter()
            .filter(|(_, part)| **part != Part::Feature);
        decided
            .map(|(name, part)| (*name, *part == Part::Included))
            .collect()
    }

    /// The files of types, grouped by the gate that compiles them.
    pub fn modules_by_gate(&self) -> BTreeMap<&FeatureGate, Vec<&TypeModule>> {
        let mut groups: BTreeMap<&FeatureGate, Vec<&TypeModule>> = BTreeMap::new();
        for module in &self.modules {
            groups.entry(&module.gate).or_default().push(module);
        }
        groups
    }
}
