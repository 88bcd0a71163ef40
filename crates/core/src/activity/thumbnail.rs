//! Small pictures of a post's media.
//!
//! Fetched here and not by the page, and only from the service itself: a picture that lies on a
//! stranger's computer could tell the stranger who looks, and when. What comes is a stranger's all
//! the same, so it is decoded within limits and drawn anew; nothing of the file reaches the page.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use latchkey_api::{BaseUrl, CallError, MediaUrl};
use latchkey_store::workspaces::WorkspaceRow;

use crate::error::Error;
use crate::obstacle::Obstacle;
use crate::picture::{self, NotDrawn};
use crate::views::{ThumbnailForm, ThumbnailView};
use crate::{Core, wording};

/// The largest file that is fetched: 10 MB.
const LARGEST_FILE: usize = 10_000_000;

/// The longest side of the small picture, in pixels.
const SIDE: u32 = 320;

/// Why there is no small picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoThumbnail {
    /// A video or a document.
    NotAPicture,
    /// It lies on a computer that is not the service's.
    Elsewhere,
    /// The service does not have the file any more.
    Gone,
    /// It is larger than what is fetched or decoded.
    TooLarge,
    /// It is called a picture and cannot be read as one.
    Unreadable,
    /// The service could not be asked.
    Hindered(Obstacle),
}

impl Core {
    /// A small picture of a post's media, or why there is none.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace, post or number.
    pub async fn post_thumbnail(&self, form: ThumbnailForm) -> Result<ThumbnailView, Error> {
        let post = self.post(&form.workspace_id, &form.post_id).await?;
        let number = usize::try_from(form.number).map_err(|_| Error::NotFound)?;
        let address = post.media_urls.get(number).ok_or(Error::NotFound)?;
        let drawn = if matches!(post.post_type.as_str(), "video" | "document") {
            Err(NoThumbnail::NotAPicture)
        } else {
            self.thumbnail(&form.workspace_id, address).await?
        };
        Ok(match drawn {
            Ok(png) => ThumbnailView {
                picture: Some(format!(
                    "data:image/png;base64,{}",
                    BASE64_STANDARD.encode(png)
                )),
                message: None,
            },
            Err(why) => ThumbnailView {
                picture: None,
                message: Some(wording::no_thumbnail(&why)),
            },
        })
    }

    async fn thumbnail(
        &self,
        workspace_id: &str,
        address: &str,
    ) -> Result<Result<Vec<u8>, NoThumbnail>, Error> {
        let workspace = self.workspace(workspace_id).await?;
        if !is_of_service(address, &workspace) {
            return Ok(Err(NoThumbnail::Elsewhere));
        }
        // The demo may not run yet, and its address changes from start to start.
        if let Err(obstacle) = self.access(&workspace).await {
            return Ok(Err(NoThumbnail::Hindered(obstacle)));
        }
        let workspace = self.workspace(workspace_id).await?;
        let Some(url) = own_url(address, &workspace) else {
            return Ok(Err(NoThumbnail::Elsewhere));
        };
        Ok(match self.http().fetch_media(&url, LARGEST_FILE).await {
            Ok(file) => draw(file).await,
            Err(error) => Err(not_fetched(&error)),
        })
    }
}

/// Whether a file lies at the service itself.
pub(super) fn is_of_service(address: &str, workspace: &WorkspaceRow) -> bool {
    own_url(address, workspace).is_some()
}

fn own_url(address: &str, workspace: &WorkspaceRow) -> Option<MediaUrl> {
    let base = BaseUrl::parse(&workspace.base_url).ok()?;
    MediaUrl::of_service(address, &base)
}

async fn draw(file: Vec<u8>) -> Result<Vec<u8>, NoThumbnail> {
    let drawn =
        picture::in_turn(move || picture::shrink(&file, SIDE).map(|small| small.png())).await;
    match drawn {
        Some(Ok(Some(png))) => Ok(png),
        Some(Err(NotDrawn::TooLarge(_))) => Err(NoThumbnail::TooLarge),
        Some(Err(NotDrawn::Unreadable) | Ok(None)) | None => Err(NoThumbnail::Unreadable),
    }
}

fn not_fetched(error: &CallError) -> NoThumbnail {
    match error {
        CallError::NotFound => NoThumbnail::Gone,
        CallError::TooLarge => NoThumbnail::TooLarge,
        CallError::Refused(_)
        | CallError::PlanTooLow { .. }
        | CallError::Forbidden
        | CallError::Conflict
        | CallError::RateLimited { .. }
        | CallError::DailyCap { .. }
        | CallError::BadRequest { .. }
        | CallError::ServerTrouble { .. }
        | CallError::NotThisService { .. }
        | CallError::Unreachable { .. } => NoThumbnail::Hindered(Obstacle::from(error)),
    }
}
