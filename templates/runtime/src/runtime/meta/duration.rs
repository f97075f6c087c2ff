//! Durations in headers.

use std::time::Duration;

/// Returns a duration of `seconds`. `None` if they are negative, too many, or not a number.
pub(crate) fn from_secs(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok()
}

/// Parses `1h2m3.5s`, `6m0s`, `20ms`, `2 seconds`, `PT5S`, or a bare number of seconds.
pub(super) fn parse(value: &str) -> Option<Duration> {
    let value = value.trim().to_ascii_lowercase();
    if value.is_empty() {
        return None;
    }
    if let Ok(seconds) = value.parse::<f64>() {
        return from_secs(seconds);
    }
    let mut total = 0.0;
    let mut rest = value.strip_prefix("pt").unwrap_or(&value);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let end = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        total += number * seconds_of(rest[..end].trim())?;
        rest = &rest[end..];
    }
    from_secs(total)
}

/// Returns how many seconds a unit has.
fn seconds_of(unit: &str) -> Option<f64> {
    Some(match unit {
        "d" | "day" | "days" => 86_400.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "ms" | "msec" | "msecs" | "millisecond" | "milliseconds" => 1e-3,
        "us" | "µs" => 1e-6,
        "ns" => 1e-9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_of_rate_limit_headers_are_parsed() {
        let cases = [
            ("1s", 1.0),
            ("6m0s", 360.0),
            ("20ms", 0.02),
            ("1h2m3.5s", 3723.5),
            ("12.5", 12.5),
            ("1d", 86_400.0),
            ("2 minutes", 120.0),
            ("1 Min", 60.0),
            ("3 hours", 10_800.0),
            ("5S", 5.0),
            ("250 milliseconds", 0.25),
            ("PT1M5S", 65.0),
        ];
        for (value, expected) in cases {
            let parsed = parse(value).expect(value).as_secs_f64();
            assert!((parsed - expected).abs() < 1e-9, "{value}: {parsed}");
        }
        for value in ["", "s", "5x", "-1", "NaN", "1s2"] {
            assert_eq!(parse(value).filter(|d| !d.is_zero()), None, "{value}");
        }
    }
}
