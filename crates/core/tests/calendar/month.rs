//! What stands in the calendar.

use chrono::TimeDelta;
use latchkey_core::views::{
    CalendarForm, CardKind, DraftContent, NewDraftForm, SaveDraftForm, Verdict, When,
};
use latchkey_core::{Error, Invalid};

use super::{Planned, cards, day, in_berlin};

#[tokio::test]
async fn a_post_stands_where_it_goes_out_with_all_there_is_to_know() {
    let planned = Planned::new().await;
    let at = planned.days_ahead(3);
    let id = planned.scheduled("Fresh bread from six", at).await;
    let view = planned.calendar().await;
    assert_eq!(view.days.len(), 41);
    assert_eq!(
        (view.zone.as_str(), view.undo.as_ref()),
        ("Europe/Berlin", None)
    );
    assert!(view.days[0].past && !view.days[1].past);
    let [card] = cards(&view)[..] else {
        panic!("one card: {view:#?}")
    };
    assert_eq!(card.kind, CardKind::Post);
    assert_eq!(
        (card.id.as_str(), card.post_id.as_deref()),
        (format!("post:{id}").as_str(), Some(id.as_str()))
    );
    assert_eq!(
        (&card.date, &card.time),
        (&in_berlin(at).date, &in_berlin(at).time)
    );
    assert_eq!(card.excerpt, "Fresh bread from six");
    assert_eq!(card.profile, "Lindenhof Café");
    assert_eq!(view.profiles[card.colour as usize].label, "Lindenhof Café");
    let names: Vec<&str> = card
        .platforms
        .iter()
        .map(|one| one.label.as_str())
        .collect();
    assert_eq!(names, ["Facebook", "Threads"]);
    assert_eq!(
        (card.status.as_str(), card.verdict),
        ("scheduled", Some(Verdict::Unrecognised))
    );
    assert_eq!(
        (card.fixed_because.as_ref(), card.clash.as_ref()),
        (None, None)
    );
}

#[tokio::test]
async fn what_does_not_wait_for_its_time_says_why_it_cannot_be_moved() {
    let planned = Planned::new().await;
    let id = planned.scheduled("Hello", planned.days_ahead(2)).await;
    for (status, held) in [
        ("scheduled", true),
        ("publishing", false),
        ("completed", false),
        ("partially_failed", false),
        ("failed", false),
        ("draft", false),
        ("hologram", false),
    ] {
        planned
            .change(&id, move |row| {
                row.status = status.to_owned();
                row.held = held;
            })
            .await;
        let view = planned.calendar().await;
        let card = cards(&view)[0];
        let why = card.fixed_because.clone().expect(status);
        assert_eq!(card.failed, status.contains("failed"));
        let to = in_berlin(planned.days_ahead(5));
        let moved = planned.move_post(&id, to.clone()).await;
        assert!(!moved.moved);
        assert_eq!(moved.problem.unwrap().message, why);
        let form = planned.move_form(&id, to);
        let check = planned.world.core.check_move(form).await.unwrap();
        assert_eq!(check.refusal, Some(why));
    }
    let gone = planned.world.clock.now();
    planned
        .change(&id, move |row| row.gone_at = Some(gone))
        .await;
    assert_eq!(
        cards(&planned.calendar().await).len(),
        0,
        "it goes out no more"
    );
}

#[tokio::test]
async fn posts_that_clash_say_so() {
    let planned = Planned::new().await;
    let at = planned.days_ahead(3);
    planned.scheduled("One", at).await;
    planned.scheduled("Two", at + TimeDelta::minutes(10)).await;
    planned.scheduled("One", at + TimeDelta::hours(30)).await;
    planned.scheduled("Three", at + TimeDelta::hours(40)).await;
    let view = planned.calendar().await;
    let clashes: Vec<Option<&str>> = cards(&view)
        .iter()
        .map(|card| card.clash.as_deref())
        .collect();
    assert_eq!(
        clashes,
        [
            Some("This profile says the same again 30 hours later."),
            Some("Another post of this profile goes out 10 minutes earlier."),
            Some("This profile says the same 30 hours earlier."),
            None,
        ]
    );
}

#[tokio::test]
async fn a_draft_with_a_time_stands_in_the_calendar_and_is_moved_there() {
    let planned = Planned::new().await;
    let core = &planned.world.core;
    let form = NewDraftForm {
        workspace_id: planned.demo.clone(),
        at: None,
        profile: None,
    };
    let draft = core.new_draft(form).await.unwrap();
    let content = DraftContent {
        text: "Half written".to_owned(),
        when: When::At(in_berlin(planned.days_ahead(2))),
        ..draft.content
    };
    let form = SaveDraftForm {
        draft_id: draft.id.clone(),
        content: content.clone(),
        saved_at: draft.saved_at,
    };
    core.save_draft(form).await.unwrap();
    let view = planned.calendar().await;
    let card = cards(&view)[0];
    assert_eq!(
        (card.kind, card.excerpt.as_str()),
        (CardKind::Draft, "Half written")
    );
    assert_eq!(card.draft_id.as_deref(), Some(draft.id.as_str()));

    let mut form = planned.move_form("", in_berlin(planned.days_ahead(9)));
    form.card_id.clone_from(&card.id);
    let moved = core.move_card(form).await.unwrap();
    assert!(moved.moved, "{moved:?}");
    assert!(moved.undo.unwrap().contains("Half written"));
    let view = planned.calendar().await;
    assert_eq!(cards(&view)[0].date, day(planned.days_ahead(9)));
    assert!(planned.undo().await.moved);
    let view = planned.calendar().await;
    assert_eq!(cards(&view)[0].date, day(planned.days_ahead(2)));
    assert_eq!(view.undo, None);
}

#[tokio::test]
async fn the_calendar_is_narrowed() {
    let planned = Planned::new().await;
    planned.scheduled("Hello", planned.days_ahead(3)).await;
    let view = planned.calendar().await;
    let profile = view.profiles[cards(&view)[0].colour as usize].value.clone();
    let count = async |narrow: Box<dyn FnOnce(&mut CalendarForm)>| {
        cards(&planned.calendar_of(narrow).await).len()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        count(Box::new(move |form| form.profile = Some(profile))).await,
        1
    );
    assert_eq!(
        count(Box::new(|form| form.profile = Some("nobody".to_owned()))).await,
        0
    );
    assert_eq!(
        count(Box::new(move |form| form.platform = some("threads"))).await,
        1
    );
    assert_eq!(
        count(Box::new(move |form| form.platform = some("x"))).await,
        0
    );
    assert_eq!(
        count(Box::new(move |form| form.status = some("failed"))).await,
        0
    );
    assert_eq!(
        count(Box::new(|form| form.verdict = Some(Verdict::MadeHere))).await,
        0
    );
    assert_eq!(
        count(Box::new(|form| form.verdict = Some(Verdict::Unrecognised))).await,
        1
    );
}

#[tokio::test]
async fn a_stretch_that_is_none_or_too_long_is_refused() {
    let planned = Planned::new().await;
    for (from, until) in [
        ("2026-12-01", "2026-12-01"),
        ("2026-12-02", "2026-12-01"),
        ("2026-12-01", "2027-02-02"),
        ("2026-12-1", "2026-12-02"),
        ("today", "tomorrow"),
        ("-9999-01-01", "9999-12-31"),
        ("9999-12-30", "9999-12-31 "),
    ] {
        let form = CalendarForm {
            workspace_id: planned.demo.clone(),
            from: from.to_owned(),
            until: until.to_owned(),
            profile: None,
            platform: None,
            status: None,
            verdict: None,
        };
        let answer = planned.world.core.calendar(form).await;
        assert!(
            matches!(answer, Err(Error::Invalid(Invalid::CalendarSpan))),
            "{from} {until}"
        );
    }
}
