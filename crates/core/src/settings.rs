//! The person's settings.

use latchkey_store::{Transaction, settings};

use crate::Core;
use crate::checked::rotation_days;
use crate::error::{Error, Invalid};
use crate::history::Kind;
use crate::views::{AppView, ChangeSettingsForm, SettingsView};

const CLEAR_CLIPBOARD_AFTER: &str = "clear_clipboard_after";
const ROTATION_DAYS: &str = "rotation_days";
const HOLD_SECONDS: &str = "hold_seconds";
const REMOVE_METADATA: &str = "remove_metadata";
/// Short enough that a forgotten key is gone, long enough to switch windows and paste.
const DEFAULT_CLEAR_AFTER: u32 = 10;
/// A quarter.
const DEFAULT_ROTATION_DAYS: u32 = 90;
/// Long enough to see the mistake one made in the moment of sending.
const DEFAULT_HOLD_SECONDS: u32 = 10;

impl Core {
    /// Changes settings.
    ///
    /// # Errors
    /// [`Invalid`] when a value is out of its range; then nothing is changed.
    pub async fn change_settings(&self, form: ChangeSettingsForm) -> Result<AppView, Error> {
        if form
            .clear_clipboard_after
            .is_some_and(|seconds| !(5..=120).contains(&seconds))
        {
            return Err(Invalid::ClipboardSeconds.into());
        }
        rotation_days(form.rotation_days)?;
        if form.hold_seconds.is_some_and(|seconds| seconds > 60) {
            return Err(Invalid::HoldSeconds.into());
        }
        let scribe = self.scribe();
        self.store()
            .write(move |tx| {
                let mut event = scribe.event(Kind::SettingsChanged);
                let wanted = [
                    (CLEAR_CLIPBOARD_AFTER, form.clear_clipboard_after),
                    (ROTATION_DAYS, form.rotation_days),
                    (HOLD_SECONDS, form.hold_seconds),
                    (REMOVE_METADATA, form.remove_metadata.map(u32::from)),
                ];
                for (name, value) in wanted {
                    if let Some(value) = value {
                        settings::set(tx, name, &value.to_string())?;
                        event = event.detail(name, value);
                    }
                }
                event.append(tx)
            })
            .await?;
        self.tell_app().await;
        self.app_state().await
    }

    pub(crate) async fn settings(&self) -> Result<SettingsView, Error> {
        self.store()
            .read(|tx| {
                Ok(SettingsView {
                    clear_clipboard_after: number(tx, CLEAR_CLIPBOARD_AFTER, DEFAULT_CLEAR_AFTER)?,
                    rotation_days: number(tx, ROTATION_DAYS, DEFAULT_ROTATION_DAYS)?,
                    hold_seconds: number(tx, HOLD_SECONDS, DEFAULT_HOLD_SECONDS)?,
                    remove_metadata: number(tx, REMOVE_METADATA, 1)? == 1,
                })
            })
            .await
    }
}

fn number(tx: &Transaction<'_>, name: &str, default: u32) -> Result<u32, Error> {
    let kept = settings::get(tx, name)?;
    Ok(kept.and_then(|text| text.parse().ok()).unwrap_or(default))
}
