//! Types, decided: structs, their fields, enums, and the Rust types in them.

use super::{Adder, ConstructorItem, PageItem};

/// A file of types: one component schema, or the bodies of one operation, with the inline types inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeModule {
    /// The module's name.
    pub name: String,
    /// The features that compile it; `types` always does.
    pub features: Vec<String>,
    /// Its types; the named one first.
    pub items: Vec<TypeItem>,
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeItem {
    /// Its name.
    pub ident: String,
    /// Its documentation.
    pub doc: Vec<String>,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// If it is sent as a multipart form: the parts with a media type of their own, each with it.
    pub form: Option<Vec<(String, String)>>,
    /// How its pages follow one another, if it is a page of a list.
    pub page: Option<PageItem>,
    /// What it is.
    pub kind: ItemKind,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A struct.
    Record(RecordItem),
    /// An enum of strings.
    StringEnum(Vec<ValueItem>),
    /// An enum of types.
    Union(UnionItem),
    /// Another name.
    Alias(RustType),
}

/// A struct.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordItem {
    /// Members in document order, constants included.
    pub members: Vec<Member>,
    /// The field for members that are undeclared but typed: the type of one value.
    pub additional: Option<RustType>,
    /// Whether users build it: it has `new` and `with_…`.
    pub built: bool,
    /// Its `Default`, where one has a meaning.
    pub default: DefaultItem,
    /// Whether a union's constructor gives it, so that its setters also go by the bare names of the fields.
    pub adjusted: bool,
}

/// What the `Default` of a struct is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DefaultItem {
    /// There is none: something is required that only its user knows.
    #[default]
    None,
    /// Nothing set.
    Blank,
    /// What `new()` gives: the document has a value for all that is required.
    New,
}

/// A member of a struct's JSON object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name on the wire.
    pub wire: String,
    /// Its index among the members.
    pub index: usize,
    /// Field or constant.
    pub kind: MemberKind,
    /// Other names of the constant.
    pub aliases: Vec<String>,
}

/// How a member is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberKind {
    /// No field: the value never changes.
    Constant(String),
    /// A field.
    Field(Box<FieldItem>),
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldItem {
    /// Its name.
    pub ident: String,
    /// The name its setter ends in.
    pub setter: String,
    /// The name that the setter of `null` ends in.
    pub null_setter: String,
    /// The type of its value, without the `Option` that `slot` implies.
    pub ty: RustType,
    /// Whether it holds a value, perhaps one, or a value or `null`.
    pub slot: Slot,
    /// Whether `null` may be sent apart from leaving it out.
    pub nullable: bool,
    /// Whether its value is hidden in debug output.
    pub secret: bool,
    /// The value that `new` gives it, if the document has one for it and it is of an enum: it is no argument then.
    pub default: Option<String>,
    /// If it is a list of what a union's constructors make: what adds one.
    pub adder: Option<Adder>,
    /// Its documentation.
    pub doc: Vec<String>,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
}

/// Whether a field holds a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// `T`: required and never `null`.
    Plain,
    /// `Option<T>`: may be left out.
    Option,
    /// `Option<T>`: required, may be `null`.
    Nullable,
}

/// A value of a string enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueItem {
    /// Its variant.
    pub ident: String,
    /// The string.
    pub wire: String,
    /// Whether more than the case of its letters differs between the two.
    pub differs: bool,
}

/// An enum of types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnionItem {
    /// Its variants, in document order.
    pub variants: Vec<Variant>,
    /// The member that tells objects apart.
    pub tag: Option<String>,
    /// What to do with an object.
    pub objects: Vec<ObjectArm>,
    /// Variants that a string may be: literals, string enums, plain strings; the first that takes it.
    pub strings: Vec<usize>,
    /// Variants that a number may be.
    pub numbers: Vec<usize>,
    /// The variant for `true` and `false`.
    pub boolean: Option<usize>,
    /// The variant for `null`.
    pub null: Option<usize>,
    /// Variants that an array may be; with several, what fits best.
    pub arrays: Vec<usize>,
    /// Variants and types that mean that variant only, its own or one inside it: `From` is written for them. Text is
    /// taken by [`Self::strings`].
    pub conversions: Vec<(usize, RustType)>,
    /// Its constructors.
    pub constructors: Vec<ConstructorItem>,
    /// The constructor that makes a value of a text, if no case does.
    pub from_text: Option<String>,
    /// Whether users build it.
    pub built: bool,
}

/// What an object with certain tags is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectArm {
    /// Tag values; empty for objects without the tag, or all objects where there is none.
    pub tags: Vec<String>,
    /// Whether objects without a tag are meant too.
    pub untagged: bool,
    /// The variants it may be; with several, what fits best.
    pub variants: Vec<usize>,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its name.
    pub ident: String,
    /// What it carries; nothing for a literal.
    pub payload: Payload,
    /// Its documentation.
    pub doc: Vec<String>,
}

/// What a variant carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Nothing: it is this string.
    Literal(String),
    /// A value.
    Type(RustType),
}

/// A Rust type in a field, an argument or an alias.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RustType {
    /// `String`
    String,
    /// `i64`
    I64,
    /// `f64`
    F64,
    /// `bool`
    Bool,
    /// A JSON number of any size.
    Number,
    /// Any JSON.
    Value,
    /// A file or other bytes to send.
    Upload,
    /// A type of this crate, with whether it is one that `Into` helps to pass (a union or a string enum).
    Named(String, bool),
    /// `Vec<T>`
    Vec(Box<RustType>),
    /// `BTreeMap<String, T>`
    Map(Box<RustType>),
    /// `Option<T>`
    Option(Box<RustType>),
    /// `Box<T>`
    Box(Box<RustType>),
}
