//! Sending a file to the service, for the profile whose post it will be part of.
//!
//! A file that lies there already is not sent again. One file at a time leaves for a workspace, and
//! never more within an hour than the service takes: every attempt is written down before it
//! leaves. A break begins the file again with the next attempt; no part of a post has gone out.

use std::collections::HashMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use latchkey_api::codivupload::Uploaded;
use latchkey_api::{CallError, OutgoingFile, Sent};
use latchkey_store::files::{self, FileRow};
use latchkey_store::profiles::ProfileRow;
use latchkey_store::uploads::{self, UploadRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{StoreError, upload_attempts};
use latchkey_text::files as t;
use serde::{Deserialize, Serialize};
use tokio::fs::File;
use tokio::sync::watch;

use super::take_in::to_the_millisecond;
use super::{format, format_of};
use crate::error::Error;
use crate::obstacle::Obstacle;
use crate::service::OwnWay;
use crate::wording::{self, Words, words};
use crate::{Core, Moment};

/// Uploads within any hour, for each workspace (vendor's authentication page, 2026-05).
const AN_HOUR: usize = 50;
/// The hour, and a minute for the service's clock and the way there.
const WINDOW: TimeDelta = TimeDelta::minutes(61);
/// The service keeps a file that no post names for 30 days (vendor's OpenAPI, 2026-04). A post
/// that waits for its time names it by then.
const GOOD_FOR: TimeDelta = TimeDelta::days(25);

/// Why a file did not reach the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "failure", content = "of", rename_all = "snake_case")]
pub(crate) enum UploadFailure {
    /// It was called off.
    CalledOff,
    /// It is not where it was.
    Gone,
    /// It is not what it was.
    Changed,
    /// The disk does not give it out.
    Unreadable,
    /// The hour's uploads are used up until then.
    UsedUp(Moment),
    /// The service does not take it; asking again changes nothing.
    Refused(Obstacle),
    /// Something stands in the way that may pass.
    Hindered {
        /// What.
        obstacle: Obstacle,
        /// How long the service asked to wait.
        pause: Option<Duration>,
    },
}

/// One turn for each workspace.
#[derive(Default)]
pub(crate) struct Turns(Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>);

impl Turns {
    fn of(&self, workspace_id: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(turns.entry(workspace_id.to_owned()).or_default())
    }
}

impl Core {
    /// Sends a file for a profile, unless it lies there already, and says where it lies.
    /// `progress` is told how many bytes of how many have left; when `called_off` is done, so is
    /// the upload.
    ///
    /// # Errors
    /// [`UploadFailure`].
    pub(crate) async fn upload_file(
        &self,
        workspace: &WorkspaceRow,
        profile: &ProfileRow,
        file_id: &str,
        progress: impl Fn(u64, u64) + Send + Sync,
        called_off: impl Future<Output = ()> + Send,
    ) -> Result<String, UploadFailure> {
        let turn = self.0.uploading.of(&workspace.id);
        let upload = async {
            let _one_at_a_time = turn.lock().await;
            self.upload_in_turn(workspace, profile, file_id, progress)
                .await
        };
        tokio::select! {
            // What is called off leaves nothing more, not even a last chunk.
            biased;
            () = called_off => Err(UploadFailure::CalledOff),
            done = upload => done,
        }
    }

    /// How many files can still be sent to a workspace within this hour, and the same in words.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) async fn uploads_left(&self, workspace_id: &str) -> Result<(u32, String), Error> {
        let attempts = self.attempts(workspace_id).await?;
        let left = AN_HOUR.saturating_sub(attempts.len());
        let words = match (left, used_up_until(&attempts)) {
            (0, Some(until)) => t::uploads_used_up(self.hour_and_minute(until)),
            (1, _) => t::uploads_left_one(),
            _ => t::uploads_left(left),
        };
        Ok((u32::try_from(left).unwrap_or(0), words))
    }

    async fn upload_in_turn(
        &self,
        workspace: &WorkspaceRow,
        profile: &ProfileRow,
        file_id: &str,
        progress: impl Fn(u64, u64),
    ) -> Result<String, UploadFailure> {
        let (row, uploaded) = self.row_and_upload(file_id, &profile.id).await?;
        let total = row.bytes.unsigned_abs();
        if let Some(uploaded) = uploaded {
            progress(total, total);
            return Ok(uploaded.url);
        }
        let mime = format::mime(format_of(&row)).ok_or(UploadFailure::Changed)?;
        let file = open(&row).await?;
        let OwnWay {
            client, credential, ..
        } = self.own_way(workspace).await?;
        let attempted_at = self.note_attempt(&workspace.id).await?;
        let (left, mut leaving) = watch::channel(0);
        let outgoing = OutgoingFile {
            file,
            name: name_at_service(&row),
            mime,
            bytes: total,
            left,
        };
        let mut upload = pin!(client.upload(&credential, &profile.name, outgoing));
        let answer = loop {
            tokio::select! {
                answer = &mut upload => break answer,
                Ok(()) = leaving.changed() => progress(*leaving.borrow_and_update(), total),
            }
        };
        self.note_contact(&workspace.id, &answer);
        match answer {
            Ok(uploaded) => {
                progress(total, total);
                self.keep_upload(&row, &profile.id, uploaded).await
            }
            Err(error) => {
                if never_left(&error) {
                    self.take_attempt_back(&workspace.id, attempted_at).await?;
                }
                // A file that was changed while it left breaks off like a bad connection.
                open(&row).await?;
                Err(failure(&error))
            }
        }
    }

    async fn row_and_upload(
        &self,
        file_id: &str,
        profile_id: &str,
    ) -> Result<(FileRow, Option<UploadRow>), UploadFailure> {
        let (file_id, profile_id) = (file_id.to_owned(), profile_id.to_owned());
        let young = self.now() - GOOD_FOR;
        let (row, uploaded) = self
            .store()
            .read(move |tx| {
                let row = files::get(tx, &file_id)?;
                let uploaded = uploads::find(tx, &file_id, &profile_id, young)?;
                Ok::<_, StoreError>((row, uploaded))
            })
            .await?;
        Ok((row.ok_or(UploadFailure::Gone)?, uploaded))
    }

    async fn attempts(&self, workspace_id: &str) -> Result<Vec<Moment>, StoreError> {
        let (id, since) = (workspace_id.to_owned(), self.now() - WINDOW);
        self.store()
            .read(move |tx| upload_attempts::list_since(tx, &id, since))
            .await
    }

    /// Writes down that a file is about to leave, if it may.
    async fn note_attempt(&self, workspace_id: &str) -> Result<Moment, UploadFailure> {
        if let Some(until) = used_up_until(&self.attempts(workspace_id).await?) {
            return Err(UploadFailure::UsedUp(until));
        }
        let (id, now) = (workspace_id.to_owned(), self.now());
        let noted = self
            .store()
            .write(move |tx| upload_attempts::insert(tx, &id, now, now - WINDOW));
        noted.await?;
        Ok(now)
    }

    async fn take_attempt_back(&self, workspace_id: &str, at: Moment) -> Result<(), StoreError> {
        let id = workspace_id.to_owned();
        self.store()
            .write(move |tx| upload_attempts::take_back(tx, &id, at))
            .await
    }

    async fn keep_upload(
        &self,
        row: &FileRow,
        profile_id: &str,
        uploaded: Uploaded,
    ) -> Result<String, UploadFailure> {
        let url = uploaded.url.clone();
        let kept = UploadRow {
            file_id: row.id.clone(),
            workspace_id: row.workspace_id.clone(),
            profile_id: profile_id.to_owned(),
            url: uploaded.url,
            upload_id: uploaded.upload_id,
            uploaded_at: self.now(),
        };
        self.store()
            .write(move |tx| uploads::set(tx, &kept))
            .await?;
        Ok(url)
    }

    fn hour_and_minute(&self, at: Moment) -> String {
        let at = jiff::Timestamp::from_millisecond(at.timestamp_millis()).unwrap_or_default();
        at.to_zoned(self.zone().clone())
            .strftime("%H:%M")
            .to_string()
    }
}

impl UploadFailure {
    /// What happened to the file of this name, and what to do.
    pub(crate) fn words(&self, name: &str) -> Words {
        match self {
            UploadFailure::CalledOff => {
                words(t::upload_called_off(name), t::upload_called_off_remedy())
            }
            UploadFailure::Gone => words(t::upload_gone(name), t::upload_gone_remedy()),
            UploadFailure::Changed => words(t::upload_changed(name), t::upload_changed_remedy()),
            UploadFailure::Unreadable => {
                words(t::upload_unreadable(name), t::upload_unreadable_remedy())
            }
            UploadFailure::UsedUp(_) => {
                words(t::upload_used_up(AN_HOUR), t::upload_used_up_remedy())
            }
            UploadFailure::Refused(obstacle) | UploadFailure::Hindered { obstacle, .. } => {
                wording::obstacle(obstacle)
            }
        }
    }
}

impl From<Obstacle> for UploadFailure {
    fn from(obstacle: Obstacle) -> UploadFailure {
        UploadFailure::Hindered {
            obstacle,
            pause: None,
        }
    }
}

impl From<StoreError> for UploadFailure {
    fn from(error: StoreError) -> UploadFailure {
        Obstacle::from(&error).into()
    }
}

/// When the next one may leave, if none may now. The attempts are those of the last hour, oldest
/// first.
fn used_up_until(attempts: &[Moment]) -> Option<Moment> {
    let blocking = attempts.len().checked_sub(AN_HOUR)?;
    Some(attempts[blocking] + WINDOW)
}

/// Opens the file of a row, if it still is what it was when it was added.
async fn open(row: &FileRow) -> Result<File, UploadFailure> {
    let path = PathBuf::from(&row.path);
    // Asked before it is opened: opening a pipe waits for whoever writes into it.
    is_as_it_was(
        row,
        &tokio::fs::metadata(&path)
            .await
            .map_err(|error| not_opened(&error))?,
    )?;
    let file = File::open(&path)
        .await
        .map_err(|error| not_opened(&error))?;
    is_as_it_was(
        row,
        &file.metadata().await.map_err(|error| not_opened(&error))?,
    )?;
    Ok(file)
}

fn is_as_it_was(row: &FileRow, now: &std::fs::Metadata) -> Result<(), UploadFailure> {
    let modified_at = now.modified().ok().map(to_the_millisecond);
    let is_same = now.is_file()
        && now.len() == row.bytes.unsigned_abs()
        && (row.modified_at.is_none() || row.modified_at == modified_at);
    if is_same {
        Ok(())
    } else {
        Err(UploadFailure::Changed)
    }
}

fn not_opened(error: &std::io::Error) -> UploadFailure {
    if error.kind() == std::io::ErrorKind::NotFound {
        UploadFailure::Gone
    } else {
        UploadFailure::Unreadable
    }
}

/// The service goes by the ending, so it gets the one that is true.
fn name_at_service(row: &FileRow) -> String {
    let stem = Path::new(&row.name).file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy();
    let stem = if stem.is_empty() { "file".into() } else { stem };
    format!("{stem}.{}", row.format)
}

fn never_left(error: &CallError) -> bool {
    matches!(error, CallError::Unreachable { sent: Sent::No, .. })
}

fn failure(error: &CallError) -> UploadFailure {
    let obstacle = Obstacle::from(error);
    match error {
        CallError::PlanTooLow { .. }
        | CallError::Forbidden
        | CallError::NotFound
        | CallError::Conflict
        | CallError::BadRequest { .. } => UploadFailure::Refused(obstacle),
        CallError::RateLimited { retry_after } => UploadFailure::Hindered {
            obstacle,
            pause: Some(*retry_after),
        },
        CallError::Refused(_)
        | CallError::DailyCap { .. }
        | CallError::ServerTrouble { .. }
        | CallError::NotThisService { .. }
        | CallError::Unreachable { .. }
        | CallError::TooLarge => obstacle.into(),
    }
}

#[cfg(test)]
mod tests;
