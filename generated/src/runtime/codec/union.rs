//! Values of several shapes.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{I128Deserializer, U128Deserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::Serialize;
use serde_json::{Number, Value};

use super::{Entries, Items, Kind, Unknown, numbers, token};

/// What a generated union says of itself. The macro `union!` makes serde's impls of it.
///
/// Each function takes one kind of JSON; by default there is no case for that kind, and it is kept as unknown.
pub trait Union: Sized + Serialize {
    /// The name in Rust.
    const NAME: &'static str;
    /// The property that tells objects apart.
    const TAG: Option<&'static str> = None;

    /// An object.
    ///
    /// # Errors
    /// Those of the format, and that the object does not fit its case.
    fn object<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
        entries.unknown()
    }

    /// A list.
    ///
    /// # Errors
    /// Those of the format, and that the list does not fit its case.
    fn array<'de, A: SeqAccess<'de>>(items: Items<A>) -> Result<Self, A::Error> {
        items.unknown()
    }

    /// Text.
    fn string(value: Cow<'_, str>) -> Option<Self> {
        let _ = value;
        None
    }

    /// A number.
    fn number(value: &Number) -> Option<Self> {
        let _ = value;
        None
    }

    /// A boolean.
    fn boolean(value: bool) -> Option<Self> {
        let _ = value;
        None
    }

    /// `null`.
    fn null() -> Option<Self> {
        None
    }

    /// Anything else.
    fn unknown(unknown: Unknown) -> Self;

    /// What [`unknown`](Self::unknown) made.
    fn as_unknown(&self) -> Option<&Unknown>;
}

/// The kind of every [`Union`].
pub struct Unions;

impl Unions {
    /// The case that takes a text; unknown if none does.
    pub fn text<U: Union>(text: Cow<'_, str>) -> U {
        Case::text(text)
    }
}

impl<U: Union> Kind<U> for Unions {
    #[inline]
    fn blank() -> U {
        U::unknown(Unknown::default())
    }

    fn is_blank(union: &U) -> bool {
        union.as_unknown().is_some_and(Unknown::is_null)
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<U, D::Error> {
        from.deserialize_newtype_struct(token::UNION, Whole(PhantomData))
    }

    #[inline]
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<U, A::Error> {
        U::object(entries.told_by(U::TAG)?)
    }
}

/// Visits of plain values, left to [`Case`].
macro_rules! plain_by_case {
    ($($method:ident($ty:ty))*) => {
        $(fn $method<E: Error>(self, value: $ty) -> Result<U, E> {
            Case::plain().$method(value)
        })*
    };
}

/// A union, from whatever may stand for one.
struct Whole<U>(PhantomData<U>);

impl<'de, U: Union> Visitor<'de> for Whole<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(U::NAME)
    }

    #[inline]
    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<U, D::Error> {
        from.deserialize_any(Case::plain())
    }

    /// The tolerant tree: first the node, then its JSON, if the node did not fit.
    fn visit_seq<A: SeqAccess<'de>>(self, mut twice: A) -> Result<U, A::Error> {
        match twice.next_element_seed(Case {
            contain: true,
            union: PhantomData,
        }) {
            Ok(Some(case)) => Ok(case),
            Ok(None) => Err(A::Error::invalid_length(0, &self)),
            Err(error) => match twice.next_element()? {
                Some(json) => Ok(U::unknown(Unknown::because(json, error))),
                None => Err(error),
            },
        }
    }

    // Some formats, and serde's deserializers of one value, do not tell of the newtype.
    plain_by_case! {
        visit_str(&str) visit_string(String) visit_i64(i64) visit_u64(u64) visit_f64(f64)
        visit_i128(i128) visit_u128(u128) visit_bool(bool)
    }

    fn visit_unit<E: Error>(self) -> Result<U, E> {
        Case::plain().visit_unit()
    }

    fn visit_none<E: Error>(self) -> Result<U, E> {
        Case::plain().visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<U, D::Error> {
        from.deserialize_any(Case::plain())
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<U, A::Error> {
        Case::plain().visit_map(access)
    }
}

/// One case, by the kind of JSON that comes.
struct Case<U> {
    contain: bool,
    union: PhantomData<U>,
}

impl<'de, U: Union> DeserializeSeed<'de> for Case<U> {
    type Value = U;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<U, D::Error> {
        from.deserialize_any(self)
    }
}

impl<U: Union> Case<U> {
    fn plain() -> Self {
        Self {
            contain: false,
            union: PhantomData,
        }
    }

    fn text(text: Cow<'_, str>) -> U {
        // A second, borrowed view: what no case takes is still needed.
        U::string(Cow::Borrowed(&text))
            .unwrap_or_else(|| U::unknown(Unknown::from(Value::from(text))))
    }

    fn number(number: Number) -> U {
        U::number(&number).unwrap_or_else(|| U::unknown(Unknown::from(Value::Number(number))))
    }
}

impl<'de, U: Union> Visitor<'de> for Case<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(U::NAME)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<U, A::Error> {
        let mut entries = Entries::live(access, self.contain);
        if numbers::AS_TEXT {
            return match entries.number()? {
                Some(number) => Ok(Self::number(number)),
                None => U::object(entries.told_by(U::TAG)?),
            };
        }
        U::object(match U::TAG {
            Some(tag) => entries.seek(tag)?,
            None => entries,
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<U, A::Error> {
        U::array(Items(access))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<U, E> {
        Ok(Self::text(Cow::Borrowed(text)))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<U, E> {
        Ok(Self::text(Cow::Owned(text)))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<U, E> {
        Ok(Self::number(Number::from(number)))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<U, E> {
        Ok(Self::number(Number::from(number)))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<U, E> {
        match Number::from_f64(number) {
            Some(number) => Ok(Self::number(number)),
            None => Err(E::custom("JSON has no such number")),
        }
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<U, E> {
        Number::deserialize(I128Deserializer::new(number)).map(Self::number)
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<U, E> {
        Number::deserialize(U128Deserializer::new(number)).map(Self::number)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<U, E> {
        Ok(U::boolean(value).unwrap_or_else(|| U::unknown(Unknown::from(Value::Bool(value)))))
    }

    fn visit_unit<E: Error>(self) -> Result<U, E> {
        Ok(U::null().unwrap_or_else(|| U::unknown(Unknown::default())))
    }

    fn visit_none<E: Error>(self) -> Result<U, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<U, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<U, D::Error> {
        from.deserialize_any(self)
    }
}
