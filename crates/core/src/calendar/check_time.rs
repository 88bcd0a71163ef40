//! What a time means, asked while somebody chooses one.

use super::wall_time::{Resolved, placed, resolve};
use super::words::{clock_change_words, refusal_words, sentence};
use crate::Core;
use crate::clock::shown;
use crate::error::Error;
use crate::views::{TimeForm, TimeView};

impl Core {
    /// What a time means in the zone of a workspace.
    ///
    /// # Errors
    /// Only those of the database. A time that makes no sense is an answer.
    pub async fn check_time(&self, form: TimeForm) -> Result<TimeView, Error> {
        let zone = self.zone_of(&form.workspace_id).await?;
        let Resolved {
            at,
            refusal,
            clock_change,
            twice,
        } = resolve(&zone, &form.at, self.now());
        let refusal = refusal.as_ref().map(refusal_words);
        let said = at.or_else(|| placed(&zone, &form.at));
        Ok(TimeView {
            sentence: said.map_or_else(
                || refusal.clone().unwrap_or_default(),
                |at| sentence(&zone, at),
            ),
            refusal,
            clock_change: clock_change.as_ref().map(clock_change_words),
            twice,
            at: at.map(shown),
        })
    }
}
