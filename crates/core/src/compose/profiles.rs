//! As whom and where to: the profiles of a workspace with the platforms they are connected to.
//!
//! They are shown as they were last seen, at once. The service is asked for them beside that, and
//! waited for only where nothing was ever seen.

use chrono::TimeDelta;
use latchkey_platforms::Platform;
use latchkey_store::profiles::ProfileRow;
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_text::compose_words as t;

use super::fields::platform_fields;
use crate::activity::list::Profiles;
use crate::calendar::{zone_in, zone_name};
use crate::error::Error;
use crate::keys::workspace_row;
use crate::obstacle::Obstacle;
use crate::profiles::{Account, Accounts, keep_in_between, named_last};
use crate::service::OwnWay;
use crate::tell::problem;
use crate::views::{ComposeProfileView, ComposeView, PlatformChoiceView, WorkspaceForm};
use crate::{Core, wording};

/// How long what the service said stays good.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(1);

impl Core {
    /// What the composer needs to know of a workspace.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace. That the service cannot be asked is no error:
    /// then the profiles are those that were last seen, and `problem` says why.
    pub async fn compose_state(&self, form: WorkspaceForm) -> Result<ComposeView, Error> {
        let (workspace, seen) = self
            .store()
            .read(move |tx| {
                let workspace = workspace_row(tx, &form.workspace_id)?;
                let seen = named_last(tx, &workspace.id)?;
                Ok::<_, Error>((workspace, seen))
            })
            .await?;
        let is_known = !seen.is_empty() && seen.iter().all(|profile| profile.platforms.is_some());
        let hindered = if is_known {
            self.ask_for_profiles_beside(&workspace);
            let live = self.live();
            let contact = live.contacts.get(&workspace.id);
            contact.and_then(|contact| contact.obstacle.clone())
        } else {
            self.ask_for_profiles(&workspace).await.err()
        };
        self.compose_view(workspace, hindered).await
    }

    async fn compose_view(
        &self,
        workspace: WorkspaceRow,
        hindered: Option<Obstacle>,
    ) -> Result<ComposeView, Error> {
        let (uploads_left, uploads_words) = self.uploads_left(&workspace.id).await?;
        let core = self.clone();
        self.store()
            .read(move |tx| {
                let names = Profiles::read(tx, &workspace.id)?;
                let profiles = named_last(tx, &workspace.id)?;
                let zone = zone_in(tx, &workspace.id, core.zone())?;
                Ok(ComposeView {
                    revision: core.next_revision(),
                    profiles: profiles
                        .iter()
                        .map(|profile| profile_view(profile, &names))
                        .collect(),
                    platforms: platform_fields(),
                    zone: zone_name(&zone),
                    uploads_left,
                    uploads_words,
                    problem: hindered.map(|obstacle| problem(&obstacle, None)),
                    workspace_id: workspace.id,
                })
            })
            .await
    }

    /// Asks without anybody waiting, unless that was done a moment ago.
    fn ask_for_profiles_beside(&self, workspace: &WorkspaceRow) {
        let now = self.now();
        let asked = self
            .live()
            .profiles_asked_at
            .insert(workspace.id.clone(), now);
        if asked.is_some_and(|at| (now - at).abs() < GOOD_FOR) {
            return;
        }
        let (core, workspace) = (self.clone(), workspace.clone());
        tokio::spawn(async move {
            if let Err(obstacle) = core.ask_for_profiles(&workspace).await {
                tracing::debug!(?obstacle, "the profiles could not be read");
            }
        });
    }

    async fn ask_for_profiles(&self, workspace: &WorkspaceRow) -> Result<(), Obstacle> {
        let OwnWay {
            client, credential, ..
        } = self.own_way(workspace).await?;
        let answer = client.check_key(&credential).await;
        self.note_contact(&workspace.id, &answer);
        let told = answer.map_err(|error| Obstacle::from(&error))?.profiles;
        let (id, now) = (workspace.id.clone(), self.now());
        let kept = self
            .store()
            .write(move |tx| keep_in_between(tx, &id, &told, now))
            .await;
        // What was said a moment ago is still shown when it cannot be kept.
        kept.map_err(|_| Obstacle::Disk)
    }
}

fn profile_view(profile: &ProfileRow, names: &Profiles) -> ComposeProfileView {
    let accounts = Accounts::of(profile);
    let mut platforms: Vec<PlatformChoiceView> = Platform::ALL
        .into_iter()
        .map(|platform| PlatformChoiceView {
            platform: platform.slug().to_owned(),
            name: wording::platform(platform.slug()),
            why_not: match accounts.account(platform.slug()) {
                Account::Connected | Account::Unknown => None,
                Account::NotConnected => Some(t::why_not_connected()),
            },
        })
        .collect();
    platforms.sort_by_key(|platform| platform.why_not.is_some());
    ComposeProfileView {
        id: profile.id.clone(),
        name: names.name(&profile.id),
        platforms,
    }
}
