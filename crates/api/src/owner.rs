//! Keys under the owner's session: the embedded workspace's routes to list, create, rename and
//! end keys. They lie outside `/v1`; CodivUpload itself documents no such routes.
//!
//! Each key may carry a `reference`, chosen by the caller before it asks for the key. When the
//! answer is lost, the reference is how the key is found again.

use chrono::{DateTime, Utc};
use http::Method;
use secrecy::SecretString;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use crate::base_url::BaseUrl;
use crate::call_error::CallError;
use crate::http::{Call, Credential, Http};

/// The owner's routes of one workspace.
#[derive(Clone)]
pub struct Client {
    http: Http,
    base: BaseUrl,
}

/// A key as the service lists it: everything but the key.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RemoteKey {
    /// Opaque.
    pub id: String,
    /// The name it has at the service.
    pub name: String,
    /// The key's prefix and last characters.
    pub hint: Option<String>,
    /// What its creator called it when asking for it.
    pub reference: Option<String>,
    /// When it was created, by the service's clock.
    #[serde(default, deserialize_with = "moment")]
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last used, by the service's clock.
    #[serde(default, deserialize_with = "moment")]
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A key that was just created. The service never tells it again.
#[derive(Debug, Deserialize)]
pub struct CreatedKey {
    /// Opaque.
    pub id: String,
    /// The key itself.
    #[serde(rename = "key")]
    pub secret: SecretString,
    /// When it was created, by the service's clock.
    #[serde(default, deserialize_with = "moment")]
    pub created_at: Option<DateTime<Utc>>,
}

/// The service took note that a key is to end. Whether it still works is another question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revoked {
    /// When, by the service's clock.
    pub at_service: Option<DateTime<Utc>>,
    /// The service did not know the key any more.
    pub already_gone: bool,
}

impl Client {
    /// A client for the owner's routes at `base`.
    #[must_use]
    pub fn new(http: &Http, base: &BaseUrl) -> Self {
        Self {
            http: http.clone(),
            base: base.clone(),
        }
    }

    /// Every key the service knows. Asks up to three times.
    ///
    /// # Errors
    ///
    /// Any [`CallError`].
    pub async fn list_keys(&self, owner: &Credential) -> Result<Vec<RemoteKey>, CallError> {
        let list = || {
            self.http
                .call::<Keys>(self.to(owner, Method::GET, vec!["keys"], None))
        };
        Ok(self.http.reading(list).await?.keys)
    }

    /// Creates a key, in one attempt.
    ///
    /// # Errors
    ///
    /// [`CallError::Conflict`] when the reference exists already. When
    /// [`outcome_is_unknown`](CallError::outcome_is_unknown), the key may exist: look for its
    /// reference.
    pub async fn create_key(
        &self,
        owner: &Credential,
        name: &str,
        reference: &str,
    ) -> Result<CreatedKey, CallError> {
        let body = json!({ "name": name, "reference": reference });
        self.http
            .call(self.to(owner, Method::POST, vec!["keys"], Some(body)))
            .await
    }

    /// Gives a key another name, in one attempt.
    ///
    /// # Errors
    ///
    /// [`CallError::NotFound`] when the service does not know the key.
    pub async fn rename_key(
        &self,
        owner: &Credential,
        id: &str,
        name: &str,
    ) -> Result<(), CallError> {
        let body = json!({ "name": name });
        let Done {} = self
            .http
            .call(self.to(owner, Method::PATCH, vec!["keys", id], Some(body)))
            .await?;
        Ok(())
    }

    /// Asks the service to end a key, in one attempt. A key the service does not know is gone.
    ///
    /// # Errors
    ///
    /// Any [`CallError`] but [`CallError::NotFound`].
    pub async fn revoke_key(&self, owner: &Credential, id: &str) -> Result<Revoked, CallError> {
        let call = self.to(owner, Method::DELETE, vec!["keys", id], None);
        match self.http.call::<Ended>(call).await {
            Ok(ended) => Ok(Revoked {
                at_service: ended.revoked_at,
                already_gone: false,
            }),
            Err(CallError::NotFound) => Ok(Revoked {
                at_service: None,
                already_gone: true,
            }),
            Err(error) => Err(error),
        }
    }

    fn to<'a>(
        &'a self,
        credential: &'a Credential,
        method: Method,
        route: Vec<&'a str>,
        body: Option<Value>,
    ) -> Call<'a> {
        Call {
            credential,
            method,
            base: &self.base,
            route,
            query: Vec::new(),
            body,
            in_background: false,
        }
    }
}

#[derive(Deserialize)]
struct Keys {
    keys: Vec<RemoteKey>,
}

#[derive(Deserialize)]
struct Done {}

#[derive(Deserialize)]
struct Ended {
    #[serde(default, deserialize_with = "moment")]
    revoked_at: Option<DateTime<Utc>>,
}

/// A moment that cannot be read is an unknown moment. It must not cost us the key beside it.
fn moment<'de, D: Deserializer<'de>>(field: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let field = Value::deserialize(field)?;
    Ok(field.as_str().and_then(|text| text.parse().ok()))
}
