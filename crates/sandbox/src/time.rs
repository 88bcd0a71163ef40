//! Times as the API writes and reads them: ISO-8601, always UTC, always with `Z`.

use jiff::Timestamp;

/// How far ahead a post may be scheduled (vendor's OpenAPI, 2026-04).
pub(crate) const MAX_AHEAD_MS: i64 = 365 * DAY_MS;
pub(crate) const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// `2026-04-15T09:00:00Z`, with fractions of a second only where there are any.
pub(crate) fn iso(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| String::new(), |time| time.to_string())
}

/// Reads a UTC time; anything without a final `Z` is refused, as the vendor does.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let has_form = text.is_ascii()
        && text.ends_with('Z')
        && text.as_bytes().get(10) == Some(&b'T')
        && text.as_bytes().first().is_some_and(u8::is_ascii_digit);
    let time: Timestamp = has_form.then(|| text.parse().ok())??;
    Some(time.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_they_are_read() {
        for text in ["2026-04-15T13:00:00Z", "2026-04-15T13:00:00.25Z"] {
            assert_eq!(parse(text).map(iso).as_deref(), Some(text));
        }
    }

    #[test]
    fn only_utc_with_z_is_read() {
        for text in [
            "2026-04-15T09:00:00",
            "2026-04-15T09:00:00+00:00",
            "2026-04-15 09:00:00Z",
            "2026-04-15",
            "2026-04-31T09:00:00Z",
            "2026-04-15T09:00:00Z[Europe/Berlin]",
            "tomorrow",
            "Z",
            "",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
