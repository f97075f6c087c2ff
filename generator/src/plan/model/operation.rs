//! Operations: methods, arguments, options and replies.

use super::{Accepted, ArgumentType, CallExample, PlainValue, RustType};
use crate::ir::{ParameterLocation, ParameterStyle};

/// An operation, written as a method of its group and a type for its call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its `operationId`.
    pub id: String,
    /// The name of its type.
    pub ident: String,
    /// The name of its method.
    pub method: String,
    /// The HTTP method, as it is sent.
    pub http: String,
    /// The path template.
    pub path: String,
    /// Query parameters that each call sends.
    pub query: Vec<WireValue>,
    /// Headers that each call sends.
    pub headers: Vec<WireValue>,
    /// The value of the `Accept` header, unless it is JSON.
    pub accept: Option<String>,
    /// The alternative security requirements.
    pub security: Vec<Vec<String>>,
    /// Its own server, as an index into the service's `operation_servers`.
    pub server: Option<usize>,
    /// How a request asks for a stream.
    pub stream_switch: Option<StreamSwitch>,
    /// How an item of a stream is built from an event.
    pub events: EventMode,
    /// The body property that names the deployment, for hosts that have deployments.
    pub deployment: Option<String>,
    /// Arguments of the method: path parameters, other required parameters, then the body.
    pub arguments: Vec<Argument>,
    /// Methods for other kinds of bodies.
    pub alternatives: Vec<AlternativeMethod>,
    /// Optional parameters.
    pub options: Vec<CallOption>,
    /// The reply.
    pub reply: Reply,
    /// The statuses of a successful call other than 2xx.
    pub successes: Vec<u16>,
    /// The enum of the responses, if the reply differs by status.
    pub outcome: Option<StatusEnum>,
    /// The enum of the declared errors.
    pub error: Option<StatusEnum>,
    /// Documentation of the method.
    pub doc: Vec<String>,
    /// An example of a call.
    pub example: Option<CallExample>,
    /// Another name by which the documentation of the method is found.
    pub alias: Option<String>,
    /// Documentation of the type.
    pub type_doc: Vec<String>,
    /// Whether the document deprecates it.
    pub deprecated: bool,
}

/// A name and a value that are sent as written here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireValue {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// How a request asks for a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamSwitch {
    /// The body property or query parameter.
    pub name: String,
    /// Its value, as JSON.
    pub value: String,
}

/// A method that takes another kind of body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlternativeMethod {
    /// The name of the method.
    pub method: String,
    /// Its parameters, which are the same as those of the main method.
    pub parameters: Vec<Argument>,
    /// Its body.
    pub body: Argument,
    /// Documentation.
    pub doc: Vec<String>,
    /// An example of a call.
    pub example: Option<CallExample>,
}

impl AlternativeMethod {
    /// The arguments of the method.
    pub fn arguments(&self) -> Vec<Argument> {
        let body = std::iter::once(&self.body);
        self.parameters.iter().chain(body).cloned().collect()
    }
}

/// An optional parameter, written as a setter of the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallOption {
    /// The name of the setter.
    pub setter: String,
    /// The parameter.
    pub argument: Argument,
    /// Documentation of the setter.
    pub doc: Vec<String>,
    /// The default and the limits of its values, in sentences.
    pub facts: Option<String>,
}

/// A parameter or a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub ident: String,
    /// The name of the parameter in the document. Empty for a body.
    pub wire: String,
    /// Its type.
    pub ty: RustType,
    /// Where it is sent.
    pub location: ArgumentLocation,
    /// Whether a body may be left out.
    pub optional: bool,
    /// Documentation.
    pub doc: Vec<String>,
    /// Whether the document deprecates it.
    pub deprecated: bool,
}

impl Argument {
    /// Whether it is the body of the request.
    pub fn is_body(&self) -> bool {
        !matches!(
            self.location,
            ArgumentLocation::Path(_)
                | ArgumentLocation::Header(_)
                | ArgumentLocation::Cookie(_)
                | ArgumentLocation::Query(_)
                | ArgumentLocation::Styled { .. }
        )
    }
}

/// Where an argument is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentLocation {
    /// A plain value in the path.
    Path(PlainValue),
    /// A plain value in the query.
    Query(Accepted),
    /// A plain value in a header.
    Header(PlainValue),
    /// A plain value in a cookie.
    Cookie(PlainValue),
    /// A parameter whose serialization depends on the shape of its value.
    Styled {
        /// What the argument accepts.
        argument: ArgumentType,
        /// Where it is sent.
        location: ParameterLocation,
        /// How it is serialized.
        style: ParameterStyle,
    },
    /// The body, as JSON of this media type.
    Json(String),
    /// The body, as a multipart form of this media type.
    Form(String),
    /// The body, as a multipart form without declared properties, of this media type.
    AnyForm(String),
    /// The body, as a URL-encoded form, with the fields that are serialized in a particular style.
    UrlEncoded(Vec<(String, ParameterStyle)>),
    /// The body, as bytes of this media type.
    Raw(String),
}

/// What an operation returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nothing.
    Empty,
    /// A value.
    Json(RustType),
    /// A page of a list.
    Page(RustType),
    /// A string.
    Text,
    /// Bytes.
    Binary,
    /// Events.
    Events(RustType),
    /// A value, or events.
    JsonOrEvents(RustType, RustType),
    /// Bytes, or events.
    BinaryOrEvents(RustType),
    /// This, or nothing.
    Optional(Box<Reply>),
    /// The enum of the responses of the operation.
    ByStatus,
}

/// An enum of responses that differ by status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusEnum {
    /// Its name.
    pub ident: String,
    /// Documentation.
    pub doc: Vec<String>,
    /// The variants, in the order of precedence.
    pub variants: Vec<StatusVariant>,
}

/// A variant for the response with some statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusVariant {
    /// Its name.
    pub ident: String,
    /// The statuses.
    pub statuses: StatusPattern,
    /// The content of the response.
    pub content: StatusContent,
    /// Documentation.
    pub doc: Vec<String>,
}

/// The statuses of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusPattern {
    /// One status.
    Code(u16),
    /// The statuses from the lowest to the highest.
    Range(u16, u16),
    /// All statuses.
    Any,
}

/// The content of a response with some statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusContent {
    /// Nothing.
    Empty,
    /// A value.
    Json(RustType),
    /// A string.
    Text,
    /// Bytes.
    Bytes,
}

impl StatusEnum {
    /// The types of the variants.
    pub fn types(&self) -> impl Iterator<Item = &RustType> {
        self.variants.iter().filter_map(|it| match &it.content {
            StatusContent::Json(ty) => Some(ty),
            StatusContent::Empty | StatusContent::Text | StatusContent::Bytes => None,
        })
    }
}

/// How an item of a stream is built from an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventMode {
    /// The JSON in its data.
    #[default]
    Data,
    /// An object with its name and its data.
    EventData,
    /// An object with its name and its data as a string.
    EventText,
    /// The stream consists of lines of JSON.
    JsonLines,
    /// Its data as a string.
    Text,
    /// The JSON in its data, or its data as a string.
    JsonOrText,
}
