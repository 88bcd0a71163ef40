//! What is on the clipboard, and whether it can be taken as a key of this workspace.
//!
//! The text is read here in Rust, recognised by the vault and dropped; the page learns only what
//! kind of thing it was.

use latchkey_store::creations;
use latchkey_store::keys::{self, KeyRow};
use latchkey_store::workspaces::{self, WorkspaceRow};
use latchkey_vault::{KeyShape, Paste, SecretKey, recognise};

use crate::error::Error;
use crate::keys::{CreationStep, StoredState};
use crate::obstacle::Obstacle;
use crate::views::SightingView;
use crate::workspaces::can_come_back;
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
    /// It is a key of a workspace of this name and address, which was removed from Latchkey.
    OfARemovedWorkspace {
        /// What it was called.
        name: String,
        /// Where it is to be connected again.
        base_url: String,
    },
    /// It is a key of a workspace that is not connected here.
    OfAStrangeWorkspace,
    /// The service refuses it.
    RefusedByService,
}

impl Core {
    /// Takes a key for a workspace from the clipboard. Says what is wrong when there is none, or
    /// when Latchkey knows it already.
    ///
    /// # Errors
    /// [`Error::Paste`] names the wrong thing; [`Error::Desktop`] when there is no clipboard.
    pub(crate) async fn key_on_clipboard(&self, workspace_id: &str) -> Result<SecretKey, Error> {
        let key = self.copied_key()?;
        let here = workspace_id.to_owned();
        self.refuse_known(&key, move |owner| {
            if owner.id == here {
                return None;
            }
            Some(of_another(owner))
        })
        .await?;
        Ok(key)
    }

    /// The same, to connect a workspace at this address. A key of one that was removed leads back
    /// to it.
    ///
    /// # Errors
    /// As [`Core::key_on_clipboard`].
    pub(crate) async fn key_to_connect_with(&self, base_url: &str) -> Result<SecretKey, Error> {
        let key = self.copied_key()?;
        let address = base_url.to_owned();
        self.refuse_known(&key, move |owner| {
            if can_come_back(owner, &address) {
                return None;
            }
            Some(of_another(owner))
        })
        .await?;
        Ok(key)
    }

    fn copied_key(&self) -> Result<SecretKey, Error> {
        let text = self
            .desktop()
            .read_clipboard()?
            .ok_or(Error::Paste(WrongPaste::Empty))?;
        let recognised = recognise(&text, &CODIVUPLOAD_KEY);
        if let Paste::Key { key, .. } = recognised {
            return Ok(key);
        }
        Err(Error::Paste(wrong(&recognised)))
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

    /// Refuses a key that Latchkey has. `misplaced` says what is wrong with the workspace it is of.
    async fn refuse_known(
        &self,
        key: &SecretKey,
        misplaced: impl FnOnce(&WorkspaceRow) -> Option<WrongPaste> + Send + 'static,
    ) -> Result<(), Error> {
        let fingerprint = key.fingerprint().to_string();
        let wrong = self
            .store()
            .read(move |tx| {
                let Some(known) = keys::find_by_fingerprint(tx, &fingerprint)? else {
                    return Ok(None);
                };
                let owner = workspaces::get(tx, &known.workspace_id)?.ok_or(Error::NotFound)?;
                Ok::<_, Error>(misplaced(&owner).or_else(|| already_here(known, &owner)))
            })
            .await?;
        wrong.map_or(Ok(()), |wrong| Err(Error::Paste(wrong)))
    }
}

fn of_another(owner: &WorkspaceRow) -> WrongPaste {
    if owner.removed_at.is_none() {
        return WrongPaste::OfAnotherWorkspace(owner.name.clone());
    }
    WrongPaste::OfARemovedWorkspace {
        name: owner.name.clone(),
        base_url: owner.base_url.clone(),
    }
}

/// Taking a key again whose secret is not here is the remedy, not a mistake.
fn already_here(known: KeyRow, owner: &WorkspaceRow) -> Option<WrongPaste> {
    let lost = owner.removed_at.is_some()
        || Obstacle::read(known.problem.as_deref()) == Some(Obstacle::CannotBeProven);
    match StoredState::of(&known) {
        StoredState::Revoked => Some(WrongPaste::KnownAndRevoked(known.name)),
        StoredState::Missing => None,
        StoredState::Active
        | StoredState::Suspected
        | StoredState::Ending
        | StoredState::Unverified => (!lost).then_some(WrongPaste::AlreadyKnown(known.name)),
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
