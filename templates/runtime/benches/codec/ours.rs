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
                #[inline(always)]
                fn decode<'de, A: MapAccess<'de>>(&mut self, slot: Slot<'_, A>) -> Result<(), A::Error> {
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
                fn encode<M: SerializeMap>(&self, to: &mut Encoder<'_, M>) {
                    to.constant(0, "type", $tag);
                    to.plain(1, "item_id", &self.item_id);
                    to.plain(2, "output_index", &self.output_index);
                    to.plain(3, "content_index", &self.content_index);
                    to.plain(4, "delta", &self.delta);
                    to.plain(5, "sequence_number", &self.sequence_number);
                    to.option(6, "logprobs", &self.logprobs);
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
    Event0 "stream.text.created"
    Event1 "stream.text.delta"
    Event2 "stream.text.done"
    Event3 "stream.text.failed"
    Event4 "stream.text.in_progress"
    Event5 "stream.audio.created"
    Event6 "stream.audio.delta"
    Event7 "stream.audio.done"
    Event8 "stream.audio.failed"
    Event9 "stream.audio.in_progress"
    Event10 "stream.reasoning_summary.created"
    Event11 "stream.reasoning_summary.delta"
    Event12 "stream.reasoning_summary.done"
    Event13 "stream.reasoning_summary.failed"
    Event14 "stream.reasoning_summary.in_progress"
    Event15 "stream.part.created"
    Event16 "stream.part.delta"
    Event17 "stream.part.done"
    Event18 "stream.part.failed"
    Event19 "stream.part.in_progress"
    Event20 "stream.item.created"
    Event21 "stream.item.delta"
    Event22 "stream.item.done"
    Event23 "stream.item.failed"
    Event24 "stream.item.in_progress"
    Event25 "stream.web_lookup.created"
    Event26 "stream.web_lookup.delta"
    Event27 "stream.web_lookup.done"
    Event28 "stream.web_lookup.failed"
    Event29 "stream.web_lookup.in_progress"
    Event30 "stream.file_lookup.created"
    Event31 "stream.file_lookup.delta"
    Event32 "stream.file_lookup.done"
    Event33 "stream.file_lookup.failed"
    Event34 "stream.file_lookup.in_progress"
    Event35 "stream.code_run.created"
    Event36 "stream.code_run.delta"
    Event37 "stream.code_run.done"
    Event38 "stream.code_run.failed"
    Event39 "stream.code_run.in_progress"
    Event40 "stream.call_arguments.created"
    Event41 "stream.call_arguments.delta"
    Event42 "stream.call_arguments.done"
    Event43 "stream.call_arguments.failed"
    Event44 "stream.call_arguments.in_progress"
    Event45 "stream.refusal.created"
    Event46 "stream.refusal.delta"
    Event47 "stream.refusal.done"
    Event48 "stream.refusal.failed"
    Event49 "stream.refusal.in_progress"
}
