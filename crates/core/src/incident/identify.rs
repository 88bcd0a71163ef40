//! "Which of my keys is this?" Among all keys of all workspaces, revoked and forgotten ones too.
//!
//! Whole keys are looked at on the clipboard only, by the vault, which tells fingerprints; the
//! text is dropped there. What is typed may be a shortened key or a fingerprint. A whole key in
//! the typed text is refused: it would have come through the page.

use std::collections::HashSet;

use latchkey_store::keys::{self, KeyRow};
use latchkey_store::{Transaction, workspaces};
use latchkey_text::incident_words as t;
use latchkey_vault::{MentionedHint, Mentions, mentions};
use secrecy::SecretString;

use super::suspect::suspect_view;
use crate::Core;
use crate::error::{Error, Invalid};
use crate::paste::CODIVUPLOAD_KEY;
use crate::views::{IdentifiedView, IdentifyKeyForm, SuspectView};

/// Keys that are listed at most.
const MOST: u32 = 50;
/// Longest text that may be typed, in characters; shorter than any key.
const LONGEST_TYPED: usize = 24;
/// Characters of a key's end that a person reads off.
const TAIL: usize = 4;
/// Digits of a whole fingerprint.
const FINGERPRINT: usize = 64;

impl Core {
    /// Looks for keys by something typed: the end of a key, its short form, a fingerprint.
    ///
    /// # Errors
    /// [`Invalid::TypedAKey`] for what could be a whole key, [`Invalid::NotAHint`] for anything
    /// else that says nothing about a key.
    pub async fn identify_key(&self, form: IdentifyKeyForm) -> Result<IdentifiedView, Error> {
        let said = typed(&form.typed)?;
        self.identify(said).await
    }

    /// Looks for keys by whatever is on the clipboard.
    ///
    /// # Errors
    /// [`Error::Desktop`] when there is no clipboard. That nothing was found is an answer.
    pub async fn identify_key_from_clipboard(&self) -> Result<IdentifiedView, Error> {
        let Some(text) = self.desktop().read_clipboard()? else {
            return Ok(nothing(t::nothing_given()));
        };
        let said = mentions(&text, &CODIVUPLOAD_KEY);
        drop(text);
        if said.too_long {
            return Ok(nothing(t::too_long()));
        }
        if said.is_empty() {
            return Ok(nothing(t::nothing_found()));
        }
        self.identify(said).await
    }

    async fn identify(&self, said: Mentions) -> Result<IdentifiedView, Error> {
        self.store().read(move |tx| identified(tx, &said)).await
    }
}

fn typed(text: &str) -> Result<Mentions, Error> {
    let text = text.trim();
    let digits = text.chars().all(|c| c.is_ascii_hexdigit());
    let is_fingerprint = digits && text.len() <= FINGERPRINT;
    let said = mentions(&SecretString::from(text), &CODIVUPLOAD_KEY);
    if !said.keys.is_empty() || (text.chars().count() > LONGEST_TYPED && !is_fingerprint) {
        return Err(Invalid::TypedAKey.into());
    }
    if said.is_empty() && text.len() == TAIL && text.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Ok(Mentions {
            hints: vec![MentionedHint {
                prefixed: false,
                tail: text.to_owned(),
            }],
            ..Mentions::default()
        });
    }
    if said.is_empty() {
        Err(Invalid::NotAHint.into())
    } else {
        Ok(said)
    }
}

fn identified(tx: &Transaction<'_>, said: &Mentions) -> Result<IdentifiedView, Error> {
    let mut found = Found::default();
    for fingerprint in &said.keys {
        found.add(keys::find_by_fingerprint(tx, &fingerprint.to_string())?);
    }
    let whole = found.rows.len();
    // Somebody who has the whole key need not guess from shortened ones beside it.
    if whole == 0 {
        for start in &said.fingerprints {
            found.add(keys::find_by_fingerprint_start(tx, start, MOST + 1)?);
        }
        for hint in &said.hints {
            let fitting = keys::find_by_tail(tx, &hint.tail, MOST + 1)?;
            found.add(fitting.into_iter().filter(|row| fits(row, hint)));
        }
    }
    found.view(tx, said, whole)
}

/// The prefix, where it was given, is the key's.
fn fits(row: &KeyRow, hint: &MentionedHint) -> bool {
    let shown = row.hint.as_deref().unwrap_or_default();
    !hint.prefixed || shown.starts_with(CODIVUPLOAD_KEY.prefix)
}

/// Keys that were found, each once, the likeliest first.
#[derive(Default)]
struct Found {
    seen: HashSet<String>,
    rows: Vec<KeyRow>,
}

impl Found {
    fn add(&mut self, rows: impl IntoIterator<Item = KeyRow>) {
        for row in rows {
            if self.seen.insert(row.id.clone()) {
                self.rows.push(row);
            }
        }
    }

    fn view(
        self,
        tx: &Transaction<'_>,
        said: &Mentions,
        whole: usize,
    ) -> Result<IdentifiedView, Error> {
        let total = self.rows.len();
        let mut views: Vec<SuspectView> = Vec::new();
        let mut removed = None;
        for row in self.rows {
            let workspace = workspaces::get(tx, &row.workspace_id)?;
            match workspace.filter(|workspace| workspace.removed_at.is_none()) {
                Some(workspace) if views.len() < MOST as usize => {
                    views.push(suspect_view(tx, &workspace, &row)?);
                }
                Some(_) => {}
                None => removed = workspaces::get(tx, &row.workspace_id)?.map(|row| row.name),
            }
        }
        let message = match (views.is_empty(), removed) {
            (true, Some(workspace)) => t::only_removed(workspace),
            (true, None) if !said.keys.is_empty() => t::none_whole(),
            (true, None) => t::none_fits(),
            (false, _) if whole > 0 => message_of_whole(whole, said.keys.len()),
            (false, _) => message_of_fitting(total),
        };
        Ok(IdentifiedView {
            message,
            certain: whole > 0 && !views.is_empty(),
            keys: views,
        })
    }
}

fn message_of_whole(known: usize, given: usize) -> String {
    match (known, given) {
        (1, 1) => t::found_whole(),
        (known, given) if known == given => t::found_whole_several(known),
        (known, given) => t::found_whole_some(given, known),
    }
}

fn message_of_fitting(count: usize) -> String {
    match count {
        1 => t::found_one(),
        count if count > MOST as usize => t::found_many(MOST),
        count => t::found_several(count),
    }
}

fn nothing(message: String) -> IdentifiedView {
    IdentifiedView {
        message,
        keys: Vec::new(),
        certain: false,
    }
}
