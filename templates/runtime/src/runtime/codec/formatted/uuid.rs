//! The type of the crate `uuid`.

use uuid::Uuid;

super::format! {
    Uuid: "a UUID", Uuid::nil(), str::parse, Uuid::to_string;
}
