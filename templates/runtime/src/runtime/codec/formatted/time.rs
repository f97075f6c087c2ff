//! Types of the crate `time`.

use time::error::Format;
use time::format_description::well_known::{Iso8601, Rfc3339};
use time::{Date, Month, OffsetDateTime, Time};

super::format! {
    OffsetDateTime: "a date and time", OffsetDateTime::UNIX_EPOCH,
        |text| OffsetDateTime::parse(text, &Rfc3339),
        |value| or_display(value.format(&Rfc3339), value);
    Date: "a date", Date::from_calendar_date(1970, Month::January, 1).unwrap_or(Date::MIN),
        |text| Date::parse(text, &Iso8601::DATE),
        |value| or_display(value.format(&Iso8601::DATE), value);
    Time: "a time", Time::MIDNIGHT,
        |text| Time::parse(text, &Iso8601::TIME),
        written_time;
}

/// Falls back to `Display`, because the format has no form for a five-digit year.
fn or_display(written: Result<String, Format>, value: &dyn std::fmt::Display) -> String {
    written.unwrap_or_else(|_| value.to_string())
}

/// RFC 3339 has no prefix, and has a fraction only if it is not zero.
fn written_time(value: &Time) -> String {
    let (hour, minute, second, nanosecond) = value.as_hms_nano();
    let whole = format!("{hour:02}:{minute:02}:{second:02}");
    match nanosecond {
        0 => whole,
        _ => format!(
            "{whole}.{}",
            format!("{nanosecond:09}").trim_end_matches('0')
        ),
    }
}
