//! Writing events: who, when, what, about which workspace and key.

use latchkey_store::events::{self, EventDraft, KeyMention, Who, WorkspaceMention};
use latchkey_store::keys::KeyRow;
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, post_events};
use serde_json::{Map, Value};

use super::Kind;
use crate::error::Error;
use crate::{Core, Moment};

/// Knows who does what goes on now.
#[derive(Clone)]
pub(crate) struct Scribe {
    who: Who,
    pub(crate) at: Moment,
}

/// An event being written.
pub(crate) struct Draft(EventDraft);

impl Core {
    pub(crate) fn scribe(&self) -> Scribe {
        Scribe {
            who: self.0.parts.who.clone(),
            at: self.now(),
        }
    }
}

impl Scribe {
    /// The user and the computer.
    pub(crate) fn who(&self) -> (String, String) {
        (self.who.user.clone(), self.who.host.clone())
    }

    pub(crate) fn event(&self, kind: Kind) -> Draft {
        Draft(EventDraft {
            at: self.at,
            who: self.who.clone(),
            kind: kind.name().to_owned(),
            workspace: None,
            key: None,
            result: "ok".to_owned(),
            detail: Map::new(),
        })
    }
}

impl Draft {
    pub(crate) fn about(mut self, workspace: &WorkspaceRow) -> Draft {
        self.0.workspace = Some(WorkspaceMention {
            id: workspace.id.clone(),
            name: workspace.name.clone(),
        });
        self
    }

    pub(crate) fn key(mut self, key: &KeyRow) -> Draft {
        self.0.key = Some(KeyMention {
            id: key.id.clone(),
            name: key.name.clone(),
            fingerprint: key.fingerprint.clone(),
        });
        self
    }

    /// A key that has only a name so far.
    pub(crate) fn key_to_be(mut self, id: &str, name: &str) -> Draft {
        self.0.key = Some(KeyMention {
            id: id.to_owned(),
            name: name.to_owned(),
            fingerprint: None,
        });
        self
    }

    pub(crate) fn result(mut self, ok: bool) -> Draft {
        self.0.result = if ok { "ok" } else { "failed" }.to_owned();
        self
    }

    pub(crate) fn detail(mut self, name: &str, value: impl Into<Value>) -> Draft {
        self.0.detail.insert(name.to_owned(), value.into());
        self
    }

    pub(crate) fn append(self, tx: &Transaction<'_>) -> Result<(), Error> {
        events::append(tx, &self.0)?;
        Ok(())
    }

    /// Appends the event so that the post's page shows it, and says which number it got.
    pub(crate) fn append_about_post(
        self,
        tx: &Transaction<'_>,
        workspace_id: &str,
        post_id: &str,
    ) -> Result<i64, Error> {
        let seq = events::append(tx, &self.0)?.seq;
        post_events::insert(tx, workspace_id, post_id, seq)?;
        Ok(seq)
    }
}
