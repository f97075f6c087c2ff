//! Types as the generator writes them, one of each kind.

use crate::runtime::codec::*;

/// Has plain, optional, nullable and constant fields.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Usage {
    pub input_tokens: i64,
    pub details: Details,
    pub tier: Option<ServiceTier>,
    pub note: Option<String>,
    pub extra: Extra,
}

impl Usage {
    pub fn new(input_tokens: i64, details: Details) -> Self {
        Self {
            input_tokens,
            details,
            ..Record::blank()
        }
    }

    pub fn with_tier(mut self, tier: impl Into<ServiceTier>) -> Self {
        self.tier = Some(tier.into());
        self
    }

    pub fn with_tier_null(self) -> Self {
        self.with_null("tier")
    }
}

impl Record for Usage {
    const NAME: &'static str = "Usage";
    const PROPERTIES: &'static [(&'static str, bool)] = &[
        ("input_tokens", true),
        ("details", true),
        ("tier", false),
        ("note", true),
        ("object", true),
    ];
    fn blank() -> Self {
        Self {
            input_tokens: blank(),
            details: blank(),
            tier: None,
            note: None,
            extra: Extra::default(),
        }
    }
    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
    fn decode<'de, A: MapAccess<'de>>(&mut self, slot: &mut Slot<'_, 'de, A>) {
        slot.required("input_tokens", &mut self.input_tokens);
        slot.required("details", &mut self.details);
        slot.optional("tier", &mut self.tier);
        slot.nullable("note", &mut self.note);
        slot.constant("object", "usage", &[]);
    }
    fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>) {
        to.required("input_tokens", &self.input_tokens);
        to.required("details", &self.details);
        to.optional("tier", &self.tier);
        to.nullable("note", &self.note);
        to.constant("object", "usage");
    }
}
record!(Usage);

/// Has only optional fields.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Details {
    pub cached: Option<i64>,
    pub ratio: Option<f64>,
    pub extra: Extra,
}
record_table! {
    Details: Default {
        optional cached "cached";
        optional ratio "ratio";
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ServiceTier {
    Auto,
    Default,
    Unknown(String),
}
string_table! {
    ServiceTier {
        Auto "auto";
        Default "default";
    }
}

/// Has every kind of single-value property, and additional properties with a type.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Labels {
    pub name: String,
    pub kind: Option<String>,
    pub key: Option<String>,
    pub additional: BTreeMap<String, i64>,
    pub extra: Extra,
}
record_table! {
    Labels {
        constant strict "strict" = true;
        constant version "version" = 2;
        required name "name";
        optional kind "kind";
        optional_secret key "key";
        additional additional;
    }
}

/// Has a constant with alternative names.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Renamed {
    pub text: Option<String>,
    pub extra: Extra,
}
record_table! {
    Renamed {
        constant r#type "type" = "text.now" | "text.then" | "text";
        optional text "text";
    }
}

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Text {
    pub text: String,
    pub annotations: Vec<Details>,
    pub extra: Extra,
}
record_table! {
    Text {
        constant r#type "type" = "text";
        required text "text";
        required annotations "annotations";
    }
}

/// Keeps its tag as a field, because several tag values select it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Image {
    pub r#type: String,
    pub url: String,
    pub extra: Extra,
}
record_table! {
    Image {
        required r#type "type";
        required url "url";
    }
}

/// Discriminated by `type`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Part {
    Text(Text),
    Image(Box<Image>),
    Unknown(Unknown),
}
union_table! {
    Part by "type" {
        variant Text;
        variant Image;
        from Text => Text;
        from Box<Image> => Image;
        object "text" => Text;
        object "image" | "picture" => Image;
    }
}

/// Discriminated by JSON type.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Content {
    Text(String),
    Parts(Vec<Part>),
    Count(i64),
    Flag(bool),
    Null,
    Part(Part),
    Unknown(Unknown),
}

impl Union for Content {
    const NAME: &'static str = "Content";
    fn object<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
        entries.read().map(Self::Part)
    }
    fn array<'de, A: SeqAccess<'de>>(items: Items<A>) -> Result<Self, A::Error> {
        items.read().map(Self::Parts)
    }
    fn string(value: Cow<'_, str>) -> Option<Self> {
        Some(Self::Text(value.into_owned()))
    }
    fn number(value: &Number) -> Option<Self> {
        from_number(value).map(Self::Count)
    }
    fn boolean(value: bool) -> Option<Self> {
        Some(Self::Flag(value))
    }
    fn null() -> Option<Self> {
        Some(Self::Null)
    }
    fn unknown(unknown: Unknown) -> Self {
        Self::Unknown(unknown)
    }
    fn as_unknown(&self) -> Option<&Unknown> {
        match self {
            Self::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => value.serialize(to),
            Self::Parts(value) => value.serialize(to),
            Self::Count(value) => value.serialize(to),
            Self::Flag(value) => value.serialize(to),
            Self::Null => to.serialize_none(),
            Self::Part(value) => value.serialize(to),
            Self::Unknown(value) => value.serialize(to),
        }
    }
}
union!(Content);

/// Has a variant that is itself a union, discriminated by JSON type.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Body {
    Content(Content),
    Parts(Vec<Part>),
    Unknown(Unknown),
}
union_table! {
    Body {
        variant Content;
        variant Parts;
        untagged => Content;
        array => Parts;
        string => Content;
        number => Content;
        boolean => Content;
        null => Content;
    }
}

pub use crate::sample_messages::*;
