//! An object whose first entries were read while looking for the tag.

use std::borrow::Cow;

use serde::de::{Error, MapAccess};
use serde_json::Number;
use serde_json::Value;

#[cfg(feature = "reported-errors")]
use crate::runtime::codec::json::note_tag;
use crate::runtime::codec::tree::{Buffered, Node, TreeEntries};
use crate::runtime::codec::tree::{BufferedSeed, KeySeed, TagSeed};
use crate::runtime::codec::union::fit::{self, Fit, Trial};
use crate::runtime::codec::{Union, Unknown, Wire, numbers};

/// An object that is being read: the entries before the tag, the tag, and the rest, which is still in the input.
pub struct Entries<'de, A> {
    pub(crate) head: Vec<(Cow<'de, str>, Buffered<'de>)>,
    pub(crate) tag: Option<(&'static str, Cow<'de, str>)>,
    pub(crate) access: A,
    /// Whether the input has ended. It must not be polled again.
    pub(crate) ended: bool,
    /// Whether mismatches at inner levels are kept there.
    pub(crate) contain: bool,
}

impl<A> Entries<'_, A> {
    /// Whether any entry was read ahead.
    #[inline]
    pub(crate) fn has_buffered(&self) -> bool {
        self.tag.is_some() || !self.head.is_empty()
    }

    /// The entries read ahead, in input order.
    pub(crate) fn buffered(&self) -> TreeEntries<'_> {
        let tag = self.tag.as_ref();
        let tag = tag.map(|(key, value)| (*key, Node::text(value)));
        TreeEntries::buffered(&self.head, tag, self.contain)
    }
}

impl<'de, A: MapAccess<'de>> Entries<'de, A> {
    #[inline]
    pub(crate) fn live(access: A, contain: bool) -> Self {
        Self {
            head: Vec::new(),
            tag: None,
            access,
            ended: false,
            contain,
        }
    }

    /// Reads up to the property `name`, if present. It is the tag if it is a string.
    #[inline]
    pub(crate) fn seek(mut self, name: &'static str) -> Result<Self, A::Error> {
        while !self.ended {
            let Some(key) = self.access.next_key_seed(TagSeed(name))? else {
                self.ended = true;
                break;
            };
            match self.access.next_value_seed(BufferedSeed)? {
                Buffered::Text(tag) if key == name => {
                    self.tag = Some((name, tag));
                    break;
                }
                value => self.head.push((key, value)),
            }
        }
        Ok(self)
    }

    /// Returns the JSON of the property `name` if it is a number or a boolean, and buffers the entries up to it.
    ///
    /// # Errors
    /// Returns the errors of the format.
    #[inline]
    pub fn literal(&mut self, name: Option<&'static str>) -> Result<Option<String>, A::Error> {
        match name {
            Some(name) => self.seek_literal(name),
            None => Ok(None),
        }
    }

    fn seek_literal(&mut self, name: &str) -> Result<Option<String>, A::Error> {
        let known = self.head.iter().rev().find(|(key, _)| key == name);
        if let Some((_, value)) = known {
            return Ok(value.literal());
        }
        while !self.ended {
            let Some(key) = self.access.next_key_seed(KeySeed)? else {
                self.ended = true;
                break;
            };
            let value = self.access.next_value_seed(BufferedSeed)?;
            let literal = (key == name).then(|| value.literal());
            self.head.push((key, value));
            if let Some(literal) = literal {
                return Ok(literal);
            }
        }
        Ok(None)
    }

    /// Returns the number that these entries represent. If they are not a number, the first entry is buffered.
    pub(crate) fn number(&mut self) -> Result<Option<Number>, A::Error> {
        let Some(key) = self.access.next_key_seed(KeySeed)? else {
            self.ended = true;
            return Ok(None);
        };
        if numbers::is_key(&key) {
            let text: String = self.access.next_value()?;
            return text.parse().map(Some).map_err(A::Error::custom);
        }
        let value = self.access.next_value_seed(BufferedSeed)?;
        self.head.push((key, value));
        Ok(None)
    }

    /// The same entries, discriminated by another tag: for a union within a union.
    pub(crate) fn with_tag(mut self, name: Option<&'static str>) -> Result<Self, A::Error> {
        match self.tag.take() {
            Some((key, value)) if name == Some(key) => {
                self.tag = Some((key, value));
                return Ok(self);
            }
            Some((key, value)) => self.head.push((Cow::Borrowed(key), Buffered::Text(value))),
            None => {}
        }
        let Some(name) = name else { return Ok(self) };
        match self
            .head
            .iter()
            .rposition(|(key, value)| key == name && matches!(value, Buffered::Text(_)))
        {
            Some(at) => match self.head.remove(at) {
                (_, Buffered::Text(tag)) => self.tag = Some((name, tag)),
                entry => self.head.push(entry),
            },
            None => return self.seek(name),
        }
        Ok(self)
    }

    /// The value of the tag. `None` if there is no tag, or if it is not a string.
    #[inline]
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_ref().map(|(_, value)| value.as_ref())
    }

    /// Reads the object as a `T`.
    ///
    /// # Errors
    /// Returns the errors of the format, and an error if the object does not match `T`.
    #[inline]
    pub fn read<T: Wire>(self) -> Result<T, A::Error> {
        T::from_entries(self)
    }

    /// Keeps the object as a variant unknown to the union.
    ///
    /// # Errors
    /// Returns the errors of the format.
    pub fn unknown<U: Union>(self) -> Result<U, A::Error> {
        #[cfg(feature = "reported-errors")]
        note_tag(U::TAG);
        self.into_json().map(|json| U::unknown(Unknown::from(json)))
    }

    /// Tries several variants that no tag discriminates; see [`Trial`].
    ///
    /// # Errors
    /// Returns the errors of the format.
    pub fn best_fit<U: Union>(self, variants: &[fn(Trial<'_>) -> Fit<U>]) -> Result<U, A::Error> {
        self.into_json().map(|json| fit::best(json, variants))
    }

    /// Reads all entries.
    pub(crate) fn into_json(mut self) -> Result<Value, A::Error> {
        let head = self
            .head
            .into_iter()
            .map(|(key, value)| (key.into_owned(), value.into_json()));
        let tag_name = self.tag.as_ref().map(|(name, _)| *name);
        let tag = self
            .tag
            .map(|(key, value)| (key.to_owned(), Value::String(value.into_owned())));
        let mut object: serde_json::Map<String, Value> = head.chain(tag).collect();
        if !self.ended {
            while let Some((key, value)) = self.access.next_entry::<String, Value>()? {
                if let Some(tag) = tag_name
                    && tag == key
                {
                    // The last tag counts, but the first one has selected the variant. JSON is then read as a tree.
                    return Err(A::Error::duplicate_field(tag));
                }
                object.insert(key, value);
            }
        }
        Ok(Value::Object(object))
    }
}
