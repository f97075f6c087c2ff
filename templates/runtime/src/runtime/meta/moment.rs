//! Moments in headers: until when to wait.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::duration;
use crate::runtime::clock::now;

/// From this number of seconds on, a number is the time since the Unix epoch, not a delay.
const EPOCH_SECONDS: u64 = 1_000_000_000;

/// From this number on, a number is in milliseconds since the Unix epoch.
const EPOCH_MILLIS: u64 = 1_000_000_000_000;

/// Returns a delay, or the time until a moment: a date of HTTP, a date of [RFC 3339][1], or the time since the Unix epoch.
/// `None` if it is in the past or invalid.
///
/// [1]: https://www.rfc-editor.org/rfc/rfc3339
pub(crate) fn delay(value: &str) -> Option<Duration> {
    let value = value.trim().trim_matches('"');
    let until = |moment: SystemTime| moment.duration_since(now()).ok();
    match duration::parse(value) {
        Some(since) if since.as_secs() >= EPOCH_MILLIS => until(UNIX_EPOCH + since / 1000),
        Some(since) if since.as_secs() >= EPOCH_SECONDS => until(UNIX_EPOCH + since),
        Some(delay) => Some(delay),
        None => {
            let date = httpdate::parse_http_date(value).ok();
            until(date.or_else(|| parse_rfc3339(value))?)
        }
    }
}

/// Parses `2030-01-31T12:00:00.5Z` and `2030-01-31T12:00:00+01:00`.
fn parse_rfc3339(value: &str) -> Option<SystemTime> {
    let (date, time) = value.split_once(['T', 't', ' '])?;
    let [year, month, day] = numbers(date, '-')?;
    let zone = time.find(['Z', 'z', '+', '-'])?;
    let (time, zone) = time.split_at(zone);
    let [hour, minute, second] = numbers(time.split('.').next()?, ':')?;
    let is_valid = (1970..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    let seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    let seconds = seconds.checked_sub(offset(zone)?)?;
    let seconds = u64::try_from(seconds).ok().filter(|_| is_valid)?;
    Some(UNIX_EPOCH + Duration::from_secs(seconds))
}

/// Parses three numbers.
fn numbers(text: &str, separator: char) -> Option<[i64; 3]> {
    let mut parts = text.split(separator);
    let mut next = || {
        let part = parts.next()?;
        let is_number = part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|_| is_number)
    };
    let numbers = [next()?, next()?, next()?];
    parts.next().is_none().then_some(numbers)
}

/// Returns the offset of a time zone, in seconds.
fn offset(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let [hours, minutes, _] = numbers(&format!("{}:0", &zone[1..]), ':')?;
    let seconds = hours * 3_600 + minutes * 60;
    Some(if zone.starts_with('-') {
        -seconds
    } else {
        seconds
    })
}

/// Returns the number of days since the Unix epoch.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // The year starts in March, so that the leap day is its last one.
    let (year, month) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_rfc_3339_are_parsed() {
        let seconds = |value: &str| {
            let since = parse_rfc3339(value)?.duration_since(UNIX_EPOCH);
            since.ok().map(|since| since.as_secs())
        };
        for (value, expected) in [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("2000-02-29T12:00:00.5Z", Some(951_825_600)),
            ("2024-12-31T23:59:59+01:00", Some(1_735_685_999)),
            ("2030-03-01 00:00:00-00:30", Some(1_898_555_400)),
            ("2030-13-01T00:00:00Z", None),
            ("2030-01-01T25:00:00Z", None),
            ("2030-01-01T00:00:00", None),
            ("2030-01-01", None),
            ("x-y-zT1:2:3Z", None),
            ("2030-01-01T00:00:00+é", None),
        ] {
            assert_eq!(seconds(value), expected, "{value}");
        }
    }

    #[test]
    fn a_moment_is_a_delay_until_it() {
        let since = now().duration_since(UNIX_EPOCH).expect("after 1970");
        let (hour, tolerance) = (Duration::from_secs(3600), Duration::from_secs(60));
        let later = since + hour;
        for value in [
            later.as_secs().to_string(),
            later.as_millis().to_string(),
            "\"3600\"".to_owned(),
        ] {
            let delay = delay(&value).expect("a delay");
            assert!(
                delay <= hour && delay > hour - tolerance,
                "{value}: {delay:?}"
            );
        }
        for value in ["1700000000", "2001-01-01T00:00:00Z", "soon", ""] {
            assert_eq!(delay(value), None, "{value}");
        }
    }
}
