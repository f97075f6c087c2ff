//! Types as the generator writes them, one of each sort.

use crate::runtime::codec::*;

/// Plain, optional, nullable and constant fields.
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

    pub fn with_tier_null(mut self) -> Self {
        self.tier = None;
        self.extra.set_null(2);
        self
    }
}

impl Record for Usage {
    const NAME: &'static str = "Usage";
    const REQUIRED: &'static [(usize, &'static str)] = &[
        (0, "input_tokens"),
        (1, "details"),
        (3, "note"),
        (4, "object"),
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
    fn decode<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>) {
        match slot.key {
            "input_tokens" => slot.plain(0, &mut self.input_tokens),
            "details" => slot.plain(1, &mut self.details),
            "tier" => slot.option(2, &mut self.tier),
            "note" => slot.nullable(3, &mut self.note),
            "object" => slot.constant(4, "usage"),
            _ => slot.undeclared(),
        }
    }
    fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>) {
        to.plain(0, "input_tokens", &self.input_tokens);
        to.plain(1, "details", &self.details);
        to.option(2, "tier", &self.tier);
        to.nullable(3, "note", &self.note);
        to.constant(4, "object", "usage");
    }
}
record!(Usage);

/// Nothing but optional fields.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Details {
    pub cached: Option<i64>,
    pub ratio: Option<f64>,
    pub extra: Extra,
}
record_table! {
    Details {
        optional 0 cached "cached";
        optional 1 ratio "ratio";
    }
}
default!(Details);

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

/// All kinds of one-value properties, and some that have a type but no name.
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
        constant 1 "strict" = true;
        constant 2 "version" = 2;
        required 0 name "name";
        optional 3 kind "kind";
        optional_secret 300 key "key";
        additional additional;
    }
}

/// Its constant has other names.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Renamed {
    pub text: Option<String>,
    pub extra: Extra,
}
record_table! {
    Renamed {
        constant 0 "type" = "text.now" | "text.then" | "text";
        optional 1 text "text";
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
        constant 0 "type" = "text";
        required 1 text "text";
        required 2 annotations "annotations";
    }
}

/// Has its tag as a field, since several values lead to it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Image {
    pub r#type: String,
    pub url: String,
    pub extra: Extra,
}
record_table! {
    Image {
        required 0 r#type "type";
        required 1 url "url";
    }
}

/// Told apart by `type`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Part {
    Text(Text),
    Image(Box<Image>),
    Unknown(Unknown),
}
union_table! {
    Part by "type" {
        cases Text Image;
        object "text" => Text;
        object "image" | "picture" => Image;
    }
}
union_from!(Part from Text(Text) Image(Box<Image>););

/// Told apart by JSON type.
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

/// A case that is itself a union, told apart by JSON type.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Body {
    Content(Content),
    Parts(Vec<Part>),
    Unknown(Unknown),
}
union_table! {
    Body {
        cases Content Parts;
        untagged => Content;
        array => Parts;
        string => Content;
        number => Content;
        boolean => Content;
        null => Content;
    }
}

pub use crate::sample_messages::*;
