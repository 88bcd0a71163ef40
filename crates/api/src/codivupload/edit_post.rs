//! Changing a post that has not gone out: giving it another time.

use chrono::{DateTime, SecondsFormat, Utc};
use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Client;
use crate::call_error::CallError;
use crate::http::{Call, Credential};

impl Client {
    /// Gives a scheduled post another time, in one attempt, and says at what time it stands now by
    /// the service's word, where it says one.
    ///
    /// # Errors
    ///
    /// [`CallError::BadRequest`] when the post cannot be changed any more, or the time is in the
    /// past or more than 365 days ahead; [`CallError::NotFound`] when there is no such post. When
    /// [`outcome_is_unknown`](CallError::outcome_is_unknown), the post may have been moved: look at
    /// it before doing anything else.
    pub async fn reschedule_post(
        &self,
        credential: &Credential,
        id: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, CallError> {
        let date = at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        let Edited { post } = self
            .http
            .call(Call {
                body: Some(json!({ "scheduled_date": date })),
                ..self.to_posts(credential, Method::PATCH, &[id])
            })
            .await?;
        let told = post.get("scheduled_date").and_then(Value::as_str);
        Ok(told.and_then(|text| text.parse().ok()))
    }
}

#[derive(Deserialize)]
struct Edited {
    /// The post as it is now. It may be left out (vendor's OpenAPI, 2026-04).
    #[serde(default)]
    post: Value,
}
