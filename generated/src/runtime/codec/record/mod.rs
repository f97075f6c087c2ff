//! Objects with declared properties.

mod bits;
mod constant;
mod encoder;
mod lookup;
mod names;
mod property;
mod slot;

pub use self::bits::Bits;
pub use self::encoder::Encoder;
pub use self::property::property_json;
pub use self::slot::Slot;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

use serde_json::Value;

use crate::runtime::codec::Entries;
use crate::runtime::codec::json::check_strict;
use crate::runtime::codec::json::note_properties;
use crate::runtime::codec::record::encoder::Marked;
use crate::runtime::codec::record::lookup::Lookup;
use crate::runtime::codec::record::names::Names;
use crate::runtime::codec::record::slot::RecordState;
use crate::runtime::codec::tree::carry;
use crate::runtime::codec::tree::{KeySeed, Node, TreeEntries};
use crate::runtime::codec::{Extra, Kind, Unknown, markers};

/// The description of a generated struct. The macro `record!` implements serde's traits from it.
pub trait Record: Sized + PartialEq {
    /// The Rust name.
    const NAME: &'static str;
    /// The properties by index, including constants: each with its name and whether it is required.
    const PROPERTIES: &'static [(&'static str, bool)];

    /// Creates a record as if nothing had been received.
    fn blank() -> Self;
    /// Returns the data received in addition to the declared fields.
    fn extra_mut(&mut self) -> &mut Extra;

    /// Offers one property to all fields, in order.
    fn decode<'de, A: MapAccess<'de>>(&mut self, slot: &mut Slot<'_, 'de, A>);

    /// Writes all fields, in order.
    fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>);

    /// Sets the property with this name, declared or not, to any JSON. JSON that does not match is sent unchanged.
    #[must_use]
    fn with_json(mut self, name: &str, json: impl Into<Value>) -> Self {
        put(&mut self, name, json.into());
        self
    }

    /// Sends an explicit `null` for the optional property with this name.
    #[must_use]
    fn with_null(mut self, name: &str) -> Self {
        let mut state = RecordState::replacing(std::mem::take(self.extra_mut()));
        let (mut null, mut failure) = (Null, None);
        let index = Table::<Self>::index(name);
        let mut slot = Slot::new(name, index, &mut null, &mut state, &mut failure);
        self.decode(&mut slot);
        slot.finish();
        *self.extra_mut() = state.extra;
        self
    }
}

/// An entry whose value is `null`.
struct Null;

impl<'de> MapAccess<'de> for Null {
    type Error = serde::de::value::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        _: S,
    ) -> Result<Option<S::Value>, Self::Error> {
        Ok(None)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Self::Error> {
        seed.deserialize(().into_deserializer())
    }
}

/// Reads one additional property into a record.
fn put<R: Record>(record: &mut R, name: &str, json: Value) {
    let object = Value::from_iter([(name, json)]);
    let node = Node::tolerant(&object).wired();
    let Some(object) = object.as_object() else {
        return;
    };
    let mut entry = TreeEntries::new(node, object);
    let mut notes = RecordState::replacing(std::mem::take(record.extra_mut()));
    let failure = read_all(record, &mut notes, &mut entry, true);
    debug_assert!(failure.is_none(), "a tree contains every mismatch");
    *record.extra_mut() = notes.extra;
}

/// What is computed from the properties of a record at compile time.
struct Table<R>(PhantomData<R>);

impl<R: Record> Table<R> {
    /// The fields whose absence is tracked.
    const EXPECTED: Bits = Bits::required(R::PROPERTIES);
    const LOOKUP: &'static Lookup = &Lookup::new(R::PROPERTIES);

    /// The index of a property.
    #[inline]
    fn index(name: &str) -> usize {
        Self::LOOKUP.find(R::PROPERTIES, name)
    }
}

/// Reads the entries of an object into a blank record. With `contain`, a mismatch is kept and reading continues.
fn fill<'de, R: Record, A: MapAccess<'de>>(
    record: &mut R,
    mut access: A,
    contain: bool,
) -> Result<(), A::Error> {
    let mut notes = RecordState::default();
    match read_all(record, &mut notes, &mut access, contain) {
        Some(failure) => Err(failure),
        None => finish(record, notes),
    }
}

/// Like [`fill`], for an object that has been partly read.
fn fill_rest<'de, R: Record, A: MapAccess<'de>>(
    record: &mut R,
    mut entries: Entries<'de, A>,
) -> Result<(), A::Error> {
    let mut notes = RecordState::with_tag(entries.tag.as_ref().map(|(name, _)| *name));
    if entries.has_buffered() {
        // Read as entries of a tree, so that the hot code for streaming input is compiled only once.
        if let Some(failure) = read_all(record, &mut notes, &mut entries.buffered(), false) {
            return Err(carry(failure));
        }
    }
    if !entries.ended
        && let Some(failure) = read_all(record, &mut notes, &mut entries.access, false)
    {
        return Err(failure);
    }
    finish(record, notes)
}

/// Keeps what was noted while a record was read.
#[inline]
fn finish<R: Record, E: Error>(record: &mut R, notes: RecordState) -> Result<(), E> {
    let extra = notes.finish(Table::<R>::EXPECTED, R::PROPERTIES);
    check_strict::<R, E>(&extra)?;
    *record.extra_mut() = extra;
    Ok(())
}

/// Reads all remaining entries, or returns the reason for giving up.
fn read_all<'de, R: Record, A: MapAccess<'de>>(
    record: &mut R,
    notes: &mut RecordState,
    access: &mut A,
    contain: bool,
) -> Option<A::Error> {
    let mut failure = None;
    while let Some(key) = next_key(access, &mut failure) {
        let index = Table::<R>::index(&key);
        let mut slot = Slot::new(&key, index, access, notes, &mut failure);
        record.decode(&mut slot);
        slot.finish();
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

/// The fields of a record, without its name and metadata.
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

/// A record that is written with the markers that its `extra` requires.
struct Body<'a, R>(&'a R, &'a Extra);

impl<R: Record> Serialize for Body<'_, R> {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self(record, extra) = *self;
        let fields = Fields(record, extra);
        if extra.is_empty() {
            return fields.serialize(to);
        }
        match extra.raw() {
            Some(raw) if is_only(record, extra) => {
                Marked(markers::MISMATCH, &raw.exact()).serialize(to)
            }
            _ if is_incomplete(record, extra) => Marked(markers::INCOMPLETE, &fields).serialize(to),
            _ => fields.serialize(to),
        }
    }
}

/// Returns whether a required property was not received, and its field was not set either.
fn is_incomplete<R: Record>(record: &R, extra: &Extra) -> bool {
    if extra.missing().next().is_none() {
        return false;
    }
    let mut names = Names::default();
    record.encode(&mut Encoder::new(&mut names, extra));
    extra.missing().any(|missing| !names.0.contains(missing))
}

/// Returns whether a record is empty except for its `extra`: no field is set.
fn is_only<R: Record>(record: &R, extra: &Extra) -> bool {
    let mut blank = R::blank();
    *blank.extra_mut() = extra.clone();
    *record == blank
}

/// The kind of every [`Record`].
pub struct Records;

impl Records {
    /// Writes a record that has an `extra`.
    ///
    /// # Errors
    /// Returns the errors of the format.
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
    const IN_PLACE: bool = true;

    #[inline]
    fn blank() -> R {
        R::blank()
    }

    fn is_blank(record: &R) -> bool {
        *record == R::blank()
    }

    #[inline]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<R, D::Error> {
        let mut record = R::blank();
        Self::read_into(&mut record, from)?;
        Ok(record)
    }

    #[inline]
    fn read_into<'de, D: Deserializer<'de>>(blank: &mut R, from: D) -> Result<(), D::Error> {
        from.deserialize_newtype_struct(markers::RECORD, RecordVisitor(blank))
    }

    #[inline]
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<R, A::Error> {
        let mut record = R::blank();
        fill_rest(&mut record, entries)?;
        Ok(record)
    }

    #[inline]
    fn entries_into<'de, A: MapAccess<'de>>(
        blank: &mut R,
        entries: Entries<'de, A>,
    ) -> Result<(), A::Error> {
        fill_rest(blank, entries)
    }

    fn has_required(json: &Value) -> bool {
        note_properties(R::PROPERTIES);
        R::PROPERTIES
            .iter()
            .all(|(name, required)| !required || json.get(*name).is_some())
    }

    #[inline]
    fn response_data(record: &mut R) -> Option<&mut Extra> {
        Some(record.extra_mut())
    }
}

/// Reads any JSON that may represent a record into a blank one.
struct RecordVisitor<'a, R>(&'a mut R);

impl<'de, R: Record> Visitor<'de> for RecordVisitor<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(R::NAME)
    }

    #[inline]
    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(Object {
            contain: false,
            record: self.0,
        })
    }

    /// The tolerant tree passes the node first, and then its JSON, if the record may keep it in its place.
    fn visit_seq<A: SeqAccess<'de>>(self, mut twice: A) -> Result<(), A::Error> {
        let error = match twice.next_element_seed(Object {
            contain: true,
            record: &mut *self.0,
        }) {
            Ok(Some(())) => return Ok(()),
            Ok(None) => return Err(A::Error::invalid_length(0, &self)),
            Err(error) => error,
        };
        let Some(json) = twice.next_element()? else {
            return Err(error);
        };
        *self.0 = R::blank();
        *self.0.extra_mut() = Extra::from_raw(Unknown::because(json, error));
        Ok(())
    }

    /// Some formats, and serde's single-value deserializers, do not report the newtype.
    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        fill(self.0, access, false)
    }
}

/// Reads an object into a blank record.
struct Object<'a, R> {
    contain: bool,
    record: &'a mut R,
}

impl<'de, R: Record> DeserializeSeed<'de> for Object<'_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, R: Record> Visitor<'de> for Object<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", R::NAME)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        fill(self.record, access, self.contain)
    }
}
