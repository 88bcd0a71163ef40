//! The app dies, at every point where it waits, while drafts are sent; and every request and every
//! answer gets lost, or comes late. Whatever happens:
//!
//! - nothing is at the service more often than it was sent, without a decision of the person;
//! - a draft that is not at the service is a draft still, and one whose fate nobody knows is shown;
//! - after the person decided, each draft has arrived exactly once.

use latchkey_core::views::{SaveDraftForm, SendDecision, SendState, SendView, When};
use latchkey_sandbox::{Fault, FaultKind};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::desk::{Desk, later, newest, of};
use crate::dying::{self, Mortal, Tally};
use crate::world::World;

const TEXT: &str = "Crash, bang";

/// What is under way when the app dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Now,
    Later,
    Queue,
    /// Two drafts that say the same.
    TwoAlike,
    /// A draft that can be taken back for some seconds.
    WithAHold,
    /// A draft that is taken back while it waits.
    TakenBack,
    /// A draft whose request was lost, and that the person has sent once more.
    Again,
    /// A draft with a file.
    WithFile,
    /// A draft with a file that takes three steps: signing, sending, confirming.
    InSteps,
}

const DEEDS: [Deed; 9] = [
    Deed::Now,
    Deed::Later,
    Deed::Queue,
    Deed::TwoAlike,
    Deed::WithAHold,
    Deed::TakenBack,
    Deed::Again,
    Deed::WithFile,
    Deed::InSteps,
];

/// Runs with one request or answer lost: for each deed and each kind, six of any request about posts,
/// two of the posting ones, and for files as many more about these.
const LOSSES: usize = (DEEDS.len() * 8 + 2 * 4) * KINDS;
const KINDS: usize = 6;
/// Runs with any mixture of deaths and losses: of plain sends, of twins and second tries, of files.
const MIXTURES: [u32; 3] = [690, 690, 145];
/// What is promised; the deaths at every single point come on top.
const PROMISED: usize = 2_000;
const _: () = {
    let [plain, twins, files] = MIXTURES;
    assert!((plain + twins + files) as usize + LOSSES >= PROMISED);
};

impl Deed {
    fn when(self) -> When {
        match self {
            Deed::Later => later(),
            Deed::Queue => When::Queue,
            Deed::Now
            | Deed::TwoAlike
            | Deed::WithAHold
            | Deed::TakenBack
            | Deed::Again
            | Deed::WithFile
            | Deed::InSteps => When::Now,
        }
    }

    fn has_file(self) -> bool {
        matches!(self, Deed::WithFile | Deed::InSteps)
    }

    fn drafts(self) -> usize {
        if self == Deed::TwoAlike { 2 } else { 1 }
    }
}

/// What happens to requests.
#[derive(Clone, Debug)]
struct Mishap {
    kind: FaultKind,
    /// Those under this path only.
    path: &'static str,
    /// Those of this method only.
    method: Option<&'static str>,
    /// How many go well before it.
    after: u32,
    /// How many it meets.
    times: u32,
}

const POSTS: &str = "/v1/posts";
const FILES: &str = "/v1/upload-media";
/// Where a signed file goes.
const STORAGE: &str = "/storage";

#[derive(Clone, Debug)]
struct Run {
    deed: Deed,
    /// After how many polls the app dies; then, started again, after how many more.
    deaths: Vec<usize>,
    mishaps: Vec<Mishap>,
}

#[test]
fn dying_at_every_point_of_a_send_sends_nothing_twice() {
    for deed in [Deed::Now, Deed::Later, Deed::Queue] {
        die_everywhere(deed);
    }
}

#[test]
fn dying_at_every_point_of_two_that_are_alike_sends_nothing_twice() {
    die_everywhere(Deed::TwoAlike);
}

#[test]
fn dying_at_every_point_of_the_wait_sends_nothing_twice() {
    die_everywhere(Deed::WithAHold);
    die_everywhere(Deed::TakenBack);
}

#[test]
fn dying_at_every_point_of_sending_again_sends_nothing_thrice() {
    die_everywhere(Deed::Again);
}

#[test]
fn dying_at_every_point_of_a_file_on_its_way_sends_nothing_twice() {
    die_everywhere(Deed::WithFile);
    die_everywhere(Deed::InSteps);
}

#[test]
fn losing_any_request_or_answer_sends_nothing_twice() {
    let tally = Tally::default();
    let lose = |deed, kind: &FaultKind, path, method, after, times| {
        let mishap = Mishap {
            kind: kind.clone(),
            path,
            method,
            after,
            times,
        };
        live(&tally, &run(deed, Vec::new(), vec![mishap]));
    };
    for deed in DEEDS {
        for kind in kinds() {
            for after in 0..6 {
                lose(deed, &kind, POSTS, None, after, 1);
            }
            for times in 1..3 {
                lose(deed, &kind, POSTS, Some("POST"), 0, times);
            }
            if deed.has_file() {
                for after in 0..2 {
                    lose(deed, &kind, FILES, None, after, 1);
                }
                lose(deed, &kind, FILES, None, 0, 2);
                lose(deed, &kind, STORAGE, None, 0, 1);
            }
        }
    }
    tally.at_least(LOSSES);
    tally.report("sends, requests and answers lost one by one");
}

#[test]
fn any_mixture_of_deaths_and_losses_sends_nothing_twice() {
    try_mixtures(
        MIXTURES[0],
        &[Deed::Now, Deed::Later, Deed::Queue],
        &[POSTS],
    );
}

#[test]
fn any_mixture_around_twins_and_second_tries_sends_nothing_twice() {
    let deeds = &[
        Deed::TwoAlike,
        Deed::WithAHold,
        Deed::TakenBack,
        Deed::Again,
    ];
    try_mixtures(MIXTURES[1], deeds, &[POSTS]);
}

#[test]
fn any_mixture_around_files_sends_nothing_twice() {
    let deeds = &[Deed::WithFile, Deed::InSteps];
    try_mixtures(MIXTURES[2], deeds, &[POSTS, FILES, STORAGE]);
}

fn try_mixtures(runs: u32, deeds: &'static [Deed], paths: &'static [&'static str]) {
    let tally = Tally::default();
    let config = Config {
        cases: runs,
        failure_persistence: None,
        ..Config::default()
    };
    let lives = (
        prop::sample::select(deeds),
        prop::collection::vec(0_usize..40, 0..4),
        prop::collection::vec(mishaps(paths), 0..3),
    );
    TestRunner::new(config)
        .run(&lives, |(deed, deaths, mishaps)| {
            live(&tally, &run(deed, deaths, mishaps));
            Ok(())
        })
        .unwrap();
    tally.at_least(runs as usize);
    tally.report("sends, mixtures");
}

fn mishaps(paths: &'static [&'static str]) -> impl Strategy<Value = Mishap> {
    let method = prop_oneof![Just(None), Just(Some("POST")), Just(Some("GET"))];
    (
        prop::sample::select(kinds().to_vec()),
        prop::sample::select(paths),
        method,
        0_u32..8,
        1_u32..4,
    )
        .prop_map(|(kind, path, method, after, times)| Mishap {
            kind,
            path,
            method,
            after,
            times,
        })
}

fn kinds() -> [FaultKind; KINDS] {
    [
        FaultKind::CutAfter,
        FaultKind::CutBefore,
        FaultKind::BrokenJson,
        FaultKind::ServerError,
        FaultKind::RateLimited { retry_after: 0 },
        // Who dies meanwhile has asked all the same, and it arrives late.
        FaultKind::Slow { ms: 3 },
    ]
}

fn run(deed: Deed, deaths: Vec<usize>, mishaps: Vec<Mishap>) -> Run {
    Run {
        deed,
        deaths,
        mishaps,
    }
}

fn die_everywhere(deed: Deed) {
    dying::die_everywhere(&format!("sends, {deed:?}"), async |point| {
        live_through(&run(deed, vec![point], Vec::new())).await
    });
}

fn live(tally: &Tally, run: &Run) {
    tally.run(&run.deaths, live_through(run));
}

async fn live_through(run: &Run) -> bool {
    let mut desk = if run.deed == Deed::InSteps {
        Desk::in_world(World::in_steps().await).await
    } else {
        Desk::new().await
    };
    let mut drafts = Vec::new();
    for _ in 0..run.deed.drafts() {
        let draft = if run.deed.has_file() {
            desk.draft_with_picture(TEXT, run.deed.when()).await
        } else {
            desk.draft(TEXT, run.deed.when()).await
        };
        desk.world.core.save_draft(draft.clone()).await.unwrap();
        drafts.push(draft);
    }
    let mut decisions = set_the_scene(&desk, run.deed, &drafts).await;
    for mishap in &run.mishaps {
        let mut fault = Fault::next(mishap.kind.clone());
        fault.method = mishap.method.map(str::to_owned);
        fault.path = Some(mishap.path.to_owned());
        fault.skip = mishap.after;
        fault.times = mishap.times;
        desk.world.sandbox.faults().add(fault);
    }
    let mut died = false;
    let mut deaths = run.deaths.iter();
    match deaths.next() {
        Some(&point) => died |= Mortal::new(point, begin(&desk, run.deed, &drafts)).await,
        None => begin(&desk, run.deed, &drafts).await,
    }
    for &point in deaths {
        desk.world.restart().await;
        died |= Mortal::new(point, settle(&desk)).await;
    }
    desk.world.sandbox.faults().clear();
    never_more_than(&desk, run, drafts.len() + decisions).await;
    desk.world.restart().await;
    desk.world.settle().await;
    for draft in &drafts {
        nothing_is_lost(&desk, run, draft).await;
    }
    for draft in &drafts {
        decisions += the_person_sees_to_it(&desk, run, draft).await;
    }
    never_more_than(&desk, run, drafts.len() + decisions).await;
    everything_is_known(&desk, run, &drafts).await;
    died
}

/// What has happened before. How many decisions to send once more were taken in it.
async fn set_the_scene(desk: &Desk, deed: Deed, drafts: &[SaveDraftForm]) -> usize {
    match deed {
        Deed::WithAHold | Deed::TakenBack => desk.hold(3).await,
        Deed::Again => {
            desk.loses(FaultKind::CutBefore, "POST", 1);
            desk.world.core.send_draft(drafts[0].clone()).await.unwrap();
            desk.world.settle().await;
            return 1;
        }
        Deed::Now | Deed::Later | Deed::Queue | Deed::TwoAlike | Deed::WithFile | Deed::InSteps => {
        }
    }
    0
}

async fn begin(desk: &Desk, deed: Deed, drafts: &[SaveDraftForm]) {
    if deed == Deed::Again {
        let send = newest(desk.all().await, &drafts[0].draft_id);
        drop(desk.decide(&send, SendDecision::SendAgain).await);
    } else {
        for draft in drafts {
            drop(desk.world.core.send_draft(draft.clone()).await);
        }
    }
    if deed == Deed::TakenBack {
        let view = desk.all().await;
        for send in view.sends {
            drop(desk.world.core.take_back(of(&send)).await);
        }
    }
    settle(desk).await;
}

async fn settle(desk: &Desk) {
    // With a mishap it may take longer than this; the final look comes later.
    let _ = desk.world.core.settle(90).await;
}

async fn never_more_than(desk: &Desk, run: &Run, most: usize) {
    let there = desk.stranger.counts(TEXT).await;
    assert!(there <= most, "{run:?}: it is there {there} times");
}

/// It is a draft, or on its way where the person sees it, or at the service.
async fn nothing_is_lost(desk: &Desk, run: &Run, draft: &SaveDraftForm) {
    let Some(send) = send_of(desk, draft).await else {
        assert!(desk.is_draft(&draft.draft_id).await, "{run:?}: lost");
        return;
    };
    let is_draft = desk.is_draft(&draft.draft_id).await;
    match send.state {
        SendState::Accepted | SendState::Scheduled => {
            let post_id = send.post_id.as_deref().unwrap();
            assert!(desk.stranger.opens(post_id).await.is_ok(), "{run:?}");
            assert!(desk.is_made_here(post_id).await, "{run:?}");
            assert!(!is_draft, "{run:?}: it is no draft any more");
        }
        SendState::Refused | SendState::TakenBack | SendState::LeftUnsent => {
            assert!(is_draft, "{run:?}: it is a draft again");
        }
        SendState::Unclear => {
            assert!(!send.facts.is_empty(), "{run:?}: the person is told");
        }
        SendState::Waiting | SendState::Uploading | SendState::Sending => {
            panic!("{run:?}: it does not come to an end: {send:#?}")
        }
    }
}

/// Sends what is unsent, and decides what is unclear. How often that was to send it once more.
async fn the_person_sees_to_it(desk: &Desk, run: &Run, draft: &SaveDraftForm) -> usize {
    let mut decisions = 0;
    for _ in 0..4 {
        let send = send_of(desk, draft).await;
        match send.as_ref().map(|send| send.state) {
            Some(SendState::Accepted | SendState::Scheduled) => return decisions,
            Some(SendState::Unclear) => {
                decisions += decide(desk, &send.unwrap()).await;
            }
            _ => {
                let sent = desk.world.core.send_draft(draft.clone()).await;
                sent.unwrap_or_else(|error| panic!("{run:?}: {error:?}"));
            }
        }
        desk.world.settle().await;
    }
    panic!("{run:?}: nothing helps");
}

async fn decide(desk: &Desk, send: &SendView) -> usize {
    let (decision, again) = match send.candidates.first() {
        Some(candidate) => {
            let post_id = candidate.post_id.clone();
            (SendDecision::Arrived { post_id }, 0)
        }
        None => (SendDecision::SendAgain, 1),
    };
    desk.decide(send, decision).await.unwrap();
    again
}

/// In the end each has arrived, each is another post, and every post is one of ours. What is there
/// more often was sent more often by the person.
async fn everything_is_known(desk: &Desk, run: &Run, drafts: &[SaveDraftForm]) {
    let mut posts = Vec::new();
    for draft in drafts {
        let send = send_of(desk, draft).await.unwrap();
        posts.push(send.post_id.unwrap());
    }
    posts.sort_unstable();
    posts.dedup();
    assert_eq!(posts.len(), drafts.len(), "{run:?}: a post for each");
    let can_be_late = run
        .mishaps
        .iter()
        .any(|mishap| matches!(mishap.kind, FaultKind::Slow { .. }));
    if !can_be_late {
        let there = desk.stranger.counts(TEXT).await;
        assert_eq!(there, drafts.len(), "{run:?}: exactly once each");
    }
    let history = desk.world.core.verify_history().await.unwrap();
    assert!(history.whole, "{run:?}: {}", history.message);
}

async fn send_of(desk: &Desk, draft: &SaveDraftForm) -> Option<SendView> {
    let all = desk.all().await.sends;
    all.into_iter().find(|send| send.draft_id == draft.draft_id)
}
