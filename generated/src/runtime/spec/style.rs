//! How parameters are serialized.

/// How a parameter is serialized: its `style`, with `explode` and `allowReserved`
/// ([OpenAPI 3.1, Style Values](https://spec.openapis.org/oas/v3.1.1.html#style-values)).
///
/// | value `[1, 2]` of `ids` | not exploded | exploded |
/// |---|---|---|
/// | [`FORM`](Self::FORM) | `ids=1,2` | `ids=1&ids=2` |
/// | [`SPACE_DELIMITED`](Self::SPACE_DELIMITED) | `ids=1%202` | `ids=1&ids=2` |
/// | [`PIPE_DELIMITED`](Self::PIPE_DELIMITED) | `ids=1%7C2` | `ids=1&ids=2` |
/// | [`BRACKETS`](Self::BRACKETS) | | `ids%5B%5D=1&ids%5B%5D=2` |
/// | [`SIMPLE`](Self::SIMPLE) | `1,2` | `1,2` |
/// | [`LABEL`](Self::LABEL) | `.1,2` | `.1.2` |
/// | [`MATRIX`](Self::MATRIX) | `;ids=1,2` | `;ids=1;ids=2` |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    pub(crate) kind: StyleKind,
    pub(crate) explode: bool,
    pub(crate) allow_reserved: bool,
}

/// The value of `style`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StyleKind {
    Form,
    SpaceDelimited,
    PipeDelimited,
    Brackets,
    DeepObject,
    Simple,
    Label,
    Matrix,
    Json,
    Cookie,
    QueryString,
    JsonQueryString,
}

impl StyleKind {
    /// Whether a value is converted to JSON first.
    pub(crate) fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::JsonQueryString)
    }
}

impl Style {
    /// A list as `key=1,2`, an object as `key=name,value`.
    pub const FORM: Self = Self::new(StyleKind::Form);
    /// A list as `key=1%202`, an object as `key=name%20value`.
    pub const SPACE_DELIMITED: Self = Self::new(StyleKind::SpaceDelimited);
    /// A list as `key=1%7C2`, an object as `key=name%7Cvalue`.
    pub const PIPE_DELIMITED: Self = Self::new(StyleKind::PipeDelimited);
    /// A list as `key[]=1&key[]=2`, an object as `key[name]=value`. It is not a style of OpenAPI.
    pub const BRACKETS: Self = Self::new(StyleKind::Brackets).exploded();
    /// An object as `key[name]=value`. A list in it as `key[name]=1&key[name]=2`.
    pub const DEEP_OBJECT: Self = Self::new(StyleKind::DeepObject).exploded();
    /// For paths and headers: a list as `1,2`, an object as `name,value`.
    pub const SIMPLE: Self = Self::new(StyleKind::Simple);
    /// For paths: a list as `.1,2`, an object as `.name,value`.
    pub const LABEL: Self = Self::new(StyleKind::Label);
    /// For paths: a list as `;key=1,2`, an object as `;key=name,value`.
    pub const MATRIX: Self = Self::new(StyleKind::Matrix);
    /// The value as JSON, as a parameter with `content` of a JSON media type carries it.
    pub const JSON: Self = Self::new(StyleKind::Json);

    /// For cookies: like [`FORM`](Self::FORM), but values are not percent-encoded.
    pub const COOKIE: Self = Self::new(StyleKind::Cookie);
    /// For queries: the value is the complete query, without the name of the parameter.
    pub const QUERY_STRING: Self = Self::new(StyleKind::QueryString);
    /// For queries: the value as JSON is the complete query, without the name of the parameter.
    pub const JSON_QUERY_STRING: Self = Self::new(StyleKind::JsonQueryString);

    const fn new(kind: StyleKind) -> Self {
        Self {
            kind,
            explode: false,
            allow_reserved: false,
        }
    }

    /// Writes each item or property separately (`explode`).
    #[must_use]
    pub const fn exploded(self) -> Self {
        Self {
            explode: true,
            ..self
        }
    }

    /// Leaves reserved characters in values unencoded (`allowReserved`), except those that would end the value.
    #[must_use]
    pub const fn allow_reserved(self) -> Self {
        Self {
            allow_reserved: true,
            ..self
        }
    }
}
