//! Types of the crate `jiff`.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Span, Timestamp};

use super::Format;

super::format! {
    Timestamp: "a date and time", Timestamp::UNIX_EPOCH, str::parse, Timestamp::to_string;
    Date: "a date", Date::default(), str::parse, Date::to_string;
    Time: "a time", Time::midnight(), str::parse, Time::to_string;
    SignedDuration: "a duration", SignedDuration::ZERO, str::parse, SignedDuration::to_string;
}

impl Format for Span {
    const EXPECTED: &'static str = "a duration";

    fn blank() -> Self {
        Span::new()
    }

    fn parse(text: &str) -> Result<Self, String> {
        text.parse().map_err(|error: jiff::Error| error.to_string())
    }

    fn write(&self) -> String {
        self.to_string()
    }

    /// A month has no fixed number of days, so spans are equal if all their units are equal.
    fn is_same(&self, other: &Self) -> bool {
        self.fieldwise() == other.fieldwise()
    }
}
