//! CodivUpload's public interface, as far as Latchkey uses it (vendor's OpenAPI, 2026-04).
//!
//! | file | what it holds |
//! |---|---|
//! | `codivupload.rs` | asking whether a key works, which tells the profiles too |
//! | `posts.rs` | listing, fetching, making, retrying and deleting posts |
//! | `edit_post.rs` | giving a post another time |
//! | `queue.rs` | a profile's queue |
//! | `new_post.rs` | what a post is made from, and a kept post made again |
//! | `post_record.rs` | a post as the service tells it |
//! | `upload.rs` | sending files |

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::Method;
use serde::{Deserialize, Deserializer};

use crate::base_url::BaseUrl;
use crate::call_error::{CallError, NotThisService};
use crate::http::{Call, Credential, Http};

mod edit_post;
mod new_post;
mod post_record;
mod posts;
mod queue;
mod upload;

pub use self::new_post::NewPost;
pub use self::post_record::{Destination, ListedPost, NotAPost, WholePost};
pub use self::posts::{Created, PostsPage, PostsQuery};
pub use self::queue::{QueueSettings, QueueSlot, SlotTime};
pub use self::upload::Uploaded;

/// The public interface of one workspace.
#[derive(Clone)]
pub struct Client {
    http: Http,
    base: BaseUrl,
    in_background: bool,
}

/// The finding that a key works, with what the service told along with it.
#[derive(Clone, Debug)]
pub struct Alive {
    /// The workspace the key belongs to. `None` when it has no profile yet: the service names the
    /// workspace only there.
    pub workspace_id: Option<String>,
    /// Every profile of the workspace.
    pub profiles: Vec<Profile>,
    /// When the answer arrived, by this computer's clock.
    pub at: DateTime<Utc>,
    /// From sending the request to the end of the answer.
    pub took: Duration,
}

/// A brand or client within a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Profile {
    /// Opaque.
    pub id: String,
    /// Its name as people see it.
    pub profile_name: String,
    /// Its name as the service sees it.
    pub username: Option<String>,
    /// The workspace it is in.
    pub workspace_id: Option<String>,
    /// For each platform, by the service's name for it, whether an account is connected.
    #[serde(default, deserialize_with = "null_is_empty")]
    pub social_accounts: BTreeMap<String, bool>,
}

impl Client {
    /// A client for the interface at `base`, which ends in `/v1` at CodivUpload.
    #[must_use]
    pub fn new(http: &Http, base: &BaseUrl) -> Self {
        Self {
            http: http.clone(),
            base: base.clone(),
            in_background: false,
        }
    }

    /// The same for calls that nobody waits for: they leave a part of the key's rate budget to
    /// those that somebody does wait for.
    #[must_use]
    pub fn in_background(&self) -> Self {
        Self {
            in_background: true,
            ..self.clone()
        }
    }

    /// Asks the service whether a key works, by the call the vendor recommends for it. One
    /// attempt: who needs more schedules them.
    ///
    /// # Errors
    ///
    /// [`CallError::Refused`] when the service says that the key does not work; anything else
    /// means that it is not known. A missing route means that this is another service.
    pub async fn check_key(&self, credential: &Credential) -> Result<Alive, CallError> {
        let call = Call {
            credential,
            method: Method::GET,
            base: &self.base,
            route: vec!["agency", "profiles"],
            query: Vec::new(),
            body: None,
            in_background: self.in_background,
        };
        let answered = self.http.call_timed::<Profiles>(call).await;
        let (answer, Profiles { profiles }) = answered.map_err(this_route_always_exists)?;
        Ok(Alive {
            workspace_id: common_workspace(&profiles),
            profiles,
            at: answer.at,
            took: answer.took,
        })
    }
}

#[derive(Deserialize)]
struct Profiles {
    profiles: Vec<Profile>,
}

fn null_is_empty<'de, D, T>(field: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Option::deserialize(field).map(Option::unwrap_or_default)
}

/// A key belongs to one workspace. Should the profiles name several, none of them is believed.
fn common_workspace(profiles: &[Profile]) -> Option<String> {
    let mut named = profiles
        .iter()
        .filter_map(|profile| profile.workspace_id.as_ref());
    let first = named.next()?;
    named.all(|other| other == first).then(|| first.clone())
}

/// A service without this route is not CodivUpload, or the address lacks its `/v1`.
fn this_route_always_exists(error: CallError) -> CallError {
    if let CallError::NotFound = error {
        return CallError::NotThisService {
            why: NotThisService::NoSuchRoute,
        };
    }
    error
}
