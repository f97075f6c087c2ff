//! The kinds of objects that the specification defines.

/// A kind of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectKind {
    Document,
    Info,
    Tag,
    ExternalDocs,
    Server,
    ServerVariable,
    Components,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    /// The description of an OAuth scope, which is a string.
    ScopeDescription,
    Paths,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Link,
    Schema,
}

impl ObjectKind {
    /// Whether schemas can occur in the object, directly or in objects inside it.
    pub(crate) fn contains_schemas(self) -> bool {
        !matches!(
            self,
            ObjectKind::Info
                | ObjectKind::Tag
                | ObjectKind::ExternalDocs
                | ObjectKind::Server
                | ObjectKind::ServerVariable
                | ObjectKind::SecurityScheme
                | ObjectKind::OAuthFlows
                | ObjectKind::OAuthFlow
                | ObjectKind::ScopeDescription
                | ObjectKind::Link
        )
    }

    /// Whether path items can occur in the object, directly or in objects inside it.
    pub(crate) fn contains_path_items(self) -> bool {
        matches!(
            self,
            ObjectKind::Document
                | ObjectKind::Components
                | ObjectKind::Paths
                | ObjectKind::PathItem
                | ObjectKind::Operation
                | ObjectKind::Callback
        )
    }

    /// Whether a `$ref` may replace the object.
    pub(crate) fn can_be_reference(self) -> bool {
        matches!(
            self,
            ObjectKind::Parameter
                | ObjectKind::RequestBody
                | ObjectKind::Response
                | ObjectKind::Header
        )
    }

    /// The section of `components` for objects of this kind.
    pub(crate) fn section(self) -> &'static str {
        match self {
            ObjectKind::Parameter => "parameters",
            ObjectKind::RequestBody => "requestBodies",
            ObjectKind::Response => "responses",
            ObjectKind::Header => "headers",
            ObjectKind::Callback => "callbacks",
            ObjectKind::PathItem => "pathItems",
            _ => "schemas",
        }
    }

    /// Where a field of the object is, for messages: "in an operation".
    pub(crate) fn context(self) -> &'static str {
        match self {
            ObjectKind::Document => "at the root of the document",
            ObjectKind::Info => "in `info`",
            ObjectKind::Tag => "in a tag",
            ObjectKind::ExternalDocs => "in `externalDocs`",
            ObjectKind::Server => "in a server",
            ObjectKind::ServerVariable => "in a server variable",
            ObjectKind::Components => "in `components`",
            ObjectKind::SecurityScheme => "in a security scheme",
            ObjectKind::OAuthFlows => "in `flows`",
            ObjectKind::OAuthFlow => "in an OAuth flow",
            ObjectKind::ScopeDescription => "in the description of a scope",
            ObjectKind::Paths => "in `paths`",
            ObjectKind::PathItem => "in a path item",
            ObjectKind::Operation => "in an operation",
            ObjectKind::Parameter => "in a parameter",
            ObjectKind::Header => "in a header",
            ObjectKind::RequestBody => "in a request body",
            ObjectKind::MediaType => "in a media type",
            ObjectKind::Encoding => "in an encoding",
            ObjectKind::Responses => "in `responses`",
            ObjectKind::Response => "in a response",
            ObjectKind::Callback => "in a callback",
            ObjectKind::Link => "in a link",
            ObjectKind::Schema => "in a schema",
        }
    }
}
