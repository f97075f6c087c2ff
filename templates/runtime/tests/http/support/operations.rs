//! An operation of each kind, as a generated crate has them.

use oasmith_runtime::codec::{Extra, Kind, Wire};
use oasmith_runtime::pagination::{Paged, Paging};
use oasmith_runtime::polling::LongRunning;
use oasmith_runtime::reply;
use oasmith_runtime::request::{EventMode, Method, Operation, OperationSpec, StreamSwitch};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

macro_rules! operation {
    ($name:ident, $spec:expr, $reply:ty) => {
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl Operation for $name {
            const SPEC: OperationSpec = $spec;
            type Reply = $reply;
        }
    };
}

const fn secured(id: &'static str, method: Method, path: &'static str) -> OperationSpec {
    OperationSpec {
        security: &[&["KeyAuth"]],
        ..OperationSpec::new(id, method, path)
    }
}

/// The kind of the types below, which derive their JSON.
pub struct Derived;

impl<T: for<'de> Deserialize<'de> + PartialEq> Kind<T> for Derived {
    fn blank() -> T {
        serde_json::from_str("{}").expect("no required properties")
    }

    fn is_blank(value: &T) -> bool {
        *value == Self::blank()
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        T::deserialize(from)
    }
}

impl Wire for Things {
    type Kind = Derived;
}

impl Wire for Numbers {
    type Kind = Derived;
}

impl Wire for Job {
    type Kind = Derived;
}

/// The kind of [`Thing`], which has a place for data of its response.
pub struct WithExtra;

impl Kind<Thing> for WithExtra {
    fn blank() -> Thing {
        Thing::new("")
    }

    fn is_blank(value: &Thing) -> bool {
        value.id.is_empty()
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Thing, D::Error> {
        Thing::deserialize(from)
    }

    fn response_data(value: &mut Thing) -> Option<&mut Extra> {
        Some(&mut value.extra)
    }
}

impl Wire for Thing {
    type Kind = WithExtra;
}

/// A record.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Thing {
    pub id: String,
    #[serde(skip)]
    pub extra: Extra,
}

impl Thing {
    pub fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            extra: Extra::default(),
        }
    }
}

/// An event.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Tick {
    pub n: u64,
}

/// A long-running resource.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Job {
    pub status: String,
}

impl LongRunning for Job {
    const FINAL_STATES: &'static [&'static str] = &["done"];

    fn state(&self) -> &str {
        &self.status
    }
}

/// A page of things.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Things {
    pub data: Vec<Thing>,
}

impl Paged for Things {
    type Item = Thing;
    const PAGING: Paging = Paging::after_last_item("after").before_first_item("before");

    fn into_items(self) -> Vec<Thing> {
        self.data
    }
}

/// A page of numbers with the cursor of the next page.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Numbers {
    pub data: Vec<u64>,
}

impl Paged for Numbers {
    type Item = u64;
    const PAGING: Paging = Paging::field("next_page", "page");

    fn into_items(self) -> Vec<u64> {
        self.data
    }
}

operation!(
    GetThing,
    secured("getThing", Method::GET, "/things/{id}"),
    reply::Json<Thing>
);
operation!(
    PostThing,
    secured("postThing", Method::POST, "/things"),
    reply::Json<Value>
);
operation!(
    DeleteThing,
    secured("deleteThing", Method::DELETE, "/things/{id}"),
    reply::Empty
);
operation!(
    ReadThing,
    secured("readThing", Method::GET, "/things/{id}/text"),
    reply::Text
);
operation!(
    LoadThing,
    secured("loadThing", Method::GET, "/things/{id}/content"),
    reply::Binary
);
operation!(
    ListThings,
    secured("listThings", Method::GET, "/things"),
    reply::Page<Things>
);
operation!(
    ListNumbers,
    secured("listNumbers", Method::GET, "/numbers"),
    reply::Page<Numbers>
);
operation!(
    AdminThing,
    OperationSpec {
        security: &[&["AdminAuth"]],
        ..OperationSpec::new("adminThing", Method::GET, "/admin")
    },
    reply::Json<Value>
);
operation!(
    OpenThing,
    OperationSpec::new("openThing", Method::GET, "/open"),
    reply::Json<Value>
);
operation!(
    QueryKeyThing,
    OperationSpec {
        security: &[&["QueryAuth"]],
        ..OperationSpec::new("queryKeyThing", Method::GET, "/query-key")
    },
    reply::Json<Value>
);
operation!(
    FixedThing,
    OperationSpec {
        query: &[("beta", "true")],
        headers: &[("Testing-Beta", "v2")],
        ..secured("fixedThing", Method::GET, "/fixed")
    },
    reply::Json<Value>
);
operation!(
    Generate,
    OperationSpec {
        stream_switch: Some(StreamSwitch::flag("stream")),
        ..secured("generate", Method::POST, "/generate")
    },
    reply::JsonOrEvents<Value, Tick>
);
operation!(
    Watch,
    OperationSpec {
        stream_switch: Some(StreamSwitch::flag("stream")),
        ..secured("watch", Method::GET, "/watch")
    },
    reply::Events<Tick>
);
operation!(
    Speak,
    OperationSpec {
        stream_switch: Some(StreamSwitch {
            name: "format",
            on: "\"sse\"",
        }),
        ..secured("speak", Method::POST, "/speak")
    },
    reply::BinaryOrEvents<Tick>
);
operation!(
    Named,
    OperationSpec {
        events: EventMode::EventData,
        ..secured("named", Method::POST, "/named")
    },
    reply::Events<Value>
);
operation!(
    Deployed,
    OperationSpec {
        deployment: Some("model"),
        stream_switch: Some(StreamSwitch::flag("stream")),
        ..secured("deployed", Method::POST, "/chat/things")
    },
    reply::JsonOrEvents<Value, Tick>
);
operation!(
    GetJob,
    secured("getJob", Method::GET, "/jobs/{id}"),
    reply::Json<Job>
);
operation!(
    StreamLines,
    OperationSpec {
        events: EventMode::JsonLines,
        ..secured("streamLines", Method::GET, "/lines")
    },
    reply::Events<Value>
);
