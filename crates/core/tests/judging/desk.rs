//! A workspace whose posts are written by the test, and a person who speaks of them.

use chrono::{DateTime, TimeDelta, Utc};
use latchkey_core::Error;
use latchkey_core::views::{
    AnswerRhythmForm, HistoryForm, JudgePostsForm, RhythmAnswer, Whose, WorkspaceForm,
};
use latchkey_store::post_changes::{self, PostChangeRow};
use latchkey_store::posts::{self, DestinationRow, PostRow, VerdictCounts};
use latchkey_store::rhythms::{self, RhythmRow};
use latchkey_store::syncs::{self, SyncRow};

use crate::world::World;

/// A workspace whose posts are written by the test.
pub struct Desk {
    pub world: World,
    pub id: String,
}

impl Desk {
    pub async fn new() -> Desk {
        let world = World::quick().await;
        let id = world.demo().await;
        let sync = SyncRow {
            workspace_id: id.clone(),
            paused: true,
            pass: 1,
            pass_started_at: None,
            complete_at: Some(day(0)),
            next_at: None,
            problem: None,
            attempts: 0,
        };
        world
            .store
            .write(move |tx| syncs::put(tx, &sync))
            .await
            .unwrap();
        Desk { world, id }
    }

    /// Ninety days of an automation at nine, with a visitor in the night of the sixtieth.
    pub async fn with_a_rhythm() -> Desk {
        let desk = Desk::new().await;
        let mut rows: Vec<PostRow> = (0..90)
            .map(|number| {
                desk.post(
                    &format!("own-{number}"),
                    day(number) + TimeDelta::seconds(7),
                )
            })
            .collect();
        let night = day(60) - TimeDelta::hours(6);
        let text = "Double your deposit at https://wave-bonus.example/claim";
        rows.push(PostRow {
            text: text.to_owned(),
            ..desk.post("foreign", night)
        });
        desk.keep(rows).await;
        desk.judge().await;
        desk
    }

    pub fn post(&self, id: &str, made_at: DateTime<Utc>) -> PostRow {
        PostRow {
            workspace_id: self.id.clone(),
            id: id.to_owned(),
            profile_id: "café".to_owned(),
            post_type: "text".to_owned(),
            status: "completed".to_owned(),
            title: None,
            text: String::new(),
            first_comment: None,
            media_urls: Vec::new(),
            destinations: vec![DestinationRow {
                id: "d".to_owned(),
                platform: "facebook".to_owned(),
                status: "completed".to_owned(),
                url: None,
                error: None,
            }],
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

    pub async fn keep(&self, rows: Vec<PostRow>) {
        let insert = move |tx: &latchkey_store::Transaction<'_>| {
            rows.iter().try_for_each(|row| posts::insert(tx, row))
        };
        self.world.store.write(insert).await.unwrap();
    }

    pub async fn judge(&self) {
        self.world.core.judge_workspace(&self.id).await.unwrap();
    }

    pub async fn say(&self, posts: &[&str], whose: Whose) -> Result<(), Error> {
        let form = JudgePostsForm {
            workspace_id: self.id.clone(),
            post_ids: posts.iter().map(|id| (*id).to_owned()).collect(),
            whose,
        };
        self.world.core.judge_posts(form).await.map(|_| ())
    }

    pub async fn undo(&self) -> Result<(), Error> {
        let form = WorkspaceForm {
            workspace_id: self.id.clone(),
        };
        self.world.core.undo_judgement(form).await.map(|_| ())
    }

    pub async fn answer(&self, rhythm: &RhythmRow, answer: RhythmAnswer) -> Result<(), Error> {
        let form = AnswerRhythmForm {
            workspace_id: self.id.clone(),
            rhythm_id: rhythm.id.clone(),
            answer,
        };
        self.world.core.answer_rhythm(form).await.map(|_| ())
    }

    /// A sync sees that somebody has changed the text of a post.
    pub async fn sees_another_text(&self, post: &str, at: DateTime<Utc>) {
        let mut row = self.row(post).await;
        let change = PostChangeRow {
            workspace_id: self.id.clone(),
            post_id: post.to_owned(),
            seen_at: at,
            field: "text".to_owned(),
            before: Some(row.text),
            after: Some("Double your deposit".to_owned()),
        };
        row.text = "Double your deposit".to_owned();
        let write = self.world.store.write(move |tx| {
            posts::update(tx, &row)?;
            post_changes::insert(tx, &change)
        });
        write.await.unwrap();
        self.judge().await;
    }

    pub async fn row(&self, post: &str) -> PostRow {
        let (id, post) = (self.id.clone(), post.to_owned());
        let read = self.world.store.read(move |tx| posts::get(tx, &id, &post));
        read.await.unwrap().unwrap()
    }

    pub async fn verdict(&self, post: &str) -> i64 {
        self.row(post).await.verdict
    }

    pub async fn counts(&self) -> VerdictCounts {
        let id = self.id.clone();
        let read = self
            .world
            .store
            .read(move |tx| posts::counts(tx, &id, None));
        read.await.unwrap()
    }

    pub async fn rhythms(&self) -> Vec<RhythmRow> {
        let id = self.id.clone();
        let read = self.world.store.read(move |tx| rhythms::list(tx, &id));
        read.await.unwrap()
    }

    pub async fn history(&self, kind: &str) -> Vec<String> {
        let form = HistoryForm {
            kind: Some(kind.to_owned()),
            ..HistoryForm::default()
        };
        let page = self.world.core.list_history(form).await.unwrap();
        page.events
            .into_iter()
            .map(|event| event.sentence)
            .collect()
    }
}

/// Nine in the morning in Berlin, winter time, so many days after the first of November 2025.
pub fn day(number: i64) -> DateTime<Utc> {
    "2025-11-01T08:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::days(number)
}
