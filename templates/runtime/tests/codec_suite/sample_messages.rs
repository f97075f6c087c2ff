//! More types as the generator writes them: messages, and the unions that they are cases of.

use super::sample::*;
use crate::runtime::codec::*;

/// A message as people write it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct EasyMessage {
    pub role: String,
    pub content: Content,
    pub extra: Extra,
}

impl Record for EasyMessage {
    const NAME: &'static str = "EasyMessage";
    const REQUIRED: &'static [(usize, &'static str)] = &[(1, "role"), (2, "content")];
    const OPTIONAL_CONSTANTS: &'static [(usize, &'static str)] = &[(0, "type")];
    fn blank() -> Self {
        Self {
            role: blank(),
            content: blank(),
            extra: Extra::default(),
        }
    }
    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
    fn decode<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>) {
        match slot.key {
            "type" => slot.constant(0, "message"),
            "role" => slot.plain(1, &mut self.role),
            "content" => slot.plain(2, &mut self.content),
            _ => slot.undeclared(),
        }
    }
    fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>) {
        to.constant(0, "type", "message");
        to.plain(1, "role", &self.role);
        to.plain(2, "content", &self.content);
    }
}
record!(EasyMessage);

/// A message as the API sends it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct FullMessage {
    pub id: String,
    pub content: Vec<Part>,
    pub status: Option<ServiceTier>,
    pub extra: Extra,
}

impl Record for FullMessage {
    const NAME: &'static str = "FullMessage";
    const REQUIRED: &'static [(usize, &'static str)] =
        &[(0, "type"), (1, "role"), (2, "content"), (3, "id")];
    fn blank() -> Self {
        Self {
            id: blank(),
            content: blank(),
            status: None,
            extra: Extra::default(),
        }
    }
    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
    fn decode<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>) {
        match slot.key {
            "type" => slot.constant(0, "message"),
            "role" => slot.constant(1, "assistant"),
            "content" => slot.plain(2, &mut self.content),
            "id" => slot.plain(3, &mut self.id),
            "status" => slot.option(4, &mut self.status),
            _ => slot.undeclared(),
        }
    }
    fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>) {
        to.constant(0, "type", "message");
        to.constant(1, "role", "assistant");
        to.plain(2, "content", &self.content);
        to.plain(3, "id", &self.id);
        to.option(4, "status", &self.status);
    }
}
record!(FullMessage);

/// A union within a union, told apart by another property.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Call {
    Search(Details),
    Measure(Usage),
    Unknown(Unknown),
}

impl Union for Call {
    const NAME: &'static str = "Call";
    const TAG: Option<&'static str> = Some("tool");
    fn object<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
        match entries.tag() {
            Some("search") => entries.read().map(Self::Search),
            Some("measure") => entries.read().map(Self::Measure),
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

impl Serialize for Call {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Search(value) => value.serialize(to),
            Self::Measure(value) => value.serialize(to),
            Self::Unknown(value) => value.serialize(to),
        }
    }
}
union!(Call);

/// Told apart by `type`, except that two cases share a value, one has none, and one is free.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Item {
    Easy(EasyMessage),
    Full(Box<FullMessage>),
    Call(Call),
    Labels(Labels),
    Free(BTreeMap<String, Value>),
    Unknown(Unknown),
}

impl Union for Item {
    const NAME: &'static str = "Item";
    const TAG: Option<&'static str> = Some("type");
    fn object<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
        match entries.tag() {
            Some("message") => {
                entries.best_fit(&[|case| case.is(Self::Easy), |case| case.is(Self::Full)])
            }
            Some("call") => entries.read().map(Self::Call),
            Some("free") => entries.read().map(Self::Free),
            None => entries.best_fit(&[|case| case.is(Self::Easy), |case| case.is(Self::Labels)]),
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

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Easy(value) => value.serialize(to),
            Self::Full(value) => value.serialize(to),
            Self::Call(value) => value.serialize(to),
            Self::Labels(value) => value.serialize(to),
            Self::Free(value) => value.serialize(to),
            Self::Unknown(value) => value.serialize(to),
        }
    }
}
union!(Item);

/// Lists of several sorts.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Input {
    Text(String),
    Texts(Vec<String>),
    Tokens(Vec<i64>),
    TokenLists(Vec<Vec<i64>>),
    Items(Vec<Usage>),
    Unknown(Unknown),
}

impl Union for Input {
    const NAME: &'static str = "Input";
    fn string(value: Cow<'_, str>) -> Option<Self> {
        Some(Self::Text(value.into_owned()))
    }
    fn array<'de, A: SeqAccess<'de>>(items: Items<A>) -> Result<Self, A::Error> {
        items.best_fit(&[
            |case| case.is(Self::Texts),
            |case| case.is(Self::Tokens),
            |case| case.is(Self::TokenLists),
            |case| case.is(Self::Items),
        ])
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

impl Serialize for Input {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => value.serialize(to),
            Self::Texts(value) => value.serialize(to),
            Self::Tokens(value) => value.serialize(to),
            Self::TokenLists(value) => value.serialize(to),
            Self::Items(value) => value.serialize(to),
            Self::Unknown(value) => value.serialize(to),
        }
    }
}
union!(Input);

/// The whole of an answer.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Answer {
    pub id: String,
    pub output: Vec<Item>,
    pub usage: Usage,
    pub history: Vec<Usage>,
    pub by_name: BTreeMap<String, Item>,
    pub limit: Number,
    pub free: Value,
    pub extra: Extra,
}

impl Record for Answer {
    const NAME: &'static str = "Answer";
    const REQUIRED: &'static [(usize, &'static str)] = &[
        (0, "id"),
        (1, "output"),
        (2, "usage"),
        (3, "history"),
        (4, "by_name"),
        (5, "limit"),
        (6, "free"),
    ];
    fn blank() -> Self {
        Self {
            id: blank(),
            output: blank(),
            usage: blank(),
            history: blank(),
            by_name: blank(),
            limit: blank(),
            free: blank(),
            extra: Extra::default(),
        }
    }
    fn extra_mut(&mut self) -> &mut Extra {
        &mut self.extra
    }
    fn decode<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>) {
        match slot.key {
            "id" => slot.plain(0, &mut self.id),
            "output" => slot.plain(1, &mut self.output),
            "usage" => slot.plain(2, &mut self.usage),
            "history" => slot.plain(3, &mut self.history),
            "by_name" => slot.plain(4, &mut self.by_name),
            "limit" => slot.plain(5, &mut self.limit),
            "free" => slot.plain(6, &mut self.free),
            _ => slot.undeclared(),
        }
    }
    fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>) {
        to.plain(0, "id", &self.id);
        to.plain(1, "output", &self.output);
        to.plain(2, "usage", &self.usage);
        to.plain(3, "history", &self.history);
        to.plain(4, "by_name", &self.by_name);
        to.plain(5, "limit", &self.limit);
        to.plain(6, "free", &self.free);
    }
}
record!(Answer);

/// Contains itself, told apart by nothing.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Tree {
    Left(Box<Branch>),
    Right(Box<OtherBranch>),
    Unknown(Unknown),
}

impl Union for Tree {
    const NAME: &'static str = "Tree";
    fn object<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
        entries.best_fit(&[|case| case.is(Self::Left), |case| case.is(Self::Right)])
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

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Left(value) => value.serialize(to),
            Self::Right(value) => value.serialize(to),
            Self::Unknown(value) => value.serialize(to),
        }
    }
}
union!(Tree);

macro_rules! branch {
    ($name:ident $field:literal) => {
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            pub children: Vec<Tree>,
            pub mark: Option<i64>,
            pub extra: Extra,
        }

        impl Record for $name {
            const NAME: &'static str = stringify!($name);
            const REQUIRED: &'static [(usize, &'static str)] = &[(0, "children")];
            fn blank() -> Self {
                Self {
                    children: blank(),
                    mark: None,
                    extra: Extra::default(),
                }
            }
            fn extra_mut(&mut self) -> &mut Extra {
                &mut self.extra
            }
            fn decode<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>) {
                match slot.key {
                    "children" => slot.plain(0, &mut self.children),
                    $field => slot.option(1, &mut self.mark),
                    _ => slot.undeclared(),
                }
            }
            fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>) {
                to.plain(0, "children", &self.children);
                to.option(1, $field, &self.mark);
            }
        }
        record!($name);
    };
}

branch!(Branch "left");
branch!(OtherBranch "right");
