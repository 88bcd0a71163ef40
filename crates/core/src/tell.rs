//! What is known only while the app runs, and telling the page when something changed.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;
use std::sync::{MutexGuard, PoisonError};

use latchkey_vault::Fingerprint;

use crate::clock::shown;
use crate::error::Error;
use crate::history::{Anchor, head};
use crate::obstacle::Obstacle;
use crate::views::{
    AppView, ClipboardView, Event, HistoryHealth, KeychainView, KeysView, ProblemView, SightingView,
};
use crate::{Core, Moment, wording};

/// What is known only while the app runs.
#[derive(Default)]
pub(crate) struct Live {
    pub(crate) keychain: Option<KeychainView>,
    pub(crate) history: Option<HistoryHealth>,
    pub(crate) anchor: Anchor,
    /// By workspace.
    pub(crate) contacts: HashMap<String, Contact>,
    /// Workspaces whose posts are all judged as they were last read.
    pub(crate) judged: HashSet<String>,
    /// Moves whose request is under way.
    pub(crate) moving: HashSet<String>,
    /// When the page was last told how far the reading of posts is, by workspace.
    pub(crate) told_of_reading: HashMap<String, Moment>,
    /// When the service's own list of keys was last read, by workspace.
    pub(crate) listed_at: HashMap<String, Moment>,
    /// When the service was last asked for profiles for the composer, by workspace.
    pub(crate) profiles_asked_at: HashMap<String, Moment>,
    /// What was last seen on the clipboard, by guided creation.
    pub(crate) sightings: HashMap<String, SightingView>,
    pub(crate) on_clipboard: Option<OnClipboard>,
}

impl Live {
    /// Keeps how the keychain is, and says how it was. What it was seen to remember holds only as
    /// long as it works.
    pub(crate) fn keychain_is(&mut self, state: KeychainView) -> Option<KeychainView> {
        if state != KeychainView::Works {
            self.anchor = Anchor::Unseen;
        }
        self.keychain.replace(state)
    }

    /// A workspace that comes back begins anew.
    pub(crate) fn forget(&mut self, workspace_id: &str) {
        self.contacts.remove(workspace_id);
        self.judged.remove(workspace_id);
        self.told_of_reading.remove(workspace_id);
        self.listed_at.remove(workspace_id);
        self.profiles_asked_at.remove(workspace_id);
    }
}

/// How the last call to a workspace went.
#[derive(Clone, Default)]
pub(crate) struct Contact {
    pub(crate) answered_at: Option<Moment>,
    pub(crate) tried_at: Option<Moment>,
    pub(crate) obstacle: Option<Obstacle>,
}

/// The key Latchkey put on the clipboard.
#[derive(Clone)]
pub(crate) struct OnClipboard {
    pub(crate) fingerprint: Fingerprint,
    pub(crate) view: ClipboardView,
}

impl Core {
    /// The next number for a view. Taken within the read that the view begins with: reads happen
    /// one after the other, so a view with a higher number knows at least as much.
    pub(crate) fn next_revision(&self) -> u64 {
        self.0.revision.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub(crate) fn live(&self) -> MutexGuard<'_, Live> {
        self.0.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything the frame of the window shows.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn app_state(&self) -> Result<AppView, Error> {
        let core = self.clone();
        let revision = self
            .store()
            .read(move |_| Ok::<_, Error>(core.next_revision()))
            .await?;
        let (keychain, history) = {
            let live = self.live();
            (
                live.keychain.unwrap_or(KeychainView::Works),
                live.history.clone(),
            )
        };
        let mut history = history.unwrap_or(HistoryHealth {
            whole: true,
            count: 0,
            message: None,
            can_begin_anew: false,
        });
        history.count = history.count.max(self.history_length().await?);
        Ok(AppView {
            revision,
            language: latchkey_text::language().tag().to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            user: self.0.parts.who.user.clone(),
            keychain,
            keychain_message: wording::keychain(keychain),
            workspaces: self.workspace_views().await?,
            current: self.current_workspace().await?,
            history,
            settings: self.settings().await?,
        })
    }

    /// The end of every command that changed something about keys: the driver looks at once, the
    /// page is told, and who asked gets what the page was told.
    pub(crate) async fn after_change(&self, workspace_id: &str) -> Result<KeysView, Error> {
        self.wake();
        let view = self.keys_view(workspace_id).await?;
        self.desktop().emit(Event::Keys(Box::new(view.clone())));
        self.tell_app().await;
        self.tell_history().await;
        Ok(view)
    }

    /// Tells the page that keys of a workspace changed, and the frame with them.
    pub(crate) async fn tell_keys(&self, workspace_id: &str) {
        if let Err(error) = self.after_change(workspace_id).await {
            tracing::warn!(%error, "the page could not be told");
        }
    }

    pub(crate) async fn tell_app(&self) {
        if let Ok(view) = self.app_state().await {
            self.desktop().emit(Event::App(Box::new(view)));
        }
    }

    pub(crate) async fn tell_history(&self) {
        if let Ok(count) = self.history_length().await {
            self.desktop().emit(Event::History(count));
        }
    }

    pub(crate) fn tell_clipboard(&self) {
        let view = self.live().on_clipboard.clone().map(|copied| copied.view);
        self.desktop().emit(Event::Clipboard(view));
    }

    async fn history_length(&self) -> Result<u64, Error> {
        let head = self.store().read(|tx| Ok::<_, Error>(head(tx)?)).await?;
        Ok(head.map_or(0, |head| head.seq.unsigned_abs()))
    }
}

/// An obstacle as the page shows it.
pub(crate) fn problem(obstacle: &Obstacle, next_try_at: Option<Moment>) -> ProblemView {
    let words = wording::obstacle(obstacle);
    ProblemView {
        message: words.message,
        remedy: words.remedy,
        next_try_at: next_try_at.map(shown),
    }
}
