//! What is on the clipboard, and whether it can be taken as a key of this workspace.
//!
//! The text is read here in Rust, recognised by the vault and dropped; the page learns only what
//! kind of thing it was.

use latchkey_store::{creations, keys, workspaces};
use latchkey_vault::{KeyShape, Paste, SecretKey, recognise};

use crate::error::Error;
use crate::keys::{CreationStep, StoredState};
use crate::views::SightingView;
use crate::{Core, wording};

/// What CodivUpload's keys look like: `cdv_` and 40 more characters (the vendor's assistant
/// instructions, 2026-05; the alphabet is not documented).
pub(crate) const CODIVUPLOAD_KEY: KeyShape = KeyShape {
    prefix: "cdv_",
    length: Some(44),
};

/// Why the text on the clipboard cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrongPaste {
    /// Nothing there.
    Empty,
    /// Proof of a log-in, not a key.
    Jwt,
    /// A key of something else.
    WrongPrefix,
    /// A part of a key.
    Truncated {
        /// Characters there.
        characters: usize,
        /// Characters expected.
        expected: usize,
    },
    /// More than a key.
    TooLong,
    /// A key with characters no key has.
    HasOddCharacters,
    /// More than one key.
    SeveralKeys,
    /// Something else.
    NotAKey,
    /// This workspace has it already, under this name.
    AlreadyKnown(String),
    /// It was a key of this workspace, under this name, and is revoked.
    KnownAndRevoked(String),
    /// It is a key of another workspace, of this name.
    OfAnotherWorkspace(String),
    /// It is a key of a workspace that is not connected here.
    OfAStrangeWorkspace,
    /// The service refuses it.
    RefusedByService,
}

impl Core {
    /// Takes the key from the clipboard. Says what is wrong when there is none, or when Latchkey
    /// knows it already.
    ///
    /// # Errors
    /// [`Error::Paste`] names the wrong thing; [`Error::Desktop`] when there is no clipboard.
    pub(crate) async fn key_on_clipboard(&self, workspace_id: &str) -> Result<SecretKey, Error> {
        let text = self
            .desktop()
            .read_clipboard()?
            .ok_or(Error::Paste(WrongPaste::Empty))?;
        let recognised = recognise(&text, &CODIVUPLOAD_KEY);
        let Paste::Key { key, .. } = recognised else {
            return Err(Error::Paste(wrong(&recognised)));
        };
        self.refuse_known(&key, workspace_id).await?;
        Ok(key)
    }

    /// What is on the clipboard, for the page.
    ///
    /// # Errors
    /// As [`Error`] says, except wrong pastes: those are the answer.
    pub async fn look_at_clipboard(&self, workspace_id: &str) -> Result<SightingView, Error> {
        match self.key_on_clipboard(workspace_id).await {
            Ok(key) => Ok(wording::sighting_of(&key.hint())),
            Err(Error::Paste(wrong)) => Ok(wording::sighting_of_wrong(&wrong)),
            Err(other) => Err(other),
        }
    }

    /// The window got the focus: if somebody is in the middle of making a key on the service's
    /// page, see what they bring.
    pub async fn notice_clipboard(&self) {
        let waiting = self
            .store()
            .read(|tx| Ok::<_, Error>(creations::unfinished(tx)?))
            .await;
        for creation in waiting.unwrap_or_default() {
            if CreationStep::of(&creation) != CreationStep::AwaitingPaste {
                continue;
            }
            if let Ok(seen) = self.look_at_clipboard(&creation.workspace_id).await {
                self.live().sightings.insert(creation.id, seen);
                self.tell_keys(&creation.workspace_id).await;
            }
        }
    }

    async fn refuse_known(&self, key: &SecretKey, workspace_id: &str) -> Result<(), Error> {
        let fingerprint = key.fingerprint().to_string();
        let here = workspace_id.to_owned();
        let wrong = self
            .store()
            .read(move |tx| {
                let Some(known) = keys::find_by_fingerprint(tx, &fingerprint)? else {
                    return Ok(None);
                };
                if known.workspace_id != here {
                    let other = workspaces::get(tx, &known.workspace_id)?;
                    let name = other.map(|row| row.name).unwrap_or_default();
                    return Ok::<_, Error>(Some(WrongPaste::OfAnotherWorkspace(name)));
                }
                Ok(match StoredState::of(&known) {
                    StoredState::Revoked => Some(WrongPaste::KnownAndRevoked(known.name)),
                    // Its secret was lost: taking it again is the remedy, not a mistake.
                    StoredState::Missing => None,
                    StoredState::Active
                    | StoredState::Suspected
                    | StoredState::Ending
                    | StoredState::Unverified => Some(WrongPaste::AlreadyKnown(known.name)),
                })
            })
            .await?;
        wrong.map_or(Ok(()), |wrong| Err(Error::Paste(wrong)))
    }
}

fn wrong(paste: &Paste) -> WrongPaste {
    match paste {
        Paste::Empty => WrongPaste::Empty,
        Paste::Jwt => WrongPaste::Jwt,
        Paste::WrongPrefix => WrongPaste::WrongPrefix,
        Paste::Truncated {
            characters,
            expected,
        } => WrongPaste::Truncated {
            characters: *characters,
            expected: *expected,
        },
        Paste::TooLong { .. } => WrongPaste::TooLong,
        Paste::HasOddCharacters => WrongPaste::HasOddCharacters,
        Paste::SeveralKeys => WrongPaste::SeveralKeys,
        Paste::NotAKey | Paste::Key { .. } => WrongPaste::NotAKey,
    }
}
