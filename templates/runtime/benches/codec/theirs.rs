//! What serde derives: fifty event structs and their tagged enum.

macro_rules! events {
    ($($name:ident $tag:literal)*) => {
        $(
            #[derive(serde::Serialize, serde::Deserialize)]
            pub struct $name {
                pub item_id: String,
                pub output_index: i64,
                pub content_index: i64,
                pub delta: String,
                pub sequence_number: i64,
                pub logprobs: Option<Vec<f64>>,
            }
        )*

        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(tag = "type")]
        pub enum Event {
            $(#[serde(rename = $tag)] $name($name)),*
        }
    };
}

/// The struct alone, as if one knew which it is.
pub type Bare = Event38;

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
