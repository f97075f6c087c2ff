//! Records: structs for JSON objects with declared properties.

use super::{Accepted, ArgumentType, RustType};

/// A struct.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Declared properties, in document order.
    pub properties: Vec<Property>,
    /// The undeclared properties, if the document declares the type of their values.
    pub additional: Option<Additional>,
    /// The properties that `new` takes, in the order of its arguments.
    pub arguments: Vec<String>,
    /// The properties of which the record needs one. Each has a constructor, and there is no `new`.
    pub alternatives: Vec<String>,
    /// Whether users create it, so that it has `new` and setters.
    pub built: bool,
    /// Its `Default`.
    pub default: RecordDefault,
    /// Whether it is the outermost value of a response, so that it has the ID of the request.
    pub is_response: bool,
}

impl Record {
    /// The fields, each with the name of its property.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Field)> {
        self.properties
            .iter()
            .filter_map(|property| match &property.kind {
                PropertyKind::Field(field) => Some((property.wire.as_str(), field.as_ref())),
                PropertyKind::Constant(_) => None,
            })
    }

    /// The fields that `new` takes, in the order of its arguments, each with the name of its property.
    pub fn argument_fields(&self) -> impl Iterator<Item = (&str, &Field)> {
        let arguments = self.arguments.iter();
        arguments.filter_map(|wire| self.fields().find(|(name, _)| name == wire))
    }

    /// The fields of which it needs one, each with the name of its property.
    pub fn alternative_fields(&self) -> impl Iterator<Item = (&str, &Field)> {
        let alternatives = self.alternatives.iter();
        alternatives.filter_map(|wire| self.fields().find(|(name, _)| name == wire))
    }

    /// The name of the constructor that takes a field of which it needs one.
    pub fn alternative_function(field: &Field) -> String {
        format!("from_{}", field.ident.trim_start_matches("r#"))
    }

    /// The fields that `new` sets to a default, each with the name of its property and the default.
    pub fn default_fields(&self) -> impl Iterator<Item = (&str, &Field, &FieldDefault)> {
        self.fields()
            .filter_map(|(wire, field)| Some((wire, field, field.default.as_ref()?)))
    }

    /// The fields whose type is an `Option`, each with the name of its property.
    pub fn optional_fields(&self) -> impl Iterator<Item = (&str, &Field)> {
        self.fields()
            .filter(|(_, field)| field.presence != Presence::Required)
    }
}

/// The undeclared properties of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Additional {
    /// The type of a value.
    pub ty: RustType,
    /// What the setter accepts as a value.
    pub accepted: Accepted,
}

/// The `Default` of a struct.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecordDefault {
    /// There is none: some required fields have no default.
    #[default]
    None,
    /// Nothing is set.
    Blank,
    /// The value of `new()`: the document has defaults for all required fields.
    New,
}

/// A property of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its name in JSON.
    pub wire: String,
    /// Its name in Rust, which is that of its field if it has one.
    pub ident: String,
    /// Field or constant.
    pub kind: PropertyKind,
}

/// How a struct represents a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PropertyKind {
    /// No field: the value never changes.
    Constant(Constant),
    /// A field.
    Field(Box<Field>),
}

/// A property with one possible value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constant {
    /// The value.
    pub value: String,
    /// Other accepted values.
    pub aliases: Vec<String>,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub ident: String,
    /// The name of its setter.
    pub setter: String,
    /// The name of the setter that sends an explicit `null`, if that differs from leaving the property out.
    pub null_setter: Option<String>,
    /// The type of its value, without the `Option` of its presence.
    pub ty: RustType,
    /// What `new` and the setter accept.
    pub argument: ArgumentType,
    /// Whether the value is required.
    pub presence: Presence,
    /// Whether requests need it although responses lack it: `new` takes it, and the field is an `Option`.
    pub required_in_requests: bool,
    /// The kind of its table row.
    pub row: RowKind,
    /// The value that `new` sets instead of taking an argument. Only required fields have one.
    pub default: Option<FieldDefault>,
    /// The setter that adds one item, for lists of unions that have constructors.
    pub item_setter: Option<ItemSetter>,
    /// Its documentation.
    pub doc: Vec<String>,
    /// Whether the document deprecates it.
    pub deprecated: bool,
}

impl Field {
    /// Whether `new` takes the field as an argument.
    pub fn is_argument(&self) -> bool {
        let is_required = self.presence == Presence::Required || self.required_in_requests;
        is_required && self.default.is_none()
    }
}

/// A value that a constructor sets.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldDefault {
    /// A string, which converts into the type of the field.
    String(String),
    /// A variant of an enum.
    Variant(RustType, String),
    /// A number.
    Number(f64),
    /// A boolean.
    Boolean(bool),
}

impl FieldDefault {
    /// Returns the value as reports show it.
    pub fn text(&self) -> String {
        match self {
            Self::String(text) | Self::Variant(_, text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Boolean(value) => value.to_string(),
        }
    }
}

// A number of a document is never NaN.
impl Eq for FieldDefault {}

/// Whether a field's value is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// `T`: required, never `null`.
    Required,
    /// `Option<T>`: may be left out.
    Optional,
    /// `Option<T>`: required, may be `null`.
    Nullable,
}

/// The kind of the table row of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The property is required.
    Required,
    /// The property is required, and debug output hides its value.
    RequiredSecret,
    /// The property is optional.
    Optional,
    /// The property is optional, and debug output hides its value.
    OptionalSecret,
    /// The property is required and may be `null`.
    Nullable,
}

/// The setter that adds one item to a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemSetter {
    /// Its name.
    pub setter: String,
    /// The name of its argument.
    pub argument: String,
    /// The type of one item.
    pub item: RustType,
}
