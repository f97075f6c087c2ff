//! More types as the generator writes them: messages, and the unions that they are cases of.

use super::sample::*;
use crate::runtime::codec::*;

/// A message as people write it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct EasyMessage {
    pub r#type: Option<String>,
    pub role: String,
    pub content: Content,
    pub extra: Extra,
}
record_table! {
    EasyMessage {
        required 1 role "role";
        required 2 content "content";
        optional 0 r#type "type";
    }
}

/// A message as the API sends it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct FullMessage {
    pub id: String,
    pub content: Vec<Part>,
    pub status: Option<ServiceTier>,
    pub extra: Extra,
}
record_table! {
    FullMessage {
        constant 0 "type" = "message";
        constant 1 "role" = "assistant";
        required 2 content "content";
        required 3 id "id";
        optional 4 status "status";
    }
}

/// A union within a union, told apart by another property.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Call {
    Search(Details),
    Measure(Usage),
    Unknown(Unknown),
}
union_table! {
    Call by "tool" {
        cases Search Measure;
        object "search" => Search;
        object "measure" => Measure;
    }
}

/// Told apart by `type`, except that two cases share a value, one has none, and one is free.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Item {
    Easy(EasyMessage),
    Full(Box<FullMessage>),
    Call(Call),
    Labels(Labels),
    Free(BTreeMap<String, Value>),
    Tree(Tree),
    Unknown(Unknown),
}
union_table! {
    Item by "type" {
        cases Easy Full Call Labels Free Tree;
        object "message" => Easy | Full;
        object "call" => Call;
        object "free" => Free;
        object "tree" => Tree;
        untagged => Easy | Labels;
    }
}

/// Lists of several sorts.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Input {
    Text(String),
    Texts(Vec<String>),
    Tokens(Vec<i64>),
    TokenLists(Vec<Vec<i64>>),
    Items(Vec<Usage>),
    Unknown(Unknown),
}
union_table! {
    Input {
        cases Text Texts Tokens TokenLists Items;
        array => Texts | Tokens | TokenLists | Items;
        string => Text;
    }
}

/// Some texts, or an object.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Choice {
    Auto,
    Never,
    Named(Image),
    Weight(f64),
    Unknown(Unknown),
}
union_table! {
    Choice {
        cases Named Weight;
        literal Auto "auto";
        literal Never "never";
        untagged => Named;
        number => Weight;
    }
}
union_from! {
    Choice from Named(Image) Weight(f64);
}
union_text!(Choice);

/// The whole of an answer.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Answer {
    pub id: String,
    pub output: Vec<Item>,
    pub usage: Usage,
    pub history: Vec<Usage>,
    pub by_name: BTreeMap<String, Item>,
    pub limit: Number,
    pub free: Value,
    pub extra: Extra,
}
record_table! {
    Answer {
        required 0 id "id";
        required 1 output "output";
        required 2 usage "usage";
        required 3 history "history";
        required 4 by_name "by_name";
        required 5 limit "limit";
        required 6 free "free";
    }
}

/// Contains itself, told apart by nothing.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Tree {
    Left(Box<Branch>),
    Right(Box<OtherBranch>),
    Unknown(Unknown),
}
union_table! {
    Tree {
        cases Left Right;
        untagged => Left | Right;
    }
}

macro_rules! branch {
    ($name:ident $field:literal) => {
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            pub children: Vec<Tree>,
            pub mark: Option<i64>,
            pub extra: Extra,
        }
        record_table! {
            $name {
                required 0 children "children";
                optional 1 mark $field;
            }
        }
    };
}

branch!(Branch "left");
branch!(OtherBranch "right");
