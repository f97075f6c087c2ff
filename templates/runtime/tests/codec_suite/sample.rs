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

impl Record for Details {
    const NAME: &'static str = "Details";
    const REQUIRED: &'static [(usize, &'static str)] = &[];
    fn blank() -> Self {
        Self {
            cached: None,
            ratio: None,
            extra: Extra::default(),
        }
    }
    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
    fn decode<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>) {
        match slot.key {
            "cached" => slot.option(0, &mut self.cached),
            "ratio" => slot.option(1, &mut self.ratio),
            _ => slot.undeclared(),
        }
    }
    fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>) {
        to.option(0, "cached", &self.cached);
        to.option(1, "ratio", &self.ratio);
    }
}
record!(Details);
default!(Details);

#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ServiceTier {
    Auto,
    Default,
    Unknown(String),
}

impl StringEnum for ServiceTier {
    const NAME: &'static str = "ServiceTier";
    const VALUES: &'static [&'static str] = &["auto", "default"];
    fn from_wire(value: Cow<'_, str>) -> Self {
        match value.as_ref() {
            "auto" => Self::Auto,
            "default" => Self::Default,
            _ => Self::Unknown(value.into_owned()),
        }
    }
    fn to_wire(&self) -> Result<&'static str, &str> {
        match self {
            Self::Auto => Ok("auto"),
            Self::Default => Ok("default"),
            Self::Unknown(value) => Err(value),
        }
    }
}
string_enum!(ServiceTier);

/// All kinds of one-value properties, and some that have a type but no name.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Labels {
    pub name: String,
    pub key: Option<String>,
    pub additional: BTreeMap<String, i64>,
    pub extra: Extra,
}

impl Record for Labels {
    const NAME: &'static str = "Labels";
    const REQUIRED: &'static [(usize, &'static str)] =
        &[(0, "name"), (1, "strict"), (2, "version")];
    const OPTIONAL_CONSTANTS: &'static [(usize, &'static str)] = &[(3, "kind")];
    fn blank() -> Self {
        Self {
            name: blank(),
            key: None,
            additional: blank(),
            extra: Extra::default(),
        }
    }
    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
    fn decode<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>) {
        match slot.key {
            "name" => slot.plain(0, &mut self.name),
            "strict" => slot.constant(1, true),
            "version" => slot.constant(2, 2),
            "kind" => slot.constant(3, "labels"),
            "key" => slot.option(300, &mut self.key),
            _ => slot.additional(&mut self.additional),
        }
    }
    fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>) {
        to.plain(0, "name", &self.name);
        to.constant(1, "strict", true);
        to.constant(2, "version", 2);
        to.constant(3, "kind", "labels");
        to.secret_option(300, "key", &self.key);
        to.additional(&self.additional);
    }
}
record!(Labels);

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Text {
    pub text: String,
    pub annotations: Vec<Details>,
    pub extra: Extra,
}

impl Record for Text {
    const NAME: &'static str = "Text";
    const REQUIRED: &'static [(usize, &'static str)] =
        &[(0, "type"), (1, "text"), (2, "annotations")];
    fn blank() -> Self {
        Self {
            text: blank(),
            annotations: blank(),
            extra: Extra::default(),
        }
    }
    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
    fn decode<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>) {
        match slot.key {
            "type" => slot.constant(0, "text"),
            "text" => slot.plain(1, &mut self.text),
            "annotations" => slot.plain(2, &mut self.annotations),
            _ => slot.undeclared(),
        }
    }
    fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>) {
        to.constant(0, "type", "text");
        to.plain(1, "text", &self.text);
        to.plain(2, "annotations", &self.annotations);
    }
}
record!(Text);

/// Has its tag as a field, since several values lead to it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Image {
    pub r#type: String,
    pub url: String,
    pub extra: Extra,
}

impl Record for Image {
    const NAME: &'static str = "Image";
    const REQUIRED: &'static [(usize, &'static str)] = &[(0, "type"), (1, "url")];
    fn blank() -> Self {
        Self {
            r#type: blank(),
            url: blank(),
            extra: Extra::default(),
        }
    }
    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
    fn decode<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>) {
        match slot.key {
            "type" => slot.plain(0, &mut self.r#type),
            "url" => slot.plain(1, &mut self.url),
            _ => slot.undeclared(),
        }
    }
    fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>) {
        to.plain(0, "type", &self.r#type);
        to.plain(1, "url", &self.url);
    }
}
record!(Image);

/// Told apart by `type`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Part {
    Text(Text),
    Image(Box<Image>),
    Unknown(Unknown),
}

impl Union for Part {
    const NAME: &'static str = "Part";
    const TAG: Option<&'static str> = Some("type");
    fn object<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
        match entries.tag() {
            Some("text") => entries.read().map(Self::Text),
            Some("image" | "picture") => entries.read().map(Self::Image),
            _ => entries.unknown(),
        }
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

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => value.serialize(to),
            Self::Image(value) => value.serialize(to),
            Self::Unknown(value) => value.serialize(to),
        }
    }
}
union!(Part);
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

pub use crate::sample_messages::*;
