//! The anchor: the chain's head as the keychain remembers it, so that somebody who rewrites the
//! whole file, or cuts its end off, is found out too.
//!
//! An anchor that cannot be seen is said to be unseen, never taken as agreement. Nothing is written
//! over one that was not compared with the chain since the keychain began to work, or that the chain
//! does not hold any more: it may be the only proof that events are gone.

use latchkey_store::events::{self, Break, EventFilter, Head, Verification};
use latchkey_store::{StoreError, Transaction};
use latchkey_vault::{NoteName, VaultError};

use super::head;
use crate::error::Error;
use crate::keychain::keychain_after;
use crate::views::{HistoryHealth, KeychainView, VerificationView};
use crate::{Core, wording};

/// What the keychain remembers of the history, as a check has read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// No check has read it since the keychain began to work.
    #[default]
    Unseen,
    /// It remembers nothing.
    None,
    /// It remembers something that is not the head of any history.
    Unreadable,
    /// It remembers this head.
    At(Head),
}

/// The chain, held against the anchor.
#[derive(Clone, Copy)]
pub(super) struct Comparison {
    anchor: Anchor,
    found: Verification,
    /// What the keychain misses in a chain that is sound in itself.
    pub(super) missed: Option<Missed>,
}

/// How a chain that is sound in itself differs from what the keychain remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missed {
    /// It ends before the anchor.
    Truncated,
    /// It is another one at the anchor.
    Rewritten,
    /// Nobody can tell, because the anchor cannot be read.
    Unreadable,
}

impl Missed {
    /// The name in the history.
    pub(super) fn name(self) -> &'static str {
        match self {
            Missed::Truncated => "truncated",
            Missed::Rewritten => "rewritten",
            Missed::Unreadable => "unreadable",
        }
    }
}

impl Core {
    /// Checks the chain against the anchor, and keeps what was found for the page.
    pub(crate) async fn check_history(&self) -> Result<VerificationView, Error> {
        let anchor = self.read_anchor().await;
        let comparison = self
            .store()
            .read(move |tx| Ok::<_, Error>(compare(tx, anchor)?))
            .await?;
        let view = comparison.view();
        self.keep_comparison(anchor, &view);
        Ok(view)
    }

    /// Whether the anchor is behind the head and could be brought up to it.
    pub(crate) fn wants_anchor(&self, head: Option<Head>) -> bool {
        let live = self.live();
        let whole = live.history.as_ref().is_some_and(|history| history.whole);
        let behind = match live.anchor {
            Anchor::Unseen | Anchor::Unreadable => false,
            Anchor::None => head.is_some(),
            Anchor::At(anchor) => head.is_some_and(|head| head != anchor),
        };
        whole && behind && live.keychain == Some(KeychainView::Works)
    }

    /// Brings the anchor up to the head, unless the chain has lost what is anchored now.
    pub(crate) async fn anchor_history(&self) -> Result<(), Error> {
        let anchor = self.live().anchor;
        let (head, follows) = self
            .store()
            .read(move |tx| Ok::<_, Error>((head(tx)?, follows(tx, anchor)?)))
            .await?;
        if !follows {
            self.check_history().await?;
            self.tell_app().await;
            return Ok(());
        }
        match head {
            Some(head) => self.write_anchor(head).await,
            None => Ok(()),
        }
    }

    /// If the keychain does not take it, nobody knows what it remembers now; it is asked again when
    /// it works.
    pub(super) async fn write_anchor(&self, head: Head) -> Result<(), Error> {
        let written = self
            .vault()
            .write_note(&anchor_note(), &head.to_string())
            .await;
        self.keep_written(head, &written);
        if written.is_err() {
            self.tell_app().await;
        }
        Ok(written?)
    }

    fn keep_written(&self, head: Head, written: &Result<(), VaultError>) {
        let mut live = self.live();
        live.anchor = match written {
            Ok(()) => Anchor::At(head),
            Err(_) => Anchor::Unseen,
        };
        if let Some(state) = keychain_after(written) {
            live.keychain_is(state);
        }
    }

    /// Waits until the keychain answers, which may take as long as a person takes.
    pub(crate) async fn wait_for_keychain(&self) {
        // What it answers is of no interest here; the next look at it tells.
        let _ = self.vault().read_note(&anchor_note()).await;
    }

    /// The anchor, without waiting for a person.
    pub(super) async fn read_anchor(&self) -> Anchor {
        if self.live().keychain != Some(KeychainView::Works) {
            return Anchor::Unseen;
        }
        let answer = self.vault().read_note(&anchor_note()).await;
        if let Some(state) = keychain_after(&answer) {
            self.live().keychain_is(state);
        }
        match answer {
            Ok(text) => text.parse().map_or(Anchor::Unreadable, Anchor::At),
            Err(VaultError::Missing) => Anchor::None,
            Err(_) => Anchor::Unseen,
        }
    }

    /// What was found with the anchor is not refuted by a look without it.
    fn keep_comparison(&self, anchor: Anchor, view: &VerificationView) {
        let mut live = self.live();
        live.anchor = anchor;
        let broken_before = live.history.as_ref().is_some_and(|history| !history.whole);
        if view.whole && broken_before && anchor == Anchor::Unseen {
            return;
        }
        live.history = Some(HistoryHealth {
            whole: view.whole,
            count: view.count,
            message: (!view.whole).then(|| view.message.clone()),
            can_begin_anew: view.can_begin_anew,
        });
    }
}

impl Comparison {
    fn view(self) -> VerificationView {
        let anchor_seen = self.anchor != Anchor::Unseen;
        let can_begin_anew = self.missed.is_some();
        match self.found {
            Verification::Whole { count, head } => VerificationView {
                whole: self.anchor != Anchor::Unreadable,
                anchor_seen,
                count,
                head: hex::encode(head.hash),
                broken_at: None,
                can_begin_anew,
                begun_anew: None,
                message: wording::history_follows(count, head, self.anchor),
            },
            Verification::Broken { first_wrong, why } => VerificationView {
                whole: false,
                anchor_seen,
                count: first_wrong.unsigned_abs().saturating_sub(1),
                head: String::new(),
                broken_at: Some(first_wrong.unsigned_abs()),
                can_begin_anew,
                begun_anew: None,
                message: wording::history_broken(first_wrong, why),
            },
        }
    }
}

pub(super) fn compare(tx: &Transaction<'_>, anchor: Anchor) -> Result<Comparison, StoreError> {
    let head = match anchor {
        Anchor::At(head) => Some(head),
        Anchor::None | Anchor::Unreadable | Anchor::Unseen => None,
    };
    let found = events::verify(tx, head)?;
    let missed = match missed(anchor, found) {
        // The comparison ended at the anchor; what comes after it may be broken too.
        Some(missed) if is_sound(tx)? => Some(missed),
        _ => None,
    };
    Ok(Comparison {
        anchor,
        found,
        missed,
    })
}

fn missed(anchor: Anchor, found: Verification) -> Option<Missed> {
    match found {
        Verification::Whole { .. } => (anchor == Anchor::Unreadable).then_some(Missed::Unreadable),
        Verification::Broken { why, .. } => match why {
            Break::Truncated => Some(Missed::Truncated),
            Break::Rewritten => Some(Missed::Rewritten),
            Break::Changed | Break::Missing => None,
        },
    }
}

fn is_sound(tx: &Transaction<'_>) -> Result<bool, StoreError> {
    let found = events::verify(tx, None)?;
    Ok(matches!(found, Verification::Whole { .. }))
}

/// The chain still holds what is anchored.
fn follows(tx: &Transaction<'_>, anchor: Anchor) -> Result<bool, StoreError> {
    let anchor = match anchor {
        Anchor::At(anchor) => anchor,
        Anchor::None => return Ok(true),
        Anchor::Unreadable | Anchor::Unseen => return Ok(false),
    };
    let up_to = anchor.seq.saturating_add(1);
    let there = events::page(tx, &EventFilter::default(), Some(up_to), 1)?;
    Ok(there
        .first()
        .is_some_and(|event| event.seq == anchor.seq && event.hash == anchor.hash))
}

fn anchor_note() -> NoteName {
    NoteName::new("history-anchor").unwrap_or_else(|_| unreachable!("a fixed, allowed name"))
}
