//! The profiles of a workspace, as the service last named them. What was read is kept, so that a
//! post can be written without a network.

use std::collections::BTreeMap;

use latchkey_api::codivupload::Profile;
use latchkey_store::Transaction;
use latchkey_store::profiles::{self, ProfileRow};

use crate::Moment;
use crate::error::Error;

/// Whether a profile has an account of a platform, as far as that was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Account {
    /// There is one.
    Connected,
    /// There is none.
    NotConnected,
    /// The service was not asked, or did not say.
    Unknown,
}

/// Keeps the whole list the service gave at this moment.
pub(crate) fn keep(
    tx: &Transaction<'_>,
    workspace_id: &str,
    told: &[Profile],
    at: Moment,
) -> Result<Vec<ProfileRow>, Error> {
    let mut rows = Vec::new();
    for profile in told {
        let row = row_of(workspace_id, profile, at);
        profiles::upsert(tx, &row)?;
        rows.push(row);
    }
    Ok(rows)
}

/// Keeps what the service said without beginning a new list: the reading of posts tells by
/// `seen_at` which profiles it has to read.
pub(crate) fn keep_in_between(
    tx: &Transaction<'_>,
    workspace_id: &str,
    told: &[Profile],
    now: Moment,
) -> Result<(), Error> {
    let all = profiles::list(tx, workspace_id)?;
    let last = last_list(&all).unwrap_or(now);
    for profile in told {
        let before = all.iter().find(|row| row.id == profile.id);
        let at = before.map_or(last, |row| row.seen_at);
        profiles::upsert(tx, &row_of(workspace_id, profile, at))?;
    }
    Ok(())
}

/// The profiles the service named when it last gave a whole list, by name.
pub(crate) fn named_last(
    tx: &Transaction<'_>,
    workspace_id: &str,
) -> Result<Vec<ProfileRow>, Error> {
    let mut all = profiles::list(tx, workspace_id)?;
    let last = last_list(&all);
    all.retain(|profile| Some(profile.seen_at) == last);
    Ok(all)
}

fn last_list(all: &[ProfileRow]) -> Option<Moment> {
    all.iter().map(|profile| profile.seen_at).max()
}

fn row_of(workspace_id: &str, profile: &Profile, seen_at: Moment) -> ProfileRow {
    ProfileRow {
        workspace_id: workspace_id.to_owned(),
        id: profile.id.clone(),
        name: profile.profile_name.clone(),
        username: profile.username.clone(),
        seen_at,
        platforms: serde_json::to_string(&profile.social_accounts).ok(),
    }
}

/// The platforms of a profile, as the service last said.
#[derive(Clone)]
pub(crate) struct Accounts(Option<BTreeMap<String, bool>>);

impl Accounts {
    pub(crate) fn of(profile: &ProfileRow) -> Accounts {
        let kept = profile.platforms.as_deref();
        Accounts(kept.and_then(|kept| serde_json::from_str(kept).ok()))
    }

    #[cfg(test)]
    pub(crate) fn told(profile: &Profile) -> Accounts {
        Accounts(Some(profile.social_accounts.clone()))
    }

    /// Whether there is an account of this platform. The service's list is whole: what it does not
    /// name is not connected. An empty one says nothing.
    pub(crate) fn account(&self, platform: &str) -> Account {
        match &self.0 {
            None => Account::Unknown,
            Some(named) if named.is_empty() => Account::Unknown,
            Some(named) if named.get(platform).copied().unwrap_or(false) => Account::Connected,
            Some(_) => Account::NotConnected,
        }
    }
}
