//! Changes that somebody elsewhere made to a post: with a key that is out, an older post can be
//! given another text, other media or another time.
//!
//! Only what a post says, shows and plans counts, and only where the service tells another thing
//! than before, not the same thing in another form. What Latchkey did itself is known by its moves.

use std::collections::HashMap;

use chrono::TimeDelta;
use latchkey_store::Transaction;
use latchkey_store::moves::{self, MoveRow};
use latchkey_store::post_changes::{self, PostChangeRow};

use super::sync::changes::field;
use crate::Moment;
use crate::error::Error;

/// Planned times closer together than this are the same one, rounded.
const SAME_TIME: TimeDelta = TimeDelta::minutes(1);

/// When somebody elsewhere was last seen to have changed which posts, since a moment.
pub(crate) fn changed_elsewhere(
    tx: &Transaction<'_>,
    workspace_id: &str,
    since: Option<Moment>,
) -> Result<HashMap<String, Moment>, Error> {
    let changes = post_changes::of_content(tx, workspace_id, since)?;
    if changes.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(last_changes(changes, &moves::of_posts(tx, workspace_id)?))
}

/// The last change of each post that nobody here made. The changes are in the order of time.
fn last_changes(changes: Vec<PostChangeRow>, moves: &[MoveRow]) -> HashMap<String, Moment> {
    let mut moves_of: HashMap<&str, Vec<&MoveRow>> = HashMap::new();
    for row in moves {
        let post = row.post_id.as_deref().unwrap_or_default();
        moves_of.entry(post).or_default().push(row);
    }
    changes
        .into_iter()
        .filter(|change| {
            let ours = moves_of.get(change.post_id.as_str());
            is_another_thing(change) && !ours.is_some_and(|ours| is_ours(change, ours))
        })
        .map(|change| (change.post_id, change.seen_at))
        .collect()
}

/// What the post says, shows or plans is another thing, not the same one in another form.
fn is_another_thing(change: &PostChangeRow) -> bool {
    let told = |text: &Option<String>| text.clone().unwrap_or_default();
    let (before, after) = (told(&change.before), told(&change.after));
    match change.field.as_str() {
        field::TEXT | field::TITLE => !before.split_whitespace().eq(after.split_whitespace()),
        field::MEDIA => !before.lines().map(file).eq(after.lines().map(file)),
        // A plan that appears or disappears is the service's doing: its queue gives one, and going
        // out takes it. An edit can only give another one (vendor's OpenAPI, 2026-04).
        field::SCHEDULED_AT => match (moment(&before), moment(&after)) {
            (Some(before), Some(after)) => (after - before).abs() >= SAME_TIME,
            _ => false,
        },
        _ => false,
    }
}

/// An address without what lets somebody in for a while, which the service renews.
fn file(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
}

/// The post went where we moved it.
fn is_ours(change: &PostChangeRow, moves: &[&MoveRow]) -> bool {
    let Some(planned) = change.after.as_deref().and_then(moment) else {
        return false;
    };
    let is = |kept: &str| moment(kept).is_some_and(|at| (at - planned).abs() < SAME_TIME);
    change.field == field::SCHEDULED_AT
        && moves
            .iter()
            .any(|row| change.seen_at >= row.asked_at && is(&row.moved_to))
}

fn moment(kept: &str) -> Option<Moment> {
    kept.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NINE: &str = "2026-11-20T09:00:00.000Z";
    const TEN: &str = "2026-11-20T10:00:00.000Z";

    fn at(seconds: i64) -> Moment {
        "2026-11-19T12:00:00Z".parse::<Moment>().unwrap() + TimeDelta::seconds(seconds)
    }

    fn change(field: &str, before: &str, after: &str) -> PostChangeRow {
        let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        PostChangeRow {
            workspace_id: "w".to_owned(),
            post_id: "p".to_owned(),
            seen_at: at(100),
            field: field.to_owned(),
            before: told(before),
            after: told(after),
        }
    }

    fn moved(from: &str, to: &str, asked: i64, finished: Option<i64>) -> MoveRow {
        MoveRow {
            id: "m".to_owned(),
            workspace_id: "w".to_owned(),
            post_id: Some("p".to_owned()),
            draft_id: None,
            moved_from: from.to_owned(),
            moved_to: to.to_owned(),
            undoes: None,
            stage: "moved".to_owned(),
            problem: None,
            looks: 0,
            next_look_at: None,
            asked_at: at(asked),
            finished_at: finished.map(at),
        }
    }

    fn counts(change: PostChangeRow, moves: &[MoveRow]) -> bool {
        last_changes(vec![change], moves).contains_key("p")
    }

    #[test]
    fn another_text_another_picture_and_another_time_count() {
        for (field, before, after) in [
            (field::TEXT, "Fresh bread", "Fresh money"),
            (field::TITLE, "", "Fresh money"),
            (
                field::MEDIA,
                "https://m.example/a.jpg",
                "https://m.example/b.jpg",
            ),
            (field::MEDIA, "https://m.example/a.jpg", ""),
            (field::SCHEDULED_AT, NINE, TEN),
        ] {
            assert!(counts(change(field, before, after), &[]), "{field}");
        }
    }

    #[test]
    fn the_same_thing_in_another_form_does_not_count() {
        for (field, before, after) in [
            (
                field::TEXT,
                "Fresh bread\r\nevery day ",
                "Fresh bread\nevery day",
            ),
            (field::TITLE, "", " "),
            (
                field::MEDIA,
                "https://m.example/a.jpg?signature=1",
                "https://m.example/a.jpg?signature=2",
            ),
            (field::SCHEDULED_AT, "2026-11-20T09:00:31.412Z", NINE),
            (field::SCHEDULED_AT, NINE, ""),
            (field::SCHEDULED_AT, "", NINE),
        ] {
            assert!(!counts(change(field, before, after), &[]), "{field}");
        }
    }

    #[test]
    fn how_far_a_post_is_does_not_count() {
        for field in [
            field::STATUS,
            field::GONE,
            field::PROFILE,
            field::POST_TYPE,
            field::FIRST_COMMENT,
            field::MADE_AT,
            "destination:x",
        ] {
            assert!(
                !counts(change(field, "scheduled", "completed"), &[]),
                "{field}"
            );
        }
    }

    #[test]
    fn a_move_of_ours_is_not_somebody_elses() {
        let there = change(field::SCHEDULED_AT, NINE, TEN);
        assert!(
            !counts(there.clone(), &[moved(NINE, TEN, 90, None)]),
            "under way"
        );
        assert!(
            !counts(there.clone(), &[moved(NINE, TEN, 0, Some(1))]),
            "done"
        );
        assert!(
            counts(there.clone(), &[moved(NINE, TEN, 101, None)]),
            "it was there before we asked"
        );
        let elsewhere = moved(NINE, "2026-11-20T11:00:00.000Z", 0, Some(1));
        assert!(counts(there, &[elsewhere]));
        let text = change(field::TEXT, "Fresh bread", "Fresh money");
        assert!(
            counts(text, &[moved(NINE, TEN, 0, Some(1))]),
            "only its time"
        );
    }

    #[test]
    fn who_moves_a_post_back_that_we_moved_is_somebody_else() {
        let back = change(field::SCHEDULED_AT, TEN, NINE);
        assert!(counts(back.clone(), &[moved(NINE, TEN, 0, Some(95))]));
        let undone = [
            moved(NINE, TEN, 0, Some(50)),
            moved(TEN, NINE, 60, Some(95)),
        ];
        assert!(!counts(back, &undone), "we took it back ourselves");
    }

    #[test]
    fn the_last_change_counts() {
        let first = change(field::TEXT, "a", "b");
        let second = PostChangeRow {
            seen_at: at(200),
            ..change(field::TITLE, "a", "b")
        };
        let third = PostChangeRow {
            seen_at: at(300),
            ..change(field::STATUS, "scheduled", "completed")
        };
        let found = last_changes(vec![first, second, third], &[]);
        assert_eq!(found.get("p"), Some(&at(200)));
    }
}
