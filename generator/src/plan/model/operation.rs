//! Operations, decided: groups, arguments, answers and pages.

use super::RustType;
use crate::plan::ChannelItem;

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
    /// The channel that is called as the group.
    pub channel: Option<ChannelItem>,
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
    /// The member of the body that names the deployment, for hosts that have them.
    pub deployment: Option<String>,
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
