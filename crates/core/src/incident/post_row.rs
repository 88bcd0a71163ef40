//! A post as the board shows it.

use latchkey_store::posts::PostRow;
use latchkey_store::{Transaction, profiles};

use crate::clock::shown;
use crate::views::{DestinationView, PostRowView, TextPiece, Verdict};

pub(super) fn post_row_view(tx: &Transaction<'_>, post: &PostRow) -> PostRowView {
    let profile = profiles::list(tx, &post.workspace_id)
        .unwrap_or_default()
        .into_iter()
        .find(|profile| profile.id == post.profile_id)
        .map_or_else(|| post.profile_id.clone(), |profile| profile.name);
    PostRowView {
        id: post.id.clone(),
        text: vec![TextPiece {
            text: post.text.clone(),
            found: false,
            link: None,
        }],
        media: u32::try_from(post.media_urls.len()).unwrap_or(u32::MAX),
        profile,
        destinations: post
            .destinations
            .iter()
            .map(|destination| DestinationView {
                platform: destination.platform.clone(),
                name: destination.platform.clone(),
                status: destination.status.clone(),
                status_words: destination.status.clone(),
                failed: destination.status == "failed",
                link: None,
                error: destination.error.clone(),
            })
            .collect(),
        status: post.status.clone(),
        status_words: post.status.clone(),
        made_at: shown(post.made_at),
        goes_out_at: post.scheduled_at.map(shown),
        verdict: match post.verdict {
            1 => Verdict::MadeHere,
            2 => Verdict::Recognised,
            3 => Verdict::NotMine,
            _ => Verdict::Unrecognised,
        },
        reasons: Vec::new(),
        gone_at: post.gone_at.map(shown),
        held: post.held,
    }
}
