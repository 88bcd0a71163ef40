//! What stands in the way of sending a draft, what it counts, and what it would look like.
//!
//! Pure and quick enough for every keystroke. What the platforms refuse is known to
//! `latchkey-platforms`; here is added what only the app knows, and all of it gets words and a place
//! on the page.

use std::collections::BTreeSet;

use latchkey_platforms::{Issue, Place, Platform, PostType, Problem, Severity};
use latchkey_text::compose_words as t;

use super::basis::Basis;
use super::content::is_value;
use super::counts::counts;
use super::post::Post;
use super::preview::preview;
use crate::calendar::clash::{Outgoing, TextMark, found};
use crate::calendar::{
    clock_change_words, refusal_words, resolve, sentence as moment_words, warning_words,
};
use crate::clock::shown;
use crate::profiles::Account;
use crate::views::{
    DraftCheckView, DraftContent, DraftFile, DraftProblemView, PlaceInDraft, PlatformCheckView,
    When,
};
use crate::{Moment, wording};

/// What a draft's platforms say to it.
pub(crate) fn check(basis: &Basis, content: &DraftContent) -> DraftCheckView {
    let post = Post::of(content, &basis.files);
    let time = Time::of(basis, content);
    let mut problems = problems_of_draft(basis, &post);
    problems.extend(time.problems);
    let found = latchkey_platforms::check(&post.draft);
    let platforms: Vec<PlatformCheckView> = post
        .platforms
        .iter()
        .map(|&platform| platform_view(basis, &post, platform, &found))
        .collect();
    let all = || {
        let of_platforms = platforms.iter().flat_map(|platform| &platform.problems);
        problems.iter().chain(of_platforms)
    };
    DraftCheckView {
        kind: post.kind(),
        can_send: !all().any(|problem| problem.stops),
        sentence: sentence(all()),
        when_words: time.words,
        goes_out_at: time.at.map(shown),
        problems,
        platforms,
    }
}

/// When it goes out, and what is wrong with that.
struct Time {
    at: Option<Moment>,
    words: String,
    problems: Vec<DraftProblemView>,
}

impl Time {
    fn of(basis: &Basis, content: &DraftContent) -> Time {
        let wall = match &content.when {
            When::Now => {
                return Time {
                    at: None,
                    words: t::when_now(),
                    problems: clashes(basis, content, Some(basis.now)),
                };
            }
            When::Queue => {
                return Time {
                    at: None,
                    words: t::when_queue(),
                    problems: clashes(basis, content, None),
                };
            }
            When::At(wall) => wall,
        };
        let resolved = resolve(&basis.zone, wall, basis.now);
        let mut problems = match resolved.at {
            Some(at) => clashes(basis, content, Some(at)),
            None => Vec::new(),
        };
        if resolved.twice {
            let change = resolved.clock_change.as_ref();
            let change = change.map(clock_change_words).unwrap_or_default();
            let which = if wall.later {
                t::twice_later(change)
            } else {
                t::twice_earlier(change)
            };
            problems.push(warns(which, PlaceInDraft::When));
        }
        if let Some(refusal) = &resolved.refusal {
            let refused = refusal_words(refusal);
            problems.push(stops(refused, PlaceInDraft::When));
        }
        let at = resolved.at;
        Time {
            at,
            words: at.map_or_else(t::when_unclear, |at| moment_words(&basis.zone, at)),
            problems,
        }
    }
}

/// What to think of before the draft goes out at this moment, or in a slot of the queue.
fn clashes(basis: &Basis, content: &DraftContent, at: Option<Moment>) -> Vec<DraftProblemView> {
    let Some(profile_id) = content.profile.clone() else {
        return Vec::new();
    };
    let going = Outgoing {
        id: String::new(),
        profile_id,
        at,
        platforms: content.platforms.clone(),
        text: TextMark::of(&content.text),
    };
    let others: Vec<&Outgoing> = basis.others.iter().collect();
    found(&going, &others)
        .iter()
        .map(|warning| warns(warning_words(warning), PlaceInDraft::When))
        .collect()
}

fn problems_of_draft(basis: &Basis, post: &Post<'_>) -> Vec<DraftProblemView> {
    let content = post.content;
    let mut problems = Vec::new();
    match (&content.profile, &basis.accounts) {
        (None, _) => problems.push(stops(t::no_profile(), PlaceInDraft::Profile)),
        (Some(_), None) => problems.push(stops(t::profile_gone(), PlaceInDraft::Profile)),
        (Some(_), Some(_)) => {}
    }
    if post.platforms.is_empty() {
        problems.push(stops(t::no_platform(), PlaceInDraft::Platforms));
    }
    // With a platform, that platform says what it needs.
    if post.platforms.is_empty() && is_empty(content) {
        problems.push(stops(t::empty_draft(), PlaceInDraft::Text));
    }
    problems.extend(file_problems(basis, content));
    problems
}

fn is_empty(content: &DraftContent) -> bool {
    content.text.trim().is_empty()
        && content.title.trim().is_empty()
        && content.files.is_empty()
        && content.own_files.iter().all(|own| own.files.is_empty())
}

/// What is wrong with a file wherever it goes; each file once.
fn file_problems(basis: &Basis, content: &DraftContent) -> Vec<DraftProblemView> {
    let own = content.own_files.iter().flat_map(|own| &own.files);
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for file in content.files.iter().chain(own) {
        if !seen.insert(&file.file_id) {
            continue;
        }
        let message = if basis.files.contains_key(&file.file_id) {
            basis.file_problems.get(&file.file_id).cloned()
        } else {
            Some(t::file_gone())
        };
        let place = PlaceInDraft::File {
            file_id: file.file_id.clone(),
        };
        problems.extend(message.map(|message| stops(message, place)));
    }
    problems
}

fn platform_view(
    basis: &Basis,
    post: &Post<'_>,
    platform: Platform,
    found: &[Problem],
) -> PlatformCheckView {
    let name = wording::platform(platform.slug());
    let mut problems: Vec<DraftProblemView> = Vec::new();
    match basis
        .accounts
        .as_ref()
        .map(|accounts| accounts.account(platform.slug()))
    {
        Some(Account::NotConnected) => {
            problems.push(stops(t::not_connected(&name), PlaceInDraft::Platforms));
        }
        Some(Account::Unknown) => {
            problems.push(warns(t::connection_unknown(&name), PlaceInDraft::Platforms));
        }
        Some(Account::Connected) | None => {}
    }
    let of_platform = found.iter().filter(|problem| problem.platform == platform);
    problems.extend(of_platform.map(|problem| problem_view(post, problem)));
    problems.extend(lost_alt_text(post, platform, &name));
    problems.extend(values_not_sent(post, platform));
    PlatformCheckView {
        counts: counts(post, platform),
        problems,
        preview: preview(post, platform),
        platform: platform.slug().to_owned(),
        name,
    }
}

fn problem_view(post: &Post<'_>, problem: &Problem) -> DraftProblemView {
    DraftProblemView {
        stops: problem.severity() == Severity::Stops,
        message: message(post, problem),
        place: place(post, problem.platform, problem.place),
    }
}

/// What is wrong, in the words of the composer where it knows more than the platform.
fn message(post: &Post<'_>, problem: &Problem) -> String {
    let platform = problem.platform;
    let own_files = post.draft.own_media.contains_key(&platform);
    if let (Issue::MediaMissing(_), true) = (&problem.issue, own_files) {
        return t::own_files_missing(wording::platform(platform.slug()));
    }
    if let (Issue::TextTooLong(count), true) =
        (&problem.issue, tells_of_several_images(post, problem))
    {
        let name = wording::platform(platform.slug());
        return t::alt_texts_together(count.limit.unwrap_or_default(), name, count.used);
    }
    wording::platform_problem(problem)
}

/// It is about the one description a platform takes, made of those of several images.
fn tells_of_several_images(post: &Post<'_>, problem: &Problem) -> bool {
    let files = post.files_for(problem.platform);
    matches!(problem.place, Place::Field(field) if field.name.ends_with("_alt_text"))
        && files.len() > 1
}

/// Where on the page that is.
pub(super) fn place(post: &Post<'_>, platform: Platform, place: Place) -> PlaceInDraft {
    let files = post.files_for(platform);
    let file = |index: usize, place: fn(String) -> PlaceInDraft| {
        let file = files.get(index);
        file.map_or(PlaceInDraft::Files, |file| place(file.file_id.clone()))
    };
    match place {
        Place::Platforms => PlaceInDraft::Platforms,
        // A post's kind follows from its files.
        Place::PostType | Place::Media => PlaceInDraft::Files,
        Place::Text => PlaceInDraft::Text,
        Place::Title => PlaceInDraft::Title,
        Place::FirstComment => PlaceInDraft::FirstComment,
        Place::File(index) => file(index, |file_id| PlaceInDraft::File { file_id }),
        Place::AltText(index) => file(index, |file_id| PlaceInDraft::AltText { file_id }),
        Place::Field(field) if field.name.ends_with("_alt_text") => longest_alt_text(files),
        Place::Field(field) if field.name.ends_with("_media_urls") => PlaceInDraft::Files,
        Place::Field(field) => PlaceInDraft::Field {
            field: field.name.to_owned(),
        },
    }
}

/// All descriptions together are too long: the longest is the one to shorten.
fn longest_alt_text(files: &[DraftFile]) -> PlaceInDraft {
    let longest = files.iter().max_by_key(|file| file.alt_text.len());
    longest.map_or(PlaceInDraft::Files, |file| PlaceInDraft::AltText {
        file_id: file.file_id.clone(),
    })
}

/// A platform without a field for what images show leaves it out.
fn lost_alt_text(post: &Post<'_>, platform: Platform, name: &str) -> Option<DraftProblemView> {
    let rules = platform.rules()?;
    if post.draft.post_type != PostType::Image
        || !rules.takes(PostType::Image)
        || !rules.alt_text.is_empty()
    {
        return None;
    }
    let mut files = post.files_for(platform).iter();
    let described = files.find(|file| !file.alt_text.trim().is_empty())?;
    let place = PlaceInDraft::AltText {
        file_id: described.file_id.clone(),
    };
    Some(warns(t::alt_text_dropped(name), place))
}

/// What was filled in for another kind of post: it stays in the draft, and does not go out.
fn values_not_sent(post: &Post<'_>, platform: Platform) -> Vec<DraftProblemView> {
    let post_type = post.draft.post_type;
    let rules = platform.rules().filter(|rules| rules.takes(post_type));
    let fields = rules.map(|rules| rules.fields).unwrap_or_default().iter();
    fields
        .filter(|field| is_value(field) && !field.is_for(post_type))
        .filter(|field| post.value_of(platform, field).is_some())
        .map(|field| {
            let label = wording::field_label(field);
            let message = match post_type {
                PostType::Text => t::not_sent_with_text(label),
                PostType::Image => t::not_sent_with_images(label),
                PostType::Video => t::not_sent_with_video(label),
                PostType::Document => t::not_sent_with_document(label),
            };
            let field = field.name.to_owned();
            warns(message, PlaceInDraft::Field { field })
        })
        .collect()
}

fn sentence<'a>(problems: impl Iterator<Item = &'a DraftProblemView>) -> String {
    let (mut to_mend, mut to_know) = (Vec::new(), Vec::new());
    for problem in problems {
        let list = if problem.stops {
            &mut to_mend
        } else {
            &mut to_know
        };
        // What several platforms say of the same thing is one thing to mend.
        if !list.contains(&problem) {
            list.push(problem);
        }
    }
    match (to_mend.len(), to_know.len()) {
        (0, 0) => t::ready(),
        (0, 1) => t::ready_warned_one(),
        (0, count) => t::ready_warned(count),
        (1, _) => t::to_mend_one(),
        (count, _) => t::to_mend(count),
    }
}

fn stops(message: String, place: PlaceInDraft) -> DraftProblemView {
    DraftProblemView {
        stops: true,
        message,
        place,
    }
}

fn warns(message: String, place: PlaceInDraft) -> DraftProblemView {
    DraftProblemView {
        stops: false,
        message,
        place,
    }
}

#[cfg(test)]
mod tests;
