//! Posts put into the app's own file, as if they had been read from the service.

use std::path::Path;

use chrono::{DateTime, Utc};
use latchkey_store::posts::{self, DestinationRow, PostRow};
use latchkey_store::{Location, Store, StoreError, profiles, workspaces};

/// Adds posts with these texts and times to the first workspace of an app that does not run now.
pub(crate) async fn add_posts(folder: &Path, texts: Vec<(String, DateTime<Utc>)>) {
    let store = Store::open(&Location::File(folder.join("data/latchkey.db"))).unwrap();
    store
        .write(move |tx| {
            let workspace = workspaces::list(tx)?.remove(0).id;
            let profile = profiles::list(tx, &workspace)?.remove(0).id;
            for (text, made_at) in &texts {
                posts::insert(tx, &post(&workspace, &profile, text, *made_at))?;
            }
            Ok::<_, StoreError>(())
        })
        .await
        .unwrap();
}

fn post(workspace: &str, profile: &str, text: &str, made_at: DateTime<Utc>) -> PostRow {
    let destination = |platform: &str| DestinationRow {
        id: format!("{platform}-1"),
        platform: platform.to_owned(),
        status: "published".to_owned(),
        url: None,
        error: None,
    };
    PostRow {
        workspace_id: workspace.to_owned(),
        id: format!("seeded-{}", made_at.timestamp_millis()),
        profile_id: profile.to_owned(),
        post_type: "text".to_owned(),
        status: "completed".to_owned(),
        title: None,
        text: text.to_owned(),
        first_comment: None,
        media_urls: Vec::new(),
        destinations: ["facebook", "x"].map(destination).into(),
        scheduled_at: None,
        made_at,
        updated_at: None,
        first_seen_at: made_at,
        seen_at: made_at,
        gone_at: None,
        held: false,
        verdict: 0,
        reasons: "[]".to_owned(),
    }
}
