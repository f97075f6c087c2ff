//! More types as the generator writes them: messages, and unions with message variants.

use super::sample::*;
use crate::runtime::codec::*;

/// A message in its short form, as written by users.
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
        optional r#type "type";
        required role "role";
        required content "content";
    }
}

/// A message as sent by the API.
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
        constant r#type "type" = "message";
        constant role "role" = "assistant";
        required id "id";
        required content "content";
        optional status "status";
    }
}

/// A union within a union, discriminated by another property.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Call {
    Search(Details),
    Measure(Usage),
    Unknown(Unknown),
}
union_table! {
    Call by "tool" {
        variant Search;
        variant Measure;
        object "search" => Search;
        object "measure" => Measure;
    }
}

/// Discriminated by `type`, except that two variants share a value, one has none, and one is free-form.
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
        variant Easy;
        variant Full;
        variant Call;
        variant Labels;
        variant Free;
        variant Tree;
        object "message" => Easy | Full;
        object "call" => Call;
        object "free" => Free;
        object "tree" => Tree;
        untagged => Easy | Labels;
    }
}

/// Lists of several kinds.
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
        variant Text;
        variant Texts;
        variant Tokens;
        variant TokenLists;
        variant Items;
        array => Texts | Tokens | TokenLists | Items;
        string => Text;
    }
}

/// Has lists only through a variant that is itself a union.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Holder {
    Input(Input),
    Unknown(Unknown),
}
union_table! {
    Holder {
        variant Input;
        array => Input;
        string => Input;
    }
}

/// One of several known strings, or an object.
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
        variant Named;
        variant Weight;
        literal Auto "auto";
        literal Never "never";
        from Image => Named;
        from f64 => Weight;
        untagged => Named;
        number => Weight;
    }
}
union_string!(Choice);

/// A complete response.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Response {
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
    Response {
        required id "id";
        required output "output";
        required usage "usage";
        required history "history";
        required by_name "by_name";
        required limit "limit";
        required free "free";
    }
}

/// A recursive union without a discriminator.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Tree {
    Left(Box<Branch>),
    Right(Box<OtherBranch>),
    Unknown(Unknown),
}
union_table! {
    Tree {
        variant Left;
        variant Right;
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
                required children "children";
                optional mark $field;
            }
        }
    };
}

branch!(Branch "left");
branch!(OtherBranch "right");
