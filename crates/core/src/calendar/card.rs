//! One card of the calendar: a post, a draft with a time, or a draft on its way.

use std::collections::HashSet;
use std::fmt;

use jiff::tz::TimeZone;
use latchkey_store::drafts::DraftRow;
use latchkey_store::posts::{self, PlannedPost};
use latchkey_store::sends::SendRow;
use latchkey_store::{Transaction, profiles};
use latchkey_text::calendar_words as t;

use super::fixed::{self, Fixed, Standing};
use super::wall_time::{placed, wall};
use super::words::fixed_words;
use crate::activity::list::{Profiles, cut};
use crate::activity::verdict_of;
use crate::clock::shown;
use crate::compose::stored;
use crate::error::Error;
use crate::views::{CardKind, CardView, ChoiceView, DraftContent, When};
use crate::{Moment, wording};

/// The characters of a text that a card shows.
const EXCERPT: usize = 120;

/// What a card stands for, and its name in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CardId {
    /// A post, by the service's id.
    Post(String),
    /// A draft.
    Draft(String),
    /// A draft on its way.
    Send(String),
}

impl CardId {
    /// None for a name that is no card's.
    pub(crate) fn parse(name: &str) -> Option<CardId> {
        let (kind, id) = name.split_once(':')?;
        let id = id.to_owned();
        match kind {
            "post" => Some(CardId::Post(id)),
            "draft" => Some(CardId::Draft(id)),
            "send" => Some(CardId::Send(id)),
            _ => None,
        }
    }
}

impl fmt::Display for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CardId::Post(id) => write!(f, "post:{id}"),
            CardId::Draft(id) => write!(f, "draft:{id}"),
            CardId::Send(id) => write!(f, "send:{id}"),
        }
    }
}

/// A card with what the calendar sorts and filters by.
pub(crate) struct Placed {
    pub(crate) at: Moment,
    /// The service's id of the profile.
    pub(crate) profile_id: Option<String>,
    pub(crate) view: CardView,
}

/// What all cards of a workspace are drawn with.
pub(crate) struct Board {
    pub(crate) zone: TimeZone,
    pub(crate) now: Moment,
    names: Profiles,
    /// The service's ids of the profiles, in the order of their colours.
    colours: Vec<String>,
    being_moved: HashSet<String>,
}

impl Board {
    /// The colours follow the order in which profiles first had a post, so that they stay.
    pub(crate) fn read(
        tx: &Transaction<'_>,
        workspace_id: &str,
        seen: &posts::EverSeen,
        zone: TimeZone,
        now: Moment,
    ) -> Result<Board, Error> {
        let mut colours = seen.profiles.clone();
        for profile in profiles::list(tx, workspace_id)? {
            if !colours.contains(&profile.id) {
                colours.push(profile.id);
            }
        }
        Ok(Board {
            zone,
            now,
            names: Profiles::read(tx, workspace_id)?,
            colours,
            being_moved: fixed::being_moved(tx, workspace_id)?,
        })
    }

    /// The profiles in the order of their colours.
    pub(crate) fn profiles(&self) -> Vec<ChoiceView> {
        let named = self.colours.iter().map(|id| ChoiceView {
            value: id.clone(),
            label: self.names.name(id),
        });
        named.collect()
    }

    pub(crate) fn post(&self, post: &PlannedPost) -> Placed {
        let fixed = fixed::of_post(
            &Standing {
                status: &post.status,
                at: post.at,
                held: post.held,
                gone: false,
                being_moved: self.being_moved.contains(&post.id),
            },
            self.now,
        );
        let text = if post.text.is_empty() {
            post.title.as_deref().unwrap_or_default()
        } else {
            &post.text
        };
        let has_picture = post.media > 0 && post.post_type == "image";
        let view = CardView {
            post_id: Some(post.id.clone()),
            excerpt: cut(text, EXCERPT),
            status: post.status.clone(),
            status_words: wording::post_status(&post.status),
            failed: matches!(post.status.as_str(), "failed" | "partially_failed"),
            verdict: Some(verdict_of(post.verdict)),
            picture: has_picture.then_some(0),
            ..self.card(
                CardId::Post(post.id.clone()),
                CardKind::Post,
                post.at,
                fixed,
                Some(&post.profile_id),
                &post.platforms,
            )
        };
        Placed {
            at: post.at,
            profile_id: Some(post.profile_id.clone()),
            view,
        }
    }

    /// None for a draft without a time.
    pub(crate) fn draft(&self, row: &DraftRow) -> Option<Placed> {
        let content = stored(row);
        let When::At(time) = &content.when else {
            return None;
        };
        let at = placed(&self.zone, time)?;
        let view = CardView {
            draft_id: Some(row.id.clone()),
            status: "draft".to_owned(),
            status_words: t::status_draft(),
            ..self.of_content(
                CardId::Draft(row.id.clone()),
                CardKind::Draft,
                at,
                None,
                &content,
            )
        };
        Some(Placed {
            at,
            profile_id: content.profile,
            view,
        })
    }

    /// None for a send that has become a post, or that did not leave.
    pub(crate) fn send(&self, row: &SendRow) -> Option<Placed> {
        if matches!(row.stage.as_str(), "refused" | "taken_back" | "left_unsent") {
            return None;
        }
        let content: DraftContent = serde_json::from_str(&row.body).ok()?;
        let at = row.goes_out_at.unwrap_or(row.leaves_at);
        let view = CardView {
            post_id: row.post_id.clone(),
            draft_id: Some(row.draft_id.clone()),
            status: row.stage.clone(),
            status_words: if row.stage == "unclear" {
                t::status_unclear()
            } else {
                t::status_on_its_way()
            },
            ..self.of_content(
                CardId::Send(row.id.clone()),
                CardKind::Send,
                at,
                Some(Fixed::OnItsWay),
                &content,
            )
        };
        Some(Placed {
            at,
            profile_id: Some(row.profile_id.clone()),
            view,
        })
    }

    fn of_content(
        &self,
        id: CardId,
        kind: CardKind,
        at: Moment,
        fixed: Option<Fixed>,
        content: &DraftContent,
    ) -> CardView {
        let text = if content.text.is_empty() {
            &content.title
        } else {
            &content.text
        };
        let profile = content.profile.as_deref();
        CardView {
            excerpt: cut(text, EXCERPT),
            file_id: content.files.first().map(|file| file.file_id.clone()),
            ..self.card(id, kind, at, fixed, profile, &content.platforms)
        }
    }

    fn card(
        &self,
        id: CardId,
        kind: CardKind,
        at: Moment,
        fixed: Option<Fixed>,
        profile: Option<&str>,
        platforms: &[String],
    ) -> CardView {
        let on_wall = wall(&self.zone, at);
        let colour = self
            .colours
            .iter()
            .position(|known| Some(known.as_str()) == profile);
        CardView {
            id: id.to_string(),
            kind,
            post_id: None,
            draft_id: None,
            at: shown(at),
            date: on_wall.date,
            time: on_wall.time,
            later: on_wall.later,
            excerpt: String::new(),
            profile: profile.map_or_else(t::no_profile, |id| self.names.name(id)),
            colour: u32::try_from(colour.unwrap_or(self.colours.len())).unwrap_or(u32::MAX),
            platforms: platforms.iter().map(|slug| platform(slug)).collect(),
            status: String::new(),
            status_words: String::new(),
            failed: false,
            verdict: None,
            picture: None,
            file_id: None,
            fixed_because: fixed.map(fixed_words),
            clash: None,
        }
    }
}

fn platform(slug: &str) -> ChoiceView {
    ChoiceView {
        value: slug.to_owned(),
        label: wording::platform(slug),
    }
}
