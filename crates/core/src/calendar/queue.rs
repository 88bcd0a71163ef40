//! A profile's queue: when its slots are, what is in the next ones, and changing them.
//!
//! The queue lives at the service. Nothing of it is kept here, and what cannot be read is not shown
//! as if it were empty.

use chrono::TimeDelta;
use jiff::tz::TimeZone;
use latchkey_api::codivupload::{Client, QueueSettings, QueueSlot, SlotTime};
use latchkey_api::{CallError, Credential};
use latchkey_store::posts::{self, PlannedPost};
use latchkey_store::profiles;
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_text::calendar_words as t;

use super::card::Board;
use super::wall_time::wall;
use super::words::sentence;
use super::zone::{known, zone_in, zone_name};
use crate::activity::sync::names::name_of;
use crate::clock::shown;
use crate::error::{Error, Invalid};
use crate::history::Kind;
use crate::keys::workspace_row;
use crate::obstacle::Obstacle;
use crate::service::OwnWay;
use crate::tell::problem;
use crate::views::{ChangeQueueForm, ProfileForm, QueueView, SlotView};
use crate::{Core, Moment};

/// How many slots are shown.
const SHOWN: u32 = 20;
/// The most times of day a queue may have: one every half hour.
const MOST_SLOTS: usize = 48;

/// A queue as it was read.
struct Read {
    settings: QueueSettings,
    slots: Vec<QueueSlot>,
}

impl Core {
    /// The queue of a profile. What stands in the way of reading it is told in the view.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the workspace or the profile is gone.
    pub async fn get_queue(&self, form: ProfileForm) -> Result<QueueView, Error> {
        let (workspace, name) = self.profile_of_queue(&form).await?;
        let read = match self.own_way(&workspace).await {
            Ok(OwnWay {
                client, credential, ..
            }) => {
                let read = read_queue(&client, &credential, &name).await;
                self.note_contact(&workspace.id, &read);
                read.map_err(|error| Obstacle::from(&error))
            }
            Err(obstacle) => Err(obstacle),
        };
        self.queue_view(form, read).await
    }

    /// Changes the queue of a profile. What stands in the way is told in the view, which shows the
    /// queue as it is then.
    ///
    /// # Errors
    /// [`Invalid`] for a queue that cannot be; then the service is not asked.
    pub async fn change_queue(&self, form: ChangeQueueForm) -> Result<QueueView, Error> {
        let wanted = wanted(&form)?;
        let profile = ProfileForm {
            workspace_id: form.workspace_id,
            profile_id: form.profile_id,
        };
        let (workspace, name) = self.profile_of_queue(&profile).await?;
        let OwnWay {
            client, credential, ..
        } = match self.own_way(&workspace).await {
            Ok(way) => way,
            Err(obstacle) => return self.queue_view(profile, Err(obstacle)).await,
        };
        let answer = client.set_queue_settings(&credential, &name, &wanted).await;
        self.note_contact(&workspace.id, &answer);
        let is_unknown = matches!(&answer, Err(error) if error.outcome_is_unknown());
        let read = read_queue(&client, &credential, &name).await;
        // The settings there say whether it was done, whatever became of the answer.
        let is_done = match &read {
            Ok(read) => Some(read.settings == wanted),
            Err(_) if is_unknown => None,
            Err(_) => Some(answer.is_ok()),
        };
        if is_done != Some(false) {
            self.tell_of_queue(&workspace, &name, &wanted, is_done == Some(true))
                .await?;
        }
        let obstacle = answer.err().filter(|_| is_done != Some(true));
        let read = read.map_err(|error| Obstacle::from(&error));
        let mut view = self.queue_view(profile, read).await?;
        if let Some(error) = obstacle {
            view.problem = Some(problem(&Obstacle::from(&error), None));
        }
        Ok(view)
    }

    /// The workspace, and the name by which the service knows the profile.
    async fn profile_of_queue(&self, form: &ProfileForm) -> Result<(WorkspaceRow, String), Error> {
        let form = form.clone();
        self.store()
            .read(move |tx| {
                let workspace = workspace_row(tx, &form.workspace_id)?;
                let all = profiles::list(tx, &workspace.id)?;
                let profile = all.iter().find(|profile| profile.id == form.profile_id);
                let name = name_of(profile.ok_or(Error::NotFound)?, &all);
                Ok((workspace, name))
            })
            .await
    }

    async fn tell_of_queue(
        &self,
        workspace: &WorkspaceRow,
        profile: &str,
        wanted: &QueueSettings,
        is_done: bool,
    ) -> Result<(), Error> {
        let slots: Vec<String> = wanted.slots.iter().map(time_of_day).collect();
        let event = self
            .scribe()
            .event(Kind::QueueChanged)
            .about(workspace)
            .result(is_done)
            .detail("profile", profile)
            .detail("zone", wanted.zone.clone())
            .detail("slots", slots)
            .detail("days", wanted.days.to_vec())
            .detail("most_per_slot", wanted.most_per_slot);
        self.store().write(move |tx| event.append(tx)).await?;
        self.tell_history().await;
        Ok(())
    }

    async fn queue_view(
        &self,
        form: ProfileForm,
        read: Result<Read, Obstacle>,
    ) -> Result<QueueView, Error> {
        let core = self.clone();
        self.store()
            .read(move |tx| {
                let mut view = QueueView {
                    revision: core.next_revision(),
                    workspace_id: form.workspace_id.clone(),
                    profile_id: form.profile_id.clone(),
                    zone: String::new(),
                    slots: Vec::new(),
                    days: [false; 7],
                    most_per_slot: 1,
                    next: Vec::new(),
                    problem: None,
                };
                let Read { settings, slots } = match read {
                    Ok(read) => read,
                    Err(obstacle) => {
                        view.problem = Some(problem(&obstacle, None));
                        return Ok(view);
                    }
                };
                let zone = zone_in(tx, &form.workspace_id, core.zone())?;
                let seen = posts::ever_seen(tx, &form.workspace_id)?;
                let board = Board::read(tx, &form.workspace_id, &seen, zone, core.now())?;
                let planned = match (slots.first(), slots.last()) {
                    (Some(first), Some(last)) => {
                        let until = last.at + TimeDelta::seconds(1);
                        posts::planned(tx, &form.workspace_id, first.at, until)?
                    }
                    _ => Vec::new(),
                };
                let of_profile: Vec<&PlannedPost> = planned
                    .iter()
                    .filter(|post| post.profile_id == form.profile_id && !post.held)
                    .collect();
                view.next = slots
                    .iter()
                    .map(|slot| slot_view(slot, &settings, &of_profile, &board))
                    .collect();
                view.slots = settings.slots.iter().map(time_of_day).collect();
                view.zone = settings.zone;
                view.days = settings.days;
                view.most_per_slot = settings.most_per_slot;
                Ok(view)
            })
            .await
    }
}

async fn read_queue(
    client: &Client,
    credential: &Credential,
    profile: &str,
) -> Result<Read, CallError> {
    Ok(Read {
        settings: client.queue_settings(credential, profile).await?,
        slots: client.queue_preview(credential, profile, SHOWN).await?,
    })
}

/// What the form asks for, checked.
fn wanted(form: &ChangeQueueForm) -> Result<QueueSettings, Invalid> {
    let zone = known(&form.zone)?;
    let slots: Option<Vec<SlotTime>> = form.slots.iter().map(|text| slot_time(text)).collect();
    let mut slots = slots.ok_or(Invalid::QueueSlots)?;
    slots.sort_unstable();
    slots.dedup();
    if slots.is_empty() || slots.len() > MOST_SLOTS {
        return Err(Invalid::QueueSlots);
    }
    if form.days == [false; 7] {
        return Err(Invalid::QueueDays);
    }
    if !(1..=100).contains(&form.most_per_slot) {
        return Err(Invalid::QueueMost);
    }
    Ok(QueueSettings {
        zone: zone_name(&zone),
        slots,
        days: form.days,
        most_per_slot: form.most_per_slot,
    })
}

fn slot_time(text: &str) -> Option<SlotTime> {
    let (hour, minute) = text.split_once(':')?;
    let time = SlotTime {
        hour: hour.parse().ok()?,
        minute: minute.parse().ok()?,
    };
    let is_one = time.hour < 24 && time.minute < 60 && time_of_day(&time) == text;
    is_one.then_some(time)
}

fn time_of_day(time: &SlotTime) -> String {
    format!("{:02}:{:02}", time.hour, time.minute)
}

fn slot_view(
    slot: &QueueSlot,
    settings: &QueueSettings,
    of_profile: &[&PlannedPost],
    board: &Board,
) -> SlotView {
    let inside = of_profile
        .iter()
        .filter(|post| post.at.timestamp() == slot.at.timestamp());
    let cards: Vec<_> = inside.map(|post| board.post(post).view).collect();
    let known_here = u32::try_from(cards.len()).unwrap_or(u32::MAX);
    let taken = slot.posts.unwrap_or(0).max(known_here);
    SlotView {
        at: shown(slot.at),
        words: words(&board.zone, &settings.zone, slot.at),
        posts: cards,
        free: settings.most_per_slot.saturating_sub(taken),
    }
}

/// In the workspace's zone, and in the queue's where the clocks there show another time.
fn words(here: &TimeZone, queue: &str, at: Moment) -> String {
    let said = sentence(here, at);
    let Ok(there) = known(queue) else {
        return said;
    };
    let (time_here, time_there) = (wall(here, at), wall(&there, at));
    if (&time_here.date, &time_here.time) == (&time_there.date, &time_there.time) {
        return said;
    }
    t::slot_in_two_zones(said, time_there.time, queue.replace('_', " "))
}
