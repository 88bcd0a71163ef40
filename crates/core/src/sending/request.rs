//! From the frozen draft to the request: its files uploaded one after the other.
//!
//! Uploading may be repeated: a file that lies at the service is not a post, and one that lies there
//! already is not sent again.

use std::collections::HashMap;
use std::time::Duration;

use chrono::TimeDelta;
use latchkey_api::codivupload::NewPost;
use latchkey_store::files;
use latchkey_store::profiles::{self, ProfileRow};
use latchkey_store::sends::SendRow;
use latchkey_store::workspaces::WorkspaceRow;

use super::lock;
use super::row::{Stage, content, request, send_row};
use super::trouble::Trouble;
use crate::error::{Error, Invalid};
use crate::files::UploadFailure;
use crate::views::{DraftContent, UploadView};
use crate::{Core, compose};

/// Between two pictures of a progress.
const TELL_AGAIN: TimeDelta = TimeDelta::milliseconds(200);

/// What came of making the request.
pub(super) enum Ready {
    /// It can leave.
    Request(Box<NewPost>),
    /// Not now.
    Later(Trouble, Option<Duration>),
    /// Never.
    Never(Trouble),
    /// The person called it off.
    CalledOff,
}

impl Core {
    /// The request of a send. One that may have arrived already stays what it is.
    pub(super) async fn ready(
        &self,
        workspace: &WorkspaceRow,
        row: &SendRow,
    ) -> Result<Ready, Error> {
        if let Some(request) = request(row).filter(|_| row.sendings > 0) {
            return Ok(Ready::Request(Box::new(request)));
        }
        let content = content(row);
        let urls = match self.upload_files(workspace, row, &content).await? {
            Ok(urls) => urls,
            Err(not_ready) => return Ok(not_ready),
        };
        let (workspace_id, at) = (workspace.id.clone(), row.goes_out_at);
        let built = self
            .store()
            .read(move |tx| compose::new_post(tx, &workspace_id, &content, at, &urls))
            .await;
        match built {
            Ok(request) => Ok(Ready::Request(Box::new(request))),
            Err(Error::Invalid(Invalid::DraftIncomplete)) => Ok(Ready::Never(Trouble::Incomplete)),
            Err(error) => Err(error),
        }
    }

    async fn upload_files(
        &self,
        workspace: &WorkspaceRow,
        row: &SendRow,
        content: &DraftContent,
    ) -> Result<Result<HashMap<String, String>, Ready>, Error> {
        let mut urls = HashMap::new();
        let ids = file_ids(content);
        if ids.is_empty() {
            return Ok(Ok(urls));
        }
        let Some(profile) = self.profile_of(row).await? else {
            return Ok(Err(Ready::Never(Trouble::Incomplete)));
        };
        for (number, id) in (1..).zip(&ids) {
            let place = Place {
                send_id: &row.id,
                number,
                of: u32::try_from(ids.len()).unwrap_or(u32::MAX),
            };
            match self.upload_one(workspace, &profile, id, &place).await? {
                Ok(url) => drop(urls.insert(id.clone(), url)),
                Err(not_ready) => return Ok(Err(not_ready)),
            }
        }
        Ok(Ok(urls))
    }

    async fn upload_one(
        &self,
        workspace: &WorkspaceRow,
        profile: &ProfileRow,
        file_id: &str,
        place: &Place<'_>,
    ) -> Result<Result<String, Ready>, Error> {
        let id = file_id.to_owned();
        let file = self.store().read(move |tx| files::get(tx, &id)).await?;
        let Some(file) = file else {
            return Ok(Err(Ready::Never(Trouble::Incomplete)));
        };
        let progress = |sent, total| self.note_upload(workspace, place, &file.name, sent, total);
        let called_off = self.called_off(place.send_id.to_owned());
        let outcome = self
            .upload_file(workspace, profile, file_id, progress, called_off)
            .await;
        lock(&self.0.sending.uploads).remove(place.send_id);
        Ok(outcome.map_err(|failure| not_ready(file.name, failure, self.now())))
    }

    /// Done when the send is not uploading any more.
    async fn called_off(&self, id: String) {
        let mut changes = self.0.sending.called_off.subscribe();
        loop {
            let send_id = id.clone();
            let row = self.store().read(move |tx| send_row(tx, &send_id)).await;
            let goes_on = matches!(&row, Ok(row) if Stage::of(row) == Stage::Uploading);
            // The sender lives as long as the core.
            if !goes_on || changes.changed().await.is_err() {
                return;
            }
        }
    }

    fn note_upload(
        &self,
        workspace: &WorkspaceRow,
        place: &Place<'_>,
        name: &str,
        sent: u64,
        total: u64,
    ) {
        let view = UploadView {
            name: name.to_owned(),
            number: place.number,
            of: place.of,
            sent,
            total,
        };
        lock(&self.0.sending.uploads).insert(place.send_id.to_owned(), view);
        let now = self.now();
        let mut told_at = lock(&self.0.sending.told_at);
        if told_at.is_none_or(|at| at > now || now - at >= TELL_AGAIN) {
            *told_at = Some(now);
            let (core, workspace_id) = (self.clone(), workspace.id.clone());
            tokio::spawn(async move { core.tell_sends(&workspace_id).await });
        }
    }

    async fn profile_of(&self, row: &SendRow) -> Result<Option<ProfileRow>, Error> {
        let row = row.clone();
        self.store()
            .read(move |tx| {
                let all = profiles::list(tx, &row.workspace_id)?;
                Ok(all.into_iter().find(|profile| profile.id == row.profile_id))
            })
            .await
    }
}

/// Which file of which send.
struct Place<'a> {
    send_id: &'a str,
    number: u32,
    of: u32,
}

/// The files of a draft, each once, in order.
fn file_ids(content: &DraftContent) -> Vec<String> {
    let own = content.own_files.iter().flat_map(|own| &own.files);
    let mut ids: Vec<String> = Vec::new();
    for file in content.files.iter().chain(own) {
        if !ids.contains(&file.file_id) {
            ids.push(file.file_id.clone());
        }
    }
    ids
}

fn not_ready(name: String, failure: UploadFailure, now: crate::Moment) -> Ready {
    match failure {
        UploadFailure::CalledOff => Ready::CalledOff,
        UploadFailure::UsedUp(until) => {
            let pause = (until - now).to_std().ok();
            Ready::Later(Trouble::File { name, failure }, pause)
        }
        UploadFailure::Hindered { obstacle, pause } => {
            Ready::Later(Trouble::Obstacle(obstacle), pause)
        }
        UploadFailure::Gone
        | UploadFailure::Changed
        | UploadFailure::Unreadable
        | UploadFailure::Refused(_) => Ready::Never(Trouble::File { name, failure }),
    }
}
