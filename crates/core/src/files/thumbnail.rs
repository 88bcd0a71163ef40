//! Small pictures of files, made when a file is taken in and kept beside its copy.
//!
//! A video has none: drawing one of its pictures would need a decoder for every way there is to
//! pack a film. The page shows a sign for it.

use std::io;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use latchkey_platforms::MediaKind;
use latchkey_store::files;
use latchkey_text::files as t;

use super::{FileProblem, facts};
use crate::Core;
use crate::error::Error;
use crate::views::{FileForm, ThumbnailView};

/// The longest side of a small picture, in pixels.
pub(super) const SIDE: u32 = 480;

impl Core {
    /// A small picture of a file, or why there is none.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown file.
    pub async fn file_thumbnail(&self, form: FileForm) -> Result<ThumbnailView, Error> {
        let id = form.file_id.clone();
        let row = self
            .store()
            .read(move |tx| files::get(tx, &id)?.ok_or(Error::NotFound))
            .await?;
        let why_not = if facts(&row).format.kind() != Some(MediaKind::Image) {
            t::no_thumbnail_no_picture()
        } else if FileProblem::of(&row) == Some(FileProblem::TooManyPixels) {
            t::no_thumbnail_too_large()
        } else {
            match tokio::fs::read(self.small_picture(&row.id)).await {
                Ok(picture) => return Ok(drawn(&picture)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    t::no_thumbnail_unreadable()
                }
                Err(error) => return Err(Error::File(error)),
            }
        };
        Ok(ThumbnailView {
            picture: None,
            message: Some(why_not),
        })
    }
}

fn drawn(picture: &[u8]) -> ThumbnailView {
    let mime = if picture.starts_with(b"\x89PNG") {
        "image/png"
    } else {
        "image/jpeg"
    };
    ThumbnailView {
        picture: Some(format!(
            "data:{mime};base64,{}",
            BASE64_STANDARD.encode(picture)
        )),
        message: None,
    }
}
