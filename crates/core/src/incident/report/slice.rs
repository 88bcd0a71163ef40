//! The part of the audit history that goes with a report: every event from the first of the
//! incident to its last. Of events about other things only the hashes are told, so that the chain
//! holds and nobody else's affairs are in the report (`docs/audit-format.md`, "A slice").

use latchkey_store::Transaction;
use latchkey_store::events::{self, EventDraft, EventFilter, SealedEvent};
use serde::Serialize;
use serde_json::Value;

use crate::error::Error;
use crate::history::Kind;

/// Events read at a time while the first one is looked for.
const PAGE: u32 = 100;

/// The part of the history.
pub(super) struct Slice {
    pub(super) events: Vec<SlicedEvent>,
}

/// One event of it.
pub(super) struct SlicedEvent {
    sealed: SealedEvent,
    /// What happened, where it belongs to the incident.
    pub(super) told: Option<EventDraft>,
}

impl Slice {
    /// Reads it.
    pub(super) fn read(
        tx: &Transaction<'_>,
        incident_id: &str,
        keys: &[&str],
    ) -> Result<Slice, Error> {
        let Some(first) = first_of(tx, incident_id)? else {
            return Ok(Slice { events: Vec::new() });
        };
        let mut events: Vec<SlicedEvent> = events::sealed_from(tx, first)?
            .into_iter()
            .map(|sealed| {
                let told = serde_json::from_str(&sealed.body)
                    .ok()
                    .filter(|draft| belongs(draft, incident_id, keys));
                SlicedEvent { sealed, told }
            })
            .collect();
        let end = events
            .iter()
            .rposition(|event| event.told.is_some())
            .map_or(0, |last| last + 1);
        events.truncate(end);
        Ok(Slice { events })
    }

    /// How many of its events are about the incident.
    pub(super) fn about_incident(&self) -> u64 {
        let told = self.events.iter().filter(|event| event.told.is_some());
        told.count() as u64
    }

    /// Its lines as JSON, in ASCII only: no character can be lost, hidden or turned around when
    /// they are copied.
    pub(super) fn lines(&self) -> String {
        let first = self.events.first().map_or(0, |event| event.sealed.seq);
        let last = self
            .events
            .last()
            .map(|event| hex::encode(event.sealed.hash));
        let mut lines = vec![json(&Header {
            format: "latchkey-audit-slice",
            version: 1,
            first,
        })];
        lines.extend(self.events.iter().map(|event| json(&Line::of(event))));
        lines.push(json(&Footer {
            count: self.events.len(),
            head: last.unwrap_or_default(),
        }));
        lines.join("\n")
    }
}

#[derive(Serialize)]
struct Header {
    format: &'static str,
    version: u32,
    /// The number of the first event.
    first: i64,
}

#[derive(Serialize)]
struct Line<'event> {
    seq: i64,
    previous: String,
    hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'event str>,
}

#[derive(Serialize)]
struct Footer {
    count: usize,
    head: String,
}

impl Line<'_> {
    fn of(event: &SlicedEvent) -> Line<'_> {
        let sealed = &event.sealed;
        Line {
            seq: sealed.seq,
            previous: hex::encode(sealed.previous),
            hash: hex::encode(sealed.hash),
            body: event.told.is_some().then_some(sealed.body.as_str()),
        }
    }
}

fn json(line: &impl Serialize) -> String {
    in_ascii(&serde_json::to_string(line).unwrap_or_default())
}

/// Events of the incident, and those of its keys meanwhile.
fn belongs(draft: &EventDraft, incident_id: &str, keys: &[&str]) -> bool {
    let of_incident = draft.detail.get("incident").and_then(Value::as_str) == Some(incident_id);
    let other_incident = draft.detail.contains_key("incident") && !of_incident;
    let of_key = draft
        .key
        .as_ref()
        .is_some_and(|key| keys.contains(&key.id.as_str()));
    of_incident || of_key && !other_incident
}

fn first_of(tx: &Transaction<'_>, incident_id: &str) -> Result<Option<i64>, Error> {
    let filter = EventFilter {
        kind: Some(Kind::IncidentStarted.name().to_owned()),
        ..EventFilter::default()
    };
    let mut before = None;
    loop {
        let page = events::page(tx, &filter, before, PAGE)?;
        let found = page.iter().find(|event| {
            let detail = event
                .body
                .as_ref()
                .and_then(|body| body.detail.get("incident"));
            detail.and_then(Value::as_str) == Some(incident_id)
        });
        if let Some(event) = found {
            return Ok(Some(event.seq));
        }
        match page.last() {
            Some(last) if page.len() == PAGE as usize => before = Some(last.seq),
            _ => return Ok(None),
        }
    }
}

/// JSON may write every character by its number.
fn in_ascii(json: &str) -> String {
    let mut ascii = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            ascii.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                ascii.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    ascii
}
