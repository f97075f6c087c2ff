//! The same fifty events as the generator writes them.

use crate::runtime::codec::*;

macro_rules! events {
    ($($name:ident $tag:literal)*) => {
        $(
            #[derive(Clone, PartialEq)]
            pub struct $name {
                pub item_id: String,
                pub output_index: i64,
                pub content_index: i64,
                pub delta: String,
                pub sequence_number: i64,
                pub logprobs: Option<Vec<f64>>,
                pub extra: Extra,
            }

            impl Record for $name {
                const NAME: &'static str = stringify!($name);
                const REQUIRED: &'static [(usize, &'static str)] = &[
                    (0, "type"),
                    (1, "item_id"),
                    (2, "output_index"),
                    (3, "content_index"),
                    (4, "delta"),
                    (5, "sequence_number"),
                ];
                fn blank() -> Self {
                    Self {
                        item_id: blank(),
                        output_index: blank(),
                        content_index: blank(),
                        delta: blank(),
                        sequence_number: blank(),
                        logprobs: None,
                        extra: Extra::default(),
                    }
                }
                fn extra(&self) -> &Extra {
                    &self.extra
                }
                fn extra_mut(&mut self) -> &mut Extra {
                    &mut self.extra
                }
                fn decode<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, 'de, A>) -> Result<(), A::Error> {
                    match slot.key {
                        "type" => slot.constant(0, $tag),
                        "item_id" => slot.plain(1, &mut self.item_id),
                        "output_index" => slot.plain(2, &mut self.output_index),
                        "content_index" => slot.plain(3, &mut self.content_index),
                        "delta" => slot.plain(4, &mut self.delta),
                        "sequence_number" => slot.plain(5, &mut self.sequence_number),
                        "logprobs" => slot.option(6, &mut self.logprobs),
                        _ => slot.undeclared(),
                    }
                }
                fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>) -> Result<(), M::Error> {
                    to.constant(0, "type", $tag)?;
                    to.plain(1, "item_id", &self.item_id)?;
                    to.plain(2, "output_index", &self.output_index)?;
                    to.plain(3, "content_index", &self.content_index)?;
                    to.plain(4, "delta", &self.delta)?;
                    to.plain(5, "sequence_number", &self.sequence_number)?;
                    to.option(6, "logprobs", &self.logprobs)
                }
            }
            record!($name);
        )*

        #[derive(Clone, PartialEq)]
        pub enum Event {
            $($name($name),)*
            Unknown(Unknown),
        }

        impl Union for Event {
            const NAME: &'static str = "Event";
            const TAG: Option<&'static str> = Some("type");
            fn object<'de, A: MapAccess<'de>>(entries: Entries<'de, A>) -> Result<Self, A::Error> {
                match entries.tag() {
                    $(Some($tag) => entries.read().map(Self::$name),)*
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
            fn encode<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$name(value) => value.serialize(to),)*
                    Self::Unknown(value) => value.serialize(to),
                }
            }
        }
        union!(Event);
    };
}

events! {
    Event0 "event.type.0"
    Event1 "event.type.1"
    Event2 "event.type.2"
    Event3 "event.type.3"
    Event4 "event.type.4"
    Event5 "event.type.5"
    Event6 "event.type.6"
    Event7 "event.type.7"
    Event8 "event.type.8"
    Event9 "event.type.9"
    Event10 "event.type.10"
    Event11 "event.type.11"
    Event12 "event.type.12"
    Event13 "event.type.13"
    Event14 "event.type.14"
    Event15 "event.type.15"
    Event16 "event.type.16"
    Event17 "event.type.17"
    Event18 "event.type.18"
    Event19 "event.type.19"
    Event20 "event.type.20"
    Event21 "event.type.21"
    Event22 "event.type.22"
    Event23 "event.type.23"
    Event24 "event.type.24"
    Event25 "event.type.25"
    Event26 "event.type.26"
    Event27 "event.type.27"
    Event28 "event.type.28"
    Event29 "event.type.29"
    Event30 "event.type.30"
    Event31 "event.type.31"
    Event32 "event.type.32"
    Event33 "event.type.33"
    Event34 "event.type.34"
    Event35 "event.type.35"
    Event36 "event.type.36"
    Event37 "event.type.37"
    Event38 "event.type.38"
    Event39 "event.type.39"
    Event40 "event.type.40"
    Event41 "event.type.41"
    Event42 "event.type.42"
    Event43 "event.type.43"
    Event44 "event.type.44"
    Event45 "event.type.45"
    Event46 "event.type.46"
    Event47 "event.type.47"
    Event48 "event.type.48"
    Event49 "event.type.49"
}
