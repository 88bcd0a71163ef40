//! What the check lets pass the service takes, and what the service refuses the check stops: tried
//! with thousands of drafts that are sent to the embedded workspace over HTTP.
//!
//! The two were written separately and share no table, so that they cannot be wrong together.

mod drafts;

use std::collections::BTreeMap;
use std::time::Duration;

use latchkey_api::codivupload::{Client, NewPost};
use latchkey_api::{BaseUrl, CallError, Credential, Http, Limits, Violation};
use latchkey_platforms::{Format, Issue, Severity};
use latchkey_sandbox::{Options, Sandbox, State};
use latchkey_vault::SecretKey;

use super::build::request;
use super::check;
use super::post::Post;
use crate::Moment;
use crate::calendar::moment;
use crate::views::{DraftCheckView, DraftContent, When};
use drafts::{Case, Drafts};

const DRAFTS: usize = 4_000;
/// The service takes 100 requests a minute, and some platforms few posts a day.
const AT_ONCE: usize = 10;

/// Why the service refused.
#[derive(Debug)]
struct Refused {
    #[expect(dead_code, reason = "a failing test shows it")]
    message: String,
    reasons: Vec<Violation>,
}

impl Refused {
    /// It looks at hashtags when everything else is right.
    fn is_for_hashtags(&self) -> bool {
        let is_one = |reason: &Violation| {
            let said = reason.message.as_deref().unwrap_or_default();
            said.starts_with("Hashtag #") && said.contains(" is banned on ")
        };
        !self.reasons.is_empty() && self.reasons.iter().all(is_one)
    }
}

/// What became of one draft.
struct Outcome {
    content: DraftContent,
    view: DraftCheckView,
    /// What the check has against it, as the platforms' rules call it.
    issues: Vec<Issue>,
    /// It warns of a hashtag: the service's list is a secret, so no draft is stopped for one.
    warned_of_hashtag: bool,
    /// The draft itself or its accounts stop it, whatever the rules say.
    stops_elsewhere: bool,
    answer: Result<(), Refused>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_and_the_service_agree_about_thousands_of_drafts() {
    let service = Service::start().await;
    let mut drafts = Drafts::new(20_260_620);
    let mut outcomes = Vec::new();
    for number in 0..DRAFTS {
        if number % AT_ONCE == 0 {
            service.let_time_pass();
        }
        outcomes.push(service.try_out(&mut drafts).await);
    }
    let taken = outcomes.iter().filter(|one| one.answer.is_ok()).count();
    let refused_for_hashtags = |one: &Outcome| {
        one.warned_of_hashtag && one.answer.as_ref().is_err_and(Refused::is_for_hashtags)
    };
    let with_hashtags = outcomes.iter().filter(|one| refused_for_hashtags(one));
    assert!(with_hashtags.count() >= 20, "hashtags are hardly tried");
    let let_pass: Vec<String> = outcomes
        .iter()
        .filter(|one| one.view.can_send && one.answer.is_err() && !refused_for_hashtags(one))
        .map(|one| format!("{:?}\n  refused: {:?}", one.content, one.answer))
        .collect();
    assert!(
        let_pass.is_empty(),
        "{} of {DRAFTS} were let pass and refused:\n{}",
        let_pass.len(),
        let_pass.join("\n")
    );
    let stopped: Vec<String> = outcomes
        .iter()
        .filter(|one| !one.view.can_send && one.answer.is_ok())
        .filter(|one| one.stops_elsewhere || !one.issues.iter().any(only_here))
        .map(|one| format!("{:?}\n  stopped: {:?}", one.content, one.issues))
        .collect();
    assert!(
        stopped.is_empty(),
        "{} of {DRAFTS} were stopped and would have been taken:\n{}",
        stopped.len(),
        stopped.join("\n")
    );
    // Both answers have to be frequent, or the test shows nothing.
    assert!(
        (DRAFTS / 5..DRAFTS * 4 / 5).contains(&taken),
        "{taken} of {DRAFTS} were taken"
    );
    let kinds = kinds_of_issues(&outcomes);
    assert!(kinds.len() >= 20, "too few kinds of problems: {kinds:?}");
}

/// What a server cannot see in a request, because it knows a file by its address only, or what it
/// puts up with.
fn only_here(issue: &Issue) -> bool {
    matches!(
        issue,
        Issue::FileEmpty
            | Issue::FileTooLarge { .. }
            | Issue::VideoTooLong { .. }
            | Issue::VideoTooShort { .. }
            | Issue::VideoNotUpright
            | Issue::TooManyPages { .. }
            // A file of no known ending could be anything.
            | Issue::FormatNotTaken { format: Format::Other, .. }
            // Another platform's files stand in for the post's.
            | Issue::MediaMissing(_)
            // Some lists may come, or have to come, as one text with commas.
            | Issue::ValueOfWrongKind
    )
}

/// How often each kind of problem was met.
fn kinds_of_issues(outcomes: &[Outcome]) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for issue in outcomes.iter().flat_map(|one| &one.issues) {
        let named = format!("{issue:?}");
        let kind = named.split([' ', '(', '{']).next().unwrap_or_default();
        *kinds.entry(kind.to_owned()).or_default() += 1;
    }
    kinds
}

/// The embedded workspace, with a key for it.
struct Service {
    sandbox: Sandbox,
    client: Client,
    credential: Credential,
}

impl Service {
    async fn start() -> Service {
        let sandbox = latchkey_sandbox::start(Options {
            port: 0,
            state: State::Memory,
            story: false,
        })
        .await
        .unwrap();
        let key = SecretKey::from(sandbox.mint_key("agreement").await.secret);
        let http = Http::new(Limits {
            requests_a_minute: 1_000_000,
            ..Limits::default()
        });
        let base = BaseUrl::try_from(&sandbox.base_url()).unwrap();
        Service {
            client: Client::new(&http.unwrap(), &base),
            credential: Credential {
                authorization: key.authorization().unwrap(),
                budget: "agreement".to_owned(),
            },
            sandbox,
        }
    }

    /// Long enough for the limits of a minute and of a day.
    fn let_time_pass(&self) {
        let day = Duration::from_secs(25 * 60 * 60);
        self.sandbox.controls().advance_clock(day);
    }

    fn now(&self) -> Moment {
        let ahead = self.sandbox.controls().get().clock_ahead_ms;
        Moment::from(std::time::SystemTime::now() + Duration::from_millis(ahead))
    }

    async fn try_out(&self, drafts: &mut Drafts) -> Outcome {
        let Case {
            profile,
            basis,
            content,
        } = drafts.next(self.now());
        let view = check(&basis, &content);
        let post = Post::of(&content, &basis.files);
        // Also a time that the check refuses.
        let at = match &content.when {
            When::At(wall) => moment(&basis.zone, wall),
            When::Now | When::Queue => None,
        };
        let new = request(&post, profile.to_owned(), at, &drafts.addresses).unwrap();
        let answer = self.send(&new).await;
        let of_platforms = view.platforms.iter().flat_map(|one| &one.problems);
        let found = latchkey_platforms::check(&post.draft);
        let stopping = found.iter().filter(|one| one.severity() == Severity::Stops);
        let warned_of_hashtag = found
            .iter()
            .any(|problem| matches!(problem.issue, Issue::HashtagShunned(_)));
        let stops = of_platforms.filter(|problem| problem.stops).count();
        Outcome {
            warned_of_hashtag,
            stops_elsewhere: view.problems.iter().any(|problem| problem.stops)
                || stops > stopping.clone().count(),
            issues: stopping.map(|problem| problem.issue.clone()).collect(),
            content,
            view,
            answer,
        }
    }

    /// What the service says, once its daily caps do not stand in the way.
    async fn send(&self, post: &NewPost) -> Result<(), Refused> {
        for _ in 0..10 {
            match self.client.create_post(&self.credential, post).await {
                Ok(_) => return Ok(()),
                Err(CallError::BadRequest { message, reasons }) => {
                    return Err(Refused { message, reasons });
                }
                Err(CallError::DailyCap { .. }) => self.let_time_pass(),
                Err(other) => panic!("the service answered something else: {other:?}"),
            }
        }
        panic!("the daily caps never pass");
    }
}
