//! Tests of [`Formatted`](super::Formatted).

use super::Formatted;
use crate::runtime::codec::{decode, encode};

#[test]
fn strings_are_sent_as_they_were_received() {
    for json in [
        r#""2026-01-02T04:04:05.000+01:00""#,
        r#""2026-01-02T03:04:05Z""#,
    ] {
        let read: Formatted<jiff::Timestamp> = decode(json.as_bytes()).expect("a timestamp");
        assert_eq!(read.as_second(), 1_767_323_045);
        assert_eq!(encode(&read).expect("JSON"), json.as_bytes());
        assert_eq!(
            encode(&Formatted::from(read.into_inner())).expect("JSON"),
            br#""2026-01-02T03:04:05Z""#
        );
    }
}

#[test]
fn each_type_reads_what_it_writes() {
    fn check<T: super::Format>(text: &str) {
        let value = T::parse(text).expect(text);
        assert_eq!(value.write(), text);
        assert!(value.is_same(&value.clone()));
        assert!(T::parse("?").is_err());
        let blank = T::blank();
        assert!(T::parse(&blank.write()).is_ok_and(|it| it.is_same(&blank)));
    }
    check::<bytes::Bytes>("AP8=");
    check::<chrono::DateTime<chrono::Utc>>("2026-01-02T03:04:05.250Z");
    check::<chrono::DateTime<chrono::FixedOffset>>("2026-01-02T03:04:05+01:00");
    check::<chrono::NaiveDate>("2026-01-02");
    check::<chrono::NaiveTime>("03:04:05");
    check::<jiff::Timestamp>("2026-01-02T03:04:05.25Z");
    check::<jiff::civil::Date>("2026-01-02");
    check::<jiff::civil::Time>("03:04:05");
    check::<jiff::SignedDuration>("PT1H30M");
    check::<jiff::Span>("P1M2D");
    check::<rust_decimal::Decimal>("12.50");
    check::<time::OffsetDateTime>("2026-01-02T03:04:05+01:00");
    check::<time::Date>("2026-01-02");
    check::<time::Time>("03:04:05.25");
    check::<url::Url>("https://x.test/a");
    check::<uuid::Uuid>("00000000-0000-0000-0000-000000000007");
}
