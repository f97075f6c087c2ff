//! The fifty event types as the generator writes them.

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
            record_table! {
                $name {
                    constant r#type "type" = $tag;
                    required item_id "item_id";
                    required output_index "output_index";
                    required content_index "content_index";
                    required delta "delta";
                    required sequence_number "sequence_number";
                    optional logprobs "logprobs";
                }
            }
        )*

        #[derive(Clone, PartialEq)]
        pub enum Event {
            $($name($name),)*
            Unknown(Unknown),
        }
        union_table! {
            Event by "type" {
                $(variant $name;)*
                $(object $tag => $name;)*
            }
        }
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
