//! How far each step of an incident is, and the sentence that says what happened. Nothing of this
//! is kept: it follows from the rows, so it is right after a crash and when somebody took a step by
//! another way.

use latchkey_store::keys::KeyRow;
use latchkey_text::incident_words as t;

use super::replace::Replacement;
use super::stage::state;
use super::view::Whole;
use super::words::Clock;
use crate::keys::{Death, StoredState};
use crate::obstacle::Obstacle;
use crate::tell::problem;
use crate::views::{
    CreationStage, HeldState, ProblemView, RepairState, ReplacementView, StepKind, StepState,
    StepView,
};
use crate::wording;

/// What the steps follow from.
pub(super) struct Known<'a> {
    pub(super) whole: &'a Whole,
    pub(super) replacement: Option<&'a Replacement>,
    pub(super) replacement_view: Option<&'a ReplacementView>,
    pub(super) words: &'a Clock,
}

/// A step without its name.
struct Far {
    state: StepState,
    message: String,
    problem: Option<ProblemView>,
}

fn far(state: StepState, message: String) -> Far {
    Far {
        state,
        message,
        problem: None,
    }
}

/// The steps in the order that is safest here: programs that cannot stop get their new key before
/// the old one ends.
pub(super) fn all(known: &Known<'_>) -> Vec<StepView> {
    let mut kinds = vec![StepKind::Contain, StepKind::Freeze];
    let at = if known.whole.row.can_stop { 2 } else { 0 };
    kinds.insert(at, StepKind::Replace);
    kinds.extend([StepKind::Review, StepKind::Repair]);
    let mut steps: Vec<StepView> = kinds.into_iter().map(|kind| step(known, kind)).collect();
    steps.push(close(known, &steps));
    steps
}

fn step(known: &Known<'_>, kind: StepKind) -> StepView {
    let far = match kind {
        StepKind::Contain => contain(known),
        StepKind::Freeze => freeze(known),
        StepKind::Replace => replace(known),
        StepKind::Review => review(known),
        StepKind::Repair | StepKind::Close => repair(known),
    };
    let over = known.whole.row.called_off && far.state != StepState::Done;
    StepView {
        kind,
        state: if over {
            StepState::NotNeeded
        } else {
            far.state
        },
        message: far.message,
        problem: far.problem.filter(|_| !over),
    }
}

fn contain(known: &Known<'_>) -> Far {
    let Known { whole, words, .. } = known;
    let key = &whole.key;
    match StoredState::of(key) {
        StoredState::Revoked => far(StepState::Done, how_it_died(whole, words)),
        StoredState::Ending => {
            let guided = whole.workspace.authority == "guided" || key.remote_id.is_none();
            let (state, message) = match (guided, key.ending_accepted_at) {
                (true, _) => (StepState::YourTurn, wording::guide_to_end(&key.name)),
                (false, Some(at)) => (StepState::UnderWay, t::contain_accepted(words.at(at))),
                (false, None) => {
                    let at = key.ending_requested_at.unwrap_or(whole.row.noticed_at);
                    (
                        StepState::UnderWay,
                        t::contain_asked(words.at(at), &key.name),
                    )
                }
            };
            Far {
                state,
                message,
                problem: Obstacle::read(key.problem.as_deref())
                    .map(|obstacle| problem(&obstacle, key.next_probe_at)),
            }
        }
        StoredState::Unverified
        | StoredState::Active
        | StoredState::Suspected
        | StoredState::Missing => far(StepState::Open, t::contain_open(&key.name)),
    }
}

fn how_it_died(whole: &Whole, words: &Clock) -> String {
    let Some(death) = Death::read(whole.key.death.as_deref()) else {
        return t::contain_elsewhere(words.at(whole.row.noticed_at));
    };
    if death.refused_at < whole.row.noticed_at {
        return t::contain_before(words.at(death.refused_at));
    }
    match (death.requested_at, death.delay_ms()) {
        (Some(asked), Some(delay)) => t::contain_done(words.at(asked), wording::delay(delay)),
        _ => t::contain_elsewhere(words.at(death.refused_at)),
    }
}

fn freeze(known: &Known<'_>) -> Far {
    let row = &known.whole.row;
    if row.freeze_asked_at.is_none() {
        let (due, earlier) = (known.whole.waiting.due.len(), earlier_to_hold(known));
        let (state, message) = match due {
            0 if known.whole.all_read && earlier.is_none() => {
                (StepState::NotNeeded, t::freeze_nothing())
            }
            0 if known.whole.all_read => (StepState::Open, t::freeze_none_since()),
            0 => (StepState::Open, t::freeze_reading()),
            1 => (StepState::Open, t::freeze_open_one()),
            count => (StepState::Open, t::freeze_open(count)),
        };
        return far(state, with(message, earlier));
    }
    let held = &known.whole.held;
    let states: Vec<HeldState> = held.iter().filter_map(|(row, _)| state(row)).collect();
    let count = |wanted: HeldState| states.iter().filter(|state| **state == wanted).count();
    let (going, failed) = (count(HeldState::Holding), count(HeldState::Failed));
    let first_problem = held
        .iter()
        .filter(|(row, _)| matches!(state(row), Some(HeldState::Holding | HeldState::Failed)))
        .find_map(|(row, _)| {
            let obstacle = Obstacle::read(row.problem.as_deref())?;
            Some(problem(&obstacle, row.next_try_at))
        });
    let (state, message) = match (going, failed) {
        (0, 0) => {
            let message = frozen(&count, row.closed_at.is_some());
            (StepState::Done, with(message, earlier_to_hold(known)))
        }
        (0, failed) => (StepState::YourTurn, t::freeze_failed(failed)),
        (going, _) => {
            let all = states.len();
            (StepState::UnderWay, t::freeze_going(all, all - going))
        }
    };
    Far {
        state,
        message,
        problem: first_problem,
    }
}

/// Scheduled posts made before the exposure that the freeze leaves alone.
fn earlier_to_hold(known: &Known<'_>) -> Option<String> {
    if known.whole.row.closed_at.is_some() {
        return None;
    }
    match known.whole.waiting.earlier.len() {
        0 => None,
        1 => Some(t::freeze_earlier_one()),
        count => Some(t::freeze_earlier(count)),
    }
}

fn with(sentence: String, another: Option<String>) -> String {
    match another {
        Some(another) => format!("{sentence} {another}"),
        None => sentence,
    }
}

fn frozen(count: &dyn Fn(HeldState) -> usize, closed: bool) -> String {
    let held = count(HeldState::Held) + count(HeldState::Unclear) + count(HeldState::Restoring);
    let mut said = vec![match held {
        0 => t::frozen_none(),
        1 => t::frozen_one(),
        held => t::frozen(held),
    }];
    for (state, say) in [
        (
            HeldState::Restored,
            t::frozen_restored as fn(usize) -> String,
        ),
        (HeldState::WentOut, t::frozen_went_out),
        (HeldState::GoneBefore, t::frozen_gone),
    ] {
        if count(state) > 0 {
            said.push(say(count(state)));
        }
    }
    if !closed {
        said.push(t::frozen_goes_on());
    }
    said.join(" ")
}

fn replace(known: &Known<'_>) -> Far {
    let leaked = &known.whole.key;
    match (known.replacement, known.replacement_view) {
        (Some(Replacement::Key(key)), Some(view)) => replaced(leaked, key, view),
        (Some(Replacement::Creation(creation)), Some(view)) => {
            let paste = view
                .creation
                .as_ref()
                .is_some_and(|creation| creation.stage == CreationStage::AwaitingPaste);
            let obstacle = Obstacle::read(creation.problem.as_deref());
            let (state, message) = if paste {
                (StepState::YourTurn, t::replace_paste())
            } else {
                (StepState::UnderWay, t::replace_creating())
            };
            Far {
                state,
                message,
                problem: obstacle.map(|obstacle| problem(&obstacle, creation.next_try_at)),
            }
        }
        _ if StoredState::of(leaked).is_live() && known.whole.has_places => {
            far(StepState::Open, t::replace_open_overlap(&leaked.name))
        }
        _ if StoredState::of(leaked).is_live() => {
            far(StepState::Open, t::replace_open_until_you(&leaked.name))
        }
        _ => far(StepState::Open, t::replace_open(&leaked.name)),
    }
}

fn replaced(leaked: &KeyRow, key: &KeyRow, view: &ReplacementView) -> Far {
    let all = view.places.len();
    let done = view
        .places
        .iter()
        .filter(|place| place.ticked_at.is_some())
        .count();
    if !StoredState::of(key).works() {
        return far(StepState::UnderWay, t::replace_checking(&key.name));
    }
    match all {
        0 if StoredState::of(leaked).is_live() => {
            far(StepState::Done, t::replace_done_until_you(&key.name))
        }
        0 => far(StepState::Done, t::replace_done_no_places(&key.name)),
        all if done == all => far(StepState::Done, t::replace_done(all, &key.name)),
        all => far(StepState::YourTurn, t::replace_places(all, done, &key.name)),
    }
}

fn review(known: &Known<'_>) -> Far {
    let counts = known.whole.counts;
    let judged = counts.made_here + counts.recognised + counts.not_mine;
    let (state, message) = match (counts.unrecognised, known.whole.all_read) {
        (0, false) => (StepState::UnderWay, t::review_reading()),
        (left, false) => (StepState::YourTurn, t::review_reading_left(left)),
        (0, true) if judged == 0 => (StepState::Done, t::review_none()),
        (0, true) => (StepState::Done, t::review_done(judged)),
        (1, true) => (StepState::YourTurn, t::review_left_one()),
        (left, true) => (StepState::YourTurn, t::review_left(left)),
    };
    let earlier = match known.whole.unknown_before {
        0 => None,
        1 => Some(t::review_earlier_one()),
        count => Some(t::review_earlier(count)),
    };
    far(state, with(message, earlier))
}

fn repair(known: &Known<'_>) -> Far {
    let all = known.whole.repairs.len();
    let left = known
        .whole
        .repairs
        .iter()
        .filter(|repair| is_left(repair.state))
        .count();
    let deleting = known
        .whole
        .repairs
        .iter()
        .filter(|repair| repair.state == RepairState::Deleting)
        .count();
    match (all, left) {
        (0, _) if known.whole.all_read && known.whole.counts.unrecognised == 0 => {
            far(StepState::NotNeeded, t::repair_nothing())
        }
        (0, _) => far(StepState::Open, t::repair_open()),
        (all, 0) => far(StepState::Done, t::repair_done(all)),
        (all, left) if left == deleting => {
            far(StepState::UnderWay, t::repair_deleting(all, all - left))
        }
        (all, left) => far(StepState::YourTurn, t::repair_left(all, left)),
    }
}

/// Something is still to be done about the post.
pub(super) fn is_left(state: RepairState) -> bool {
    match state {
        RepairState::CanBeDeleted
        | RepairState::Deleting
        | RepairState::ByHand
        | RepairState::Failed => true,
        RepairState::Deleted | RepairState::DoneByHand | RepairState::Gone => false,
    }
}

fn close(known: &Known<'_>, steps: &[StepView]) -> StepView {
    let (row, words) = (&known.whole.row, known.words);
    let left = names_of_what_is_left(steps);
    let far = match row.closed_at {
        Some(at) if row.called_off => far(StepState::Done, t::close_called_off(words.at(at))),
        Some(at) if left.is_empty() => far(StepState::Done, t::close_done(words.at(at))),
        Some(at) => far(StepState::Done, t::close_done_left(words.at(at), left)),
        None if left.is_empty() => far(StepState::Open, t::close_open()),
        None => far(StepState::Open, t::close_left(left)),
    };
    StepView {
        kind: StepKind::Close,
        state: far.state,
        message: far.message,
        problem: None,
    }
}

/// The names of the steps that are not over, for a sentence; empty when all are.
pub(super) fn names_of_what_is_left(steps: &[StepView]) -> String {
    let names: Vec<String> = steps
        .iter()
        .filter(|step| !matches!(step.state, StepState::Done | StepState::NotNeeded))
        .map(|step| name(step.kind))
        .collect();
    names.join(", ")
}

pub(super) fn name(kind: StepKind) -> String {
    match kind {
        StepKind::Contain => t::step_contain(),
        StepKind::Freeze => t::step_freeze(),
        StepKind::Replace => t::step_replace(),
        StepKind::Review => t::step_review(),
        StepKind::Repair => t::step_repair(),
        StepKind::Close => t::step_close(),
    }
}
