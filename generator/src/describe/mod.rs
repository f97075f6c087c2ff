//! Adds sentences to the meaning of a document: documentation that is kept in separate files.
//!
//! Input: [`Api`](crate::ir::Api) and documentation files as [`Node`](crate::document::Node) trees. Output: the same
//! `Api` with prose, and a diagnostic for each entry that matches nothing. The stage is independent of Rust names.
//!
//! A file has these sections, all optional:
//!
//! | section | entry | documents |
//! |---|---|---|
//! | `fields` | property name: sentence or list of alternatives | every property with that name |
//! | `values` | value: sentence or list of alternatives | every enum value with that name |
//! | `variants` | branch name: sentence or list of alternatives | branches of unions |
//! | `parameters` | parameter name: sentence or list of alternatives | query and header parameters |
//! | `schemas` | schema: sentence, or `description`, `properties`, `values` and `variants` | one schema, or several with `*` |
//! | `operations` | operation id: sentence, or `description` and `parameters` | one operation |
//! | `channels` | channel: sentence, or `description` and `parameters` | one channel |
//! | `groups` | `chat.completions`: sentence | a group of operations |
//! | `resources` | schema or operation id: noun | nothing; the noun replaces `{resource}` |
//! | `mirrors` | prefix: prefix | items that mirror others: items with the first prefix use the entries of items with the second |
//! | `resource-affixes` | a list of words | nothing; words that are not part of a noun |
//! | `references` | `base`, `groups` and `operations` | links from the documentation to the pages of an API reference |
//! | `examples` | `values`, `optional` and `results` | the examples of operations |
//!
//! An alternative is `{text, in, type}`: `in` lists schemas (or operations) and `type` lists kinds of types for which the
//! sentence is true. Names may contain `*`. The most specific entry wins: that of a schema or operation, then an
//! alternative with `in`, one with `type`, and one without conditions. Names without `*` precede names with it.

mod apply;
mod book;
mod entries;
mod key;
mod nouns;
mod pattern;
mod read;
mod references;
mod rules;
mod sentence;
mod types;
mod unmatched;

pub use apply::describe;
pub use book::Book;
pub use key::of as schema_key;
pub use read::read;
