//! Beginning the history anew, on the record: whoever deleted Latchkey's folder or restored a backup
//! would be told of a history that was cut off for ever.
//!
//! It brings nothing back and hides nothing. What the keychain remembered becomes an event, and each
//! later check says so. A chain that is broken in itself is refused: no new anchor mends it.

use latchkey_store::Transaction;
use latchkey_store::events::{self, EventFilter, Head};

use super::anchor::{Anchor, Missed, compare};
use super::{Kind, Scribe, head};
use crate::error::{Error, NotNow};
use crate::views::AppView;
use crate::{Core, wording};

impl Core {
    /// Has the keychain remember the history as it is now.
    ///
    /// # Errors
    /// [`NotNow::NothingMissed`] when the keychain misses nothing, or the chain is broken in itself;
    /// an obstacle of the keychain when it cannot be asked.
    pub async fn begin_history_anew(&self) -> Result<AppView, Error> {
        let anchor = self.read_anchor().await;
        self.refuse_without_keychain()?;
        let scribe = self.scribe();
        let head = self
            .store()
            .write(move |tx| {
                let missed = compare(tx, anchor)?.missed.ok_or(NotNow::NothingMissed)?;
                note_beginning(tx, &scribe, anchor, missed)?;
                Ok::<_, Error>(head(tx)?.unwrap_or(Head::START))
            })
            .await?;
        self.write_anchor(head).await?;
        self.check_history().await?;
        self.tell_history().await;
        self.tell_app().await;
        self.app_state().await
    }

    /// Where the history was begun anew, in words.
    pub(super) async fn beginnings(&self) -> Result<Option<String>, Error> {
        let filter = EventFilter {
            kind: Some(Kind::HistoryBegunAnew.name().to_owned()),
            ..EventFilter::default()
        };
        let mut seqs: Vec<i64> = self
            .store()
            .read(move |tx| Ok::<_, Error>(events::page(tx, &filter, None, u32::MAX)?))
            .await?
            .into_iter()
            .map(|event| event.seq)
            .collect();
        seqs.reverse();
        Ok(wording::history_beginnings(&seqs))
    }
}

fn note_beginning(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    anchor: Anchor,
    missed: Missed,
) -> Result<(), Error> {
    let mut event = scribe
        .event(Kind::HistoryBegunAnew)
        .detail("found", missed.name());
    if let Anchor::At(head) = anchor {
        event = event
            .detail("anchor_seq", head.seq)
            .detail("anchor_hash", hex::encode(head.hash));
    }
    event.append(tx)
}
