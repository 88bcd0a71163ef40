//! The calendar against the real sandbox: what stands in it, moving it, and queues.

mod clock;
mod month;
mod moves;
mod queue;
mod undo;

use chrono::{DateTime, TimeDelta, Utc};
use latchkey_api::codivupload::{Client, NewPost};
use latchkey_api::{BaseUrl, Credential};
use latchkey_core::SecretKey;
use latchkey_core::views::{
    CalendarForm, CalendarView, CardView, MoveForm, MovedView, WallTime, WorkspaceForm,
};
use latchkey_store::StoreError;
use latchkey_store::posts::{self, PostRow};
use serde_json::Map;

use crate::world::{World, credential, http};

const PROFILE: &str = "Lindenhof Café";

/// A world whose demo has some scheduled posts, at the service and here.
struct Planned {
    world: World,
    demo: String,
    client: Client,
    key: Credential,
}

impl Planned {
    async fn new() -> Planned {
        Planned::of(World::quick().await).await
    }

    async fn of(world: World) -> Planned {
        let demo = world.demo().await;
        world.create(&demo, "app-production").await;
        let base = BaseUrl::try_from(&world.sandbox.base_url()).unwrap();
        let minted = world.sandbox.mint_key("onlooker").await;
        Planned {
            client: Client::new(http(), &base),
            key: credential(&SecretKey::from(minted.secret)),
            world,
            demo,
        }
    }

    /// Schedules a post at the service and reads it.
    async fn scheduled(&self, text: &str, at: DateTime<Utc>) -> String {
        let post = NewPost {
            post_type: "text".to_owned(),
            profile_name: PROFILE.to_owned(),
            platforms: vec!["facebook".to_owned(), "threads".to_owned()],
            description: Some(text.to_owned()),
            title: None,
            media_urls: Vec::new(),
            scheduled_date: Some(at),
            add_to_queue: false,
            first_comment: None,
            overrides: Map::new(),
        };
        let made = self.client.create_post(&self.key, &post).await.unwrap();
        self.read().await;
        made.post_id
    }

    /// Reads the service's posts.
    async fn read(&self) {
        self.world.core.sync_now(self.form()).await.unwrap();
        assert!(self.world.core.catch_up(&self.demo, 400).await.unwrap());
    }

    /// When the post goes out, by the service's word.
    async fn at_service(&self, id: &str) -> Option<DateTime<Utc>> {
        let post = self.client.get_post(&self.key, id).await.unwrap().post;
        post.scheduled_date
    }

    /// When the post goes out, as it is known here.
    async fn here(&self, id: &str) -> Option<DateTime<Utc>> {
        let (demo, id) = (self.demo.clone(), id.to_owned());
        let row = self.world.store.read(move |tx| posts::get(tx, &demo, &id));
        row.await.unwrap().unwrap().scheduled_at
    }

    /// Changes what is known here of a post.
    async fn change(&self, id: &str, change: impl FnOnce(&mut PostRow) + Send + 'static) {
        let (demo, id) = (self.demo.clone(), id.to_owned());
        let done = self.world.store.write(move |tx| {
            let mut row = posts::get(tx, &demo, &id)?.unwrap();
            change(&mut row);
            posts::update(tx, &row)
        });
        Result::<(), StoreError>::unwrap(done.await);
    }

    async fn move_post(&self, id: &str, to: WallTime) -> MovedView {
        let form = self.move_form(id, to);
        self.world.core.move_card(form).await.unwrap()
    }

    fn move_form(&self, id: &str, to: WallTime) -> MoveForm {
        MoveForm {
            workspace_id: self.demo.clone(),
            card_id: format!("post:{id}"),
            to,
        }
    }

    async fn undo(&self) -> MovedView {
        self.world.core.undo_move(self.form()).await.unwrap()
    }

    fn form(&self) -> WorkspaceForm {
        WorkspaceForm {
            workspace_id: self.demo.clone(),
        }
    }

    /// The calendar from yesterday on.
    async fn calendar(&self) -> CalendarView {
        self.calendar_of(|_| {}).await
    }

    async fn calendar_of(&self, narrow: impl FnOnce(&mut CalendarForm)) -> CalendarView {
        let mut form = CalendarForm {
            workspace_id: self.demo.clone(),
            from: day(self.days_ahead(-1)),
            until: day(self.days_ahead(40)),
            profile: None,
            platform: None,
            status: None,
            verdict: None,
        };
        narrow(&mut form);
        self.world.core.calendar(form).await.unwrap()
    }

    /// So many days from now, to the minute.
    fn days_ahead(&self, days: i64) -> DateTime<Utc> {
        let at = self.world.clock.now() + TimeDelta::days(days);
        DateTime::from_timestamp(at.timestamp() / 60 * 60, 0).unwrap()
    }
}

/// What the clock in Berlin shows, where the worlds of tests are.
fn in_berlin(at: DateTime<Utc>) -> WallTime {
    let zone = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
    let shown = zone.to_datetime(jiff::Timestamp::from_second(at.timestamp()).unwrap());
    WallTime {
        date: shown.date().to_string(),
        time: shown.strftime("%H:%M").to_string(),
        later: false,
    }
}

fn day(at: DateTime<Utc>) -> String {
    in_berlin(at).date
}

fn cards(view: &CalendarView) -> Vec<&CardView> {
    view.days.iter().flat_map(|day| &day.cards).collect()
}
