//! What an answer means: from status, headers and body to a value or a [`CallError`].
//!
//! The rule is that only the service's own words count. Its error envelope is a JSON object with
//! an `error` text (vendor's OpenAPI, 2026-04); a status in any other dress says nothing about a
//! key. The one exception is 429: waiting is right, whoever asks for it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::header::{CONTENT_TYPE, DATE, HeaderName, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use zeroize::Zeroizing;

use crate::call_error::{CallError, NotThisService, Violation};
use crate::http::Credential;
use crate::refusal::Refusal;

/// Used when a 429 does not say how long to wait: the length of the vendor's window.
const USUAL_PAUSE: Duration = Duration::from_secs(60);
/// Nothing the service says makes Latchkey wait longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);
/// Characters of a service's text that are kept.
const LONGEST_TEXT: usize = 300;
/// Reasons of a refusal that are kept.
const MOST_REASONS: usize = 8;

/// A complete answer. The body may hold a new key, so it is wiped when dropped.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Zeroizing<Vec<u8>>,
    pub(crate) at: DateTime<Utc>,
    pub(crate) took: Duration,
    /// What was sent with the request.
    pub(crate) credential: Credential,
}

impl Answer {
    /// The value of a successful answer.
    ///
    /// # Errors
    ///
    /// What the answer says instead, or [`CallError::NotThisService`].
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, CallError> {
        if self.status.is_success() {
            return self.json().map_err(|why| CallError::NotThisService { why });
        }
        Err(self.error())
    }

    fn error(&self) -> CallError {
        if self.status.is_redirection() {
            return CallError::NotThisService {
                why: NotThisService::Redirected,
            };
        }
        if self.status.is_server_error() || self.status == StatusCode::REQUEST_TIMEOUT {
            return CallError::ServerTrouble {
                status: self.status.as_u16(),
            };
        }
        if self.status == StatusCode::TOO_MANY_REQUESTS {
            return self.too_many();
        }
        match self.json::<Complaint>() {
            Ok(complaint) => self.complaint(complaint),
            Err(why) => CallError::NotThisService { why },
        }
    }

    fn complaint(&self, complaint: Complaint) -> CallError {
        match self.status {
            StatusCode::UNAUTHORIZED => CallError::Refused(Refusal::new(self)),
            StatusCode::FORBIDDEN => match (complaint.required_tier, complaint.current_tier) {
                (Some(required), Some(current)) => CallError::PlanTooLow {
                    required: self.showable(&required),
                    current: self.showable(&current),
                },
                _ => CallError::Forbidden,
            },
            StatusCode::NOT_FOUND => CallError::NotFound,
            StatusCode::CONFLICT => CallError::Conflict,
            _ => CallError::BadRequest {
                message: self.showable(&complaint.error),
                reasons: self.reasons(&complaint),
            },
        }
    }

    /// What a refusal is about: `violations` where it is hashtags, `details` otherwise. What these
    /// hold is not documented (vendor's OpenAPI, 2026-04), so anything that says something counts.
    fn reasons(&self, complaint: &Complaint) -> Vec<Violation> {
        let listed = [&complaint.violations, &complaint.details];
        let listed = listed.into_iter().filter_map(Value::as_array).flatten();
        let reasons = listed.map(|one| self.violation(one));
        let reasons = reasons.filter(|reason| reason.message.is_some());
        reasons.take(MOST_REASONS).collect()
    }

    /// Two limits share the status 429: requests per minute, and a platform's posts per day. The
    /// second lists `violations` (vendor's OpenAPI, 2026-04).
    fn too_many(&self) -> CallError {
        let body: Value = self.json().unwrap_or_default();
        match body.get("violations").and_then(Value::as_array) {
            Some(listed) if !listed.is_empty() => {
                let violations = listed.iter().map(|one| self.violation(one)).collect();
                CallError::DailyCap { violations }
            }
            _ => CallError::RateLimited {
                retry_after: retry_after(&self.headers),
            },
        }
    }

    fn violation(&self, listed: &Value) -> Violation {
        let text = |field| {
            listed
                .get(field)
                .and_then(Value::as_str)
                .map(|t| self.showable(t))
        };
        let number = |field| listed.get(field).and_then(Value::as_u64);
        let alone = || listed.as_str().map(|t| self.showable(t));
        Violation {
            platform: text("platform"),
            message: text("message").or_else(|| text("hashtag")).or_else(alone),
            used_last_24h: number("used_last_24h"),
            cap: number("cap"),
        }
    }

    /// The parser's own error is dropped on purpose: it quotes the body.
    fn json<T: DeserializeOwned>(&self) -> Result<T, NotThisService> {
        let named = self
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let named = named
            .unwrap_or_default()
            .split(';')
            .next()
            .unwrap_or_default();
        let named = named.trim().to_ascii_lowercase();
        if named == "text/html" || named == "application/xhtml+xml" {
            return Err(NotThisService::Html);
        }
        if named != "application/json" && !named.ends_with("+json") {
            return Err(NotThisService::NotJson);
        }
        let value = serde_json::from_slice(&self.body).map_err(|error| match error.is_data() {
            true => NotThisService::WrongShape,
            false => NotThisService::NotJson,
        })?;
        // To serde a list of the right values is as good as an object; the service sends objects.
        match self.body.trim_ascii_start().first() {
            Some(b'{') => Ok(value),
            _ => Err(NotThisService::WrongShape),
        }
    }

    /// A service's text made fit to be shown and logged: one line, of bounded length, without
    /// characters that reorder what is read, and without the credential if it was echoed.
    fn showable(&self, text: &str) -> String {
        let sent = self.credential.authorization.to_str().unwrap_or_default();
        let token = sent.split_ascii_whitespace().last().unwrap_or_default();
        let text = match token {
            "" => text.to_owned(),
            token => text.replace(token, "…"),
        };
        text.chars()
            .filter(|c| !is_invisible(*c))
            .take(LONGEST_TEXT)
            .collect()
    }
}

/// The service's error envelope. `code` is left out: nothing here depends on it, and the vendor's
/// sources disagree about its values.
#[derive(Deserialize)]
struct Complaint {
    error: String,
    required_tier: Option<String>,
    current_tier: Option<String>,
    #[serde(default)]
    violations: Value,
    #[serde(default)]
    details: Value,
}

/// Control characters and Unicode's invisible marks for direction and joining.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// How long a 429 asks to wait: seconds or a date (RFC 9110, section 10.2.3), within bounds.
pub(crate) fn retry_after(headers: &HeaderMap) -> Duration {
    let Some(asked) = text(headers, RETRY_AFTER) else {
        return USUAL_PAUSE;
    };
    let pause = if !asked.is_empty() && asked.bytes().all(|b| b.is_ascii_digit()) {
        // More digits than fit are still a number: the longest pause.
        Duration::from_secs(asked.parse().unwrap_or(u64::MAX))
    } else if let Some(until) = date(asked) {
        // Measured on the service's clock, because this computer's may be wrong.
        let now = text(headers, DATE).and_then(date).unwrap_or_else(Utc::now);
        (until - now).to_std().unwrap_or_default()
    } else {
        USUAL_PAUSE
    };
    pause.min(LONGEST_PAUSE)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text)
        .ok()
        .map(|date| date.to_utc())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::header::{DATE, RETRY_AFTER};
    use http::{HeaderMap, HeaderValue};

    use super::{is_invisible, retry_after};

    fn pause(asked: &str) -> u64 {
        let mut headers = HeaderMap::new();
        headers.insert(
            DATE,
            HeaderValue::from_static("Wed, 21 Oct 2026 07:28:00 GMT"),
        );
        headers.insert(RETRY_AFTER, HeaderValue::from_str(asked).unwrap());
        retry_after(&headers).as_secs()
    }

    #[test]
    fn a_pause_is_given_in_seconds_or_as_a_date_on_the_services_clock() {
        assert_eq!(pause("42"), 42);
        assert_eq!(pause(" 42 "), 42);
        assert_eq!(pause("Wed, 21 Oct 2026 07:28:30 GMT"), 30);
    }

    #[test]
    fn a_hostile_pause_is_held_within_bounds() {
        assert_eq!(pause("0"), 0);
        assert_eq!(pause("86400"), 3600);
        assert_eq!(pause("99999999999999999999999999"), 3600);
        assert_eq!(
            pause("Wed, 21 Oct 2015 07:28:00 GMT"),
            0,
            "a moment in the past"
        );
        assert_eq!(pause("Mon, 21 Oct 2999 07:28:00 GMT"), 3600);
        assert_eq!(pause("-5"), 60);
        assert_eq!(pause("soon"), 60);
        assert_eq!(pause(""), 60);
        assert_eq!(retry_after(&HeaderMap::new()), Duration::from_secs(60));
    }

    #[test]
    fn characters_that_fool_the_eye_are_invisible() {
        assert!(
            "\u{202e}\u{2066}\u{200b}\n\u{1b}\u{7f}"
                .chars()
                .all(is_invisible)
        );
        assert!(!"äß 漢字 🙂".chars().any(is_invisible));
    }
}
