//! Values with several possible shapes.

pub(crate) mod fit;
mod items;
mod known;

pub use self::fit::{Fit, Trial};
pub use self::items::Items;
pub use self::known::{known_number, known_string};

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{I128Deserializer, U128Deserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::Serialize;
use serde_json::{Number, Value};

use crate::runtime::codec::{Entries, Extra, Kind, Unknown, markers, numbers};

/// The description of a generated union. The macro `union!` implements serde's traits from it.
///
/// Each function accepts one JSON type. By default no variant accepts it, and the value is kept as unknown.
pub trait Union: Sized + Serialize {
    /// The Rust name.
    const NAME: &'static str;
    /// The property that discriminates objects.
    const TAG: Option<&'static str> = None;
    /// The property that discriminates objects by a number or a boolean.
    const LITERAL_TAG: Option<&'static str> = None;

    /// Reads an object.
    ///
    /// # Errors
    /// Returns the errors of the format, and an error if the object does not match its variant.
    fn object<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
        entries.unknown()
    }

    /// Reads a list.
    ///
    /// # Errors
    /// Returns the errors of the format, and an error if the list does not match its variant.
    fn array<'de, A: SeqAccess<'de>>(items: Items<A>) -> Result<Self, A::Error> {
        items.unknown()
    }

    /// Reads a string.
    fn string(value: Cow<'_, str>) -> Option<Self> {
        let _ = value;
        None
    }

    /// Reads a number.
    fn number(value: &Number) -> Option<Self> {
        let _ = value;
        None
    }

    /// Reads a boolean.
    fn boolean(value: bool) -> Option<Self> {
        let _ = value;
        None
    }

    /// Reads `null`.
    fn null() -> Option<Self> {
        None
    }

    /// Creates the unknown variant.
    fn unknown(unknown: Unknown) -> Self;

    /// Returns the content of the variant that [`unknown`](Self::unknown) creates.
    fn as_unknown(&self) -> Option<&Unknown>;

    /// Returns where data about the response is kept. `None` for unions that are not responses.
    #[doc(hidden)]
    fn response_data(&mut self) -> Option<&mut Extra> {
        None
    }
}

/// The kind of every [`Union`].
pub struct Unions;

impl Unions {
    /// Returns the variant that accepts a string, or the unknown variant if none does.
    pub fn string<U: Union>(text: Cow<'_, str>) -> U {
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
        from.deserialize_newtype_struct(markers::UNION, UnionVisitor(PhantomData))
    }

    #[inline]
    fn from_entries<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<U, A::Error> {
        U::object(entries.with_tag(U::TAG)?)
    }

    #[inline]
    fn response_data(union: &mut U) -> Option<&mut Extra> {
        union.response_data()
    }
}

/// Visitor methods for plain values, delegated to [`Case`].
macro_rules! plain_by_case {
    ($($method:ident($ty:ty))*) => {
        $(fn $method<E: Error>(self, value: $ty) -> Result<U, E> {
            Case::plain().$method(value)
        })*
    };
}

/// Reads a union from any JSON that may represent one.
struct UnionVisitor<U>(PhantomData<U>);

impl<'de, U: Union> Visitor<'de> for UnionVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(U::NAME)
    }

    #[inline]
    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<U, D::Error> {
        from.deserialize_any(Case::plain())
    }

    /// The tolerant tree passes the node first, and then its JSON, if the node did not match.
    fn visit_seq<A: SeqAccess<'de>>(self, mut twice: A) -> Result<U, A::Error> {
        match twice.next_element_seed(Case {
            contain: true,
            union: PhantomData,
        }) {
            Ok(Some(variant)) => Ok(variant),
            Ok(None) => Err(A::Error::invalid_length(0, &self)),
            Err(error) => match twice.next_element()? {
                Some(json) => Ok(U::unknown(Unknown::because(json, error))),
                None => Err(error),
            },
        }
    }

    // Some formats, and serde's single-value deserializers, do not report the newtype.
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

/// One variant, selected by the JSON type of the input.
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
        // A second, borrowed view: a value that no variant accepts is still needed.
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
                None => U::object(entries.with_tag(U::TAG)?),
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
