//! The audit history: writing events, showing them, checking the chain, exporting it.
//!
//! The chain's head is anchored in the keychain (`anchor.rs`), so that somebody who rewrites the whole
//! file is found out too.

mod anchor;
mod anew;
mod kind;
mod scribe;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use latchkey_store::events::{self, EventFilter, Head};
use latchkey_store::{StoreError, Transaction, keys};

pub(crate) use anchor::Anchor;
pub(crate) use kind::Kind;
pub(crate) use scribe::{Draft, Scribe};

use crate::error::Error;
use crate::views::{ExportView, HistoryForm, HistoryKeyView, HistoryPageView, VerificationView};
use crate::{Core, wording};

/// Events on one page.
const PAGE: u32 = 100;

impl Core {
    /// Some events, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_history(&self, form: HistoryForm) -> Result<HistoryPageView, Error> {
        let filter = EventFilter {
            kind: form.kind,
            key_id: form.key_id,
            workspace_id: None,
        };
        let before = form.before.and_then(|seq| i64::try_from(seq).ok());
        let (mut page, newest, keys) = self
            .store()
            .read(move |tx| {
                let page = events::page(tx, &filter, before, PAGE + 1)?;
                let newest = events::page(tx, &EventFilter::default(), None, 1)?;
                Ok::<_, Error>((page, newest, keys::all(tx)?))
            })
            .await?;
        let more = page.len() > PAGE as usize;
        page.truncate(PAGE as usize);
        Ok(HistoryPageView {
            events: page.into_iter().map(wording::event).collect(),
            more,
            count: newest.first().map_or(0, |event| event.seq.unsigned_abs()),
            keys: keys
                .into_iter()
                .map(|key| HistoryKeyView {
                    id: key.id,
                    name: key.name,
                    hint: key.hint,
                })
                .collect(),
            kinds: wording::history_kinds(),
        })
    }

    /// Checks the whole chain, and the anchor in the keychain.
    ///
    /// # Errors
    /// When the database cannot be read. A broken chain is an answer.
    pub async fn verify_history(&self) -> Result<VerificationView, Error> {
        let mut view = self.check_history().await?;
        view.begun_anew = self.beginnings().await?;
        let (scribe, whole, count) = (self.scribe(), view.whole, view.count);
        self.store()
            .write(move |tx| {
                scribe
                    .event(Kind::HistoryVerified)
                    .result(whole)
                    .detail("events", count)
                    .append(tx)
            })
            .await?;
        self.tell_app().await;
        self.tell_history().await;
        Ok(view)
    }

    /// Writes the whole history to `file` as JSON Lines (`docs/audit-format.md`).
    ///
    /// # Errors
    /// [`Error::File`] when the file cannot be written; a file that was there stays as it was.
    pub async fn export_history(&self, file: PathBuf) -> Result<ExportView, Error> {
        let (at, scribe) = (self.now(), self.scribe());
        let target = file.clone();
        let count = self
            .store()
            .write(move |tx| {
                scribe.event(Kind::HistoryExported).append(tx)?;
                replace_file(&target, |out| {
                    events::export(tx, at, out).map_err(Error::from)
                })
            })
            .await?;
        self.tell_history().await;
        Ok(ExportView {
            path: Some(file.display().to_string()),
            count,
        })
    }
}

/// Writes beside the file and renames, so that a full disk leaves the old file whole.
pub(crate) fn replace_file<T>(
    file: &Path,
    fill: impl FnOnce(&mut BufWriter<File>) -> Result<T, Error>,
) -> Result<T, Error> {
    let beside = file.with_extension("part");
    let mut out = BufWriter::new(File::create(&beside).map_err(Error::File)?);
    let filled = fill(&mut out).and_then(|value| {
        out.flush().map_err(Error::File)?;
        out.get_ref().sync_all().map_err(Error::File)?;
        std::fs::rename(&beside, file).map_err(Error::File)?;
        Ok(value)
    });
    if filled.is_err() {
        // The half-written file is of no use, and its removal changes nothing about the error.
        let _ = std::fs::remove_file(&beside);
    }
    filled
}

/// The last event of the chain.
pub(crate) fn head(tx: &Transaction<'_>) -> Result<Option<Head>, StoreError> {
    let newest = events::page(tx, &EventFilter::default(), None, 1)?;
    Ok(newest.first().map(|event| Head {
        seq: event.seq,
        hash: event.hash,
    }))
}
