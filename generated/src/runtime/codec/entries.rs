//! An object of which the first entries were read in search of the tag.

use std::borrow::Cow;

use serde::de::{Error, MapAccess};
use serde_json::{Number, Value};

use super::branches::TreeEntries;
use super::fit::{self, Fit, Trial};
use super::held::{Held, HeldSeed, KeySeed};
use super::tree::Node;
use super::{Union, Unknown, Wire, numbers};

/// An object that is being read: what came before the tag, the tag, and the rest, still in the input.
pub struct Entries<'de, A> {
    pub(super) head: Vec<(Cow<'de, str>, Held<'de>)>,
    pub(super) tag: Option<(&'static str, Cow<'de, str>)>,
    pub(super) access: A,
    /// Whether the input has said that nothing follows: it must not be asked twice.
    pub(super) ended: bool,
    /// Whether what does not fit further in is kept there.
    pub(super) contain: bool,
}

impl<A> Entries<'_, A> {
    /// Whether anything was read before.
    #[inline]
    pub(super) fn has_held(&self) -> bool {
        self.tag.is_some() || !self.head.is_empty()
    }

    /// What was read before, in its order.
    pub(super) fn held(&self) -> TreeEntries<'_> {
        let tag = self.tag.as_ref();
        let tag = tag.map(|(key, value)| (*key, Node::text(value)));
        TreeEntries::held(&self.head, tag, self.contain)
    }
}

impl<'de, A: MapAccess<'de>> Entries<'de, A> {
    #[inline]
    pub(super) fn live(access: A, contain: bool) -> Self {
        Self {
            head: Vec::new(),
            tag: None,
            access,
            ended: false,
            contain,
        }
    }

    /// Reads up to the property `name`, if there is one; it is the tag if it is text.
    #[inline]
    pub(super) fn seek(mut self, name: &'static str) -> Result<Self, A::Error> {
        while !self.ended {
            let Some(key) = self.access.next_key_seed(KeySeed)? else {
                self.ended = true;
                break;
            };
            match self.access.next_value_seed(HeldSeed)? {
                Held::Text(tag) if key == name => {
                    self.tag = Some((name, tag));
                    break;
                }
                value => self.head.push((key, value)),
            }
        }
        Ok(self)
    }

    /// The number that these entries stand for; if there is none, the first entry is held.
    pub(super) fn number(&mut self) -> Result<Option<Number>, A::Error> {
        let Some(key) = self.access.next_key_seed(KeySeed)? else {
            self.ended = true;
            return Ok(None);
        };
        if numbers::is_key(&key) {
            let text: String = self.access.next_value()?;
            return text.parse().map(Some).map_err(A::Error::custom);
        }
        let value = self.access.next_value_seed(HeldSeed)?;
        self.head.push((key, value));
        Ok(None)
    }

    /// The same entries, told apart by another tag: a union within a union.
    pub(super) fn told_by(mut self, name: Option<&'static str>) -> Result<Self, A::Error> {
        match self.tag.take() {
            Some((key, value)) if name == Some(key) => {
                self.tag = Some((key, value));
                return Ok(self);
            }
            Some((key, value)) => self.head.push((Cow::Borrowed(key), Held::Text(value))),
            None => {}
        }
        let Some(name) = name else { return Ok(self) };
        match self
            .head
            .iter()
            .rposition(|(key, value)| key == name && matches!(value, Held::Text(_)))
        {
            Some(at) => match self.head.remove(at) {
                (_, Held::Text(tag)) => self.tag = Some((name, tag)),
                entry => self.head.push(entry),
            },
            None => return self.seek(name),
        }
        Ok(self)
    }

    /// What the tag says; `None` when there is none, or none that is text.
    #[inline]
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_ref().map(|(_, value)| value.as_ref())
    }

    /// Reads on as a `T`.
    ///
    /// # Errors
    /// Those of the format, and that the object does not fit.
    #[inline]
    pub fn read<T: Wire>(self) -> Result<T, A::Error> {
        T::from_entries(self)
    }

    /// Keeps it as a case that the union does not know.
    ///
    /// # Errors
    /// Those of the format.
    pub fn unknown<U: Union>(self) -> Result<U, A::Error> {
        self.into_json().map(|json| U::unknown(Unknown::from(json)))
    }

    /// Tries several cases that nothing tells apart; see [`Trial`].
    ///
    /// # Errors
    /// Those of the format.
    pub fn best_fit<U: Union>(self, cases: &[fn(Trial<'_>) -> Fit<U>]) -> Result<U, A::Error> {
        self.into_json().map(|json| fit::best(json, cases))
    }

    /// All of it.
    pub(super) fn into_json(mut self) -> Result<Value, A::Error> {
        let head = self
            .head
            .into_iter()
            .map(|(key, value)| (key.into_owned(), value.into_json()));
        let tag = self
            .tag
            .map(|(key, value)| (key.to_owned(), Value::String(value.into_owned())));
        let mut object: serde_json::Map<String, Value> = head.chain(tag).collect();
        if !self.ended {
            while let Some((key, value)) = self.access.next_entry()? {
                object.insert(key, value);
            }
        }
        Ok(Value::Object(object))
    }
}
