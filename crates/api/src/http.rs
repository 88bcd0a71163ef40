//! One HTTP exchange, kept within limits: time, size, rate, and where a credential may go.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Utc;
use http::header::{ACCEPT, AUTHORIZATION};
use http::{HeaderValue, Method};
use reqwest::multipart::Form;
use reqwest::{Client, ClientBuilder, RequestBuilder, Response, redirect, retry};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::watch;
use url::Url;
use zeroize::Zeroizing;

use crate::answer::Answer;
use crate::base_url::{BaseUrl, is_loopback};
use crate::budget::Budgets;
use crate::call_error::{CallError, Sent, Unreachable};
use crate::outgoing::while_it_moves;
use crate::resolver::Resolver;
use crate::unreachable::unreachable;

/// Larger than any answer that carries a key, so that such an answer is never moved while it is
/// read, which would leave a copy behind that nobody wipes.
const ROOM_FOR_A_KEY: usize = 64 * 1024;

/// For what is given up when it stands still, not when it takes long.
const UNLIMITED: Duration = Duration::from_secs(24 * 60 * 60);

/// The connection to every service. Clones share their connections and rate budgets.
#[derive(Clone)]
pub struct Http {
    /// `None` on a computer without a trust store. The embedded workspace works there all the
    /// same; everything beyond this computer is [`Unreachable::Tls`].
    remote: Option<Client>,
    loopback: Client,
    stalled: Duration,
    answer_bytes: usize,
    pub(crate) in_one_bytes: u64,
    pub(crate) shortest_pause: Duration,
    budgets: Arc<Budgets>,
}

/// The limits every call is held to.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For a connection to be made, encryption included.
    pub connect: Duration,
    /// For a whole exchange, from connecting to the answer's last byte. Waiting for a turn in the
    /// rate budget is not part of it.
    pub total: Duration,
    /// How long a file on its way may stand still, and how long the service may take to answer when
    /// it has arrived.
    pub stalled: Duration,
    /// The largest answer that is read, in bytes after decompression.
    pub answer_bytes: usize,
    /// The largest file that leaves in one go, in bytes; a larger one takes three steps.
    pub in_one_bytes: u64,
    /// The shortest pause before the service is asked once more; about the first, where something is
    /// read again by itself.
    pub shortest_pause: Duration,
    /// Requests within any minute, for each [`Credential::budget`].
    pub requests_a_minute: usize,
}

impl Default for Limits {
    /// 5 s, 20 s, 90 s, 8 MiB, 0.2 s, and CodivUpload's 100 MB (vendor's OpenAPI, 2026-04) and 100 requests a
    /// minute per key (vendor's authentication page).
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(20),
            stalled: Duration::from_secs(90),
            answer_bytes: 8 * 1024 * 1024,
            in_one_bytes: 100_000_000,
            shortest_pause: Duration::from_millis(200),
            requests_a_minute: 100,
        }
    }
}

/// What a call identifies itself with.
#[derive(Clone)]
pub struct Credential {
    /// The `Authorization` header.
    pub authorization: HeaderValue,
    /// Names the rate budget the call counts against, one for each key: its fingerprint. Never
    /// the key itself.
    pub budget: String,
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential(..)")
    }
}

/// The HTTP library could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP library could not be set up")]
pub struct HttpSetupError(#[source] reqwest::Error);

/// A request to be made.
pub(crate) struct Call<'a> {
    pub(crate) credential: &'a Credential,
    pub(crate) method: Method,
    pub(crate) base: &'a BaseUrl,
    pub(crate) route: Vec<&'a str>,
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) body: Option<Value>,
    /// Nobody waits for it: it leaves room for what somebody waits for.
    pub(crate) in_background: bool,
}

impl Http {
    /// Prepares the connections; sends nothing.
    ///
    /// # Errors
    ///
    /// [`HttpSetupError`] when the HTTP library does not start.
    pub fn new(limits: Limits) -> Result<Self, HttpSetupError> {
        // Without a provider of cryptography reqwest panics. The result only says whether
        // somebody in this process was first, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();

        // No proxy on the way to this computer: it would read what is sent in clear. No trust
        // store either, which a bare computer may lack.
        let loopback = careful(limits).no_proxy().tls_certs_only([]);
        Ok(Self {
            remote: careful(limits).https_only(true).build().ok(),
            loopback: loopback.build().map_err(HttpSetupError)?,
            stalled: limits.stalled,
            answer_bytes: limits.answer_bytes,
            in_one_bytes: limits.in_one_bytes,
            shortest_pause: limits.shortest_pause,
            budgets: Arc::new(Budgets::new(limits.requests_a_minute)),
        })
    }

    /// Waits for a turn, makes the call once, and reads the answer.
    pub(crate) async fn call<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T, CallError> {
        let (_, value) = self.call_timed(call).await?;
        Ok(value)
    }

    /// Like [`call`](Self::call), with the answer's own circumstances.
    pub(crate) async fn call_timed<T: DeserializeOwned>(
        &self,
        call: Call<'_>,
    ) -> Result<(Answer, T), CallError> {
        self.in_turn(&call, async {
            let mut request = self.request(&call)?;
            if let Some(body) = &call.body {
                request = request.json(body);
            }
            self.exchange(&call, request).await
        })
        .await
    }

    /// Like [`call`](Self::call), for a form with a file, of which `left` tells how much has left.
    pub(crate) async fn call_with_form<T: DeserializeOwned>(
        &self,
        call: Call<'_>,
        form: Form,
        left: &watch::Sender<u64>,
    ) -> Result<T, CallError> {
        let exchange = async {
            let request = self.request(&call)?.timeout(UNLIMITED).multipart(form);
            while_it_moves(left, self.stalled, self.exchange(&call, request)).await
        };
        let (_, value) = self.in_turn(&call, exchange).await?;
        Ok(value)
    }

    async fn in_turn<T: DeserializeOwned>(
        &self,
        call: &Call<'_>,
        exchange: impl Future<Output = Result<Answer, CallError>>,
    ) -> Result<(Answer, T), CallError> {
        let budget = self.budgets.named(&call.credential.budget);
        let turn = if call.in_background {
            budget.turn_in_background().await
        } else {
            budget.turn().await
        };
        let turn = turn.map_err(|quiet| CallError::RateLimited {
            retry_after: quiet.0,
        })?;
        let answer = exchange.await;
        drop(turn);
        let answer = answer?;
        match answer.read() {
            Ok(value) => Ok((answer, value)),
            Err(error) => {
                if let CallError::RateLimited { retry_after } = error {
                    budget.keep_quiet(retry_after.max(self.shortest_pause));
                }
                Err(error)
            }
        }
    }

    fn request(&self, call: &Call<'_>) -> Result<RequestBuilder, CallError> {
        let mut url = call.base.route(&call.route);
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&call.query);
        }
        let mut authorization = call.credential.authorization.clone();
        authorization.set_sensitive(true);
        Ok(self
            .client_for(call.base.is_loopback())?
            .request(call.method.clone(), url)
            .header(AUTHORIZATION, authorization)
            .header(ACCEPT, "application/json"))
    }

    async fn exchange(
        &self,
        call: &Call<'_>,
        request: RequestBuilder,
    ) -> Result<Answer, CallError> {
        let started = Instant::now();
        let response = self.response(request).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = read_at_most(response, self.answer_bytes).await?;

        let (took, route) = (started.elapsed(), call.route.join("/"));
        tracing::debug!(method = %call.method, route, status = status.as_u16(), ?took, "answered");
        Ok(Answer {
            status,
            headers,
            body,
            at: Utc::now(),
            took,
            credential: call.credential.clone(),
        })
    }

    /// Sends a request and waits for the beginning of the answer.
    pub(crate) async fn response(&self, request: RequestBuilder) -> Result<Response, CallError> {
        request.send().await.map_err(|error| unreachable(&error))
    }

    /// Prepares a request that takes as long as it takes.
    pub(crate) fn unlimited(
        &self,
        is_loopback: bool,
        request: impl FnOnce(&Client) -> RequestBuilder,
    ) -> Result<RequestBuilder, CallError> {
        Ok(request(self.client_for(is_loopback)?).timeout(UNLIMITED))
    }

    /// How long a file on its way may stand still.
    pub(crate) fn patience(&self) -> Duration {
        self.stalled
    }

    /// Asks for something that everybody may see.
    pub(crate) async fn get_without_credential(&self, url: &Url) -> Result<Response, CallError> {
        let client = self.client_for(is_loopback(url))?;
        self.response(client.get(url.clone())).await
    }

    fn client_for(&self, is_loopback: bool) -> Result<&Client, CallError> {
        if is_loopback {
            return Ok(&self.loopback);
        }
        let no_trust_store = CallError::Unreachable {
            how: Unreachable::Tls,
            sent: Sent::No,
        };
        self.remote.as_ref().ok_or(no_trust_store)
    }
}

/// Reads an answer of at most `most` bytes.
pub(crate) async fn read_at_most(
    mut response: Response,
    most: usize,
) -> Result<Zeroizing<Vec<u8>>, CallError> {
    let mut body = Zeroizing::new(Vec::with_capacity(ROOM_FOR_A_KEY.min(most)));
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| unreachable(&error))?
    {
        if body.len() + chunk.len() > most {
            return Err(CallError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What every connection has in common.
fn careful(limits: Limits) -> ClientBuilder {
    Client::builder()
        .user_agent(concat!("Latchkey/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(limits.connect)
        .timeout(limits.total)
        .redirect(redirect::Policy::none())
        // reqwest repeats some requests by itself; here that is a decision of its own (retry.rs).
        .retry(retry::never())
        .referer(false)
        .dns_resolver(Resolver)
}
