//! Passes that plan the groups and operations of the crate.

mod arguments;
mod bodies;
mod channels;
mod events;
mod group_tree;
mod groups;
mod imports;
mod name_source;
mod operation_names;
mod operations;
mod pages;
mod placement;
mod replies;
mod status_enums;

pub use bodies::bodies;
pub use channels::channels;
pub use group_tree::{GroupNode, group_tree};
pub use groups::groups;
pub use operation_names::operation_names;
pub use operations::operations;
pub use pages::{Pages, pages};
pub use placement::placements;
