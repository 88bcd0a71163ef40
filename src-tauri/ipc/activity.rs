//! The activity screen.

use latchkey_core::views::{
    ActivityView, AnswerRhythmForm, HistogramForm, HistogramView, JudgePostsForm, PostForm,
    PostLinkForm, PostView, PostsForm, PostsPageView, ThumbnailForm, ThumbnailView, WorkspaceForm,
};
use tauri::{State, command};

use super::Answer;
use crate::Starting;

/// What the screen shows around the list.
#[command]
pub(crate) async fn activity_state(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<ActivityView> {
    Ok(starting.core().await?.activity_state(form).await?)
}

/// Looks for new posts now.
#[command]
pub(crate) async fn sync_now(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<ActivityView> {
    Ok(starting.core().await?.sync_now(form).await?)
}

/// Stops reading posts.
#[command]
pub(crate) async fn pause_sync(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<ActivityView> {
    Ok(starting.core().await?.pause_sync(form).await?)
}

/// Goes on reading posts.
#[command]
pub(crate) async fn resume_sync(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<ActivityView> {
    Ok(starting.core().await?.resume_sync(form).await?)
}

/// A part of the list.
#[command]
pub(crate) async fn list_posts(
    starting: State<'_, Starting>,
    form: PostsForm,
) -> Answer<PostsPageView> {
    Ok(starting.core().await?.list_posts(form).await?)
}

/// The bars above the list.
#[command]
pub(crate) async fn post_histogram(
    starting: State<'_, Starting>,
    form: HistogramForm,
) -> Answer<HistogramView> {
    Ok(starting.core().await?.post_histogram(form).await?)
}

/// Everything about one post.
#[command]
pub(crate) async fn get_post(starting: State<'_, Starting>, form: PostForm) -> Answer<PostView> {
    Ok(starting.core().await?.get_post(form).await?)
}

/// A small picture of a post's media.
#[command]
pub(crate) async fn post_thumbnail(
    starting: State<'_, Starting>,
    form: ThumbnailForm,
) -> Answer<ThumbnailView> {
    Ok(starting.core().await?.post_thumbnail(form).await?)
}

/// Opens a link of a post in the browser.
#[command]
pub(crate) async fn open_post_link(
    starting: State<'_, Starting>,
    form: PostLinkForm,
) -> Answer<()> {
    Ok(starting.core().await?.open_post_link(form).await?)
}

/// Says whose some posts are.
#[command]
pub(crate) async fn judge_posts(
    starting: State<'_, Starting>,
    form: JudgePostsForm,
) -> Answer<ActivityView> {
    Ok(starting.core().await?.judge_posts(form).await?)
}

/// Takes back what was said last.
#[command]
pub(crate) async fn undo_judgement(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<ActivityView> {
    Ok(starting.core().await?.undo_judgement(form).await?)
}

/// Answers a rhythm.
#[command]
pub(crate) async fn answer_rhythm(
    starting: State<'_, Starting>,
    form: AnswerRhythmForm,
) -> Answer<ActivityView> {
    Ok(starting.core().await?.answer_rhythm(form).await?)
}
