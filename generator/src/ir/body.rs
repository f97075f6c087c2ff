//! Request bodies.

use super::{ParameterStyle, TypeRef};

/// The request body of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Whether a request needs a body.
    pub required: bool,
    /// The alternatives, starting with the default. There is at least one.
    pub contents: Vec<BodyContent>,
}

/// A request body with a particular media type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyContent {
    /// The media type that is sent.
    pub media_type: String,
    /// Its content.
    pub format: BodyFormat,
}

/// The content of a request body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    /// JSON.
    Json(TypeRef),
    /// A multipart form.
    Multipart {
        /// The type whose fields are the parts.
        ty: TypeRef,
        /// Parts with a media type, a style or headers.
        parts: Vec<PartEncoding>,
    },
    /// A form such as `a=1&b=2`.
    UrlEncoded {
        /// The type whose fields are the form fields.
        ty: TypeRef,
        /// Fields with a declared serialization.
        styles: Vec<(String, ParameterStyle)>,
    },
    /// Text or bytes.
    Raw,
}

/// How a part of a multipart form is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartEncoding {
    /// The name of the part.
    pub name: String,
    /// Its media type, if there is only one.
    pub media_type: Option<String>,
    /// Its style, if it is declared.
    pub style: Option<ParameterStyle>,
    /// Headers with a single possible value, as name and value.
    pub headers: Vec<(String, String)>,
}

impl Body {
    /// Returns the type of the JSON body, if the operation accepts JSON.
    pub fn json(&self) -> Option<&TypeRef> {
        self.contents.iter().find_map(|it| match &it.format {
            BodyFormat::Json(ty) => Some(ty),
            _ => None,
        })
    }

    /// Iterates over the types of all alternatives except text and bytes.
    pub fn types(&self) -> impl Iterator<Item = &TypeRef> {
        self.contents.iter().filter_map(|it| it.format.ty())
    }
}

impl BodyFormat {
    /// Returns the type, unless the body is text or bytes.
    pub fn ty(&self) -> Option<&TypeRef> {
        match self {
            Self::Json(ty) | Self::Multipart { ty, .. } | Self::UrlEncoded { ty, .. } => Some(ty),
            Self::Raw => None,
        }
    }
}
