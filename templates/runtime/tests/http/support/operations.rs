//! An operation of each kind, as generated code would write them.

use oasmith_runtime::runtime::{
    EventMode, Method, Operation, OperationSpec, Paged, Paging, Settles, StreamSwitch, reply,
};
use serde::Deserialize;
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
        security: &["KeyAuth"],
        ..OperationSpec::new(id, method, path)
    }
}

/// A record as simple as can be.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Thing {
    pub id: String,
}

/// An event as simple as can be.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Tick {
    pub n: u64,
}

/// Something that is worked on.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Job {
    pub status: String,
}

impl Settles for Job {
    const SETTLED: &'static [&'static str] = &["done"];

    fn state(&self) -> &str {
        &self.status
    }
}

/// A page of things.
#[derive(Clone, Debug, Deserialize, PartialEq)]
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

/// A page of numbers that says how to get the next one.
#[derive(Clone, Debug, Deserialize, PartialEq)]
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
        security: &["AdminAuth"],
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
        security: &["QueryAuth"],
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
