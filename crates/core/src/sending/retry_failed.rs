//! Sending a post again to the platforms it failed on, and nowhere else.
//!
//! The service does it by itself, and its documents call it harmless to ask twice: only what failed
//! is tried. Latchkey still asks once, and only after it has looked that there is something to try;
//! when the answer is lost, it looks at the post.

use latchkey_api::codivupload::{Client, WholePost};
use latchkey_api::{CallError, Credential};
use latchkey_store::posts;
use latchkey_store::workspaces::WorkspaceRow;

use crate::Core;
use crate::activity::sync;
use crate::error::{Error, NotNow};
use crate::history::Kind;
use crate::obstacle::Obstacle;
use crate::service::OwnWay;
use crate::views::{PostForm, PostView};

/// The status of a post that went out on some platforms and failed on others.
const PARTLY_FAILED: &str = "partially_failed";

impl Core {
    /// Has a partly failed post sent again where it failed.
    ///
    /// # Errors
    /// [`NotNow::NothingFailed`] when it did not fail in part (any more), an [`Obstacle`] when the
    /// service could not be asked or said no.
    pub async fn retry_failed_platforms(&self, form: PostForm) -> Result<PostView, Error> {
        let workspace = self.workspace(&form.workspace_id).await?;
        self.is_known(&form).await?;
        let OwnWay {
            client, credential, ..
        } = self.own_way(&workspace).await?;
        let post = self
            .read_post(&workspace, &form.post_id, &client, &credential)
            .await?;
        if post.post.status != PARTLY_FAILED {
            return Err(NotNow::NothingFailed.into());
        }
        self.note_retry(&workspace, &form.post_id).await?;
        let answer = client.retry_failed(&credential, &form.post_id).await;
        self.note_contact(&workspace.id, &answer);
        match answer {
            Ok(()) => {}
            Err(error) if error.outcome_is_unknown() => {}
            Err(error) => return Err(Obstacle::from(&error).into()),
        }
        self.read_post(&workspace, &form.post_id, &client, &credential)
            .await?;
        self.tell_activity(&workspace.id).await;
        self.tell_history().await;
        self.get_post(form).await
    }

    async fn is_known(&self, form: &PostForm) -> Result<(), Error> {
        let form = form.clone();
        let post = self
            .store()
            .read(move |tx| posts::get(tx, &form.workspace_id, &form.post_id))
            .await?;
        post.map(|_| ()).ok_or(Error::NotFound)
    }

    /// Reads the post as it is at the service, and keeps that.
    async fn read_post(
        &self,
        workspace: &WorkspaceRow,
        post_id: &str,
        client: &Client,
        credential: &Credential,
    ) -> Result<WholePost, Error> {
        let asked_at = self.now();
        let answer = client.get_post(credential, post_id).await;
        self.note_contact(&workspace.id, &answer);
        let post = match answer {
            Ok(post) if post.post.id == post_id => post,
            Ok(_) => return Err(Obstacle::NotThisService.into()),
            Err(CallError::NotFound) => return Err(Error::NotFound),
            Err(error) => return Err(Obstacle::from(&error).into()),
        };
        let (id, told, now) = (workspace.id.clone(), post.clone(), self.now());
        self.store()
            .write(move |tx| sync::take_in(tx, &id, told, asked_at, now))
            .await?;
        Ok(post)
    }

    async fn note_retry(&self, workspace: &WorkspaceRow, post_id: &str) -> Result<(), Error> {
        let (scribe, workspace, post_id) = (self.scribe(), workspace.clone(), post_id.to_owned());
        self.store()
            .write(move |tx| {
                scribe
                    .event(Kind::PostRetryAsked)
                    .about(&workspace)
                    .detail("post", post_id.clone())
                    .append_about_post(tx, &workspace.id, &post_id)
                    .map(|_| ())
            })
            .await
    }
}
