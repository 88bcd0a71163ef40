//! The document, section by section.

use latchkey_store::posts::PostRow;
use latchkey_text::report as t;

use super::facts::{Facts, MOST};
use super::html::{Html, css_string};
use crate::Moment;
use crate::activity::visible;
use crate::incident::repair::Repair;
use crate::incident::stage::state;
use crate::incident::steps;
use crate::views::{HeldState, RepairState, StepState};
use crate::wording;

const STYLE: &str = include_str!("style.css");
/// Characters of a post's text that are printed.
const LONGEST_TEXT: usize = 4_000;

/// The whole report.
pub(super) fn document(facts: &Facts) -> String {
    let (key, workspace) = (&facts.whole.key.name, &facts.whole.workspace.name);
    Html::document(&t::title(key, workspace), &style(facts), |html| {
        html.element("main", |html| {
            head(html, facts);
            in_short(html, facts);
            timeline(html, facts);
            posts(html, facts);
            repaired(html, facts);
            remains(html, facts);
            history(html, facts);
        });
    })
}

/// The running header and footer of the printed pages.
fn style(facts: &Facts) -> String {
    let (key, workspace) = (&facts.whole.key.name, &facts.whole.workspace.name);
    format!(
        "{STYLE}@page {{ margin: 20mm 16mm 18mm; @top-left {{ content: {}; font: 8pt system-ui; }} \
         @top-right {{ content: {}; font: 8pt system-ui; }} @bottom-right {{ content: \
         counter(page) \" / \" counter(pages); font: 8pt system-ui; }} }}\n",
        css_string(&t::title(key, workspace)),
        css_string(&facts.clock.full(facts.made_at)),
    )
}

fn head(html: &mut Html, facts: &Facts) {
    let Facts { whole, clock, .. } = facts;
    html.line("h1", &t::title(&whole.key.name, &whole.workspace.name));
    html.classed("p", "quiet", |html| {
        html.text(&t::made(
            clock.full(facts.made_at),
            &facts.host,
            &facts.user,
        ));
        html.text(" ");
        html.text(&t::zone(&facts.zone));
    });
    if let Some(at) = whole.row.alarm_at {
        html.classed_line("p", "alarm", &clock.alarm(whole, at));
    }
}

fn in_short(html: &mut Html, facts: &Facts) {
    let Facts { whole, clock, .. } = facts;
    let row = &whole.row;
    html.line("h2", &t::in_short());
    html.element("dl", |html| {
        fact(html, &t::key(), &whole.key.name);
        fact(html, &t::hint(), whole.key.hint.as_deref().unwrap_or("–"));
        let fingerprint = whole.key.fingerprint.as_deref();
        fact(html, &t::fingerprint(), fingerprint.unwrap_or("–"));
        fact(html, &t::workspace(), &whole.workspace.name);
        fact(html, &t::exposed(), &window(facts));
        fact(html, &t::noticed(), &clock.full(row.noticed_at));
        fact(
            html,
            &t::time_to_notice(),
            &span(row.exposed_from, Some(row.noticed_at)),
        );
        fact(
            html,
            &t::time_to_decide(),
            &span(Some(row.noticed_at), row.end_asked_at),
        );
        let accepted = whole.key.ending_accepted_at;
        fact(
            html,
            &t::time_to_revoke(),
            &span(row.end_asked_at, accepted),
        );
        let refused = facts.death.as_ref().map(|death| death.refused_at);
        fact(html, &t::time_to_prove(), &span(row.end_asked_at, refused));
        if let Some(name) = &facts.replaced_by {
            fact(html, &t::replaced_by(), name);
        }
    });
    html.line("h3", &t::steps());
    html.element("dl", |html| {
        for step in &facts.steps {
            fact(html, &steps::name(step.kind), &step.message);
        }
    });
}

fn window(facts: &Facts) -> String {
    let from = facts.whole.row.exposed_from.map(|at| facts.clock.full(at));
    let until = facts.whole.contained_at().map(|at| facts.clock.full(at));
    match (from, until) {
        (Some(from), Some(until)) => t::window_closed(from, until),
        (Some(from), None) => t::window_open(from),
        (None, Some(until)) => t::window_unknown_closed(until),
        (None, None) => t::window_unknown_open(),
    }
}

/// How long it was from one moment to the other. What happened in another order took no time; what
/// did not happen is said to be unknown.
fn span(from: Option<Moment>, to: Option<Moment>) -> String {
    let (Some(from), Some(to)) = (from, to) else {
        return t::unknown_time();
    };
    let milliseconds = (to - from).num_milliseconds().max(0).unsigned_abs();
    match milliseconds / 60_000 {
        0..120 => wording::delay(milliseconds),
        minutes @ 120..2_880 => t::hours(minutes / 60, minutes % 60),
        minutes => t::days(minutes / 1_440, minutes % 1_440 / 60),
    }
}

fn fact(html: &mut Html, name: &str, value: &str) {
    html.line("dt", name);
    html.element("dd", |html| html.foreign(value));
}

fn timeline(html: &mut Html, facts: &Facts) {
    html.line("h2", &t::timeline());
    html.element("table", |html| {
        html.element("thead", |html| {
            html.element("tr", |html| {
                html.line("th", &facts.zone);
                html.classed_line("th", "utc", "UTC");
                html.line("th", &t::what_happened());
            });
        });
        html.element("tbody", |html| {
            for moment in moments(facts) {
                html.element("tr", |html| {
                    html.classed_line("td", "time", &facts.clock.full(moment.at));
                    html.classed_line("td", "time utc", &utc(moment.at));
                    html.element("td", |html| html.foreign(&moment.sentence()));
                });
            }
        });
    });
}

/// Something that happened, perhaps several times in a row.
struct Happened {
    at: Moment,
    what: String,
    times: usize,
}

impl Happened {
    fn sentence(&self) -> String {
        match self.times {
            1 => self.what.clone(),
            times => t::several_times(times, &self.what),
        }
    }
}

/// The events in their order; a hundred posts held one after the other are one line.
fn moments(facts: &Facts) -> Vec<Happened> {
    let mut moments: Vec<Happened> = Vec::new();
    for told in facts
        .slice
        .events
        .iter()
        .filter_map(|event| event.told.as_ref())
    {
        let what = wording::event_sentence(told);
        match moments.last_mut() {
            Some(last) if last.what == what => last.times += 1,
            _ => moments.push(Happened {
                at: told.at,
                what,
                times: 1,
            }),
        }
    }
    moments
}

fn utc(at: Moment) -> String {
    at.format("%F %T").to_string()
}

fn posts(html: &mut Html, facts: &Facts) {
    html.classed("section", "new-page", |html| {
        html.line("h2", &t::posts());
        if !facts.whole.all_read {
            html.classed_line("p", "alarm", &t::not_all_read());
        }
        let names = [
            t::not_mine(),
            t::unrecognised(),
            t::recognised(),
            t::made_here(),
        ];
        for ((name, posts), count) in names.iter().zip(&facts.posts).zip(facts.counts()) {
            html.line("h3", &format!("{name}: {count}"));
            if count > MOST {
                html.classed_line("p", "quiet", &t::left_out(count, MOST));
            }
            for post in posts {
                article(html, facts, post);
            }
        }
    });
}

fn article(html: &mut Html, facts: &Facts, post: &PostRow) {
    html.element("article", |html| {
        html.classed("p", "quiet", |html| {
            html.foreign(&facts.profiles.name(&post.profile_id));
            html.text(" · ");
            html.text(&t::made_at(facts.clock.full(post.made_at)));
            if let Some(at) = post.scheduled_at {
                html.text(" · ");
                html.text(&t::goes_out_at(facts.clock.full(at)));
            }
            html.text(" · ");
            html.foreign(&wording::post_status(&post.status));
            html.text(" · ");
            html.text(&t::number(visible(&post.id)));
        });
        if let Some(title) = &post.title {
            html.element("p", |html| html.foreign(&cut(title)));
        }
        html.element("blockquote", |html| html.foreign(&cut(&post.text)));
        if let Some(comment) = &post.first_comment {
            html.line("p", &t::first_comment());
            html.element("blockquote", |html| html.foreign(&cut(comment)));
        }
        html.element("ul", |html| {
            for destination in &post.destinations {
                html.element("li", |html| {
                    html.foreign(&wording::platform(&destination.platform));
                    html.text(": ");
                    html.foreign(&wording::destination_status(&destination.status));
                    if let Some(url) = &destination.url {
                        html.text(" ");
                        html.element("code", |html| html.foreign(&visible(url)));
                    }
                });
            }
            for url in &post.media_urls {
                html.element("li", |html| {
                    html.element("code", |html| html.foreign(&visible(url)));
                });
            }
        });
    });
}

fn repaired(html: &mut Html, facts: &Facts) {
    html.line("h2", &t::repaired());
    let mut said = Vec::new();
    for (held, _) in &facts.whole.held {
        let id = visible(&held.post_id);
        said.extend(match state(held) {
            Some(HeldState::Held | HeldState::Unclear | HeldState::Restoring) => {
                Some(t::is_held(id))
            }
            Some(HeldState::Restored) => {
                let new = held.new_post_id.as_deref().unwrap_or_default();
                Some(t::is_restored(visible(new), id))
            }
            Some(HeldState::GoneBefore) => Some(t::was_gone(id)),
            Some(HeldState::Holding | HeldState::WentOut | HeldState::Failed) | None => None,
        });
    }
    for repair in &facts.whole.repairs {
        for (destination, tick) in &repair.live {
            let Some(tick) = tick else { continue };
            let (id, at) = (visible(&repair.post.id), facts.clock.full(tick.done_at));
            said.push(t::ticked(at, id, wording::platform(&destination.platform)));
        }
    }
    list_or(html, &said, &t::repaired_nothing());
}

fn remains(html: &mut Html, facts: &Facts) {
    html.line("h2", &t::remains());
    let mut said: Vec<String> = facts
        .steps
        .iter()
        .filter(|step| !matches!(step.state, StepState::Done | StepState::NotNeeded))
        .map(|step| format!("{}: {}", steps::name(step.kind), step.message))
        .collect();
    said.extend(facts.whole.repairs.iter().filter_map(left_of));
    if let Some(at) = facts.whole.row.next_look_at {
        said.push(t::watched(facts.clock.full(at)));
    }
    list_or(html, &said, &t::remains_nothing());
}

fn left_of(repair: &Repair) -> Option<String> {
    let id = visible(&repair.post.id);
    match repair.state {
        RepairState::ByHand => {
            let platforms: Vec<String> = repair
                .live
                .iter()
                .filter(|(_, tick)| tick.is_none())
                .map(|(destination, _)| wording::platform(&destination.platform))
                .collect();
            Some(t::still_live(id, platforms.join(", ")))
        }
        RepairState::CanBeDeleted | RepairState::Deleting | RepairState::Failed => {
            Some(t::still_at_service(id))
        }
        RepairState::Deleted | RepairState::DoneByHand | RepairState::Gone => None,
    }
}

fn list_or(html: &mut Html, said: &[String], nothing: &str) {
    if said.is_empty() {
        html.line("p", nothing);
        return;
    }
    html.element("ul", |html| {
        for line in said {
            html.element("li", |html| html.foreign(line));
        }
    });
}

fn history(html: &mut Html, facts: &Facts) {
    html.classed("section", "new-page", |html| {
        html.line("h2", &t::history());
        for paragraph in t::how_to_check().lines() {
            html.line("p", paragraph);
        }
        html.line("pre", &facts.slice.lines());
    });
}

fn cut(text: &str) -> String {
    let beginning: String = text.chars().take(LONGEST_TEXT).collect();
    let cut = visible(&beginning);
    if beginning.len() < text.len() {
        t::cut(text.chars().count(), cut)
    } else {
        cut
    }
}
