//! A service that lists posts in whatever order, loses count, and changes while it is read: what
//! the demo is too well-behaved to do. It speaks the reading part of the interface only.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use latchkey_core::views::ConnectWorkspaceForm;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::world::World;

/// A running service.
#[derive(Clone)]
pub struct FakeService {
    base_url: String,
    told: Arc<Mutex<Account>>,
}

/// What the service has, and how it behaves.
#[derive(Clone, Default)]
pub struct Account {
    pub profiles: Vec<FakeProfile>,
    /// In the order of the list.
    pub posts: Vec<FakePost>,
    /// Posts that every list leaves out, though they are there.
    pub hidden: BTreeSet<String>,
    /// Added to every total.
    pub miscounts: i64,
    /// Posts per page at most.
    pub page: Option<usize>,
    /// What happens after each of the next lists was read.
    pub to_come: VecDeque<Vec<Change>>,
    /// What it calls the workspace of whoever asks, if not `w`.
    pub workspace: Option<String>,
    /// What was asked.
    pub asked: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct FakeProfile {
    pub id: String,
    pub name: String,
    pub username: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FakePost {
    pub id: String,
    pub profile_id: String,
    pub status: String,
    pub text: String,
}

/// Something that happens to the list. Numbers are places in it, taken modulo its length.
#[derive(Clone, Debug)]
pub enum Change {
    Appears { id: u32, profile: usize, at: usize },
    Vanishes(usize),
    IsEdited(usize),
    GoesOut(usize),
    Moves { from: usize, to: usize },
}

impl FakeService {
    pub async fn with(account: Account) -> FakeService {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}/v1", listener.local_addr().unwrap());
        let told = Arc::new(Mutex::new(account));
        let routes = Router::new()
            .route("/v1/agency/profiles", get(profiles))
            .route("/v1/posts", get(list))
            .route("/v1/posts/{id}", get(one))
            .with_state(Arc::clone(&told));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        FakeService { base_url, told }
    }

    pub fn account(&self) -> MutexGuard<'_, Account> {
        self.told.lock().unwrap()
    }

    /// Connects it as a guided workspace, and says which.
    pub async fn connect(&self, world: &World) -> String {
        world.desktop.put_on_clipboard(format!("cdv_{:0>40}", 7));
        let form = ConnectWorkspaceForm {
            name: "The agency".to_owned(),
            base_url: self.base_url.clone(),
            key_name: "latchkey".to_owned(),
        };
        let app = world.core.connect_workspace(form).await.unwrap();
        app.current.unwrap()
    }
}

impl Account {
    /// So many profiles, `p0` and on, with so many posts each, newest first.
    pub fn of(profiles: usize, posts: usize) -> Account {
        let mut account = Account::default();
        for number in 0..profiles {
            account.profiles.push(FakeProfile {
                id: format!("p{number}"),
                name: format!("Profile {number}"),
                username: format!("profile_{number}"),
            });
        }
        for post in 0..posts {
            for number in 0..profiles {
                account.posts.push(FakePost {
                    id: format!("p{number}-{post}"),
                    profile_id: format!("p{number}"),
                    status: "completed".to_owned(),
                    text: format!("Post {post}"),
                });
            }
        }
        account
    }

    pub fn ids(&self) -> BTreeSet<String> {
        self.posts.iter().map(|post| post.id.clone()).collect()
    }

    pub fn post(&mut self, id: &str) -> &mut FakePost {
        self.posts.iter_mut().find(|post| post.id == id).unwrap()
    }

    fn apply(&mut self, change: &Change) {
        let count = self.posts.len();
        match change {
            Change::Appears { id, profile, at } => {
                let profile_id = self.profiles[profile % self.profiles.len()].id.clone();
                let post = FakePost {
                    id: format!("new-{id}"),
                    profile_id,
                    status: "scheduled".to_owned(),
                    text: "New".to_owned(),
                };
                if !self.ids().contains(&post.id) {
                    self.posts.insert(at % (count + 1), post);
                }
            }
            _ if count == 0 => {}
            Change::Vanishes(at) => drop(self.posts.remove(at % count)),
            Change::IsEdited(at) => self.posts[at % count].text.push('!'),
            Change::GoesOut(at) => "completed".clone_into(&mut self.posts[at % count].status),
            Change::Moves { from, to } => {
                let post = self.posts.remove(from % count);
                self.posts.insert(to % count, post);
            }
        }
    }
}

type Shared = State<Arc<Mutex<Account>>>;

async fn profiles(State(account): Shared) -> Json<Value> {
    let mut account = account.lock().unwrap();
    account.asked.push("profiles".to_owned());
    let listed: Vec<Value> = account
        .profiles
        .iter()
        .map(|one| {
            json!({ "id": one.id, "profile_name": one.name, "username": one.username,
                    "workspace_id": account.workspace.as_deref().unwrap_or("w") })
        })
        .collect();
    Json(json!({ "profiles": listed }))
}

async fn list(State(account): Shared, Query(query): Query<HashMap<String, String>>) -> Json<Value> {
    let mut account = account.lock().unwrap();
    let named = |name: &String| {
        let mut all = account.profiles.iter();
        all.find(|one| one.name == *name || one.username == *name)
            .map_or(String::new(), |one| one.id.clone())
    };
    let profile = query.get("profile_name").map(named);
    let number = |field: &str| query[field].parse::<usize>().unwrap();
    let limit = number("limit").min(account.page.unwrap_or(100));
    let matching: Vec<&FakePost> = account
        .posts
        .iter()
        .filter(|post| profile.as_ref().is_none_or(|id| *id == post.profile_id))
        .filter(|post| {
            query
                .get("status")
                .is_none_or(|status| *status == post.status)
        })
        .filter(|post| !account.hidden.contains(&post.id))
        .collect();
    let total = i64::try_from(matching.len()).unwrap() + account.miscounts;
    let page = matching.iter().skip(number("offset")).take(limit);
    let page: Vec<Value> = page.map(|post| fields(post)).collect();
    let mut words: Vec<String> = query.iter().map(|(k, v)| format!("{k}={v}")).collect();
    words.sort();
    account.asked.push(words.join("&"));
    for change in account.to_come.pop_front().unwrap_or_default() {
        account.apply(&change);
    }
    Json(json!({ "posts": page, "total": total.max(0) }))
}

async fn one(State(account): Shared, Path(id): Path<String>) -> Response {
    let mut account = account.lock().unwrap();
    account.asked.push(id.clone());
    match account.posts.iter().find(|post| post.id == id) {
        Some(post) => Json(json!({ "post": fields(post), "destinations": [] })).into_response(),
        None => {
            let body = json!({ "error": "Post not found" });
            (StatusCode::NOT_FOUND, Json(body)).into_response()
        }
    }
}

fn fields(post: &FakePost) -> Value {
    json!({ "id": post.id, "post_type": "text", "status": post.status,
            "description": post.text, "created_at": "2026-04-15T09:00:00Z",
            "scheduled_date": null, "media_urls": null, "post_destinations": [] })
}
