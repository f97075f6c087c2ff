//! Types of the crate `chrono`.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, Utc};

super::format! {
    DateTime<Utc>: "a date and time", DateTime::UNIX_EPOCH,
        |text| DateTime::parse_from_rfc3339(text).map(|it| it.with_timezone(&Utc)),
        |value| value.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    DateTime<FixedOffset>: "a date and time", DateTime::UNIX_EPOCH.fixed_offset(),
        DateTime::parse_from_rfc3339,
        |value| value.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    NaiveDate: "a date", NaiveDate::default(), str::parse, NaiveDate::to_string;
    NaiveTime: "a time", NaiveTime::default(), str::parse, NaiveTime::to_string;
}
