//! The request a draft becomes once its files are uploaded.

use std::collections::HashMap;

use latchkey_api::codivupload::NewPost;
use latchkey_platforms::{Platform, Value};
use latchkey_store::{Transaction, files as stored_files, profiles};
use serde_json::{Map, json};

use super::basis::file_ids;
use super::post::{Post, said};
use crate::activity::sync::names::name_of;
use crate::error::{Error, Invalid};
use crate::views::{DraftContent, DraftFile, When};
use crate::{Moment, files};

/// The request for a draft that goes out at this moment and whose files lie at these addresses, by
/// file. The moment is the one that was settled when the draft was sent, so that a zone chosen
/// since does not move it.
///
/// # Errors
/// [`Invalid::DraftIncomplete`] without a profile, a platform or one of its files' addresses.
pub(crate) fn new_post(
    tx: &Transaction<'_>,
    workspace_id: &str,
    content: &DraftContent,
    goes_out_at: Option<Moment>,
    urls: &HashMap<String, String>,
) -> Result<NewPost, Error> {
    let rows = stored_files::list_of(tx, file_ids(content))?;
    let known = rows.iter().map(|row| (row.id.clone(), files::facts(row)));
    let post = Post::of(content, &known.collect());
    let profile_name = profile_name(tx, workspace_id, content)?;
    Ok(request(&post, profile_name, goes_out_at, urls)?)
}

/// The request, with everything it needs to know handed in.
pub(super) fn request(
    post: &Post<'_>,
    profile_name: String,
    goes_out_at: Option<Moment>,
    urls: &HashMap<String, String>,
) -> Result<NewPost, Invalid> {
    if post.platforms.is_empty() {
        return Err(Invalid::DraftIncomplete);
    }
    let content = post.content;
    let platforms = post.platforms.iter();
    Ok(NewPost {
        post_type: post.draft.post_type.slug().to_owned(),
        profile_name,
        platforms: platforms
            .map(|platform| platform.slug().to_owned())
            .collect(),
        description: said(&content.text),
        title: said(&content.title),
        media_urls: addresses(common_files(post), urls)?,
        scheduled_date: goes_out_at,
        add_to_queue: content.when == When::Queue,
        first_comment: said(&content.first_comment),
        overrides: overrides(post, urls)?,
    })
}

/// The service wants files for the post itself, even where every platform has its own. Then nobody
/// is shown these, so they are the first platform's.
fn common_files<'content>(post: &Post<'content>) -> &'content [DraftFile] {
    let mut own = post
        .platforms
        .iter()
        .map(|platform| own_files(post, *platform));
    let first = own.clone().flatten().next();
    match first {
        Some(first) if post.content.files.is_empty() || own.all(|own| own.is_some()) => first,
        _ => &post.content.files,
    }
}

fn overrides(
    post: &Post<'_>,
    urls: &HashMap<String, String>,
) -> Result<Map<String, serde_json::Value>, Invalid> {
    let mut overrides = Map::new();
    for (field, value) in post.values() {
        let value = match value {
            Value::Switch(on) => json!(on),
            Value::Text(text) => json!(text),
            Value::List(entries) if field.is_joined() => json!(entries.join(",")),
            Value::List(entries) => json!(entries),
        };
        overrides.insert(field.name.to_owned(), value);
    }
    for &platform in &post.platforms {
        if let Some(files) = own_files(post, platform) {
            let name = format!("{platform}_media_urls");
            overrides.insert(name, json!(addresses(files, urls)?));
        }
    }
    Ok(overrides)
}

fn own_files<'content>(post: &Post<'content>, platform: Platform) -> Option<&'content [DraftFile]> {
    let has_own = post.draft.own_media.contains_key(&platform);
    has_own.then(|| post.files_for(platform))
}

fn addresses(files: &[DraftFile], urls: &HashMap<String, String>) -> Result<Vec<String>, Invalid> {
    let found = files.iter().map(|file| urls.get(&file.file_id).cloned());
    found.collect::<Option<_>>().ok_or(Invalid::DraftIncomplete)
}

fn profile_name(
    tx: &Transaction<'_>,
    workspace_id: &str,
    content: &DraftContent,
) -> Result<String, Error> {
    let id = content.profile.as_ref().ok_or(Invalid::DraftIncomplete)?;
    let all = profiles::list(tx, workspace_id)?;
    let profile = all.iter().find(|profile| &profile.id == id);
    let profile = profile.ok_or(Invalid::DraftIncomplete)?;
    Ok(name_of(profile, &all))
}
