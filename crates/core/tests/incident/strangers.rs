//! Posts of a stranger: made at the service with a key that is out, and read into the database as
//! the sync does it. And the small change of every test about incidents.

use chrono::{DateTime, TimeDelta, Utc};
use latchkey_api::codivupload::{Client, ListedPost, NewPost, PostsQuery, WholePost};
use latchkey_api::{BaseUrl, CallError, Credential};
use latchkey_core::SecretKey;
use latchkey_core::views::{
    Exposed, IncidentForm, IncidentView, IncidentsView, KeyView, RestorePostForm,
    StartIncidentForm, StepKind, StepView, WorkspaceForm,
};
use latchkey_store::made_posts;
use latchkey_store::post_changes::{self, PostChangeRow};
use latchkey_store::posts::{self, DestinationRow, PostRow};
use latchkey_store::profiles::{self, ProfileRow};
use latchkey_store::syncs::{self, SyncRow};

use crate::world::{World, credential, http};

pub const PROFILE: &str = "Lindenhof Café";

/// Somebody who has a key.
pub struct Stranger {
    client: Client,
    key: Credential,
}

impl Stranger {
    pub async fn with_a_key_to(world: &World) -> Stranger {
        let secret = world.sandbox.mint_key("stranger").await.secret;
        Stranger {
            client: Client::new(
                http(),
                &BaseUrl::try_from(&world.sandbox.base_url()).unwrap(),
            ),
            key: credential(&SecretKey::from(secret)),
        }
    }

    /// Schedules a post for tomorrow and says its id.
    pub async fn schedules(&self, text: &str) -> String {
        self.makes(text, Some(tomorrow())).await
    }

    /// Makes a post, at once or for later.
    pub async fn makes(&self, text: &str, at: Option<DateTime<Utc>>) -> String {
        let created = self.client.create_post(&self.key, &post(text, at)).await;
        created.unwrap().post_id
    }

    /// Every post of the profile, by the service's word.
    pub async fn sees(&self) -> Vec<ListedPost> {
        let query = PostsQuery {
            profile_name: Some(PROFILE.to_owned()),
            status: None,
            limit: 100,
            offset: 0,
        };
        let page = self.client.list_posts(&self.key, &query).await;
        page.unwrap().posts
    }

    /// How many posts at the service say this.
    pub async fn counts(&self, text: &str) -> usize {
        let all = self.sees().await;
        all.iter()
            .filter(|post| post.description.as_deref() == Some(text))
            .count()
    }

    pub async fn opens(&self, id: &str) -> Result<WholePost, CallError> {
        self.client.get_post(&self.key, id).await
    }

    pub async fn deletes(&self, id: &str) {
        self.client.delete_post(&self.key, id).await.unwrap();
    }

    /// Has what is at the service read into the database, unrecognised, and says that everything
    /// was read.
    pub async fn is_read_into(&self, world: &World, demo: &str) {
        let (listed, demo) = (self.sees().await, demo.to_owned());
        let now = world.clock.now();
        world
            .store
            .write(move |tx| {
                profiles::upsert(
                    tx,
                    &ProfileRow {
                        workspace_id: demo.clone(),
                        id: "profile".to_owned(),
                        name: PROFILE.to_owned(),
                        username: None,
                        seen_at: now,
                        platforms: None,
                    },
                )?;
                for post in listed {
                    if posts::get(tx, &demo, &post.id)?.is_none() {
                        posts::insert(tx, &row(&demo, post, now))?;
                    }
                }
                syncs::put(
                    tx,
                    &SyncRow {
                        workspace_id: demo,
                        paused: false,
                        pass: 1,
                        pass_started_at: None,
                        complete_at: Some(now),
                        next_at: None,
                        problem: None,
                        attempts: 0,
                    },
                )
            })
            .await
            .unwrap();
    }
}

/// What the person says of a post: not mine.
pub async fn disown(world: &World, demo: &str, post_id: &str) {
    let (demo, post_id) = (demo.to_owned(), post_id.to_owned());
    world
        .store
        .write(move |tx| posts::judge(tx, &demo, &post_id, 3, r#"["the person said so"]"#))
        .await
        .unwrap();
}

/// An event of ours has the post's id.
pub async fn made_here(world: &World, demo: &str, post_id: &str) {
    let (demo, post_id) = (demo.to_owned(), post_id.to_owned());
    let write = world.store.write(move |tx| {
        made_posts::insert(tx, &demo, &post_id, 1)?;
        posts::judge(tx, &demo, &post_id, 1, r#"[{"why":"made_here","on":1}]"#)
    });
    write.await.unwrap();
}

/// A sync saw that somebody has changed the text, and judged the post.
pub async fn changed_elsewhere(world: &World, demo: &str, post_id: &str) {
    let change = PostChangeRow {
        workspace_id: demo.to_owned(),
        post_id: post_id.to_owned(),
        seen_at: world.clock.now(),
        field: "text".to_owned(),
        before: Some("Fresh bread".to_owned()),
        after: Some("Free money".to_owned()),
    };
    let write = world.store.write(move |tx| {
        post_changes::insert(tx, &change)?;
        let reasons = r#"[{"why":"changed_elsewhere","on":1}]"#;
        posts::judge(tx, &change.workspace_id, &change.post_id, 0, reasons)
    });
    write.await.unwrap();
}

pub fn tomorrow() -> DateTime<Utc> {
    let seconds = Utc::now().timestamp() + 24 * 3_600;
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn post(text: &str, at: Option<DateTime<Utc>>) -> NewPost {
    NewPost {
        post_type: "text".to_owned(),
        profile_name: PROFILE.to_owned(),
        platforms: vec!["facebook".to_owned(), "threads".to_owned()],
        description: Some(text.to_owned()),
        title: None,
        media_urls: Vec::new(),
        scheduled_date: at,
        add_to_queue: false,
        first_comment: None,
        overrides: serde_json::Map::new(),
    }
}

fn row(demo: &str, post: ListedPost, now: DateTime<Utc>) -> PostRow {
    PostRow {
        workspace_id: demo.to_owned(),
        id: post.id,
        profile_id: "profile".to_owned(),
        post_type: post.post_type,
        status: post.status,
        title: post.title,
        text: post.description.unwrap_or_default(),
        first_comment: None,
        media_urls: post.media_urls,
        destinations: post
            .destinations
            .into_iter()
            .map(|destination| DestinationRow {
                id: destination.id,
                platform: destination.platform,
                status: destination.status,
                url: destination.post_url,
                error: destination.error_message,
            })
            .collect(),
        scheduled_at: post.scheduled_date,
        made_at: post.created_at.unwrap(),
        updated_at: None,
        first_seen_at: now,
        seen_at: now,
        gone_at: None,
        held: false,
        verdict: 0,
        reasons: r#"[{"kind":"not_made_here"}]"#.to_owned(),
    }
}

/// Begins an incident for a key that has been out for an hour.
pub async fn leak(world: &World, key: &KeyView) -> IncidentView {
    leak_since(world, key, TimeDelta::hours(1), true).await
}

pub async fn leak_since(
    world: &World,
    key: &KeyView,
    ago: TimeDelta,
    can_stop: bool,
) -> IncidentView {
    let since = world.clock.now() - ago;
    let form = StartIncidentForm {
        key_id: key.id.clone(),
        exposed: Exposed::Since,
        since: Some(since.to_rfc3339()),
        can_stop,
    };
    let view = world.core.start_incident(form).await.unwrap();
    of_key(view, &key.id)
}

pub fn of_key(view: IncidentsView, key_id: &str) -> IncidentView {
    view.incidents
        .into_iter()
        .find(|incident| incident.key.key_id == key_id)
        .expect("there is an incident for the key")
}

pub fn named(incident: &IncidentView) -> IncidentForm {
    IncidentForm {
        incident_id: incident.id.clone(),
    }
}

/// The incident as it is now.
pub async fn now(world: &World, incident: &IncidentView) -> IncidentView {
    let form = WorkspaceForm {
        workspace_id: incident.key.workspace_id.clone(),
    };
    let view = world.core.list_incidents(form).await.unwrap();
    view.incidents
        .into_iter()
        .find(|other| other.id == incident.id)
        .expect("an incident is never lost")
}

pub fn step(incident: &IncidentView, kind: StepKind) -> &StepView {
    incident
        .steps
        .iter()
        .find(|step| step.kind == kind)
        .expect("every step is on the board")
}

/// Puts one held post back, at its own time.
pub fn back(incident: &IncidentView, held_id: &str, even_if_unclear: bool) -> RestorePostForm {
    RestorePostForm {
        incident_id: incident.id.clone(),
        held_id: held_id.to_owned(),
        at: None,
        even_if_unclear,
    }
}
