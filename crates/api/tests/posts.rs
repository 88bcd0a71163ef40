//! Posts: over the real demo server where it can show the thing, over small servers where it is
//! what nobody can make the demo say.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::HeaderValue;
use latchkey_api::codivupload::{Client, NewPost, PostsPage, PostsQuery, WholePost};
use latchkey_api::{BaseUrl, CallError, Credential, Http, Limits, NotThisService, Unreachable};
use latchkey_sandbox::{Fault, FaultKind, Options, Sandbox, State};
use secrecy::ExposeSecret;
use serde_json::{Map, Value, json};

use crate::double::{self, Double, dressed};

pub(crate) const PROFILE: &str = "Lindenhof Café";

/// A demo server without a story, a key for it, and a client.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
    pub(crate) key: Credential,
}

impl World {
    pub(crate) async fn new() -> World {
        let options = Options {
            port: 0,
            state: State::Memory,
            story: false,
        };
        let sandbox = latchkey_sandbox::start(options).await.unwrap();
        let http = Http::new(Limits::default()).unwrap();
        let base = BaseUrl::try_from(&sandbox.base_url()).unwrap();
        let secret = sandbox.mint_key("test").await.secret;
        let header = format!("Bearer {}", secret.expose_secret());
        World {
            client: Client::new(&http, &base),
            key: Credential {
                authorization: HeaderValue::from_str(&header).unwrap(),
                budget: "the demo's key".to_owned(),
            },
            sandbox,
        }
    }

    pub(crate) async fn make(&self, post: &NewPost) -> String {
        let created = self.client.create_post(&self.key, post).await.unwrap();
        created.post_id
    }

    async fn list(&self, query: &PostsQuery) -> PostsPage {
        self.client.list_posts(&self.key, query).await.unwrap()
    }

    fn goes_wrong(&self, kind: FaultKind, method: &str) {
        self.sandbox
            .faults()
            .add(Fault::on(kind, method, "/v1/posts"));
    }
}

pub(crate) fn tomorrow() -> DateTime<Utc> {
    let seconds = Utc::now().timestamp() + 24 * 3_600;
    DateTime::from_timestamp(seconds, 0).unwrap()
}

pub(crate) fn scheduled(text: &str) -> NewPost {
    NewPost {
        post_type: "text".to_owned(),
        profile_name: PROFILE.to_owned(),
        platforms: vec!["facebook".to_owned(), "threads".to_owned()],
        description: Some(text.to_owned()),
        title: None,
        media_urls: Vec::new(),
        scheduled_date: Some(tomorrow()),
        add_to_queue: false,
        first_comment: None,
        overrides: Map::new(),
    }
}

fn all() -> PostsQuery {
    PostsQuery {
        profile_name: None,
        status: None,
        limit: 100,
        offset: 0,
    }
}

/// Asks a small server that gives this answer.
async fn list_from(answer: axum::response::Response) -> Result<PostsPage, CallError> {
    let double = Double::answering([answer]).await;
    let client = Client::new(&double::http(), &double.base());
    client.list_posts(&double::credential(), &all()).await
}

#[tokio::test]
async fn pages_together_are_the_whole_list() {
    let world = World::new().await;
    let mut made = BTreeSet::new();
    for number in 0..7 {
        made.insert(world.make(&scheduled(&format!("Number {number}"))).await);
    }
    let mut read = BTreeSet::new();
    for offset in [0, 3, 6, 9] {
        let query = PostsQuery {
            limit: 3,
            offset,
            ..all()
        };
        let page = world.list(&query).await;
        assert_eq!(page.total, 7);
        read.extend(page.posts.into_iter().map(|post| post.id));
    }
    assert_eq!(read, made);
}

#[tokio::test]
async fn a_list_is_narrowed_by_profile_and_status() {
    let world = World::new().await;
    let here = world.make(&scheduled("Here")).await;
    let there = NewPost {
        profile_name: "velo_marten".to_owned(),
        platforms: vec!["x".to_owned()],
        scheduled_date: None,
        ..scheduled("There")
    };
    world.make(&there).await;

    let of_profile = PostsQuery {
        profile_name: Some(PROFILE.to_owned()),
        ..all()
    };
    let page = world.list(&of_profile).await;
    assert_eq!((page.total, page.posts[0].id.as_str()), (1, here.as_str()));
    let waiting = PostsQuery {
        status: Some("scheduled".to_owned()),
        ..all()
    };
    let page = world.list(&waiting).await;
    assert_eq!((page.total, page.posts[0].id.as_str()), (1, here.as_str()));
    let nobody = PostsQuery {
        profile_name: Some("Nobody & sons?".to_owned()),
        ..all()
    };
    assert_eq!(world.list(&nobody).await.total, 0);
}

#[tokio::test]
async fn a_post_is_fetched_whole_and_can_be_made_again_as_it_was() {
    let world = World::new().await;
    let mut original = scheduled("For everybody");
    original.platforms = vec!["facebook".to_owned(), "instagram".to_owned()];
    original.post_type = "image".to_owned();
    original.title = Some("A title".to_owned());
    original.media_urls = vec!["https://cdn.example/cake.jpg".to_owned()];
    original.first_comment = Some("And a comment".to_owned());
    let overrides = json!({ "instagram_media_type": "REELS" });
    original.overrides = overrides.as_object().unwrap().clone();

    let id = world.make(&original).await;
    let fetched = world.client.get_post(&world.key, &id).await.unwrap();
    assert_eq!(fetched.post.id, id);
    assert_eq!(fetched.post.status, "scheduled");
    assert_eq!(fetched.post.scheduled_date, original.scheduled_date);
    assert!(fetched.post.created_at.is_some());

    let kept = fetched.raw.to_string();
    let kept = WholePost::read(serde_json::from_str(&kept).unwrap()).unwrap();
    assert_eq!(kept, fetched, "nothing is lost by keeping it");
    let again = NewPost::again(&kept, PROFILE, kept.post.scheduled_date);
    assert_eq!(again, original);
    let second = world.make(&again).await;
    let second = world.client.get_post(&world.key, &second).await.unwrap();
    assert_eq!(
        NewPost::again(&second, PROFILE, original.scheduled_date),
        original
    );
}

#[tokio::test]
async fn a_post_that_is_not_there_is_not_found() {
    let world = World::new().await;
    let fetched = world
        .client
        .get_post(&world.key, "../agency/profiles")
        .await;
    assert!(matches!(fetched, Err(CallError::NotFound)), "{fetched:?}");
    let deleted = world.client.delete_post(&world.key, "no-such-post").await;
    assert!(matches!(deleted, Err(CallError::NotFound)), "{deleted:?}");
    let nobodys = NewPost {
        profile_name: "Nobody".to_owned(),
        ..scheduled("Lost")
    };
    let made = world.client.create_post(&world.key, &nobodys).await;
    assert!(matches!(made, Err(CallError::NotFound)), "{made:?}");
}

#[tokio::test]
async fn a_scheduled_post_can_be_deleted_and_a_published_one_cannot() {
    let world = World::new().await;
    world.sandbox.controls().update(|set| set.publishing_ms = 0);
    let waiting = world.make(&scheduled("Not yet")).await;
    world
        .client
        .delete_post(&world.key, &waiting)
        .await
        .unwrap();
    let again = world.client.delete_post(&world.key, &waiting).await;
    assert!(matches!(again, Err(CallError::NotFound)), "{again:?}");

    let at_once = NewPost {
        scheduled_date: None,
        ..scheduled("Now")
    };
    let made = world
        .client
        .create_post(&world.key, &at_once)
        .await
        .unwrap();
    assert_eq!(made.is_immediate, Some(true));
    while world.list(&all()).await.posts[0].status != "completed" {
        tokio::task::yield_now().await;
    }
    let refused = world.client.delete_post(&world.key, &made.post_id).await;
    assert!(matches!(refused, Err(CallError::Conflict)), "{refused:?}");
}

#[tokio::test]
async fn a_text_as_long_as_facebook_takes_comes_back_as_it_was_sent() {
    let world = World::new().await;
    let text: String = "ä🙂\u{202e}<b>\n".chars().cycle().take(55_000).collect();
    let long = NewPost {
        platforms: vec!["facebook".to_owned()],
        ..scheduled(&text)
    };
    let id = world.make(&long).await;
    let fetched = world.client.get_post(&world.key, &id).await.unwrap();
    assert_eq!(fetched.post.description.as_ref(), Some(&text));
    let listed = world.list(&all()).await;
    assert_eq!(listed.posts[0].description.as_ref(), Some(&text));
}

#[tokio::test]
async fn reading_survives_what_passes_and_writing_is_never_repeated() {
    let world = World::new().await;
    let id = world.make(&scheduled("The only one")).await;
    for kind in [
        FaultKind::ServerError,
        FaultKind::CutBefore,
        FaultKind::CutAfter,
    ] {
        world.goes_wrong(kind.clone(), "GET");
        assert_eq!(world.list(&all()).await.total, 1, "{kind:?}");
        world.goes_wrong(kind.clone(), "GET");
        assert!(world.client.get_post(&world.key, &id).await.is_ok());

        world.goes_wrong(kind.clone(), "POST");
        let made = world.client.create_post(&world.key, &scheduled("A")).await;
        assert!(made.unwrap_err().outcome_is_unknown(), "{kind:?}");
        world.goes_wrong(kind, "DELETE");
        let deleted = world.client.delete_post(&world.key, "another").await;
        assert!(deleted.unwrap_err().outcome_is_unknown());
    }
    let made = world.list(&all()).await.total;
    assert_eq!(made, 2, "one answer was lost after the post was made");
}

#[tokio::test]
async fn half_an_answer_is_no_answer() {
    let world = World::new().await;
    world.make(&scheduled("Half of it")).await;
    world.goes_wrong(FaultKind::BrokenJson, "GET");
    let listed = world.client.list_posts(&world.key, &all()).await;
    let Err(CallError::NotThisService { why }) = listed else {
        panic!("{listed:?}")
    };
    assert_eq!(why, NotThisService::NotJson);
    world.goes_wrong(FaultKind::BrokenJson, "POST");
    let made = world.client.create_post(&world.key, &scheduled("B")).await;
    assert!(made.unwrap_err().outcome_is_unknown());
}

#[tokio::test]
async fn a_slow_service_is_given_up_on() {
    let world = World::new().await;
    world.goes_wrong(FaultKind::Slow { ms: 5_000 }, "GET");
    let base = BaseUrl::try_from(&world.sandbox.base_url()).unwrap();
    let limits = Limits {
        total: Duration::from_millis(50),
        ..Limits::default()
    };
    let hasty = Client::new(&Http::new(limits).unwrap(), &base);
    let listed = hasty.list_posts(&world.key, &all()).await;
    let Err(CallError::Unreachable { how, .. }) = listed else {
        panic!("{listed:?}")
    };
    assert_eq!(how, Unreachable::TimedOut);
}

#[tokio::test]
async fn a_web_page_is_not_a_list_of_posts() {
    for answer in [
        dressed(200, "text/html", "<h1>Welcome to the hotel</h1>"),
        dressed(404, "text/html", "<h1>Not here</h1>"),
    ] {
        let listed = list_from(answer).await;
        let Err(CallError::NotThisService { why }) = listed else {
            panic!("{listed:?}")
        };
        assert_eq!(why, NotThisService::Html);
    }
}

#[tokio::test]
async fn a_post_of_next_year_is_read_as_far_as_it_can_be() {
    let post = json!({
        "id": "p", "post_type": "hologram", "status": "awaiting_moon", "title": 7,
        "description": null, "media_urls": [null, "https://a.example/1.png", {}],
        "scheduled_date": "next Tuesday", "created_at": "2026-04-15T09:00:00+02:00",
        "updated_at": null, "mood": "bright", "post_destinations": [
            { "id": null, "platform": "mars", "status": "orbiting", "post_url": 1, "new": [] },
            { "no_platform": true } ] });
    let page = json!({ "posts": [post], "total": "many", "cursor": "abc" });
    let page = list_from(double::json(200, page)).await.unwrap();
    assert_eq!(
        page.total, 1,
        "what was read, where the service gives no number"
    );
    let post = &page.posts[0];
    assert_eq!(post.post_type, "hologram");
    assert_eq!(post.status, "awaiting_moon");
    assert_eq!((&post.title, &post.description), (&None, &None));
    assert_eq!(post.media_urls, ["https://a.example/1.png"]);
    assert_eq!((post.scheduled_date, post.updated_at), (None, None));
    assert_eq!(post.created_at, "2026-04-15T07:00:00Z".parse().ok());
    let [destination] = &post.destinations[..] else {
        panic!("{post:?}")
    };
    assert_eq!(destination.platform, "mars");
    assert_eq!(destination.status, "orbiting");
    assert_eq!(destination.post_url, None);
}

#[tokio::test]
async fn a_post_with_nothing_but_an_id_is_still_a_post() {
    let nulls = json!({ "id": "p", "post_type": null, "status": null, "title": null,
        "description": null, "media_urls": null, "scheduled_date": null, "created_at": null,
        "updated_at": null, "post_destinations": null });
    let bare = json!({ "id": "q" });
    let page = json!({ "posts": [nulls, bare], "total": null });
    let page = list_from(double::json(200, page)).await.unwrap();
    let [mut nulls, bare] = <[_; 2]>::try_from(page.posts).unwrap();
    assert_eq!(bare.id, "q");
    nulls.id.clone_from(&bare.id);
    assert_eq!(nulls, bare);
}

#[tokio::test]
async fn a_list_without_posts_is_another_service() {
    for body in [
        json!({ "items": [] }),
        json!({ "posts": [{ "title": "no id" }] }),
        json!({ "posts": {} }),
    ] {
        let listed = list_from(double::json(200, body)).await;
        assert!(
            matches!(listed, Err(CallError::NotThisService { .. })),
            "{listed:?}"
        );
    }
}

#[test]
fn an_override_cannot_take_the_place_of_the_posts_own_fields() {
    let kept = json!({
        "post": { "id": "p", "post_type": "text", "description": "Hello" },
        "destinations": [
            { "platform": "x", "override_data": { "text": "Short", "x_reply_settings": "following" } },
            { "platform": "post", "override_data": { "type": "video", "gone": null } },
            { "platform": "x", "override_data": "odd" } ] });
    let again = NewPost::again(&WholePost::read(kept).unwrap(), PROFILE, None);
    assert_eq!(again.platforms, ["x", "post"]);
    let names: Vec<&String> = again.overrides.keys().collect();
    assert_eq!(names, ["post_type", "x_reply_settings", "x_text"]);
    assert_eq!(again.post_type, "text");
}

#[tokio::test]
async fn only_what_has_a_value_is_sent() {
    let answer = double::json(200, json!({ "post_id": "p", "message": "ok" }));
    let double = Double::answering([answer]).await;
    let client = Client::new(&double::http(), &double.base());
    let mut post = scheduled("Hello");
    post.overrides
        .insert("post_type".to_owned(), json!("video"));
    let made = client.create_post(&double::credential(), &post).await;
    assert_eq!(made.unwrap().is_immediate, None);
    let sent: Value = serde_json::from_slice(&double.seen()[0].body).unwrap();
    let date = tomorrow().format("%Y-%m-%dT%H:%M:%SZ").to_string();
    assert_eq!(
        sent,
        json!({ "post_type": "text", "profile_name": PROFILE, "description": "Hello",
                "platforms": ["facebook", "threads"], "scheduled_date": date })
    );
}

#[tokio::test]
async fn a_post_for_the_queue_goes_out_in_the_slot_the_answer_names() {
    let world = World::new().await;
    let post = NewPost {
        scheduled_date: None,
        add_to_queue: true,
        ..scheduled("In the queue")
    };
    let created = world.client.create_post(&world.key, &post).await.unwrap();
    assert_eq!(created.is_immediate, Some(false));
    let whole = world.client.get_post(&world.key, &created.post_id).await;
    let slot = whole.unwrap().post.scheduled_date;
    assert!(slot.is_some());
    assert_eq!(created.scheduled_date, slot);
}

#[tokio::test]
async fn what_failed_is_tried_again_and_what_arrived_is_not_touched() {
    let world = World::new().await;
    world.sandbox.controls().update(|settings| {
        settings.publishing_ms = 0;
        settings.failing_platforms.insert("threads".to_owned());
    });
    let post = NewPost {
        scheduled_date: None,
        ..scheduled("Half of it")
    };
    let id = world.make(&post).await;
    let failed = world.until(&id, "partially_failed").await;
    let url = link(&failed, "facebook");
    assert!(url.is_some() && link(&failed, "threads").is_none());

    world
        .sandbox
        .controls()
        .update(|settings| settings.failing_platforms.clear());
    world.client.retry_failed(&world.key, &id).await.unwrap();
    let done = world.until(&id, "completed").await;
    assert_eq!(link(&done, "facebook"), url, "it is not posted there again");
    assert!(link(&done, "threads").is_some());
}

#[tokio::test]
async fn only_what_was_tried_is_tried_again() {
    let world = World::new().await;
    let id = world.make(&scheduled("Tomorrow")).await;
    let outcome = world.client.retry_failed(&world.key, &id).await;
    assert!(matches!(outcome, Err(CallError::BadRequest { .. })));
    let outcome = world.client.retry_failed(&world.key, "nothing").await;
    assert!(matches!(outcome, Err(CallError::NotFound)));
}

impl World {
    /// Waits until the post has this status.
    async fn until(&self, id: &str, status: &str) -> WholePost {
        loop {
            let whole = self.client.get_post(&self.key, id).await.unwrap();
            if whole.post.status == status {
                return whole;
            }
            tokio::task::yield_now().await;
        }
    }
}

fn link(whole: &WholePost, platform: &str) -> Option<String> {
    let mut all = whole.post.destinations.iter();
    let there = all.find(|destination| destination.platform == platform)?;
    there.post_url.clone()
}
