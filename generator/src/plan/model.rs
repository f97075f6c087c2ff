//! The Rust crate, decided: everything an emitter prints, nothing it would have to choose.

mod construction;

pub use construction::{Adder, Build, ConstructorArgument, ConstructorItem, Expression};

/// The whole crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The crate's name and version, and what stands at its top.
    pub krate: Krate,
    /// Files of types, by module name.
    pub modules: Vec<TypeModule>,
    /// Groups of operations; a group stands before those inside it.
    pub resources: Vec<Resource>,
    /// WebSocket channels.
    pub channels: Vec<ChannelItem>,
    /// Cargo features, sorted by name.
    pub features: Vec<Feature>,
    /// The component schemas, sorted by name.
    pub schemas: Vec<SchemaItem>,
    /// Where each type of the document went, by its id.
    pub idents: Vec<String>,
}

/// A component schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaItem {
    /// Its name in the document.
    pub name: String,
    /// Its type.
    pub ident: String,
    /// Whether it admits `null` itself.
    pub nullable: bool,
}

/// The crate itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Krate {
    /// Package name.
    pub name: String,
    /// Package version.
    pub version: String,
    /// `info.title` of the document.
    pub title: String,
    /// Lines about the crate.
    pub doc: Vec<String>,
    /// Whether it belongs to no workspace.
    pub standalone: bool,
    /// `[features]` and `[dependencies]` that the runtime brings, as TOML.
    pub runtime_manifest: toml::Table,
    /// What the runtime needs to know about the service.
    pub service: ServiceItem,
}

/// A cargo feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// Whether it is on unless told otherwise.
    pub default: bool,
}

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

/// A group of operations: `client.chat().completions()`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The path of names from the client: of modules, and of accessors where these are no keywords.
    pub path: Vec<String>,
    /// The name of the method that leads here.
    pub accessor: String,
    /// The name of its struct.
    pub ident: String,
    /// The cargo feature that compiles it.
    pub feature: String,
    /// Groups inside it: accessor, which is the module's name too, and struct.
    pub children: Vec<(String, String)>,
    /// Its operations.
    pub operations: Vec<OperationItem>,
}

/// An operation as a method and a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationItem {
    /// Its `operationId`.
    pub id: String,
    /// The name of its type.
    pub ident: String,
    /// The name of its method.
    pub method: String,
    /// The HTTP method, upper case.
    pub http: &'static str,
    /// The path template.
    pub path: String,
    /// Fixed query.
    pub query: Vec<(String, String)>,
    /// Fixed headers.
    pub headers: Vec<(String, String)>,
    /// Media type asked for, unless JSON.
    pub accept: Option<String>,
    /// Credentials, any of which will do.
    pub security: Vec<String>,
    /// How a stream is asked for: name and JSON value.
    pub stream_switch: Option<(String, String)>,
    /// Whether an event is the pair of its name and data.
    pub named_events: bool,
    /// Arguments of the method: path parameters, required parameters, then the body.
    pub arguments: Vec<Argument>,
    /// The other method for a second kind of body: its name and the body argument.
    pub alternative: Option<(String, Argument)>,
    /// Optional parameters.
    pub options: Vec<Argument>,
    /// The answer.
    pub reply: ReplyItem,
    /// Documentation of the method.
    pub doc: Vec<String>,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
}

/// An argument of an operation's method, or an option of its call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub ident: String,
    /// The name its setter ends in, if it is an option.
    pub setter: String,
    /// Its name on the wire.
    pub wire: String,
    /// Its type.
    pub ty: RustType,
    /// Where it goes.
    pub place: ArgumentPlace,
    /// Documentation.
    pub doc: Vec<String>,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
}

/// Where an argument goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentPlace {
    /// A segment of the path.
    Path,
    /// A query parameter.
    Query,
    /// A query parameter that is a list, with the runtime's name of the style.
    QueryList(&'static str),
    /// A query parameter that is an object.
    QueryObject,
    /// A query parameter that is written as JSON.
    QueryJson,
    /// A header.
    Header,
    /// The body as JSON.
    Json,
    /// The body as a multipart form.
    Form,
    /// The body as a multipart form of which the document names no members.
    AnyForm,
    /// The body as bytes of this media type.
    Raw(String),
}

/// What an operation answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplyItem {
    /// Nothing.
    Empty,
    /// A value.
    Json(RustType),
    /// A page of values.
    Page(RustType),
    /// Text.
    Text,
    /// Bytes.
    Binary,
    /// Events.
    Events(RustType),
    /// A value or events.
    JsonOrEvents(RustType, RustType),
    /// Bytes or events.
    BinaryOrEvents(RustType),
}

/// How the pages of a list follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageItem {
    /// Type of one item.
    pub item: RustType,
    /// The field with the items, and whether it is an `Option`.
    pub items: (String, bool),
    /// The items' name on the wire.
    pub items_wire: String,
    /// The member that says whether there is more; none if it has none.
    pub has_more: Option<String>,
    /// Where the cursor of the next page comes from.
    pub cursor: CursorItem,
    /// Whether the list also goes backwards, by this parameter.
    pub back: Option<String>,
}

/// Where the cursor of the next page comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CursorItem {
    /// The `id` of the last item, sent as this parameter.
    LastItem(String),
    /// A member of the page, sent as this parameter.
    Field(String, String),
    /// There is one page only.
    Single,
}

/// A WebSocket channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelItem {
    /// Its key in the document.
    pub name: String,
    /// The name of its type.
    pub ident: String,
    /// The path below the server.
    pub path: String,
    /// Query parameters.
    pub query: Vec<String>,
    /// Subprotocols.
    pub subprotocols: Vec<String>,
    /// What the client sends.
    pub client: RustType,
    /// What the server sends.
    pub server: RustType,
    /// The feature that compiles it.
    pub feature: String,
    /// Documentation.
    pub doc: Vec<String>,
}

/// What the runtime needs to know about the service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceItem {
    /// Its name, for messages.
    pub name: String,
    /// Where calls go unless told otherwise.
    pub base_url: String,
    /// Credentials.
    pub schemes: Vec<SchemeItem>,
    /// Methods of the client's builder for the settings that are headers, in their order.
    pub setting_methods: Vec<String>,
    /// Choices from the configuration.
    pub settings: super::config::Service,
}

/// A credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeItem {
    /// Its name in the document.
    pub name: String,
    /// The method of the client's builder that sets it.
    pub method: String,
    /// Where it goes.
    pub place: SchemePlace,
    /// Environment variables that hold it.
    pub env: Vec<String>,
}

/// Where a credential goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemePlace {
    /// `Authorization: Bearer`
    Bearer,
    /// `Authorization: Basic`
    Basic,
    /// A header.
    Header(String),
    /// A query parameter.
    Query(String),
}
