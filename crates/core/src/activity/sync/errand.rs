//! The next thing to ask the service, and asking it.

use latchkey_api::codivupload::{Client, PostsPage, PostsQuery, Profile, WholePost};
use latchkey_api::{CallError, Credential};
use latchkey_store::syncs::{self, SyncCursorRow};
use latchkey_store::{Transaction, unlisted_posts};

use super::round::{Reading, listed_profiles};
use super::{is_due, names, sync_of};
use crate::Moment;
use crate::error::Error;

/// Posts per page, as many as the service gives. Where posts are so long that an answer would be
/// too large to read, fewer are asked for.
const PAGE_SIZES: [u32; 4] = [100, 20, 4, 1];

/// Something to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Errand {
    /// The profiles, with which a round begins.
    Profiles,
    /// The page at a cursor.
    Page(Stretch),
    /// A post that a list left out, by its id.
    Post(String),
}

/// A page to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Where, and of what.
    pub(super) cursor: SyncCursorRow,
    /// In which round.
    pub(super) pass: i64,
    /// The name to ask for the profile's posts; none for everybody's.
    pub(super) name: Option<String>,
}

/// What the service told.
pub(super) enum Told {
    Profiles(Vec<Profile>),
    Page(Stretch, PostsPage),
    /// The post, or that there is none.
    Post(String, Found),
}

/// What came of asking for a post by its id.
pub(super) enum Found {
    Here(Box<WholePost>),
    /// It is there, and too long to be read.
    TooLong,
    /// The service says that there is no such post.
    Nothing,
}

/// What to ask next; nothing when all is read for now.
pub(super) fn next(
    tx: &Transaction<'_>,
    workspace_id: &str,
    now: Moment,
) -> Result<Option<Errand>, Error> {
    if !is_due(tx, workspace_id, now)? {
        return Ok(None);
    }
    let sync = sync_of(tx, workspace_id)?;
    let profiles = listed_profiles(tx, &sync)?;
    let place = |cursor: &SyncCursorRow| {
        let mut rows = profiles.iter();
        rows.position(|profile| profile.id == cursor.profile_id)
    };
    let unread = syncs::cursors(tx, workspace_id)?;
    let unread = unread.into_iter().filter(|cursor| !cursor.finished);
    if let Some(cursor) = unread.min_by_key(|cursor| (Reading::of(cursor), place(cursor))) {
        let profile = place(&cursor).and_then(|place| profiles.get(place));
        return Ok(Some(Errand::Page(Stretch {
            name: profile.map(|profile| names::name_of(profile, &profiles)),
            pass: sync.pass,
            cursor,
        })));
    }
    if sync.next_at.is_none_or(|at| at <= now) {
        return Ok(Some(Errand::Profiles));
    }
    Ok(unlisted_posts::next(tx, workspace_id)?.map(Errand::Post))
}

/// Asks it.
pub(super) async fn ask(
    client: &Client,
    credential: &Credential,
    errand: Errand,
) -> Result<Told, CallError> {
    match errand {
        Errand::Profiles => {
            let alive = client.check_key(credential).await?;
            Ok(Told::Profiles(alive.profiles))
        }
        Errand::Page(stretch) => {
            let page = ask_for_page(client, credential, &stretch).await?;
            Ok(Told::Page(stretch, page))
        }
        Errand::Post(id) => match client.get_post(credential, &id).await {
            Ok(post) => Ok(Told::Post(id, Found::Here(Box::new(post)))),
            Err(CallError::TooLarge) => Ok(Told::Post(id, Found::TooLong)),
            Err(CallError::NotFound) => Ok(Told::Post(id, Found::Nothing)),
            Err(error) => Err(error),
        },
    }
}

async fn ask_for_page(
    client: &Client,
    credential: &Credential,
    stretch: &Stretch,
) -> Result<PostsPage, CallError> {
    let mut outcome = Err(CallError::TooLarge);
    for limit in PAGE_SIZES {
        let query = PostsQuery {
            profile_name: stretch.name.clone(),
            status: Reading::of(&stretch.cursor).status().map(str::to_owned),
            limit,
            offset: u32::try_from(stretch.cursor.next_offset).unwrap_or(u32::MAX),
        };
        outcome = client.list_posts(credential, &query).await;
        if !matches!(outcome, Err(CallError::TooLarge)) {
            break;
        }
    }
    match outcome {
        // The profile was deleted or renamed a moment ago: no list names its posts.
        Err(CallError::NotFound) => Ok(PostsPage {
            posts: Vec::new(),
            total: 0,
        }),
        other => other,
    }
}
