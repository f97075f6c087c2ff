//! Objects with declared properties.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use serde_json::Value;

use super::branches::TreeEntries;
use super::encoder::{Encoder, Marked};
use super::held::{Held, KeySeed};
use super::slot::Notes;
use super::{Bits, Entries, Extra, Kind, Slot, Unknown, strict, token};

/// What a generated struct says of itself. The macro `record!` makes serde's impls of it.
pub trait Record: Sized + PartialEq {
    /// The name in Rust.
    const NAME: &'static str;
    /// Index and name of each required property, constants among them.
    const REQUIRED: &'static [(usize, &'static str)];

    /// The record of which nothing has been received.
    fn blank() -> Self;
    /// What was received beside the declared fields.
    fn extra_mut(&mut self) -> &mut Extra;

    /// Puts one property into its field.
    fn decode<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>);

    /// Writes all fields in their order.
    fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>);

    /// Puts JSON into the property of this name, declared or not. JSON that does not fit is kept and sent as it is.
    #[must_use]
    fn with_json(mut self, name: &str, json: impl Into<Value>) -> Self {
        put(&mut self, name, json.into());
        self
    }
}

/// Reads one more property into a record.
fn put<R: Record>(record: &mut R, name: &str, json: Value) {
    let entry = [(Cow::Borrowed(name), Held::Json(json))];
    let mut notes = Notes::default();
    notes.extra = std::mem::take(record.extra_mut());
    let failure = read_all(
        record,
        &mut notes,
        &mut TreeEntries::held(&entry, None, true),
        true,
    );
    debug_assert!(failure.is_none(), "a tree contains what does not fit");
    *record.extra_mut() = notes.extra;
}

/// The fields whose absence is remembered.
struct Expected<R>(PhantomData<R>);

impl<R: Record> Expected<R> {
    const BITS: Bits = Bits::of(R::REQUIRED);
}

/// Reads a record's entries. `contain`: what does not fit is kept, and the others are read on.
pub(super) fn fill<'de, R: Record, A: MapAccess<'de>>(
    mut entries: Entries<'de, A>,
    contain: bool,
) -> Result<R, A::Error> {
    let mut record = R::blank();
    let mut notes = Notes::default();
    if entries.has_held() {
        // As entries of a tree, so that the code for the input itself, the hot one, exists in one place only.
        if let Some(failure) = read_all(&mut record, &mut notes, &mut entries.held(), false) {
            return Err(A::Error::custom(failure));
        }
    }
    if !entries.ended
        && let Some(failure) = read_all(&mut record, &mut notes, &mut entries.access, contain)
    {
        return Err(failure);
    }
    let extra = notes.finish(Expected::<R>::BITS, R::REQUIRED);
    strict::check::<R, A::Error>(&extra)?;
    *record.extra_mut() = extra;
    Ok(record)
}

/// All entries that are left; or why it was given up.
fn read_all<'de, R: Record, A: MapAccess<'de>>(
    record: &mut R,
    notes: &mut Notes,
    access: &mut A,
    contain: bool,
) -> Option<A::Error> {
    let mut failure = None;
    while let Some(key) = next_key(access, &mut failure) {
        record.decode(Slot {
            key: &key,
            access,
            notes,
            failure: &mut failure,
        });
        if failure.is_some() && !(contain && notes.kept(&key, access, &mut failure)) {
            return failure;
        }
    }
    failure
}

#[inline]
fn next_key<'de, A: MapAccess<'de>>(
    access: &mut A,
    failure: &mut Option<A::Error>,
) -> Option<Cow<'de, str>> {
    match access.next_key_seed(KeySeed) {
        Ok(key) => key,
        Err(error) => {
            *failure = Some(error);
            None
        }
    }
}

/// A record's fields, without its name and what else is known of it.
struct Fields<'a, R>(&'a R, &'a Extra);

impl<R: Record> Serialize for Fields<'_, R> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        let mut encoder = Encoder::new(&mut map, self.1);
        self.0.encode(&mut encoder);
        encoder.finish()?;
        map.end()
    }
}

/// A record, as what it is to be written.
struct Body<'a, R>(&'a R, &'a Extra);

impl<R: Record> Serialize for Body<'_, R> {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(record, extra) = *self;
        let fields = Fields(record, extra);
        if extra.is_empty() {
            return fields.serialize(to);
        }
        match extra.whole() {
            Some(whole) if is_only(record, extra) => {
                Marked(token::MISFIT, whole.json()).serialize(to)
            }
            _ if extra.missing().next().is_some() => {
                Marked(token::INCOMPLETE, &fields).serialize(to)
            }
            _ => fields.serialize(to),
        }
    }
}

/// Whether a record has nothing but its `extra`: nobody has set a field.
fn is_only<R: Record>(record: &R, extra: &Extra) -> bool {
    let mut blank = R::blank();
    *blank.extra_mut() = extra.clone();
    *record == blank
}

/// The kind of every [`Record`].
pub struct Records;

impl Records {
    /// Writes a record, which has `extra`.
    ///
    /// # Errors
    /// Those of the format.
    #[inline]
    pub fn write<R: Record, S: Serializer>(
        record: &R,
        extra: &Extra,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_newtype_struct(R::NAME, &Body(record, extra))
    }
}

impl<R: Record> Kind<R> for Records {
    #[inline]
    fn blank() -> R {
        R::blank()
    }

    fn is_blank(record: &R) -> bool {
        *record == R::blank()
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<R, D::Error> {
        from.deserialize_newtype_struct(token::RECORD, Whole(PhantomData))
    }

    #[inline]
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<R, A::Error> {
        fill(entries, false)
    }

    fn has_required(json: &Value) -> bool {
        R::REQUIRED
            .iter()
            .all(|(_, name)| json.get(*name).is_some())
    }
}

/// A record, from whatever may stand for one.
struct Whole<R>(PhantomData<R>);

impl<'de, R: Record> Visitor<'de> for Whole<R> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(R::NAME)
    }

    #[inline]
    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<R, D::Error> {
        from.deserialize_map(Object {
            contain: false,
            record: PhantomData,
        })
    }

    /// The tolerant tree: first the node, then its JSON, if the record may keep that in its place.
    fn visit_seq<A: SeqAccess<'de>>(self, mut twice: A) -> Result<R, A::Error> {
        let error = match twice.next_element_seed(Object {
            contain: true,
            record: PhantomData,
        }) {
            Ok(Some(record)) => return Ok(record),
            Ok(None) => return Err(A::Error::invalid_length(0, &self)),
            Err(error) => error,
        };
        let Some(json) = twice.next_element()? else {
            return Err(error);
        };
        let mut record = R::blank();
        *record.extra_mut() = Extra::of_whole(Unknown::because(json, error));
        Ok(record)
    }

    /// Some formats, and serde's deserializers of one value, do not tell of the newtype.
    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<R, A::Error> {
        fill(Entries::live(access, false), false)
    }
}

/// A record from an object.
struct Object<R> {
    contain: bool,
    record: PhantomData<R>,
}

impl<'de, R: Record> DeserializeSeed<'de> for Object<R> {
    type Value = R;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<R, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, R: Record> Visitor<'de> for Object<R> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", R::NAME)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<R, A::Error> {
        fill(Entries::live(access, self.contain), self.contain)
    }
}
