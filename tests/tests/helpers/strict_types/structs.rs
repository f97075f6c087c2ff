//! Structs and their fields.

use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};
use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{accepts, accepts_struct};

macro_rules! types {
    ($($(#[$meta:meta])* $kind:ident $name:ident $body:tt $($end:literal)?)*) => {
        $(
            #[derive(Serialize, Deserialize, JsonSchema, Debug, PartialEq, Clone)]
            $(#[$meta])*
            pub $kind $name $body
        )*
    };
}
pub(super) use types;

types! {
    struct Plain { zeta: String, alpha: i64, mid: bool }
    struct Renamed { #[serde(rename = "z-last")] zeta: String, #[serde(rename = "A first")] alpha: u8 }
    #[serde(rename_all = "camelCase")]
    struct Camel { first_name: String, last_name: Option<String> }
    #[serde(rename_all = "SCREAMING-KEBAB-CASE", deny_unknown_fields)]
    struct Kebab { first_name: String, a_b_c: f64 }
    struct Defaults { #[serde(default)] note: String, #[serde(default)] list: Vec<u8>, count: u8 }
    #[serde(default)]
    struct AllDefault { note: String, count: u32 }
    struct Skipped {
        #[serde(skip_serializing_if = "Option::is_none")] note: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")] list: Vec<u8>,
        #[serde(default, skip_serializing_if = "String::is_empty")] text: String,
        last: u8,
    }
    struct Hidden { shown: u8, #[serde(skip)] hidden: u8 }
    struct Nested { plain: Plain, camel: Option<Camel>, list: Vec<Plain> }
    /// A struct with a description.
    struct Documented {
        /// A plain struct.
        plain: Plain,
        /// The same one again.
        again: Option<Plain>,
        /// All of them.
        all: Vec<Plain>,
    }
    struct Numbers { a: u8, b: i8, c: u16, d: i32, e: u64, f: f32, g: NonZeroU32, h: usize, i: i128 }
    struct Smart { boxed: Box<Plain>, shared: Box<str>, cow: Cow<'static, str>, counted: Box<Plain> }
    struct Collections { set: BTreeSet<String>, deque: VecDeque<i64>, array: [u8; 3], nested: Vec<Vec<bool>> }
    struct Options { nested: Option<Option<u8>>, list: Option<Vec<Option<String>>>, boxed: Option<Box<Plain>> }
    struct Texts { char: char, string: String, path: std::path::PathBuf, ip: Option<std::net::Ipv4Addr> }
    struct Chain { value: u8, next: Option<Box<Chain>> }
    struct Tree { name: String, children: Vec<Tree> }
    struct DocumentedTree {
        /// The left part.
        left: Option<Box<DocumentedTree>>,
        /// The right part.
        right: Option<Box<DocumentedTree>>,
    }
    struct Aliased { #[serde(alias = "old")] new: u8 }
    struct Mutual { other: Option<Box<Other>>, name: String }
    struct Other { back: Vec<Mutual> }
    struct With { #[serde(with = "as_text")] #[schemars(with = "String")] number: u32 }
    struct Limited {
        #[schemars(range(min = 1, max = 5))] stars: u8,
        #[schemars(length(min = 1))] names: Vec<String>,
        #[schemars(title = "A title", description = "Overridden.")] text: String,
    }
    struct Empty {}
}

#[derive(Serialize, Deserialize, JsonSchema, Debug, PartialEq, Clone)]
pub struct Newtype(Plain);
#[derive(Serialize, Deserialize, JsonSchema, Debug, PartialEq, Clone)]
#[serde(transparent)]
pub struct Transparent {
    inner: Vec<Plain>,
}
#[derive(Serialize, Deserialize, JsonSchema, Debug, PartialEq, Clone)]
pub struct Unit;
#[derive(Serialize, Deserialize, JsonSchema, Debug, PartialEq, Clone)]
pub struct Generic<A, B> {
    second: B,
    first: A,
}
#[derive(Serialize, Deserialize, JsonSchema, Debug, PartialEq, Clone)]
#[serde(from = "String", into = "String")]
pub struct Text(String);

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

mod as_text {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(number: &u32, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(number)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

pub fn plain() -> Plain {
    Plain {
        zeta: "z".to_owned(),
        alpha: -1,
        mid: true,
    }
}

pub fn check() {
    let text = || "text".to_owned();
    accepts_struct(&[plain()]);
    accepts_struct(&[Renamed {
        zeta: text(),
        alpha: 255,
    }]);
    let camel = |last_name| Camel {
        first_name: text(),
        last_name,
    };
    accepts_struct(&[camel(None), camel(Some(text()))]);
    accepts_struct(&[Kebab {
        first_name: text(),
        a_b_c: 0.5,
    }]);
    accepts_struct(&[Defaults {
        note: text(),
        list: vec![1],
        count: 2,
    }]);
    accepts_struct(&[
        AllDefault::default(),
        AllDefault {
            note: text(),
            count: 1,
        },
    ]);
    let skipped = |note, list, text| Skipped {
        note,
        list,
        text,
        last: 0,
    };
    accepts_struct(&[
        skipped(None, vec![], String::new()),
        skipped(Some(text()), vec![1], text()),
    ]);
    accepts_struct(&[Hidden {
        shown: 1,
        hidden: 0,
    }]);
    let nested = |camel, list| Nested {
        plain: plain(),
        camel,
        list,
    };
    accepts_struct(&[
        nested(None, vec![]),
        nested(Some(camel(None)), vec![plain(), plain()]),
    ]);
    let documented = |again, all| Documented {
        plain: plain(),
        again,
        all,
    };
    accepts_struct(&[
        documented(None, vec![]),
        documented(Some(plain()), vec![plain()]),
    ]);
    let one = NonZeroU32::MIN;
    accepts_struct(&[Numbers {
        a: 1,
        b: -1,
        c: 2,
        d: -2,
        e: 3,
        f: 0.5,
        g: one,
        h: 4,
        i: -4,
    }]);
    let smart = Smart {
        boxed: Box::new(plain()),
        shared: text().into(),
        cow: Cow::Borrowed("cow"),
        counted: Box::new(plain()),
    };
    accepts_struct(&[smart]);
    let set = BTreeSet::from([text()]);
    accepts_struct(&[Collections {
        set,
        deque: VecDeque::from([1]),
        array: [1, 2, 3],
        nested: vec![vec![true], vec![]],
    }]);
    accepts_struct(&[
        Options {
            nested: None,
            list: None,
            boxed: None,
        },
        Options {
            nested: Some(Some(1)),
            list: Some(vec![None, Some(text())]),
            boxed: Some(Box::new(plain())),
        },
    ]);
    let ip = Some(std::net::Ipv4Addr::LOCALHOST);
    accepts_struct(&[Texts {
        char: 'ä',
        string: text(),
        path: "a/b".into(),
        ip,
    }]);
    let chain = |next| Chain { value: 1, next };
    accepts_struct(&[chain(None), chain(Some(Box::new(chain(None))))]);
    let tree = |children| Tree {
        name: text(),
        children,
    };
    accepts_struct(&[tree(vec![tree(vec![]), tree(vec![tree(vec![])])])]);
    let branch = |left, right| Some(Box::new(DocumentedTree { left, right }));
    let deep = branch(None, branch(branch(branch(None, None), None), None));
    accepts_struct(&[DocumentedTree {
        left: deep,
        right: None,
    }]);
    accepts_struct(&[Aliased { new: 1 }]);
    let mutual = |other| Mutual {
        other,
        name: text(),
    };
    let other = Box::new(Other {
        back: vec![mutual(None)],
    });
    accepts_struct(&[mutual(Some(other))]);
    accepts_struct(&[With { number: 7 }]);
    accepts_struct(&[Limited {
        stars: 5,
        names: vec![text()],
        text: text(),
    }]);
    accepts_struct(&[Empty {}]);
    accepts_struct(&[Newtype(plain())]);
    accepts(&[Transparent {
        inner: vec![plain()],
    }]);
    accepts(&[Unit]);
    accepts_struct(&[Generic {
        second: plain(),
        first: Some(1_u8),
    }]);
    accepts(&[Text(text())]);
    accepts(&[Ok::<Plain, String>(plain()), Err(text())]);
}

impl Default for AllDefault {
    fn default() -> Self {
        Self {
            note: "default".to_owned(),
            count: 3,
        }
    }
}
