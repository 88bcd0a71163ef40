//! Bringing a table in: all of its good rows at once, or none.
//!
//! Drafts, sends and the event that tells of them are one transaction, so that a crash leaves
//! either everything or nothing. A table comes in once; who wants it twice opens it again.

use std::sync::Arc;

use latchkey_store::drafts;
use latchkey_text::bulk as t;

use super::dry_run::number;
use super::open::OpenTable;
use super::outcome::Outcome;
use crate::error::Error;
use crate::history::Kind;
use crate::keys::workspace_row;
use crate::sending::begin_send;
use crate::views::{ImportTableForm, ImportedView};
use crate::{Core, compose};

impl Core {
    /// Brings the good rows of a table in as drafts, and sends those off that can be scheduled if
    /// that is wished. Rows are looked at once more before: time has passed since the dry run.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the table is not open any more; whatever hinders it, nothing was
    /// brought in.
    pub async fn import_table(&self, form: ImportTableForm) -> Result<ImportedView, Error> {
        let table = self.take_table(&form.table.table_id)?;
        let imported = self.bring_in(&table, form).await;
        if imported.is_err() {
            self.put_table_back(table);
        }
        imported
    }

    async fn bring_in(
        &self,
        table: &Arc<OpenTable>,
        form: ImportTableForm,
    ) -> Result<ImportedView, Error> {
        let outcomes = self.outcomes(table, &form.table).await?;
        let start = self.start_of_sends().await?;
        let (kept, schedule) = (table.clone(), form.schedule);
        let view = self
            .store()
            .write(move |tx| {
                let workspace = workspace_row(tx, &kept.workspace_id)?;
                let (mut made, mut scheduled) = (0, 0);
                for row in outcomes.iter().filter(|row| row.comes_in()) {
                    let now = start.scribe.at;
                    let id = compose::insert(tx, &workspace.id, &row.content, now)?;
                    made += 1;
                    if schedule && row.can_be_scheduled() {
                        let draft = drafts::get(tx, &id)?.ok_or(Error::NotFound)?;
                        begin_send(tx, &start, &draft)?;
                        scheduled += 1;
                    }
                }
                start
                    .scribe
                    .event(Kind::TableImported)
                    .about(&workspace)
                    .detail("table", crate::activity::visible(&kept.name))
                    .detail("sha256", kept.sha256.clone())
                    .detail("drafts", made)
                    .detail("scheduled", scheduled)
                    .append(tx)?;
                Ok::<_, Error>(view(&outcomes, made, scheduled))
            })
            .await?;
        self.after_send_change(&table.workspace_id).await?;
        Ok(view)
    }

    /// Takes the open table away, so that nobody else can bring it in meanwhile.
    fn take_table(&self, id: &str) -> Result<Arc<OpenTable>, Error> {
        let taken = self.last_table().take_if(|table| table.id == id);
        taken.ok_or(Error::NotFound)
    }

    /// Puts a table back that was not brought in after all.
    fn put_table_back(&self, table: Arc<OpenTable>) {
        self.last_table().get_or_insert(table);
    }
}

fn view(outcomes: &[Outcome], drafts: u32, scheduled: u32) -> ImportedView {
    let left_out = number(outcomes.len()) - drafts;
    let made = match scheduled {
        0 => t::imported_drafts(drafts),
        scheduled => t::imported_and_scheduled(drafts, scheduled),
    };
    let sentence = match left_out {
        0 => made,
        left_out => format!("{made} {}", t::imported_left_out(left_out)),
    };
    ImportedView {
        drafts,
        scheduled,
        left_out,
        sentence,
    }
}
